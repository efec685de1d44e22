"""Makes the generated function shorter: nothing is computed or tested twice on one path.

Its writers write each condition by itself, and repeat what they need. Here the whole function is
seen at once.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from mgdcds.core.engines.compiled.follow import Follower
from mgdcds.core.engines.compiled.known import Known
from mgdcds.core.engines.compiled.trees import keeps, local_of, masks_of, read_locals

_READ = re.compile(r"n[1-9]\d*")
_LOCAL = re.compile(r"[dmntv][1-9]\d*")


def shorten(source: str) -> str:
    """This function will answer the text of a function that answers the same and asks less."""
    module = ast.parse(source)
    function = module.body[0]
    if not isinstance(function, ast.FunctionDef):
        raise TypeError("Only the text of a function can be made shorter.")
    waiting = _reads(function.body)
    lines, _ = Follower(waiting).follow(function.body, Known())
    lines = _without_unread(list(_read_early(lines, waiting)))
    # A test that kept a local may be left out now that nobody reads that.
    lines, _ = Follower({}).follow(lines, Known())
    function.body = [_SideBySide().visit(line) for line in _without_unread(lines)]
    return ast.unparse(module) + "\n"


# Reads of the row


def _reads(lines: list[ast.stmt]) -> Mapping[str, ast.expr]:
    """What is read from the row into a local, at the beginning."""
    found = {}
    for line in lines:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call):
            target = line.targets[0]
            if isinstance(target, ast.Name) and _READ.fullmatch(target.id):
                found[target.id] = line.value
    return found


def _read_early(lines: list[ast.stmt], reads: Mapping[str, ast.expr]) -> Iterator[ast.stmt]:
    """What is read at several places is read once, before the first of them."""
    places = Counter(name for line in lines for name in _kept_in(line) if name in reads)
    often = {name for name, number in places.items() if number > 1}
    reading, waiting = _Reading(often), set(often)
    for line in lines:
        for name in sorted(waiting.intersection(_kept_in(line))):
            waiting.remove(name)
            yield ast.Assign([ast.Name(name, ast.Store())], reads[name], lineno=0)
        yield reading.visit(line)


def _kept_in(line: ast.stmt) -> Iterator[str]:
    return (node.target.id for node in ast.walk(line) if isinstance(node, ast.NamedExpr))


class _Reading(ast.NodeTransformer):
    """Reads some locals where they were kept."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        self.generic_visit(node)
        name = node.target.id
        return ast.Name(name, ast.Load()) if name in self._names else node


# Locals that nobody reads


def _without_unread(lines: list[ast.stmt]) -> list[ast.stmt]:
    while True:
        unread = _Unread(read_locals(lines))
        lines = [line for line in map(unread.visit, lines) if line is not None]
        if not unread.has_dropped:
            return lines


class _Unread(ast.NodeTransformer):
    """Keeps no local that is not among those read."""

    def __init__(self, read: set[str]) -> None:
        self._read = read
        self.has_dropped = False

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        self.generic_visit(node)
        return node if self._is_read(node.target) else node.value

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | None:
        self.generic_visit(node)
        return node if self._is_read(node.targets[0]) else self._dropped(node.value)

    def visit_If(self, node: ast.If) -> ast.stmt | None:
        self.generic_visit(node)
        return node if node.body or node.orelse else self._dropped(node.test)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | None:
        self.generic_visit(node)
        return node if keeps(node.value) else self._dropped(node.value)

    def _dropped(self, value: ast.expr) -> ast.stmt | None:
        self.has_dropped = True
        return ast.Expr(value) if keeps(value) else None

    def _is_read(self, target: ast.expr) -> bool:
        name = local_of(target)
        return not _LOCAL.fullmatch(name) or name in self._read


# Masks


class _SideBySide(ast.NodeTransformer):
    """Leaves the masks of a rule side by side: joining them can wait until they are read."""

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        if isinstance(node.targets[0], ast.Subscript):
            node.value = _side_by_side(node.value)
        return node


def _side_by_side(mask: ast.expr) -> ast.expr:
    if isinstance(mask, ast.IfExp):
        return ast.IfExp(mask.test, _side_by_side(mask.body), _side_by_side(mask.orelse))
    parts = masks_of(mask)
    return mask if len(parts) == 1 else ast.Tuple(list(map(_side_by_side, parts)), ast.Load())
