"""How an expression of which only the truth is wanted is followed: one function for each kind."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mgdcds.core.engines.compiled.known import (
    ANYTHING,
    COUNTS_AS_FALSE,
    IS_FALSE,
    IS_NONE,
    IS_TRUE,
    Known,
    join,
)
from mgdcds.core.engines.compiled.see_values import see_in_turn
from mgdcds.core.engines.compiled.seen import NEVER, Tested
from mgdcds.core.engines.compiled.trees import constant, is_constant, joined, local_of, opposite

if TYPE_CHECKING:
    from mgdcds.core.engines.compiled.follow import Follower

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def test_value(node: ast.expr, known: Known, follower: Follower) -> Tested:
    seen = follower.see(node, known)
    then, otherwise = follower.where(seen, IS_TRUE), follower.where(seen, COUNTS_AS_FALSE)
    return Tested(seen.node, then, otherwise).settled()


def test_denial(node: ast.UnaryOp, known: Known, follower: Follower) -> Tested:
    if not isinstance(node.op, ast.Not):
        return test_value(node, known, follower)
    test, then, otherwise = follower.test(node.operand, known)
    return Tested(opposite(test), otherwise, then)


def test_junction(node: ast.BoolOp, known: Known, follower: Follower) -> Tested:
    """An `and` or `or`: `stopped` is where one part settles it, `going` where none does."""
    is_or = isinstance(node.op, ast.Or)
    parts: list[ast.expr] = []
    stopped: Known | None = None
    going: Known | None = known
    for value in node.values:
        if going is None:
            break
        part, then, otherwise = follower.test(value, going)
        going, here = (otherwise, then) if is_or else (then, otherwise)
        stopped = join(stopped, here)
        if not is_constant(part, not is_or):
            parts.append(part)
    test = joined(node.op, parts) if parts else constant(not is_or)
    return Tested(test, stopped, going) if is_or else Tested(test, going, stopped)


def test_choice(node: ast.IfExp, known: Known, follower: Follower) -> Tested:
    test, yes, no = follower.test(node.test, known)
    body = NEVER if yes is None else follower.test(node.body, yes)
    rest = NEVER if no is None else follower.test(node.orelse, no)
    if is_constant(test, True, False):
        return body if yes is not None else rest
    chosen = _chosen(test, body.node, rest.node)
    return Tested(chosen, join(body.then, rest.then), join(body.otherwise, rest.otherwise))


def _chosen(test: ast.expr, body: ast.expr, rest: ast.expr) -> ast.expr:
    """A choice between tests, as `and` or `or` where one of them is a constant."""
    if is_constant(body, True):
        return joined(ast.Or(), [test, rest])
    if is_constant(body, False):
        return joined(ast.And(), [opposite(test), rest])
    if is_constant(rest, False):
        return joined(ast.And(), [test, body])
    if is_constant(rest, True):
        return joined(ast.Or(), [opposite(test), body])
    return ast.IfExp(test, body, rest)


def test_comparison(node: ast.Compare, known: Known, follower: Follower) -> Tested:
    right = node.comparators[0]
    if is_constant(right, None, False):
        return _test_identity(node, IS_NONE if is_constant(right, None) else IS_FALSE, known,
                              follower)  # fmt: skip
    parts, after = see_in_turn([node.left, right], known, follower)
    if after is not None and isinstance(node.ops[0], _ORDERS):
        for name in filter(None, map(local_of, parts)):
            # Whoever is compared by its order is not None.
            after = follower.narrowed(after, name, ANYTHING & ~IS_NONE) or after
    return Tested(ast.Compare(parts[0], node.ops, parts[1:]), after, after)


def _test_identity(node: ast.Compare, wanted: int, known: Known, follower: Follower) -> Tested:
    """`x is None`, `x is False`, or its opposite."""
    seen = follower.see(node.left, known)
    same, other = follower.where(seen, wanted), follower.where(seen, ANYTHING & ~wanted)
    test = ast.Compare(seen.node, node.ops, node.comparators)
    is_same = isinstance(node.ops[0], ast.Is)
    return Tested(test, same, other) if is_same else Tested(test, other, same)


TESTS: Mapping[type[ast.expr], Callable[[Any, Known, Follower], Tested]] = {
    ast.UnaryOp: test_denial,
    ast.BoolOp: test_junction,
    ast.IfExp: test_choice,
    ast.Compare: test_comparison,
}
