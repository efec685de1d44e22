"""Conversion between the units of a fact, in which no value can change sides of a cut-off.

Outside of the guideline pairs one factor holds. Between them the function is linear
from pair to pair, starting at zero: 0.70 mmol/L of magnesium and 1.7 mg/dL are the same limit
because both are printed as that limit, although 1.7 mg/dL times 0.4114 is 0.6994.
All arithmetic is in exact fractions; only the result is rounded.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from mgdcds.core.dictionary.fact import Fact, Unit

_WIDE = Context(prec=60)
_EXTRA_DIGITS = 12


def to_canonical(fact: Fact, value: Decimal, unit: str) -> Decimal:
    """This function will turn a value in `unit` (a UCUM code of the fact) into the canonical unit.

    The result has `fact.decimals` decimals, rounded half away from zero, but rounding never
    moves a value onto a cut-off from beside it. KeyError when the fact has no such unit.
    """
    exact = exactly_to_canonical(fact.unit_of(unit), value)
    return _round_beside_cuts(fact, exact)


def from_canonical(fact: Fact, value: Decimal, unit: str) -> Decimal:
    """This function will turn a canonical value into `unit`, to 12 decimals.

    Use `show.format_value` to print it at the laboratory's precision.
    """
    exact = exactly_from_canonical(fact.unit_of(unit), value)
    return round_fraction(exact, decimals=_EXTRA_DIGITS).normalize(_WIDE) + 0


def exactly_to_canonical(unit: Unit, value: Decimal) -> Fraction:
    """This function will convert a value in `unit` exactly."""
    points = [(Fraction(inner), Fraction(outer)) for outer, inner in unit.pairs]
    return _interpolate(points, Fraction(value), above=Fraction(unit.factor))


def exactly_from_canonical(unit: Unit, value: Decimal) -> Fraction:
    """This function will convert a canonical value into `unit` exactly."""
    points = [(Fraction(outer), Fraction(inner)) for outer, inner in unit.pairs]
    return _interpolate(points, Fraction(value), above=1 / Fraction(unit.factor))


def cut_offs(fact: Fact) -> tuple[Decimal, ...]:
    """This function will answer the canonical values of all guideline pairs, increasing."""
    return tuple(sorted({pair[0] for unit in fact.units for pair in unit.pairs}))


def step_of(fact: Fact) -> Decimal:
    """This function will answer the smallest step between two canonical values."""
    return Decimal(1).scaleb(-fact.decimals)


def beyond_limit(fact: Fact, value: Decimal, *, comparator: str) -> Decimal:
    """This function will answer the canonical value that stands for a limit.

    A result reported as '<4' is stored one canonical step below it, '>150' one above;
    '<=' and '>=' are stored at the limit.
    """
    if comparator == "<":
        return value - step_of(fact)
    return value + step_of(fact) if comparator == ">" else value


def guess_other_unit(fact: Fact, value: Decimal, unit: str) -> Unit | None:
    """This function will find a unit in which an implausible value would be plausible.

    Answers None when the value is plausible as it stands, or fits no other unit either.
    Other units of the same meaning (the same canonical value) are no answer.
    """
    canonical = to_canonical(fact, value, unit)
    if fact.plausible.contains(canonical):
        return None
    for other in fact.units:
        if fact.plausible.contains(to_canonical(fact, value, other.code)):
            return other
    return None


def round_fraction(value: Fraction, *, decimals: int) -> Decimal:
    """This function will round a fraction to so many decimals, half away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = Decimal(whole if value >= 0 else -whole)
    return signed.scaleb(-decimals, context=_WIDE)


def round_decimal(value: Decimal, *, decimals: int) -> Decimal:
    """This function will round a decimal, half away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def _interpolate(
    points: list[tuple[Fraction, Fraction]], at: Fraction, *, above: Fraction
) -> Fraction:
    left, down = Fraction(0), Fraction(0)
    for right, up in points:
        if at <= right:
            return down + (at - left) * (up - down) / (right - left)
        left, down = right, up
    return down + (at - left) * above


def _round_beside_cuts(fact: Fact, exact: Fraction) -> Decimal:
    rounded = round_fraction(exact, decimals=fact.decimals)
    if exact == Fraction(rounded) or rounded not in cut_offs(fact):
        return rounded
    return rounded + step_of(fact) if exact > Fraction(rounded) else rounded - step_of(fact)
