"""A number with a unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

#: Every arithmetic result is rounded to this before it is compared, in every engine.
ARITHMETIC_STEP = Decimal("0.00000001")


@dataclass(frozen=True)
class Quantity:
    """A decimal value in a UCUM unit. `unit` is the UCUM code, such as 'ng/mL' or '[IU]/d'."""

    value: Decimal
    unit: str


def round_arithmetic(value: Decimal) -> Decimal:
    """This function will round to 8 decimals, half away from zero."""
    return value.quantize(ARITHMETIC_STEP, rounding=ROUND_HALF_UP)
