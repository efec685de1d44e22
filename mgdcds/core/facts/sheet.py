"""A fact sheet: everything known about one patient on one day, as a frozen value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

#: What a recorded fact can hold, in canonical units.
Recorded = Decimal | bool | str | datetime.date


@dataclass(frozen=True)
class Provenance:
    """Where a value came from: the door, and words or a reference that help to find it.

    `door` is one of form, fhir, csv, case, carried, default.
    """

    door: str = "case"
    detail: str = ""


@dataclass(frozen=True)
class FactValue:
    """One recorded fact.

    `value` is canonical. `entered`, `unit` and `comparator` are what was typed: they are
    kept, shown first and exported. `on` is the value's own date, else the sheet's.
    """

    name: str
    value: Recorded
    entered: str = ""
    unit: str = ""
    comparator: str = ""
    on: datetime.date | None = None
    provenance: Provenance = Provenance()


@dataclass(frozen=True)
class FactSheet:
    """The facts of one patient on one day.

    `values` holds what is recorded and usable. `set_aside` holds what was recorded but
    counts as unknown, by name: the value and a reason code ("stale", "haemolysed").
    `reviewed` names the lists that were gone through. `limits` are the site parameters
    in force (canonical decimals), and `limits_from` says where each came from
    ("result", "clinic", "release").
    """

    on: datetime.date
    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    set_aside: Mapping[str, tuple[FactValue, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    reviewed: frozenset[str] = frozenset()
    limits: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    limits_from: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> Recorded | None:
        """This method will answer the usable value of a fact, or None when it is unknown."""
        found = self.values.get(name)
        return None if found is None else found.value

    def why_unknown(self, name: str) -> str:
        """This method will answer 'stale', 'haemolysed' or 'not recorded'."""
        return self.set_aside[name][1] if name in self.set_aside else "not recorded"
