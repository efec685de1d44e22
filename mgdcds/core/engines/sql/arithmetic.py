"""Arithmetic, in double precision and rounded to 8 decimals after each step, as the judge does.

What has no value is null: nothing here lets a database raise an error for one row of many.
"""

from __future__ import annotations

import math
from decimal import Decimal

from sqlglot import exp

from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.bounds import next_to
from mgdcds.core.engines.sql.build import Sql, call, chain, choose, number, op
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.dates import moved
from mgdcds.core.engines.sql.powers import power_of, range_of_power, within_decimals
from mgdcds.core.engines.sql.registry import writes
from mgdcds.core.engines.sql.scribe import HAIR, ROUNDS_TO, Scribe, spread
from mgdcds.core.engines.sql.values import EVERYWHERE, Range, Scalar
from mgdcds.core.values.quantity import LARGEST_INTEGER, SMALLEST_INTEGER

_LOGARITHMS = Range(-19, 47)
_MOST_PLACES = 8


@writes("Add")
def write_add(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    if left.kind == "date":
        return moved(scribe, left, right, 1)
    one, other = left.range, right.range
    return _arithmetic(
        scribe, exp.Add, left, right, Range(one.low + other.low, one.high + other.high)
    )


@writes("Subtract")
def write_subtract(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    if left.kind == "date":
        return moved(scribe, left, right, -1)
    one, other = left.range, right.range
    return _arithmetic(
        scribe, exp.Sub, left, right, Range(one.low - other.high, one.high - other.low)
    )


@writes("Multiply")
def write_multiply(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    range = spread(*(a * b for a in _ends(left) for b in _ends(right)))
    if right.is_constant and right.constant == 1 and left.kind == "decimal":
        return left
    return _arithmetic(scribe, exp.Mul, left, right, range)


@writes("Divide")
def write_divide(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    low, high = _ends(right)
    is_beside_zero = low > 0 or high < 0
    corners = [a / b for a in _ends(left) for b in (low, high)] if is_beside_zero else []
    if any(map(math.isnan, corners)) or not corners:
        corners = [-math.inf, math.inf]
    dividend, divisor = scribe.doubles(left, right)
    if not (right.is_constant and right.constant):
        divisor = exp.Nullif(this=divisor, expression=number(0))
    return scribe.decimal(op(exp.Div, dividend, divisor), spread(*corners))


@writes("TruncatedDivide")
def write_truncated_divide(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    size = left.range.largest
    if scribe.kind == "decimal":
        return scribe.decimal(_whole_quotient(scribe, left, right), Range(-math.inf, math.inf))
    divisor = exp.Nullif(this=right.sql, expression=number(0))
    quotient = scribe.dialect.whole_divide(scribe.wide(left), divisor)
    return scribe.whole(quotient, scribe.kind, Range(-size, size))


@writes("Modulo")
def write_modulo(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    size = Range(-left.range.largest, left.range.largest)
    if scribe.kind != "decimal":
        divisor = exp.Nullif(this=right.sql, expression=number(0))
        return scribe.whole(op(exp.Mod, left.sql, divisor), scribe.kind, size)
    if left.range.largest > ROUNDS_TO:
        raise scribe.refuse("a rest needs more digits of a large number than double precision has")
    whole = op(exp.Mul, _whole_quotient(scribe, left, right), scribe.double(right))
    return scribe.decimal(op(exp.Sub, scribe.double(left), whole), size)


@writes("Negate")
def write_negate(scribe: Scribe, value: Scalar) -> Scalar:
    range = Range(-value.range.high, -value.range.low)
    if scribe.kind == "decimal":
        opposite = exp.Neg(this=exp.Paren(this=value.sql))
        return scribe.keep(opposite, "decimal", range, is_double=value.is_double)
    opposite = exp.Neg(this=exp.Paren(this=scribe.wide(value)))
    return scribe.whole(opposite, scribe.kind, range)


@writes("Abs")
def write_abs(scribe: Scribe, value: Scalar) -> Scalar:
    range = Range(0, value.range.largest)
    if scribe.kind == "decimal":
        return scribe.keep(exp.Abs(this=value.sql), "decimal", range, is_double=value.is_double)
    return scribe.whole(exp.Abs(this=scribe.wide(value)), scribe.kind, range)


@writes("Successor")
def write_successor(scribe: Scribe, value: Scalar) -> Scalar:
    return _neighbour(scribe, value, 1)


@writes("Predecessor")
def write_predecessor(scribe: Scribe, value: Scalar) -> Scalar:
    return _neighbour(scribe, value, -1)


@writes("Value")
def write_value(scribe: Scribe, value: Scalar) -> Scalar:
    return value


# Rounding


@writes("Ceiling")
def write_ceiling(scribe: Scribe, value: Scalar) -> Scalar:
    negative = exp.Neg(this=exp.Paren(this=scribe.double(value)))
    return _whole(scribe, exp.Neg(this=scribe.dialect.floor(negative)), value)


@writes("Floor")
def write_floor(scribe: Scribe, value: Scalar) -> Scalar:
    return _whole(scribe, scribe.dialect.floor(scribe.double(value)), value)


@writes("Truncate")
def write_truncate(scribe: Scribe, value: Scalar) -> Scalar:
    return _whole(scribe, scribe.dialect.truncate(scribe.double(value)), value)


@writes("Round")
def write_round(scribe: Scribe, value: Scalar, *places: Scalar) -> Scalar:
    if any(not each.is_constant for each in places):
        raise scribe.refuse("to how many decimals depends on the patient")
    if any(each.is_null for each in places):
        return constant(scribe, None, scribe.type)
    shown = min(places[0].constant, _MOST_PLACES) if places else 0
    if shown < -_MOST_PLACES:
        raise scribe.refuse("it rounds to more than 8 digits before the point")
    step = number(Decimal(10) ** abs(shown))
    to_whole, back = (exp.Mul, exp.Div) if shown >= 0 else (exp.Div, exp.Mul)
    scaled = op(exp.Mul, op(to_whole, scribe.double(value), step), number(HAIR))
    size = value.range.largest + 10.0**-shown
    return scribe.decimal(op(back, call("ROUND", scaled), step), Range(-size, size))


# In double precision everywhere, the judge too


@writes("Power")
def write_power(scribe: Scribe, base: Scalar, exponent: Scalar) -> Scalar:
    if base.kind == "long":
        raise scribe.refuse("a long whole number could be too large for double precision")
    power = scribe.decimal(power_of(scribe, base, exponent), range_of_power(base, exponent))
    if base.kind == "decimal":
        return power
    fits = exp.Between(this=power.sql, low=number(SMALLEST_INTEGER), high=number(LARGEST_INTEGER))
    is_whole = chain(exp.Or, op(exp.LT, exponent.sql, number(0)), fits)
    return scribe.keep(choose((is_whole, power.sql)), "decimal", is_double=True)


@writes("Exp")
def write_exp(scribe: Scribe, value: Scalar) -> Scalar:
    exponent = scribe.double(value)
    return scribe.decimal(within_decimals(exponent, exp.Exp(this=exponent)), Range(0, math.inf))


@writes("Ln")
def write_ln(scribe: Scribe, value: Scalar) -> Scalar:
    operand = scribe.double(value)
    has_logarithm = op(exp.GT, operand, number(0))
    return scribe.decimal(choose((has_logarithm, exp.Ln(this=operand))), _LOGARITHMS)


@writes("Log")
def write_log(scribe: Scribe, value: Scalar, base: Scalar) -> Scalar:
    one, other = scribe.double(value), scribe.double(base)
    has_logarithm = chain(
        exp.And,
        op(exp.GT, one, number(0)),
        op(exp.GT, other, number(0)),
        op(exp.NEQ, other, number(1)),
    )
    quotient = op(exp.Div, exp.Ln(this=one), exp.Ln(this=other))
    return scribe.decimal(choose((has_logarithm, quotient)), EVERYWHERE)


# Parts of the writers above


def _ends(value: Scalar) -> tuple[float, float]:
    return value.range.low, value.range.high


def _arithmetic(
    scribe: Scribe, form: type[exp.Binary], left: Scalar, right: Scalar, range: Range
) -> Scalar:
    if scribe.kind == "decimal":
        return scribe.decimal(op(form, *scribe.doubles(left, right)), range)
    whole = op(form, scribe.wide(left), scribe.wide(right))
    return scribe.whole(whole, scribe.kind, range)


def _neighbour(scribe: Scribe, value: Scalar, step: int) -> Scalar:
    if value.kind in ("integer", "long"):
        range = Range(value.range.low + step, value.range.high + step)
        return scribe.whole(op(exp.Add, scribe.wide(value), number(step)), value.kind, range)
    return next_to(scribe, value, step)


def _whole(scribe: Scribe, sql: Sql, value: Scalar) -> Scalar:
    range = Range(value.range.low - 1, value.range.high + 1)
    least, most = number(SMALLEST_INTEGER), number(LARGEST_INTEGER)
    if range.largest > LARGEST_INTEGER:
        found = scribe.bindings.bind(sql)
        sql = choose((exp.Between(this=found, low=least, high=most), found))
        range = Range(SMALLEST_INTEGER, LARGEST_INTEGER)
    return scribe.keep(build.cast(sql, "integer"), "integer", range)


def _whole_quotient(scribe: Scribe, left: Scalar, right: Scalar) -> Sql:
    # What divides evenly can fall a hair short in double precision.
    divisor = exp.Nullif(this=scribe.double(right), expression=number(0))
    quotient = op(exp.Div, scribe.double(left), divisor)
    return scribe.dialect.truncate(op(exp.Mul, quotient, number(HAIR)))
