"""A number with a unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

#: Every arithmetic result is rounded to this before it is compared, in every engine.
ARITHMETIC_STEP = Decimal("0.00000001")

#: The largest decimal of CQL: 28 digits, of which 8 are decimals. What is larger is null.
LARGEST_DECIMAL = Decimal("99999999999999999999.99999999")

#: The largest and smallest integer of CQL (32 bits).
LARGEST_INTEGER = 2**31 - 1
SMALLEST_INTEGER = -(2**31)

#: The largest and smallest long integer of CQL (64 bits).
LARGEST_LONG = 2**63 - 1
SMALLEST_LONG = -(2**63)

_WIDE = Context(prec=80, traps=[])
_BEYOND_ROUNDING = 60


@dataclass(frozen=True)
class Quantity:
    """A decimal value in a UCUM unit. `unit` is the UCUM code, such as 'ng/mL' or '[IU]/d'."""

    value: Decimal
    unit: str


def round_arithmetic(value: Decimal) -> Decimal:
    """This function will round to 8 decimals, half away from zero.

    A value of more than 60 digits, infinity and NaN come back as they are: they are no CQL
    decimals, and whoever computed them answers null.
    """
    if not value.is_finite() or value.adjusted() > _BEYOND_ROUNDING:
        return value
    return value.quantize(ARITHMETIC_STEP, rounding=ROUND_HALF_UP, context=_WIDE)
