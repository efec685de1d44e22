"""A checked tree made ready to run: names, types and conversions are settled once.

Each node becomes a Plan: the node, the plans of its parts, and a small function that answers
its value for a sheet. Reasons and missing facts are found by walking the same plans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, singledispatch
from typing import Any

from mgdcds.core.cql.conversion import find_conversion
from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    Cast,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    walk,
)
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import WHOLE_NUMBERS, IntervalType, ListType, QuantityType, Type
from mgdcds.core.engines.judge import comparison, intervals, lists
from mgdcds.core.engines.judge.table import PLANNED, function_of, spreads_null
from mgdcds.core.engines.state import State
from mgdcds.core.values.interval import Interval

Run = Callable[[State], Any]


@dataclass(frozen=True)
class Plan:
    """A node that is ready to run, with the plans of its parts."""

    node: Node
    run: Run
    parts: tuple[Plan, ...] = ()

    @cached_property
    def text(self) -> str:
        """The node as printed, on one line."""
        return print_expression(self.node, width=None)

    @cached_property
    def tests_null(self) -> bool:
        """Whether anything inside asks if something is null: more facts could turn its answer."""
        calls = (node.operator for node in walk(self.node) if isinstance(node, Call))
        return any(operator in {"IsNull", "IsNotNull"} for operator in calls)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in the node, each once, in the order in which they are written."""
        found = [inner for inner in walk(self.node) if isinstance(inner, Name)]
        ordered = sorted(found, key=lambda name: (name.place.line, name.place.column))
        return tuple(dict.fromkeys(name.name for name in ordered))


@dataclass(frozen=True)
class Names:
    """What names mean in a program: those of `expressions` are run, all others are read."""

    expressions: frozenset[str]
    scope: Scope


@singledispatch
def make_plan(node: Node, names: Names) -> Plan:
    """This function will make a checked node ready to run."""
    raise NotImplementedError(f"No plan is known for '{type(node).__name__}'.")


# Literals and names


def _constant(node: Node, value: Any) -> Plan:
    return Plan(node, lambda state: value)


@make_plan.register
def _(node: NullLiteral, names: Names) -> Plan:
    return _constant(node, None)


@make_plan.register(BooleanLiteral)
@make_plan.register(DecimalLiteral)
@make_plan.register(StringLiteral)
@make_plan.register(DateLiteral)
def _(node: BooleanLiteral | DecimalLiteral | StringLiteral | DateLiteral, names: Names) -> Plan:
    return _constant(node, node.value)


@make_plan.register
def _(node: IntegerLiteral, names: Names) -> Plan:
    is_whole = node.type.base in WHOLE_NUMBERS
    return _constant(node, node.value if is_whole else Decimal(node.value))


@make_plan.register
def _(node: QuantityLiteral, names: Names) -> Plan:
    return _constant(node, node.converted)


@make_plan.register
def _(node: Name, names: Names) -> Plan:
    name = node.name
    if name in names.expressions:
        return Plan(node, lambda state: state.value(name))
    return Plan(node, lambda state: state.known.get(name))


# Operators


@make_plan.register
def _(node: Call, names: Names) -> Plan:
    parts = tuple(make_plan(operand, names) for operand in node.operands)
    if node.operator in PLANNED:
        return _PLANNED[node.operator](node, parts)
    runs, function = tuple(part.run for part in parts), function_of(node)
    if node.operator in _SETTLED_BY:
        return Plan(node, _run_until(_SETTLED_BY[node.operator], runs), parts)
    if not spreads_null(node):
        return Plan(node, lambda state: function(*[run(state) for run in runs]), parts)
    return Plan(node, _spread(function, runs), parts)


def _plan_today(node: Call, parts: tuple[Plan, ...]) -> Plan:
    return Plan(node, lambda state: state.on, parts)


def _plan_membership(node: Call, parts: tuple[Plan, ...]) -> Plan:
    value, container = parts if node.operator == "In" else parts[::-1]
    if not isinstance(container.node, ListOf):
        return Plan(node, lambda state: lists.in_(value.run(state), container.run(state)), parts)
    # A null that is written in the list stands for itself, as in the standard. It is one that
    # comes from the patient, in the value or in an item, that leaves the answer open.
    runs = [item.run for item in container.parts if not isinstance(item.node, NullLiteral)]
    allows_null = len(runs) < len(container.parts)
    if isinstance(value.node, NullLiteral):
        return Plan(node, lambda state: allows_null, parts)
    return Plan(
        node,
        lambda state: lists.is_one_of(
            value.run(state), tuple([run(state) for run in runs]), allows_null=allows_null
        ),
        parts,
    )


#: One operand with this value settles the answer, whatever the others are.
_SETTLED_BY = {"And": False, "Or": True}


def _run_until(settling: bool, runs: tuple[Run, ...]) -> Run:
    def run_until(state: State) -> Any:
        answer: bool | None = not settling
        for run in runs:
            value = run(state)
            if value is settling:
                return value
            if value is None:
                answer = None
        return answer

    return run_until


_PLANNED = {"Today": _plan_today, "In": _plan_membership, "Contains": _plan_membership}


def _spread(function: Callable[..., Any], runs: tuple[Run, ...]) -> Run:
    """Null as soon as one operand is."""
    return _spread_one(function, *runs) if len(runs) == 1 else _spread_two(function, *runs)


def _spread_one(function: Callable[..., Any], operand: Run) -> Run:
    def run_one(state: State) -> Any:
        value = operand(state)
        return None if value is None else function(value)

    return run_one


def _spread_two(function: Callable[..., Any], left: Run, right: Run) -> Run:
    def run_two(state: State) -> Any:
        one = left(state)
        if one is None:
            return None
        other = right(state)
        return None if other is None else function(one, other)

    return run_two


# Forms with a node of their own


@make_plan.register
def _(node: If, names: Names) -> Plan:
    parts = tuple(make_plan(part, names) for part in node.children)
    condition, then, otherwise = (part.run for part in parts)
    return Plan(
        node,
        lambda state: then(state) if condition(state) is True else otherwise(state),
        parts,
    )


@make_plan.register
def _(node: Case, names: Names) -> Plan:
    parts = tuple(make_plan(part, names) for part in node.children)
    runs = [part.run for part in parts]
    comparand = runs.pop(0) if node.comparand is not None else None
    otherwise = runs.pop()
    branches = tuple(zip(runs[::2], runs[1::2], strict=True))

    def run_case(state: State) -> Any:
        wanted = True if comparand is None else comparand(state)
        for when, then in branches:
            if is_same(wanted, when(state)):
                return then(state)
        return otherwise(state)

    return Plan(node, run_case, parts)


def is_same(wanted: Any, found: Any) -> bool:
    """This function will tell whether a `when` is the one that a case looks for."""
    return wanted is not None and found is not None and comparison.equal(wanted, found) is True


@make_plan.register
def _(node: ListOf, names: Names) -> Plan:
    parts = tuple(make_plan(item, names) for item in node.items)
    runs = tuple(part.run for part in parts)
    return Plan(node, lambda state: tuple([run(state) for run in runs]), parts)


@make_plan.register
def _(node: IntervalOf, names: Names) -> Plan:
    low, high = parts = tuple(make_plan(end, names) for end in node.children)
    if node.low == node.high == NullLiteral():
        # In the standard an interval of which nothing is known is null.
        return Plan(node, lambda state: None, parts)
    # A null that is written at a closed end is no limit; one that comes from the patient is an
    # unknown limit, which the standard writes as an open end.
    no_low, no_high = (isinstance(end, NullLiteral) for end in node.children)

    def run_interval(state: State) -> Any:
        start, end = low.run(state), high.run(state)
        low_closed = node.low_closed and (start is not None or no_low)
        high_closed = node.high_closed and (end is not None or no_high)
        return intervals.make_interval(start, end, low_closed, high_closed)

    return Plan(node, run_interval, parts)


# Conversions


@make_plan.register
def _(node: Convert, names: Names) -> Plan:
    operand = make_plan(node.operand, names)
    function = _converter(node.operand.type, node.type, names.scope)
    return Plan(node, _spread_one(function, operand.run), (operand,))


@make_plan.register
def _(node: Cast, names: Names) -> Plan:
    operand = make_plan(node.operand, names)
    function = _converter(node.operand.type, node.type, names.scope)
    return Plan(node, _spread_one(function, operand.run), (operand,))


def _converter(start: Type, end: Type, scope: Scope) -> Callable[[Any], Any]:
    if start.base in WHOLE_NUMBERS and end.base not in WHOLE_NUMBERS:
        return Decimal
    if isinstance(start, ListType) and isinstance(end, ListType):
        each = _converter(start.element, end.element, scope)
        return lambda items: tuple([_or_null(item, each) for item in items])
    if isinstance(start, IntervalType) and isinstance(end, IntervalType):
        each = _converter(start.point, end.point, scope)
        return lambda interval: _convert_ends(interval, each)
    if isinstance(start, QuantityType) and isinstance(end, QuantityType) and start.unit != end.unit:
        substance = end.substance or start.substance
        found = find_conversion(start.unit, end.unit, substance=substance, scope=scope)
        if found is not None:
            return found.apply
    return lambda value: value


def _convert_ends(interval: Interval, convert: Callable[[Any], Any]) -> Interval:
    low, high = (_or_null(end, convert) for end in (interval.low, interval.high))
    return replace(interval, low=low, high=high)


def _or_null(value: Any, convert: Callable[[Any], Any]) -> Any:
    return None if value is None else convert(value)
