"""Arithmetic: exact, then rounded to 8 decimals; what does not fit into CQL's numbers is null."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from mgdcds.core.values.quantity import (
    ARITHMETIC_STEP,
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_LONG,
    SMALLEST_INTEGER,
    SMALLEST_LONG,
    round_arithmetic,
)

# Wide enough for any product of two decimals of CQL. Without traps: what has no value comes
# out as infinity or NaN, and `settle` makes it null.
_WIDE = Context(prec=80, rounding=ROUND_HALF_UP, traps=[])
_MOST_PLACES = 8
_LEAST_PLACES = -28
#: No power of 2 or more with such an exponent fits into a long integer.
_BITS = 64


def settle(value: Decimal) -> Decimal | None:
    """This function will round the result of arithmetic; None when it is no decimal of CQL."""
    rounded = round_arithmetic(value)
    return rounded if rounded.is_finite() and abs(rounded) <= LARGEST_DECIMAL else None


def fit(value: int) -> int | None:
    """This function will answer a whole number, or None when it is no integer of CQL."""
    return value if SMALLEST_INTEGER <= value <= LARGEST_INTEGER else None


def fit_long(value: int) -> int | None:
    """This function will answer a whole number, or None when it is no long integer of CQL."""
    return value if SMALLEST_LONG <= value <= LARGEST_LONG else None


Fit = Callable[[int], int | None]


def add_integers(left: int, right: int, *, fit: Fit = fit) -> int | None:
    return fit(left + right)


def add_decimals(left: Decimal, right: Decimal) -> Decimal | None:
    return settle(_WIDE.add(left, right))


def subtract_integers(left: int, right: int, *, fit: Fit = fit) -> int | None:
    return fit(left - right)


def subtract_decimals(left: Decimal, right: Decimal) -> Decimal | None:
    return settle(_WIDE.subtract(left, right))


def multiply_integers(left: int, right: int, *, fit: Fit = fit) -> int | None:
    return fit(left * right)


def multiply_decimals(left: Decimal, right: Decimal) -> Decimal | None:
    return settle(_WIDE.multiply(left, right))


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    return None if right == 0 else settle(_WIDE.divide(left, right))


def div_integers(left: int, right: int, *, fit: Fit = fit) -> int | None:
    if right == 0:
        return None
    whole = abs(left) // abs(right)
    return fit(whole if (left < 0) == (right < 0) else -whole)


def div_decimals(left: Decimal, right: Decimal) -> Decimal | None:
    return None if right == 0 else settle(_WIDE.divide_int(left, right))


def mod_integers(left: int, right: int, *, fit: Fit = fit) -> int | None:
    if right == 0:
        return None
    rest = abs(left) % abs(right)
    return fit(-rest if left < 0 else rest)


def mod_decimals(left: Decimal, right: Decimal) -> Decimal | None:
    return None if right == 0 else settle(_WIDE.remainder(left, right))


def negate_integer(value: int, *, fit: Fit = fit) -> int | None:
    return fit(-value)


def negate_decimal(value: Decimal) -> Decimal:
    return value.copy_negate() if value else value


def abs_integer(value: int, *, fit: Fit = fit) -> int | None:
    return fit(abs(value))


def abs_decimal(value: Decimal) -> Decimal:
    return value.copy_abs()


def next_integer(value: int, *, step: int, fit: Fit = fit) -> int | None:
    return fit(value + step)


def next_decimal(value: Decimal, *, step: int) -> Decimal | None:
    return settle(_WIDE.add(value, step * ARITHMETIC_STEP))


def ceiling(value: Decimal | int) -> int | None:
    return fit(int(Decimal(value).to_integral_value(ROUND_CEILING)))


def floor(value: Decimal | int) -> int | None:
    return fit(int(Decimal(value).to_integral_value(ROUND_FLOOR)))


def truncate(value: Decimal | int) -> int | None:
    return fit(int(Decimal(value).to_integral_value(ROUND_DOWN)))


def round_(value: Decimal, places: int = 0) -> Decimal | None:
    shown = max(_LEAST_PLACES, min(places, _MOST_PLACES))
    step = Decimal(1).scaleb(-shown)
    return settle(value.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE))


def power(left: Decimal, right: Decimal) -> Decimal | None:
    return _through_double(lambda: math.pow(float(left), float(right)))


def power_integers(left: int, right: int, *, fit: Fit = fit) -> Decimal | None:
    if right < 0:
        return power(Decimal(left), Decimal(right))
    if abs(left) > 1 and right >= _BITS:
        return None
    whole = fit(left**right if abs(left) > 1 else left ** min(right, 2 + right % 2))
    return None if whole is None else Decimal(whole)


def ln(value: Decimal) -> Decimal | None:
    return _through_double(lambda: math.log(float(value)))


def exp(value: Decimal) -> Decimal | None:
    return _through_double(lambda: math.exp(float(value)))


def log(value: Decimal, base: Decimal) -> Decimal | None:
    return _through_double(lambda: math.log(float(value)) / math.log(float(base)))


def value(value: Decimal) -> Decimal:
    return value


def _through_double(compute: Callable[[], float]) -> Decimal | None:
    # No real result (ln 0, 0 to the power of -1, a logarithm to base 1), or one too large.
    try:
        return settle(Decimal(compute()))
    except (ValueError, ArithmeticError):
        return None
