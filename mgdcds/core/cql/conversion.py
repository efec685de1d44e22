"""How a quantity turns into another unit: by its substance where it has one, else by UCUM."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import QuantityType
from mgdcds.core.dictionary.convert import (
    exactly_from_canonical,
    exactly_to_canonical,
    round_fraction,
    to_canonical,
)
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.values.units import find_factor

_DECIMALS = 8


@dataclass(frozen=True)
class FactorConversion:
    """Multiplies with a factor: grams into milligrams."""

    factor: Fraction

    def apply(self, value: Decimal) -> Decimal:
        """This method will convert a value, to 8 decimals."""
        return round_fraction(Fraction(value) * self.factor, decimals=_DECIMALS)


@dataclass(frozen=True)
class FactConversion:
    """Goes through the guideline pairs of a fact, so that no value changes sides of a cut-off."""

    fact: Fact
    unit: str
    to: str

    def apply(self, value: Decimal) -> Decimal:
        """This method will convert a value, to 8 decimals."""
        canonical = value
        if self.unit != self.fact.unit:
            exact = exactly_to_canonical(self.fact.unit_of(self.unit), value)
            canonical = round_fraction(exact, decimals=_DECIMALS)
        if self.to == self.fact.unit:
            return canonical
        exact = exactly_from_canonical(self.fact.unit_of(self.to), canonical)
        return round_fraction(exact, decimals=_DECIMALS)

    def apply_to_literal(self, value: Decimal) -> Decimal:
        """This method will convert a literal as a recorded value would be converted.

        A value that was reported as 1.75 mg/dL then equals the literal `1.75 'mg/dL'`.
        """
        if self.to == self.fact.unit and self.unit != self.fact.unit:
            return to_canonical(self.fact, value, self.unit)
        return self.apply(value)


Conversion = FactorConversion | FactConversion


def find_conversion(unit: str, to: str, *, substance: str, scope: Scope) -> Conversion | None:
    """This function will find how a quantity of a substance ('' for none) turns into `to`."""
    fact = scope.fact_of_substance(substance, units=(unit, to))
    if fact is not None:
        return FactConversion(fact, unit, to)
    factor = find_factor(unit, to=to)
    return None if factor is None else FactorConversion(factor)


def convert_literal(value: Decimal, unit: str, to: QuantityType, *, scope: Scope) -> Decimal:
    """This function will convert a literal into the unit of a type that it goes with."""
    if unit == to.unit:
        return value
    conversion = find_conversion(unit, to.unit, substance=to.substance, scope=scope)
    if isinstance(conversion, FactConversion):
        return conversion.apply_to_literal(value)
    if conversion is None:
        raise ValueError(f"'{unit}' does not convert into '{to.unit}'.")
    return conversion.apply(value)
