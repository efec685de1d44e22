"""Which function follows which operator. What has none is free within its range."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from mgdcds.core.cql.nodes import Call, ListOf, Node, NullLiteral
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.types import IntervalType, QuantityType
from mgdcds.core.engines.judge.table import function_of
from mgdcds.core.engines.proof import arithmetic, compare, logic
from mgdcds.core.engines.proof.free import NUMBERS, free_months
from mgdcds.core.engines.proof.state import Reading
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NEVER,
    NULL,
    Boolean,
    Items,
    Null,
    Scalar,
    Term,
    all_of,
    any_of,
    choose,
    constant,
    either,
    known_of,
    opposite,
    real,
    unknown_scalar,
)

#: Answers a term, or None where it cannot follow these operands.
Function = Callable[[Call, tuple[Term, ...], Reading], Term | None]
_FIRST_DAY = datetime.date.min.toordinal()
_LAST_DAY = datetime.date.max.toordinal()
_DAYS = {"d": 1, "wk": 7}


def find_function(node: Call) -> Function | None:
    """This function will find what follows an operator, or answer None."""
    if not node.operands and node.operator != "Today":
        return _limit
    return FUNCTIONS.get(node.operator)


def free_operators() -> tuple[str, ...]:
    """This function will answer the operators that are not followed: they are free."""
    return tuple(
        name
        for name, operator in OPERATORS.items()
        if name not in FUNCTIONS and not name.startswith(("Minimum", "Maximum"))
        if operator.form is not Form.SPECIAL
    )


# What takes truths, scalars or lists of them


def _of_truths(function: Callable[..., Boolean]) -> Function:
    return lambda node, operands, reading: function(*map(logic.truth, operands))


def _of_scalars(function: Callable[..., Scalar | None]) -> Function:
    def follow(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
        if not all(isinstance(operand, Scalar) for operand in operands):
            return None
        return function(*operands)

    return follow


def _of_numbers(function: Callable[..., Scalar | None]) -> Function:
    follow = _of_scalars(function)
    return lambda node, operands, reading: (
        follow(node, operands, reading) if node.type.base in NUMBERS else None
    )


def _of_terms(function: Callable[..., Term | None]) -> Function:
    return lambda node, operands, reading: function(*operands)


def _limit(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term:
    value = function_of(node)()
    if isinstance(value, datetime.date):
        return constant(value.toordinal())
    places = 8 if isinstance(value, Decimal) else 0
    return constant(Fraction(value), places=places)


# Unknowns and choices


def _is_null(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    known = None if _is_vague(operands[0]) else known_of(operands[0])
    return None if known is None else Boolean(opposite(known), known)


def _is_not_null(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    found = _is_null(node, operands, reading)
    return logic.not_(found) if isinstance(found, Boolean) else None


def _is_vague(term: Term) -> bool:
    return not isinstance(term, Boolean | Scalar | Items | Null)


def _coalesce(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    only = operands[0]
    items = only.items if len(operands) == 1 and isinstance(only, Items) else operands
    if not all(isinstance(item, Boolean | Scalar | Null) for item in items):
        return None
    chosen: Term = NULL
    for item in reversed(items):
        chosen = item if isinstance(chosen, Null) else choose(known_of(item), item, chosen)
    return chosen


# Comparisons


def _equal(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    return compare.is_equal(*operands)


def _not_equal(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    found = compare.is_equal(*operands)
    return None if found is None else logic.not_(found)


def _equivalent(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    return compare.is_equivalent(*operands, base=node.operands[0].type.base)


def _not_equivalent(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    found = compare.is_equivalent(*operands, base=node.operands[0].type.base)
    return None if found is None else logic.not_(found)


def _in(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    return _membership(node.operands[0], node.operands[1], operands)


def _contains(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    return _membership(node.operands[1], node.operands[0], operands[::-1])


def _membership(value: Node, container: Node, operands: tuple[Term, ...]) -> Term | None:
    point, inside = operands
    if isinstance(inside, Items) and isinstance(container, ListOf):
        written = zip(container.items, inside.items, strict=True)
        items = tuple(item for node, item in written if not isinstance(node, NullLiteral))
        allows_null = len(items) < len(inside.items)
        if isinstance(value, NullLiteral):
            return logic.certain(ALWAYS if allows_null else NEVER)
        return compare.is_in_list(point, items, allows_null=allows_null)
    type = container.type
    base = type.point.base if isinstance(type, IntervalType) else ""
    return compare.membership(point, inside, base)


# Lists


def _exists(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    items = _items(operands[0])
    return None if items is None else logic.certain(any_of(*map(known_of, items)))


def _count(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    items = _items(operands[0])
    if items is None:
        return None
    ones = [either(known_of(item), real(1), real(0)) for item in items]
    return Scalar(_total(ones), ALWAYS, Fraction(0), Fraction(len(items)), 0)


def _sum(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    items = _scalars(operands[0])
    if not items:
        return items if items is None else unknown_scalar()
    nothing = constant(0)
    parts = [choose(item.known, item, nothing) for item in items]
    total: Term = parts[0]
    for part in parts[1:]:
        assert isinstance(total, Scalar) and isinstance(part, Scalar)  # noqa: S101, PT018
        total = arithmetic.add(total, part)
    assert isinstance(total, Scalar)  # noqa: S101
    known = any_of(*(item.known for item in items))
    return Scalar(total.value, known, total.low, total.high, total.places)


def _extreme(
    node: Call, operands: tuple[Term, ...], reading: Reading, *, greatest: bool
) -> Term | None:
    items = _scalars(operands[0])
    if items is None:
        return None
    chosen: Scalar = unknown_scalar()
    for item in items:
        beyond = item.value > chosen.value if greatest else item.value < chosen.value
        takes = all_of(item.known, any_of(opposite(chosen.known), beyond))
        found = choose(takes, item, chosen)
        assert isinstance(found, Scalar)  # noqa: S101
        known = any_of(item.known, chosen.known)
        chosen = Scalar(found.value, known, found.low, found.high, found.places, among=found.among)
    return chosen


def _items(term: Term) -> tuple[Term, ...] | None:
    """The items of a list, without the nulls that are written."""
    if isinstance(term, Null):
        return ()
    if not isinstance(term, Items) or any(_is_vague(item) for item in term.items):
        return None
    return tuple(item for item in term.items if not isinstance(item, Null))


def _scalars(term: Term) -> tuple[Scalar, ...] | None:
    items = _items(term)
    if items is None:
        return None
    scalars = tuple(item for item in items if isinstance(item, Scalar))
    return scalars if len(scalars) == len(items) else None


def _total(amounts: list[Any]) -> Any:
    total = real(0)
    for amount in amounts:
        total = total + amount
    return total


# Arithmetic and dates


def _round(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    term = operands[0]
    places = constant(0) if len(operands) == 1 else operands[1]
    if not isinstance(term, Scalar) or not isinstance(places, Scalar):
        return None
    if places.low is None or places.low != places.high or not places.options:
        return None
    shown = replace(term, known=all_of(term.known, places.known))
    return arithmetic.round_to(shown, max(-28, min(int(places.low), 8)))


def _add(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    if node.type.base == "date":
        return _moved(node, operands, sign=1)
    return _of_numbers(arithmetic.add)(node, operands, reading)


def _subtract(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    if node.type.base == "date":
        return _moved(node, operands, sign=-1)
    return _of_numbers(arithmetic.subtract)(node, operands, reading)


def _moved(node: Call, operands: tuple[Term, ...], *, sign: int) -> Term | None:
    date, span = operands
    type = node.operands[1].type
    days = _DAYS.get(type.unit if isinstance(type, QuantityType) else "d")
    if not isinstance(date, Scalar) or not isinstance(span, Scalar) or days is None:
        return None
    steps = arithmetic.scale(arithmetic.truncate(span), Fraction(sign * days))
    return _in_calendar(arithmetic.add(date, steps))


def _next(node: Call, operands: tuple[Term, ...], reading: Reading, *, sign: int) -> Term | None:
    term, base = operands[0], node.type.base
    if not isinstance(term, Scalar):
        return None
    moved = arithmetic.add(term, _step(base, sign))
    return _in_calendar(moved) if base == "date" else moved


def _step(base: str, sign: int) -> Scalar:
    step = compare.STEPS.get(base)
    return constant(sign * step) if step else constant(sign * compare.SMALLEST_STEP, places=8)


def _in_calendar(term: Scalar) -> Scalar:
    fits = all_of(term.value >= _FIRST_DAY, term.value <= _LAST_DAY)
    low, high = Fraction(_FIRST_DAY), Fraction(_LAST_DAY)
    return Scalar(term.value, all_of(term.known, fits), low, high, 0)


def _days_between(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    start, end = operands
    if not isinstance(start, Scalar) or not isinstance(end, Scalar):
        return None
    return arithmetic.subtract(end, start)


def _weeks_between(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    days = _days_between(node, operands, reading)
    if not isinstance(days, Scalar):
        return None
    return arithmetic.truncated_divide(days, constant(7))


def _months_between(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    start, end = operands
    if not isinstance(start, Scalar) or not isinstance(end, Scalar):
        return None
    return free_months(node, start, end, reading)


def _years_between(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
    months = _months_between(node, operands, reading)
    if not isinstance(months, Scalar):
        return None
    return arithmetic.truncated_divide(months, constant(12))


def _spread(follow: Function) -> Function:
    """What is null as soon as one operand is: a null that is written is not followed."""

    def run(node: Call, operands: tuple[Term, ...], reading: Reading) -> Term | None:
        if any(isinstance(operand, Null) for operand in operands):
            return None
        return follow(node, operands, reading)

    return run


#: Each operator that is followed.
FUNCTIONS: Mapping[str, Function] = {
    "And": _of_truths(logic.and_),
    "Or": _of_truths(logic.or_),
    "Xor": _of_truths(logic.xor),
    "Implies": _of_truths(logic.implies),
    "Not": _of_truths(logic.not_),
    "IsTrue": _of_truths(logic.is_true),
    "IsFalse": _of_truths(logic.is_false),
    "IsNotTrue": _of_truths(logic.is_not_true),
    "IsNotFalse": _of_truths(logic.is_not_false),
    "IsNull": _is_null,
    "IsNotNull": _is_not_null,
    "Coalesce": _coalesce,
    "Equal": _equal,
    "NotEqual": _not_equal,
    "Equivalent": _equivalent,
    "NotEquivalent": _not_equivalent,
    "Less": _of_terms(compare.less),
    "LessOrEqual": _of_terms(compare.less_or_equal),
    "Greater": _of_terms(compare.greater),
    "GreaterOrEqual": _of_terms(compare.greater_or_equal),
    "Between": _of_terms(compare.between),
    "In": _in,
    "Contains": _contains,
    "Exists": _exists,
    "Count": _count,
    "Sum": _sum,
    "Min": partial(_extreme, greatest=False),
    "Max": partial(_extreme, greatest=True),
    "Add": _spread(_add),
    "Subtract": _spread(_subtract),
    "Multiply": _of_numbers(arithmetic.multiply),
    "Divide": _of_numbers(arithmetic.divide),
    "TruncatedDivide": _of_numbers(arithmetic.truncated_divide),
    "Modulo": _of_numbers(arithmetic.modulo),
    "Negate": _of_numbers(arithmetic.negate),
    "Abs": _of_numbers(arithmetic.absolute),
    "Floor": _of_numbers(arithmetic.floor),
    "Ceiling": _of_numbers(arithmetic.ceiling),
    "Truncate": _of_numbers(arithmetic.truncate),
    "Round": _round,
    "Value": _of_scalars(lambda term: term),
    "Successor": partial(_next, sign=1),
    "Predecessor": partial(_next, sign=-1),
    "Today": lambda node, operands, reading: reading.today.term,
    "DaysBetween": _days_between,
    "WeeksBetween": _weeks_between,
    "MonthsBetween": _months_between,
    "YearsBetween": _years_between,
}
