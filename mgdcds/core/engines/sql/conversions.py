"""Conversions between units, through a factor or through a fact's guideline pairs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sqlglot import exp

from mgdcds.core.cql.conversion import FactConversion, FactorConversion, find_conversion
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import WHOLE_NUMBERS, QuantityType, Type
from mgdcds.core.dictionary.fact import Unit
from mgdcds.core.engines.sql.build import Sql, chain, choose, number, op
from mgdcds.core.engines.sql.choices import scalars
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Range, Scalar, Value

_Point = tuple[Fraction, Fraction]


def convert(scribe: Scribe, value: Value, start: Type, scope: Scope) -> Scalar:
    """This function will write a value of one type in the type of the scribe."""
    (scalar,) = scalars(scribe, (value,))
    end = scribe.type
    if start.base in WHOLE_NUMBERS and end.base not in WHOLE_NUMBERS:
        return _as_decimal(scribe, scalar)
    if start.base in WHOLE_NUMBERS:
        return replace(scalar, kind=end.base)
    if isinstance(start, QuantityType) and isinstance(end, QuantityType) and start.unit != end.unit:
        return _in_unit(scribe, scalar, start, end, scope)
    return scalar


def _as_decimal(scribe: Scribe, value: Scalar) -> Scalar:
    if value.range.largest > 2**53:
        raise scribe.refuse("a long whole number could be too large for double precision")
    sql = scribe.double(value)
    return scribe.keep(sql, "decimal", value.range, is_double=True)


def _in_unit(
    scribe: Scribe, value: Scalar, start: QuantityType, end: QuantityType, scope: Scope
) -> Scalar:
    substance = end.substance or start.substance
    found = find_conversion(start.unit, end.unit, substance=substance, scope=scope)
    if isinstance(found, FactorConversion):
        return _times(scribe, value, found.factor)
    return value if found is None else _through_pairs(scribe, value, found)


def _times(scribe: Scribe, value: Scalar, factor: Fraction) -> Scalar:
    scaled = op(exp.Mul, scribe.double(value), number(float(factor)))
    size = float(factor)
    return scribe.decimal(
        scaled, Range(value.range.low * size, value.range.high * size), is_limited=False
    )


def _through_pairs(scribe: Scribe, value: Scalar, conversion: FactConversion) -> Scalar:
    fact = conversion.fact
    if conversion.unit != fact.unit:
        value = _interpolated(scribe, value, *_to_canonical(fact.unit_of(conversion.unit)))
    if conversion.to != fact.unit:
        value = _interpolated(scribe, value, *_from_canonical(fact.unit_of(conversion.to)))
    return value


def _to_canonical(unit: Unit) -> tuple[list[_Point], Fraction]:
    points = [(Fraction(inner), Fraction(outer)) for outer, inner in unit.pairs]
    return points, Fraction(unit.factor)


def _from_canonical(unit: Unit) -> tuple[list[_Point], Fraction]:
    points = [(Fraction(outer), Fraction(inner)) for outer, inner in unit.pairs]
    return points, 1 / Fraction(unit.factor)


def _interpolated(scribe: Scribe, value: Scalar, points: list[_Point], above: Fraction) -> Scalar:
    """The linear function from pair to pair, from zero, and beyond the last with its own slope."""
    if not points:
        return _times(scribe, value, above)
    at = scribe.double(value)
    branches = []
    left, down = Fraction(0), Fraction(0)
    steepest = above
    for right, up in points:
        slope = (up - down) / (right - left)
        steepest = max(steepest, slope)
        branches.append((op(exp.LTE, at, number(float(right))), _line(at, left, down, slope)))
        left, down = right, up
    sql = choose(*branches, otherwise=_line(at, left, down, above))
    size = 2 * float(steepest) * value.range.largest + float(down)
    return scribe.decimal(sql, Range(-size, size), is_limited=False)


def _line(at: Sql, left: Fraction, down: Fraction, slope: Fraction) -> Sql:
    if not left and not down:
        return op(exp.Mul, at, number(float(slope)))
    beyond = op(exp.Sub, at, number(float(left)))
    return chain(exp.Add, number(float(down)), op(exp.Mul, beyond, number(float(slope))))
