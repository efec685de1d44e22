"""How an expression whose value is wanted is followed: one function for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mgdcds.core.engines.compiled.known import (
    ANYTHING,
    IS_EMPTY,
    IS_FALSE,
    IS_TRUE,
    Known,
    kinds_of,
)
from mgdcds.core.engines.compiled.seen import NOWHERE, Seen, joined_sides, one_side
from mgdcds.core.engines.compiled.trees import (
    constant,
    is_constant,
    keeps,
    local_of,
    mask_of,
    masks_of,
    reading_of,
)

if TYPE_CHECKING:
    from mgdcds.core.engines.compiled.follow import Follower

_NUMBER = IS_EMPTY | IS_TRUE


def see_constant(node: ast.Constant, known: Known, follower: Follower) -> Seen:
    return Seen(node, ((kinds_of(node.value), known),))


def see_name(node: ast.Name, known: Known, follower: Follower) -> Seen:
    name = node.id
    if name not in known.kinds and name in follower.waiting:
        kept = ast.NamedExpr(ast.Name(name, ast.Store()), follower.waiting[name])
        return see_kept(kept, known, follower)
    return Seen(node, ((known.kinds.get(name, ANYTHING), known),))


def see_kept(node: ast.NamedExpr, known: Known, follower: Follower) -> Seen:
    name = node.target.id
    if name in known.kinds:
        return Seen(reading_of(name), ((known.kinds[name], known),))
    seen = follower.keep(name, follower.see(node.value, known), known)
    return Seen(ast.NamedExpr(node.target, seen.node), seen.sides)


def see_choice(node: ast.IfExp, known: Known, follower: Follower) -> Seen:
    test, then, otherwise = follower.test(node.test, known)
    body = NOWHERE if then is None else follower.see(node.body, then)
    rest = NOWHERE if otherwise is None else follower.see(node.orelse, otherwise)
    if is_constant(test, True, False):
        return body if then is not None else rest
    sides = joined_sides(body.sides, rest.sides)
    itself = _itself_or_none(test, body.node, rest.node)
    if itself is not None:
        return Seen(itself, sides)
    is_same = follower.numbers.of(body.node) == follower.numbers.of(rest.node)
    if is_same and not any(map(keeps, (test, body.node, rest.node))):
        return Seen(rest.node, sides)
    return Seen(ast.IfExp(test, body.node, rest.node), sides)


def _itself_or_none(test: ast.expr, body: ast.expr, rest: ast.expr) -> ast.expr | None:
    """The x of `None if x is None else x`."""
    match test, rest:
        case ast.Compare(left=tested, ops=[ast.Is()], comparators=[none]), ast.Name(id=name):
            is_asked = is_constant(none, None) and is_constant(body, None)
            return tested if is_asked and local_of(tested) == name else None
    return None


def see_first_that_counts(node: ast.BoolOp, known: Known, follower: Follower) -> Seen:
    """An `and` or `or` whose value is wanted: only what its first part keeps is surely kept."""
    first = follower.see(node.values[0], known)
    others, _ = see_in_turn(node.values[1:], first.after, follower)
    return Seen(ast.BoolOp(node.op, [first.node, *others]), one_side(ANYTHING, first.after))


def see_truth(node: ast.expr, known: Known, follower: Follower) -> Seen:
    test, then, otherwise = follower.test(node, known)
    return Seen(test, (*one_side(IS_TRUE, then), *one_side(IS_FALSE, otherwise)))


def see_sign(node: ast.UnaryOp, known: Known, follower: Follower) -> Seen:
    if isinstance(node.op, ast.Not):
        return see_truth(node, known, follower)
    seen = follower.see(node.operand, known)
    return Seen(ast.UnaryOp(node.op, seen.node), one_side(_NUMBER, seen.after))


def see_calculation(node: ast.BinOp, known: Known, follower: Follower) -> Seen:
    if isinstance(node.op, ast.BitOr):
        return _see_masks(node, known, follower)
    (left, right), after = see_in_turn([node.left, node.right], known, follower)
    return Seen(ast.BinOp(left, node.op, right), one_side(_NUMBER, after))


def _see_masks(node: ast.BinOp, known: Known, follower: Follower) -> Seen:
    """Masks that are joined: each once, and the constant ones as one."""
    found, after = see_in_turn(masks_of(node), known, follower)
    always, parts = 0, dict[int, ast.expr]()
    for part in (each for mask in found for each in masks_of(mask)):
        if isinstance(part, ast.Constant) and isinstance(part.value, int):
            always |= part.value
        else:
            parts.setdefault(follower.numbers.of(part), part)
    kept = [part for part in parts.values() if keeps(part) or not _is_within(part, always)]
    if always or not kept:
        kept.append(constant(always))
    return Seen(mask_of(kept), one_side(_NUMBER, after))


def _is_within(part: ast.expr, always: int) -> bool:
    """Whether a choice between constant masks adds nothing to what is always there."""
    choices = (part.body, part.orelse) if isinstance(part, ast.IfExp) else (part,)
    return all(
        isinstance(each, ast.Constant) and isinstance(each.value, int) and not each.value & ~always
        for each in choices
    )


def see_call(node: ast.Call, known: Known, follower: Follower) -> Seen:
    if local_of(node.func) == "beyond":
        return Seen(node, ())
    parts, after = see_in_turn(node.args, known, follower)
    return Seen(ast.Call(node.func, parts, []), one_side(ANYTHING, after))


def see_row(node: ast.Tuple, known: Known, follower: Follower) -> Seen:
    parts, after = see_in_turn(node.elts, known, follower)
    return Seen(ast.Tuple(parts, node.ctx), one_side(_NUMBER, after))


def see_place(node: ast.Subscript, known: Known, follower: Follower) -> Seen:
    (whole, place), after = see_in_turn([node.value, node.slice], known, follower)
    return Seen(ast.Subscript(whole, place, node.ctx), one_side(ANYTHING, after))


def see_as_it_is(node: ast.expr, known: Known, follower: Follower) -> Seen:
    return Seen(node, one_side(ANYTHING, known))


def see_in_turn(
    nodes: Sequence[ast.expr], known: Known | None, follower: Follower
) -> tuple[list[ast.expr], Known | None]:
    """This function will follow expressions that are computed one after the other."""
    parts = []
    for node in nodes:
        seen = NOWHERE if known is None else follower.see(node, known)
        parts.append(seen.node)
        known = seen.after
    return parts, known


VALUES: Mapping[type[ast.expr], Callable[[Any, Known, Follower], Seen]] = {
    ast.Constant: see_constant,
    ast.Name: see_name,
    ast.NamedExpr: see_kept,
    ast.IfExp: see_choice,
    ast.BoolOp: see_first_that_counts,
    ast.UnaryOp: see_sign,
    ast.Compare: see_truth,
    ast.BinOp: see_calculation,
    ast.Call: see_call,
    ast.Tuple: see_row,
    ast.Subscript: see_place,
}
