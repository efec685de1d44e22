"""A fact as declared: its name, kind, units, ranges, codes, words and freshness.

One declaration serves the form, the readers, the checker, the database column,
the help and `docs/dictionary.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What kind of value a fact has."""

    QUANTITY = "quantity"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True)
class Choice:
    """One answer of a choice fact: the stored word, its label, and its codes."""

    value: str
    label: str
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Unit:
    """A unit in which a quantity fact may be reported.

    `code` is UCUM. `factor` turns a value in this unit into the canonical one
    (canonical = value * factor) outside of, and as the slope above, the guideline
    pairs. `pairs` are (canonical value, value in this unit), increasing: the cut-offs
    that guidelines print in both units. Between them conversion is linear, so no
    value can change sides of a cut-off with its unit. `decimals` is the laboratory's
    reporting precision in this unit; trailing zeros beyond `least_decimals` are not shown.
    `system` says where the unit is printed: "si", "conventional", "both", or "" for a unit
    that is only accepted. `also` are other spellings that readers accept.
    """

    code: str
    factor: Decimal
    label: str
    decimals: int = 1
    pairs: tuple[tuple[Decimal, Decimal], ...] = ()
    also: tuple[str, ...] = ()
    system: str = ""
    least_decimals: int = 0


@dataclass(frozen=True)
class Range:
    """An inclusive range in the canonical unit; a missing end is open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def contains(self, value: Decimal) -> bool:
        """This method will tell whether the value lies inside."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Fact:
    """One fact of the data dictionary. Ranges and `decimals` are in the canonical unit.

    `substance` names what is measured ("25(OH)D", "magnesium", "calcium"): quantities of
    one substance compare with each other, and with literals in any of its units.
    `plausible` outside: ask. `possible` outside: refuse. `fresh_days` None: never stale.
    `instead_of` names a fact that this one can stand in for (a reported eGFR for a creatinine).
    `position` is the place within the section.
    `list` names the list whose "gone through" tick turns an unticked box into a stored "no".
    """

    name: str
    kind: Kind
    label: str
    question: str
    section: str
    help: str = ""
    source: str = ""
    unit: str = ""
    substance: str = ""
    units: tuple[Unit, ...] = ()
    decimals: int = 0
    choices: tuple[Choice, ...] = ()
    plausible: Range = Range()
    possible: Range = Range()
    fresh_days: int | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    list: str = ""
    common: bool = False
    instead_of: str = ""
    retired: bool = False
    position: int = 0

    def unit_of(self, code: str) -> Unit:
        """This method will answer one of the fact's units by its UCUM code (KeyError if not)."""
        for unit in self.units:
            if unit.code == code:
                return unit
        raise KeyError(code)
