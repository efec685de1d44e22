"""Gives a checked node the type that its surroundings need.

Literals take on the type themselves, and quantities among them are converted here, once. What is
computed gets a Cast around it, which an engine carries out.
"""

from __future__ import annotations

import difflib
import typing
from dataclasses import dataclass, replace
from functools import singledispatch

from mgdcds.core.cql import problems
from mgdcds.core.cql.conversion import convert_literal
from mgdcds.core.cql.nodes import (
    Branch,
    Case,
    Cast,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
)
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import (
    ANY,
    BROKEN,
    WHOLE_NUMBERS,
    ChoiceType,
    IntervalType,
    ListType,
    QuantityType,
    Type,
)
from mgdcds.core.values.problems import Problem
from mgdcds.core.values.units import CALENDAR_UNITS


@dataclass(frozen=True)
class Casting:
    """What casting needs: the scope, and where to put a problem."""

    scope: Scope
    problems: list[Problem]


def cast(node: Node, to: Type, *, casting: Casting) -> Node:
    """This function will answer the node with the type `to`, which it agrees with."""
    if node.type == to or to in (ANY, BROKEN) or node.type == BROKEN:
        return node
    return _cast(node, to, casting)


@singledispatch
def _cast(node: Node, to: Type, casting: Casting) -> Node:
    # What is computed keeps its own limits: a whole number is null beyond those of its own type.
    if _is_same_value(node.type, to) and node.type.base not in WHOLE_NUMBERS:
        return replace(node, type=to)
    return Cast(node, place=node.place, type=to)


@_cast.register
def _(node: NullLiteral, to: Type, casting: Casting) -> Node:
    return replace(node, type=to)


@_cast.register
def _(node: IntegerLiteral, to: Type, casting: Casting) -> Node:
    return replace(node, type=to)


@_cast.register
def _(node: QuantityLiteral, to: Type, casting: Casting) -> Node:
    unit = CALENDAR_UNITS.get(node.unit, node.unit)
    quantity = typing.cast(QuantityType, to)
    value = convert_literal(node.value, unit, quantity, scope=casting.scope)
    return replace(node, type=to, converted=value)


@_cast.register
def _(node: StringLiteral, to: Type, casting: Casting) -> Node:
    if isinstance(to, ChoiceType) and node.value not in to.choices:
        casting.problems.append(_unknown_choice(node, to))
    return replace(node, type=to)


@_cast.register
def _(node: ListOf, to: Type, casting: Casting) -> Node:
    element = to.element if isinstance(to, ListType) else ANY
    items = tuple(cast(item, element, casting=casting) for item in node.items)
    return replace(node, items=items, type=to)


@_cast.register
def _(node: IntervalOf, to: Type, casting: Casting) -> Node:
    point = to.point if isinstance(to, IntervalType) else ANY
    low, high = (cast(end, point, casting=casting) for end in node.children)
    return replace(node, low=low, high=high, type=to)


@_cast.register
def _(node: If, to: Type, casting: Casting) -> Node:
    then, otherwise = (cast(part, to, casting=casting) for part in (node.then, node.otherwise))
    return replace(node, then=then, otherwise=otherwise, type=to)


@_cast.register
def _(node: Case, to: Type, casting: Casting) -> Node:
    branches = tuple(
        Branch(branch.when, cast(branch.then, to, casting=casting)) for branch in node.branches
    )
    otherwise = cast(node.otherwise, to, casting=casting)
    return replace(node, branches=branches, otherwise=otherwise, type=to)


@_cast.register
def _(node: Name, to: Type, casting: Casting) -> Node:
    # A name keeps its own type, which readers look up; only another value needs a Cast.
    if _is_same_value(node.type, to):
        return node
    return Cast(node, place=node.place, type=to)


def _is_same_value(start: Type, end: Type) -> bool:
    """Whether a value of one type is the same value in the other."""
    if isinstance(start, QuantityType) and isinstance(end, QuantityType):
        return start.unit == end.unit
    if isinstance(start, ListType) and isinstance(end, ListType):
        return start.element == ANY or _is_same_value(start.element, end.element)
    if isinstance(start, IntervalType) and isinstance(end, IntervalType):
        return start.point == ANY or _is_same_value(start.point, end.point)
    return start.base not in WHOLE_NUMBERS or end.base in WHOLE_NUMBERS


def _unknown_choice(node: StringLiteral, to: ChoiceType) -> Problem:
    close = difflib.get_close_matches(node.value[:80], to.choices, n=1, cutoff=0.5)
    return problems.unknown_choice(
        node.place,
        choice=node.value,
        fact=to.fact,
        choices=to.choices,
        suggestion=close[0] if close else "",
    )
