"""Powers, in double precision. PostgreSQL stops at one that double precision cannot hold."""

from __future__ import annotations

import math
from decimal import Decimal

from sqlglot import exp

from mgdcds.core.engines.sql.build import Sql, choose, number, op
from mgdcds.core.engines.sql.scribe import Scribe, spread
from mgdcds.core.engines.sql.values import EVERYWHERE, Range, Scalar

#: Beyond these powers of e a result is too large for a decimal, or has none of 8 decimals.
_TOO_LARGE = 47.0
#: Double precision holds this power of e, of 1e20, and of what is 1 divided by that.
_HOLDS = 600.0
_LARGEST = 1e20
_ZERO, _ONE = number(Decimal("0.0")), number(Decimal("1.0"))


def power_of(scribe: Scribe, base: Scalar, exponent: Scalar) -> Sql:
    """This function will write a power; null where it has no value, or one that is too large."""
    one = scribe.double(base)
    if exponent.is_constant:
        return _constant_power(scribe, one, exponent)
    if base.is_constant and base.constant > 0:
        return _power_of_constant(scribe, base, exponent)
    return _any_power(scribe, one, exponent)


def range_of_power(base: Scalar, exponent: Scalar) -> Range:
    """This function will answer between what a power of a positive number lies."""
    if base.range.low <= 0 or math.inf in (base.range.high, exponent.range.largest):
        return EVERYWHERE
    bases = (math.log(base.range.low), math.log(base.range.high))
    powers = [one * other for one in bases for other in (exponent.range.low, exponent.range.high)]
    return spread(*(math.exp(min(power, _HOLDS)) for power in powers))


def within_decimals(exponent: Sql, power: Sql) -> Sql:
    """This function will write a power of e: null when it is too large, 0 without 8 decimals."""
    return choose(
        (op(exp.GT, exponent, number(_TOO_LARGE)), exp.null()),
        (op(exp.LT, exponent, number(-_TOO_LARGE)), _ZERO.copy()),
        otherwise=power,
    )


def _constant_power(scribe: Scribe, base: Sql, exponent: Scalar) -> Sql:
    value = float(exponent.constant)
    if abs(value) * math.log(_LARGEST) > _HOLDS:
        return _any_power(scribe, base, exponent)
    power = scribe.dialect.power(base, exponent.sql)
    if value.is_integer():
        # Of a negative number too; only 0 has no negative power.
        return power if value >= 0 else choose((op(exp.NEQ, base, number(0)), power))
    zero = [(op(exp.EQ, base, number(0)), base)] if value > 0 else []
    return choose((op(exp.GT, base, number(0)), power), *zero)


def _power_of_constant(scribe: Scribe, base: Scalar, exponent: Scalar) -> Sql:
    factor = math.log(float(base.constant))
    logarithm = op(exp.Mul, scribe.double(exponent), number(factor))
    power = scribe.dialect.power(scribe.double(base), scribe.double(exponent))
    return within_decimals(logarithm, power)


def _any_power(scribe: Scribe, base: Sql, exponent: Scalar) -> Sql:
    power = scribe.double(exponent)
    opposite = scribe.bindings.bind(exp.Neg(this=exp.Paren(this=base)))
    size = _power_of_positive(scribe, opposite, power)
    half = op(exp.Div, power, number(Decimal("2.0")))
    is_whole = op(exp.EQ, power, scribe.dialect.floor(power))
    is_even = op(exp.EQ, half, scribe.dialect.floor(half))
    signed = choose((is_even, size), otherwise=exp.Neg(this=exp.Paren(this=size)))
    of_zero = choose(
        (op(exp.GT, power, number(0)), base), (op(exp.EQ, power, number(0)), _ONE.copy())
    )
    return choose(
        (op(exp.GT, base, number(0)), _power_of_positive(scribe, base, power)),
        (op(exp.LT, base, number(0)), choose((is_whole, signed))),
        (op(exp.EQ, base, number(0)), of_zero),
    )


def _power_of_positive(scribe: Scribe, base: Sql, exponent: Sql) -> Sql:
    logarithm = op(exp.Mul, exponent, exp.Ln(this=base))
    return within_decimals(logarithm, scribe.dialect.power(base, exponent))
