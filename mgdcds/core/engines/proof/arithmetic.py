"""Arithmetic on terms: exact where it is linear, else a free value within its range."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import z3  # type: ignore[import-untyped]

from mgdcds.core.engines.proof.term import (
    Amount,
    Scalar,
    all_of,
    either,
    opposite,
    real,
)
from mgdcds.core.values.quantity import (
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_LONG,
    SMALLEST_INTEGER,
    SMALLEST_LONG,
)

#: The bounds of the kinds of numbers: what lies outside is null.
BOUNDS = {
    "integer": (Fraction(SMALLEST_INTEGER), Fraction(LARGEST_INTEGER)),
    "long": (Fraction(SMALLEST_LONG), Fraction(LARGEST_LONG)),
}
_DECIMALS = (-Fraction(LARGEST_DECIMAL), Fraction(LARGEST_DECIMAL))
PLACES = 8
#: A rounded value lies at most so far from the exact one.
HALF_STEP = Fraction(1, 2 * 10**PLACES)
#: Of more options than these no product is written out.
MOST_OPTIONS = 48
#: What doubles may be off by, generously.
_DOUBLE = Fraction(1, 10**9)
#: The largest exponents whose results are certainly numbers of CQL.
_MOST_EXPONENT, _LEAST_BASE = Fraction(46), Fraction(1, 10**9)

Bounds = tuple[Fraction | None, Fraction | None]


def add(left: Scalar, right: Scalar) -> Scalar:
    """This function will add, exactly."""
    low, high = _sum(left.low, right.low), _sum(left.high, right.high)
    return _exact(left.value + right.value, left, right, (low, high), _more(left, right))


def subtract(left: Scalar, right: Scalar) -> Scalar:
    """This function will subtract, exactly."""
    return add(left, negate(right))


def negate(term: Scalar) -> Scalar:
    """This function will turn the sign, exactly."""
    low = None if term.high is None else -term.high
    high = None if term.low is None else -term.low
    options = term.options and tuple((when, -value) for when, value in term.options)
    return replace(term, value=-term.value, low=low, high=high, options=options, among=None)


def absolute(term: Scalar) -> Scalar:
    """This function will drop the sign, exactly."""
    value = either(term.value < 0, -term.value, term.value)
    ends = [abs(end) for end in (term.low, term.high) if end is not None]
    is_one_sided = None not in (term.low, term.high) and (term.low or 0) * (term.high or 0) > 0
    low = min(ends) if is_one_sided else Fraction(0)
    high = max(ends) if len(ends) == 2 else None
    return replace(term, value=value, low=low, high=high, options=None, among=None)


def multiply(left: Scalar, right: Scalar) -> Scalar | None:
    """This function will multiply exactly where one side has few values, else answer None."""
    if not _is_listed(left):
        left, right = right, left
    if not _is_listed(left):
        return None
    places = None if None in (left.places, right.places) else _plus(left.places, right.places)
    value = _spread(left, lambda option: real(option) * right.value)
    return _exact(value, left, right, product_bounds(left, right), places)


def divide(left: Scalar, right: Scalar) -> Scalar | None:
    """This function will divide exactly by what has few values, else answer None."""
    if not _is_listed(right):
        return None
    options = right.options or ()
    known = all_of(right.known, *(opposite(when) for when, value in options if value == 0))
    inverse = tuple((when, 1 / value) for when, value in options if value)
    if not inverse:
        return replace(right, known=all_of(known, left.known))
    places = [_places_of(value) for _, value in inverse]
    ends = [value for _, value in inverse]
    of_inverse = Scalar(
        value=right.value,
        known=known,
        low=min(ends),
        high=max(ends),
        places=None if None in places else max(place or 0 for place in places),
        options=inverse,
    )
    return multiply(of_inverse, left)


def scale(term: Scalar, factor: Fraction) -> Scalar:
    """This function will multiply with a fraction, exactly."""
    places = _places_of(factor)
    bounds = (term.low and term.low * factor, term.high and term.high * factor)
    shown = None if None in (places, term.places) else _plus(places, term.places)
    return replace(
        term,
        value=term.value * real(factor),
        low=bounds[0] if factor > 0 else bounds[1],
        high=bounds[1] if factor > 0 else bounds[0],
        places=shown,
        options=None,
        among=None,
    )


def truncated_divide(left: Scalar, right: Scalar) -> Scalar | None:
    """This function will divide into whole parts, towards zero; None when that is not followed."""
    quotient = divide(left, right)
    return None if quotient is None else truncate(quotient)


def modulo(left: Scalar, right: Scalar) -> Scalar | None:
    """This function will answer what a division leaves; None when that is not followed."""
    whole = truncated_divide(left, right)
    taken = None if whole is None else multiply(right, whole)
    if taken is None or not right.options:
        return None
    largest = max(abs(value) for _, value in right.options)
    rest = subtract(left, taken)
    return replace(rest, low=-largest, high=largest, places=_more(left, right))


def floor(term: Scalar) -> Scalar:
    """This function will answer the whole number at or below."""
    return _whole(term, _floored(term.value))


def ceiling(term: Scalar) -> Scalar:
    """This function will answer the whole number at or above."""
    return _whole(term, -_floored(-term.value))


def truncate(term: Scalar) -> Scalar:
    """This function will drop the decimals."""
    return _whole(term, _towards_zero(term.value))


def round_to(term: Scalar, places: int) -> Scalar:
    """This function will round to so many decimals, half away from zero."""
    step = Fraction(1, 10**places) if places >= 0 else Fraction(10**-places)
    scaled = term.value / real(step)
    half = real(Fraction(1, 2))
    rounded = either(scaled >= 0, _floored(scaled + half), -_floored(half - scaled))
    return replace(
        term,
        value=rounded * real(step),
        low=None if term.low is None else term.low - step,
        high=None if term.high is None else term.high + step,
        places=max(places, 0),
        options=None,
        among=None,
    )


def fit(term: Scalar, base: str) -> Scalar:
    """This function will make a number null where it is too large for its kind."""
    least, most = BOUNDS.get(base, _DECIMALS)
    known = term.known
    if term.low is None or term.low < least:
        known = all_of(known, term.value >= real(least))
    if term.high is None or term.high > most:
        known = all_of(known, term.value <= real(most))
    return replace(term, known=known)


def product_bounds(left: Scalar, right: Scalar) -> Bounds:
    """This function will answer between which ends a product lies."""
    if left.low is None or left.high is None or right.low is None or right.high is None:
        is_positive = (left.low or -1) >= 0 and (right.low or -1) >= 0
        return (Fraction(0) if is_positive else None), None
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return min(ends), max(ends)


def quotient_bounds(left: Scalar, right: Scalar) -> Bounds:
    """This function will answer between which ends a quotient lies."""
    if right.low is None or right.high is None or right.low <= 0 <= right.high:
        return None, None
    inverse = replace(right, low=1 / right.high, high=1 / right.low)
    return _widened(product_bounds(left, inverse))


def power_bounds(base: Scalar, exponent: Scalar) -> Bounds:
    """This function will answer between which ends a power lies, for bases above zero."""
    ends = (base.low, base.high, exponent.low, exponent.high)
    if None in ends or (base.low or 0) < _LEAST_BASE:
        return None, None
    return _bounds_of(math.pow, base, exponent)


def ln_bounds(term: Scalar) -> Bounds:
    """This function will answer between which ends a logarithm lies, for values above zero."""
    if term.low is None or term.high is None or term.low < _LEAST_BASE:
        return None, None
    return _bounds_of(lambda one, other: math.log(one), term, term)


def exp_bounds(term: Scalar) -> Bounds:
    """This function will answer between which ends an exponential lies."""
    if term.low is None or term.high is None or term.high > _MOST_EXPONENT:
        return (Fraction(0), None)
    return _bounds_of(lambda one, other: math.exp(one), term, term)


def _bounds_of(compute: Callable[[float, float], float], left: Scalar, right: Scalar) -> Bounds:
    try:
        found = [
            Fraction(compute(float(one), float(other)))
            for one in (left.low or 0, left.high or 0)
            for other in (right.low or 0, right.high or 0)
        ]
    except (ArithmeticError, ValueError):
        return None, None
    return _widened((min(found), max(found)))


def _widened(bounds: Bounds) -> Bounds:
    """Room for what doubles and rounding may be off by."""
    low, high = bounds
    room = [abs(end) * _DOUBLE + 2 * HALF_STEP for end in bounds if end is not None]
    return (
        None if low is None else low - max(room),
        None if high is None else high + max(room),
    )


def _exact(
    value: Amount, left: Scalar, right: Scalar, bounds: Bounds, places: int | None
) -> Scalar:
    known = all_of(left.known, right.known)
    return Scalar(value, known, bounds[0], bounds[1], places)


def _is_listed(term: Scalar) -> bool:
    return term.options is not None and 0 < len(term.options) <= MOST_OPTIONS


def _spread(term: Scalar, make: Callable[[Fraction], Amount]) -> Amount:
    options = term.options or ()
    value = make(options[-1][1])
    for when, option in reversed(options[:-1]):
        value = either(when, make(option), value)
    return value


def _whole(term: Scalar, value: Amount) -> Scalar:
    low = None if term.low is None else Fraction(math.floor(term.low))
    high = None if term.high is None else Fraction(math.ceil(term.high))
    return Scalar(value, term.known, low, high, 0)


def _floored(value: Amount) -> Any:
    return z3.ToReal(z3.ToInt(value))


def _towards_zero(value: Amount) -> Any:
    return either(value >= 0, _floored(value), -_floored(-value))


def _places_of(value: Fraction) -> int | None:
    """How many decimals a fraction has, or None when they never end (or are very many)."""
    for places in range(2 * PLACES + 1):
        if (value * 10**places).denominator == 1:
            return places
    return None


def _plus(one: int | None, other: int | None) -> int:
    return (one or 0) + (other or 0)


def _more(left: Scalar, right: Scalar) -> int | None:
    if left.places is None or right.places is None:
        return None
    return max(left.places, right.places)


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other
