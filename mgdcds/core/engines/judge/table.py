"""Which function judges which operator. What depends on types has one for each type."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from mgdcds.core.cql.nodes import Call
from mgdcds.core.cql.operator import Nulls
from mgdcds.core.cql.operators import get_operator
from mgdcds.core.cql.types import IntervalType, ListType, QuantityType, Type
from mgdcds.core.engines.judge import arithmetic, comparison, dates, intervals, lists, logic
from mgdcds.core.values.quantity import (
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_LONG,
    SMALLEST_INTEGER,
    SMALLEST_LONG,
)

Function = Callable[..., Any]


def coalesce(*values: Any) -> Any:
    """The first value that is known; a single list is looked through."""
    items = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
    return next((value for value in items if value is not None), None)


#: Functions that take every type, by operator.
FUNCTIONS: Mapping[str, Function] = {
    "And": logic.and_,
    "Or": logic.or_,
    "Xor": logic.xor,
    "Implies": logic.implies,
    "Not": logic.not_,
    "IsTrue": logic.is_true,
    "IsFalse": logic.is_false,
    "IsNotTrue": logic.is_not_true,
    "IsNotFalse": logic.is_not_false,
    "IsNull": logic.is_null,
    "IsNotNull": logic.is_not_null,
    "Coalesce": coalesce,
    "Equal": comparison.equal,
    "NotEqual": comparison.not_equal,
    "Equivalent": comparison.equivalent,
    "NotEquivalent": comparison.not_equivalent,
    "Less": comparison.less,
    "LessOrEqual": comparison.less_or_equal,
    "Greater": comparison.greater,
    "GreaterOrEqual": comparison.greater_or_equal,
    "Between": comparison.between,
    "Divide": arithmetic.divide,
    "Ln": arithmetic.ln,
    "Exp": arithmetic.exp,
    "Round": arithmetic.round_,
    "Ceiling": arithmetic.ceiling,
    "Floor": arithmetic.floor,
    "Truncate": arithmetic.truncate,
    "Value": arithmetic.value,
    "Log": arithmetic.log,
    "Overlaps": intervals.overlaps,
    "OverlapsBefore": intervals.overlaps_before,
    "OverlapsAfter": intervals.overlaps_after,
    "Before": intervals.before,
    "After": intervals.after,
    "SameOrBefore": intervals.same_or_before,
    "SameOrAfter": intervals.same_or_after,
    "Meets": intervals.meets,
    "MeetsBefore": intervals.meets_before,
    "MeetsAfter": intervals.meets_after,
    "Starts": intervals.starts,
    "Ends": intervals.ends,
    "PointFrom": intervals.point_from,
    "Collapse": intervals.collapse,
    "Exists": lists.exists,
    "Count": lists.count,
    "Min": lists.least,
    "Max": lists.greatest,
    "YearsBetween": dates.years_between,
    "MonthsBetween": dates.months_between,
    "WeeksBetween": dates.weeks_between,
    "DaysBetween": dates.days_between,
}
#: Functions for intervals; lists have their own.
_INTERVALS: Mapping[str, Function] = {
    "IncludedIn": intervals.included_in,
    "Includes": intervals.includes,
    "ProperlyIncludedIn": intervals.properly_included_in,
    "ProperlyIncludes": intervals.properly_includes,
    "Union": intervals.union,
    "Intersect": intervals.intersect,
    "Except": intervals.except_,
}
_LISTS: Mapping[str, Function] = {
    "IncludedIn": lists.included_in,
    "Includes": lists.includes,
    "ProperlyIncludedIn": lists.properly_included_in,
    "ProperlyIncludes": lists.properly_includes,
    "Union": lists.union,
    "Intersect": lists.intersect,
    "Except": lists.except_,
}
#: Functions for whole numbers; the others take decimals and quantities, which are decimals here.
_INTEGERS: Mapping[str, Function] = {
    "Add": arithmetic.add_integers,
    "Subtract": arithmetic.subtract_integers,
    "Multiply": arithmetic.multiply_integers,
    "TruncatedDivide": arithmetic.div_integers,
    "Modulo": arithmetic.mod_integers,
    "Negate": arithmetic.negate_integer,
    "Abs": arithmetic.abs_integer,
    "Sum": lists.sum_integers,
    "Successor": partial(arithmetic.next_integer, step=1),
    "Predecessor": partial(arithmetic.next_integer, step=-1),
}
_LONGS: Mapping[str, Function] = {
    name: partial(function, fit=arithmetic.fit_long) for name, function in _INTEGERS.items()
}
_DECIMALS: Mapping[str, Function] = {
    "Add": arithmetic.add_decimals,
    "Subtract": arithmetic.subtract_decimals,
    "Multiply": arithmetic.multiply_decimals,
    "TruncatedDivide": arithmetic.div_decimals,
    "Modulo": arithmetic.mod_decimals,
    "Negate": arithmetic.negate_decimal,
    "Abs": arithmetic.abs_decimal,
    "Sum": lists.sum_decimals,
    "Successor": partial(arithmetic.next_decimal, step=1),
    "Predecessor": partial(arithmetic.next_decimal, step=-1),
}
_DATES: Mapping[str, Function] = {
    "Successor": partial(dates.next_date, step=1),
    "Predecessor": partial(dates.next_date, step=-1),
}
_BY_TYPE = {"integer": _INTEGERS, "long": _LONGS, "date": _DATES}
#: The least and the greatest value of each type that has them.
_LIMITS: Mapping[str, tuple[Any, Any]] = {
    "integer": (SMALLEST_INTEGER, LARGEST_INTEGER),
    "long": (SMALLEST_LONG, LARGEST_LONG),
    "decimal": (-LARGEST_DECIMAL, LARGEST_DECIMAL),
    "quantity": (-LARGEST_DECIMAL, LARGEST_DECIMAL),
    "date": (datetime.date.min, datetime.date.max),
}
_NO_LIMITS = (None, None)
_LIMIT_NAMES = {
    f"{word}{base.capitalize()}": limit
    for base, limits in _LIMITS.items()
    if base != "quantity"
    for word, limit in zip(("Minimum", "Maximum"), limits, strict=True)
}
#: How points are counted when an interval is expanded, by their type.
_COUNTING: Mapping[str, dict[str, Function]] = {
    "integer": {"number": int, "point": int},
    "decimal": {"number": int, "point": Decimal},
    "date": {"number": datetime.date.toordinal, "point": datetime.date.fromordinal},
}
_SIGN_OF_MOVE = {"Add": 1, "Subtract": -1}
#: Judged by the plan itself: today is the day of the sheet, and membership asks which nulls are
#: written and which come from the patient.
PLANNED = frozenset({"Today", "In", "Contains"})


def function_of(node: Call) -> Function:
    """This function will answer the function for an operator and the types that it meets."""
    name = node.operator
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    if name in _MADE:
        return _MADE[name](node)
    if name in _INTERVALS:
        return _LISTS[name] if _is_of_lists(node) else _INTERVALS[name]
    if node.type.base == "date" and name in _SIGN_OF_MOVE:
        return _move_of(node)
    return _BY_TYPE.get(node.type.base, _DECIMALS)[name]


def spreads_null(node: Call) -> bool:
    """This function will tell whether a null operand makes the answer null at once."""
    if _is_of_lists(node) and node.operator in {"Union", "Except"}:
        return False
    return get_operator(node.operator).nulls is Nulls.SPREAD


def _is_of_lists(node: Call) -> bool:
    return any(operand.type.base == "list" for operand in node.operands)


def _move_of(node: Call) -> Function:
    span = node.operands[1].type
    unit = span.unit if isinstance(span, QuantityType) else "d"
    return partial(dates.move_date, unit=unit, sign=_SIGN_OF_MOVE[node.operator])


# Functions that are made for the types they meet


def _limit_of(node: Call) -> Function:
    limit = _LIMIT_NAMES[node.operator]
    return lambda: limit


def _start_of(node: Call) -> Function:
    least, greatest = _limits_of(node.type)
    return partial(intervals.start, least=least, greatest=greatest)


def _end_of(node: Call) -> Function:
    least, greatest = _limits_of(node.type)
    return partial(intervals.end, least=least, greatest=greatest)


def _width_of(node: Call) -> Function:
    least, greatest = _limits_of(node.type)
    subtract = _BY_TYPE.get(node.type.base, _DECIMALS)["Subtract"]
    return partial(intervals.width, least=least, greatest=greatest, subtract=subtract)


def _power_of(node: Call) -> Function:
    base = node.operands[0].type.base
    return _POWERS.get(base, arithmetic.power)


_POWERS: Mapping[str, Function] = {
    "integer": arithmetic.power_integers,
    "long": partial(arithmetic.power_integers, fit=arithmetic.fit_long),
}


def _limits_of(type: Type) -> tuple[Any, Any]:
    return _LIMITS.get(type.base, _NO_LIMITS)


def _expand_of(node: Call) -> Function:
    what = node.operands[0].type
    of_list = isinstance(what, ListType)
    inner = what.element if isinstance(what, ListType) else what
    point = inner.point if isinstance(inner, IntervalType) else inner
    counting = _COUNTING.get(point.base, _COUNTING["integer"])
    expand = intervals.expand_intervals if of_list else intervals.expand_points
    in_weeks = _unit_of_step(node) == "wk"
    return lambda items, step=1: expand(items, step * 7 if in_weeks else step, **counting)


def _unit_of_step(node: Call) -> str:
    step = node.operands[1].type if len(node.operands) > 1 else None
    return step.unit if isinstance(step, QuantityType) else ""


_MADE: Mapping[str, Callable[[Call], Function]] = {
    **dict.fromkeys(_LIMIT_NAMES, _limit_of),
    "Power": _power_of,
    "Start": _start_of,
    "End": _end_of,
    "Width": _width_of,
    "Expand": _expand_of,
}
#: Operators that have a function for each kind of operand.
OVERLOADED = _INTEGERS.keys() | _DECIMALS.keys() | _INTERVALS.keys() | _MADE.keys()
