"""Trees of generated Python: how tests are joined, turned around and told apart."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Is: ast.IsNot, ast.IsNot: ast.Is}


def constant(value: bool | int | None) -> ast.Constant:
    """This function will make a constant."""
    return ast.Constant(value)


def is_constant(node: ast.expr, *values: object) -> bool:
    """This function will tell whether an expression is one of some constants."""
    return isinstance(node, ast.Constant) and any(node.value is value for value in values)


def reading_of(name: str) -> ast.Name:
    """This function will make an expression that reads a local."""
    return ast.Name(name, ast.Load())


def local_of(node: ast.expr) -> str:
    """This function will answer the local that an expression reads or computes, or ''."""
    if isinstance(node, ast.NamedExpr):
        node = node.target
    return node.id if isinstance(node, ast.Name) else ""


def opposite(test: ast.expr) -> ast.expr:
    """This function will write the test that holds where another doesn't."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    if isinstance(test, ast.Constant):
        return constant(not test.value)
    if isinstance(test, ast.Compare) and type(test.ops[0]) in _OPPOSITES:
        return ast.Compare(test.left, [_OPPOSITES[type(test.ops[0])]()], test.comparators)
    return ast.UnaryOp(ast.Not(), test)


def joined(sign: ast.boolop, tests: Iterable[ast.expr]) -> ast.expr:
    """This function will join tests (at least one) by one `and` or `or`."""
    flat: list[ast.expr] = []
    for test in tests:
        is_same = isinstance(test, ast.BoolOp) and type(test.op) is type(sign)
        flat += test.values if isinstance(test, ast.BoolOp) and is_same else [test]
    return flat[0] if len(flat) == 1 else ast.BoolOp(sign, flat)


def keeps(node: ast.expr) -> bool:
    """This function will tell whether an expression keeps something in a local."""
    return any(isinstance(each, ast.NamedExpr) for each in ast.walk(node))


class Numbers:
    """Numbers of expressions. Two that answer the same, in the same words, have the same one.

    It makes no difference whether a local is computed there or read again.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._found: dict[ast.AST, int] = {}

    def of(self, node: ast.expr) -> int:
        """This method will answer the number of an expression."""
        if node not in self._found:
            words = tuple(self._words(node))
            self._found[node] = self._numbers.setdefault(words, len(self._numbers))
        return self._found[node]

    def _words(self, node: ast.expr) -> Iterator[object]:
        if isinstance(node, ast.Name | ast.NamedExpr):
            yield local_of(node)
            return
        yield type(node)
        for _, part in ast.iter_fields(node):
            for each in part if isinstance(part, list) else [part]:
                yield self._word(each)

    def _word(self, part: object) -> object:
        if isinstance(part, ast.expr):
            return self.of(part)
        # Nought, 0.0 and False are equal, and not the same.
        return type(part) if isinstance(part, ast.AST) else (type(part), part)


def read_locals(nodes: Sequence[ast.AST]) -> set[str]:
    """This function will answer the names that are read in some trees."""
    return {
        node.id
        for tree in nodes
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def masks_of(node: ast.expr) -> list[ast.expr]:
    """This function will answer the masks that an expression joins, in order."""
    parts: list[ast.expr] = []
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitOr):
            waiting += [part.right, part.left]
        else:
            parts.append(part)
    return parts


def mask_of(parts: Sequence[ast.expr]) -> ast.expr:
    """This function will join masks (at least one)."""
    found = parts[0]
    for part in parts[1:]:
        found = ast.BinOp(found, ast.BitOr(), part)
    return found
