"""Which facts left an answer null: the union over the operands that left it so.

It is asked only of an answer that is null, so an answer that is settled never asks for data.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from mgdcds.core.cql.nodes import (
    Call,
    Case,
    Cast,
    Convert,
    If,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
)
from mgdcds.core.engines.plan import Plan, is_same
from mgdcds.core.engines.state import State

_NOTHING: frozenset[str] = frozenset()


def find_missing(plan: Plan, state: State) -> frozenset[str]:
    """This function will find the facts whose absence left a plan's value null."""
    return _missing(plan.node, plan, state)


@singledispatch
def _missing(node: Node, plan: Plan, state: State) -> frozenset[str]:
    return _NOTHING


@_missing.register
def _(node: Name, plan: Plan, state: State) -> frozenset[str]:
    return state.missing_of(node.name)


@_missing.register(Call)
@_missing.register(Cast)
@_missing.register(Convert)
@_missing.register(ListOf)
@_missing.register(IntervalOf)
def _(node: Node, plan: Plan, state: State) -> frozenset[str]:
    return _missing_of_all(plan.parts, state)


@_missing.register
def _(node: If, plan: Plan, state: State) -> frozenset[str]:
    condition, then, otherwise = plan.parts
    taken, left = (then, otherwise) if condition.run(state) is True else (otherwise, then)
    return _missing_of_all((condition,), state) | _missing_of_choice(taken, (left,), state)


@_missing.register
def _(node: Case, plan: Plan, state: State) -> frozenset[str]:
    asked, taken = find_choice(node, plan, state)
    left = tuple(then for then in _thens(node, plan) if then is not taken)
    return _missing_of_all(asked, state) | _missing_of_choice(taken, left, state)


def find_choice(node: Case, plan: Plan, state: State) -> tuple[tuple[Plan, ...], Plan]:
    """This function will find the conditions of a case that were asked, and the part taken."""
    first = 0 if node.comparand is None else 1
    asked = list(plan.parts[:first])
    wanted = asked[0].run(state) if asked else True
    for when, then in zip(plan.parts[first:-1:2], _thens(node, plan), strict=False):
        asked.append(when)
        if is_same(wanted, when.run(state)):
            return tuple(asked), then
    return tuple(asked), plan.parts[-1]


def _thens(node: Case, plan: Plan) -> tuple[Plan, ...]:
    first = 1 if node.comparand is None else 2
    return (*plan.parts[first:-1:2], plan.parts[-1])


def _missing_of_choice(taken: Plan, left: tuple[Plan, ...], state: State) -> frozenset[str]:
    if not isinstance(taken.node, NullLiteral):
        return _missing_of_all((taken,), state)
    # `if haemolysed then null else magnesium`: what was left aside is what is missing, even
    # where it was recorded.
    found = _NOTHING.union(*(_lacking(plan, state) for plan in left))
    names = [plan.node.name for plan in left if isinstance(plan.node, Name)]
    return found or _NOTHING.union(*(state.facts_of(name) for name in names))


def _missing_of_all(plans: Iterable[Plan], state: State) -> frozenset[str]:
    missing = _NOTHING
    for plan in plans:
        if plan.run(state) is None or isinstance(plan.node, ListOf | IntervalOf):
            missing |= find_missing(plan, state)
    return missing


def _lacking(plan: Plan, state: State) -> frozenset[str]:
    return _NOTHING.union(*(state.missing_of(name) for name in plan.names))
