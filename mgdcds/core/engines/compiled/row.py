"""A patient as the generated function reads one: plain values by name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn

from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet, FactValue


class BeyondRange(Exception):
    """A number that its estimate does not stand on: the judge answers for the whole row."""


class Row:
    """Values by name: floats, bools, texts and dates; what is absent or None is not known.

    A float stands for the number that it prints as. Where `has_limits`, limits of the site that
    are not those of the release stand among the values. `sheet` is the fact sheet that the row
    was made from, when it was made from one.
    """

    __slots__ = ("has_limits", "on", "plain", "sheet")

    def __init__(
        self,
        plain: Mapping[str, Any],
        on: datetime.date,
        *,
        has_limits: bool = False,
        sheet: FactSheet | None = None,
    ) -> None:
        self.plain = plain
        self.on = on
        self.has_limits = has_limits
        self.sheet = sheet

    def get(self, name: str) -> Any:
        """This method will answer a value, or None when it is not known."""
        return self.plain.get(name)


class LongRow(Row):
    """A row with a number that no double is: whoever reads it as doubles is sent to the judge."""

    __slots__ = ("known",)

    def __init__(self, known: Mapping[str, Any], sheet: FactSheet) -> None:
        super().__init__(_NoDoubles(), sheet.on, has_limits=True, sheet=sheet)
        self.known = known

    def get(self, name: str) -> Any:
        """This method will answer a value as it was recorded."""
        return self.known.get(name)


class _NoDoubles(dict[str, Any]):
    """The values of such a row."""

    def get(self, name: str, default: Any = None) -> NoReturn:
        raise BeyondRange


def row_of_sheet(sheet: FactSheet, defaults: Mapping[str, Decimal]) -> Row:
    """This function will make a row of a sheet; `defaults` are the limits of the release."""
    limits = {name: limit for name, limit in sheet.limits.items() if limit != defaults.get(name)}
    known: dict[str, Any] = dict(limits)
    for name, fact in sheet.values.items():
        known[name] = fact.value
    plain: dict[str, Any] = {}
    for name, value in known.items():
        plain[name] = double_of(value) if type(value) is Decimal else value
        if plain[name] is None:
            return LongRow(known, sheet)
    return Row(plain, sheet.on, has_limits=bool(limits), sheet=sheet)


def sheet_of_row(row: Row, program: Program) -> FactSheet:
    """This function will make a sheet of a row: the numbers are those that its floats print as."""
    if row.sheet is not None:
        return row.sheet
    parameters = program.defaults.keys()
    known = {name: decimal_of(value) for name, value in row.plain.items() if value is not None}
    values = {name: FactValue(name, each) for name, each in known.items() if name not in parameters}
    limits = {name: known[name] for name in parameters & known.keys()}
    return replace(FactSheet(on=row.on), values=values, limits=limits)


@lru_cache(maxsize=65_536)
def double_of(value: Decimal) -> float | None:
    """This function will answer the double that prints as a number, or None if there is none."""
    double = float(value)
    return double if Decimal(repr(double)) == value else None


def decimal_of(value: Any) -> Any:
    """This function will answer a value of a row as the judge has it."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(repr(value)) if is_number else value
