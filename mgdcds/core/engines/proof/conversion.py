"""Conversion between units, as the judge converts: through guideline pairs or by a factor."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from mgdcds.core.cql.conversion import FactConversion, FactorConversion, find_conversion
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import QuantityType, Type
from mgdcds.core.dictionary.convert import exactly_from_canonical, exactly_to_canonical
from mgdcds.core.dictionary.fact import Unit
from mgdcds.core.engines.proof.arithmetic import HALF_STEP, scale
from mgdcds.core.engines.proof.term import Amount, Scalar, Term, either, real

Points = tuple[tuple[Fraction, Fraction], ...]


def converted(term: Term, start: Type, end: Type, *, scope: Scope) -> Term:
    """This function will convert a term from one type into another, not rounded yet."""
    found = _find(start, end, scope)
    if found is None or not isinstance(term, Scalar):
        return term
    if isinstance(found, FactorConversion):
        return scale(term, found.factor)
    return _through_pairs(term, found)


def slack_of(start: Type, end: Type, *, scope: Scope) -> Fraction:
    """This function will answer how far roundings can move a converted value."""
    found = _find(start, end, scope)
    if not isinstance(found, FactConversion) or found.fact.unit in (found.unit, found.to):
        return HALF_STEP
    # The value is rounded in the canonical unit, and again in the other one.
    return HALF_STEP * (1 + max(_slopes(_inverse(found.fact.unit_of(found.to)))))


def _find(start: Type, end: Type, scope: Scope) -> FactConversion | FactorConversion | None:
    if not (isinstance(start, QuantityType) and isinstance(end, QuantityType)):
        return None
    if start.unit == end.unit:
        return None
    substance = end.substance or start.substance
    return find_conversion(start.unit, end.unit, substance=substance, scope=scope)


def _through_pairs(term: Scalar, found: FactConversion) -> Scalar:
    made = term
    if found.unit != found.fact.unit:
        unit = found.fact.unit_of(found.unit)
        points = tuple((Fraction(inner), Fraction(outer)) for outer, inner in unit.pairs)
        made = _piecewise(made, points, Fraction(unit.factor))
        made = _with_bounds(made, term, lambda end: exactly_to_canonical(unit, end))
    if found.to == found.fact.unit:
        return made
    other = found.fact.unit_of(found.to)
    piecewise = _piecewise(made, _inverse(other)[0], _inverse(other)[1])
    return _with_bounds(piecewise, made, lambda end: exactly_from_canonical(other, end))


def _piecewise(term: Scalar, points: Points, above: Fraction) -> Scalar:
    """The increasing function through zero and the points, continued with a slope above them."""
    if not points:
        return scale(term, above)
    starts = ((Fraction(0), Fraction(0)), *points)
    value = _line(term.value, starts[-1], above)
    for left, right in reversed(tuple(zip(starts, points, strict=False))):
        slope = (right[1] - left[1]) / (right[0] - left[0])
        value = either(term.value <= real(right[0]), _line(term.value, left, slope), value)
    return replace(term, value=value, places=None, options=None)


def _line(at: Amount, start: tuple[Fraction, Fraction], slope: Fraction) -> Amount:
    return real(start[1]) + (at - real(start[0])) * real(slope)


def _inverse(unit: Unit) -> tuple[Points, Fraction]:
    points = tuple((Fraction(outer), Fraction(inner)) for outer, inner in unit.pairs)
    return points, 1 / Fraction(unit.factor)


def _slopes(line: tuple[Points, Fraction]) -> list[Fraction]:
    points, above = line
    starts = ((Fraction(0), Fraction(0)), *points)
    pairs = zip(starts, points, strict=False)
    return [above, *((right[1] - left[1]) / (right[0] - left[0]) for left, right in pairs)]


def _with_bounds(made: Scalar, term: Scalar, convert: object) -> Scalar:
    ends = [None if end is None else _end(convert, end) for end in (term.low, term.high)]
    return replace(made, low=ends[0], high=ends[1])


def _end(convert: object, end: Fraction) -> Fraction:
    assert callable(convert)  # noqa: S101 - given by this module
    found: Fraction = convert(end)
    return found
