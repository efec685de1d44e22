"""Rules that cut exactly where values lie: what is calculated is compared with what it comes to.

A cut-off by chance lies far from nearly every value, and an engine that is wrong by the last
decimal would agree. So each calculated value is looked up for some of the sheets, and rules are
added that compare it with just that.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from decimal import Decimal
from functools import singledispatch
from typing import Any

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import (
    Call,
    DateLiteral,
    DecimalLiteral,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
)
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN, IntervalType, ListType, QuantityType, Type
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.interval import Interval
from mgdcds.core.values.quantity import LARGEST_INTEGER

#: Double precision tells numbers of so many digits apart, and medicine has no longer ones.
MOST_DIGITS = 15
_ORDERED = ("Equal", "NotEqual", "Less", "LessOrEqual", "Greater", "GreaterOrEqual")
_TRIES = 4


def cut_at_values(program: Program, sheets: Sequence[FactSheet], chance: random.Random) -> Program:
    """The program with rules that compare calculated values with what they are for sheets."""
    scope = make_scope(
        program.dictionary, definitions={name: each.type for name, each in _named(program)}
    )
    added: dict[str, Checked] = {}
    for name, checked in _named(program):
        literal = None if checked.type == BOOLEAN else _find(program, name, sheets, chance)
        if literal is not None:
            operators = ("Equal",) if checked.type.base in {"list", "interval"} else _ORDERED
            for operator in dict.fromkeys(("Equal", chance.choice(operators))):
                rule = check_expression(Call(operator, (Name(name), literal)), scope=scope)
                added |= {} if rule.problems else {f"E{len(added) + 1:02}": rule}
    return Program(program.dictionary, {**program.expressions, **added})


def _named(program: Program) -> Sequence[tuple[str, Checked]]:
    return tuple(program.expressions.items())


def _find(
    program: Program, name: str, sheets: Sequence[FactSheet], chance: random.Random
) -> Node | None:
    for _ in range(_TRIES):
        value = open_sheet(program, chance.choice(sheets)).value(name)
        literal = _literal(value, program.expressions[name].type)
        if literal is not None:
            return literal
    return None


@singledispatch
def _literal(value: Any, type: Type) -> Node | None:
    """The literal of a value, or None where there is none."""
    return None


@_literal.register
def _(value: Decimal, type: Type) -> Node | None:
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS or abs(value) > 10**MOST_DIGITS:
        return None
    plain = abs(value) + 0
    if isinstance(type, QuantityType):
        shown = {"month": "months", "year": "years", "d": "days"}.get(type.unit, type.unit)
        return _signed(QuantityLiteral(plain, shown), value)
    return _signed(DecimalLiteral(plain), value)


@_literal.register
def _(value: int, type: Type) -> Node | None:
    is_long = type.base == "long"
    fits = abs(value) <= (10**MOST_DIGITS if is_long else LARGEST_INTEGER)
    return _signed(IntegerLiteral(abs(value), is_long), value) if fits else None


@_literal.register
def _(value: str, type: Type) -> Node | None:
    return StringLiteral(value)


@_literal.register
def _(value: datetime.date, type: Type) -> Node | None:
    return DateLiteral(value)


@_literal.register
def _(value: tuple, type: Type) -> Node | None:
    assert isinstance(type, ListType)
    items = [NullLiteral() if item is None else _literal(item, type.element) for item in value]
    return None if None in items else ListOf(tuple(items))


@_literal.register
def _(value: Interval, type: Type) -> Node | None:
    assert isinstance(type, IntervalType)
    low, high = (_literal(end, type.point) for end in (value.low, value.high))
    if low is None or high is None:
        return None
    return IntervalOf(low, high, value.low_closed, value.high_closed)


def _signed(literal: Node, value: Decimal | int) -> Node:
    return Call("Negate", (literal,)) if value < 0 else literal
