"""Which function judges which operator. What depends on types has one for each type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from mgdcds.core.cql.nodes import Call
from mgdcds.core.cql.operator import Nulls
from mgdcds.core.cql.operators import get_operator
from mgdcds.core.cql.types import QuantityType
from mgdcds.core.engines.judge import arithmetic, comparison, dates, lists, logic

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
    "Power": arithmetic.power,
    "Ln": arithmetic.ln,
    "Exp": arithmetic.exp,
    "Round": arithmetic.round_,
    "Ceiling": arithmetic.ceiling,
    "Floor": arithmetic.floor,
    "Truncate": arithmetic.truncate,
    "Value": arithmetic.value,
    "IncludedIn": lists.included_in,
    "Includes": lists.includes,
    "Overlaps": lists.overlaps,
    "Before": lists.before,
    "After": lists.after,
    "Start": lists.start,
    "End": lists.end,
    "Exists": lists.exists,
    "Count": lists.count,
    "Min": lists.least,
    "Max": lists.greatest,
    "YearsBetween": dates.years_between,
    "MonthsBetween": dates.months_between,
    "WeeksBetween": dates.weeks_between,
    "DaysBetween": dates.days_between,
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
}
#: Operators that have a function for each kind of number.
OVERLOADED = _INTEGERS.keys() | _DECIMALS.keys()
_SIGN_OF_MOVE = {"Add": 1, "Subtract": -1}
#: Judged by the plan itself: today is the day of the sheet, and membership asks which nulls are
#: written and which come from the patient.
PLANNED = frozenset({"Today", "In", "Contains"})


def function_of(node: Call) -> Function:
    """This function will answer the function for an operator and the types that it meets."""
    name = node.operator
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    if node.type.base == "date":
        return _move_of(node)
    return _INTEGERS[name] if node.type.base == "integer" else _DECIMALS[name]


def spreads_null(node: Call) -> bool:
    """This function will tell whether a null operand makes the answer null at once."""
    return get_operator(node.operator).nulls is Nulls.SPREAD


def _move_of(node: Call) -> Function:
    span = node.operands[1].type
    unit = span.unit if isinstance(span, QuantityType) else "d"
    return partial(dates.move_date, unit=unit, sign=_SIGN_OF_MOVE[node.operator])
