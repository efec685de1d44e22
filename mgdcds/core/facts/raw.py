"""A fact as a door brought it, and what reading it gave."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.core.values.problems import Place, Problem


@dataclass(frozen=True)
class RawFact:
    """One fact as it came: text, unit and comparator, with its own date if it has one.

    The comparator may stand in the text ('<4') or apart. `place` says where it was written,
    for the problems; without it the name of the fact is the field. An empty `value` is not
    recorded.
    """

    name: str
    value: str
    unit: str = ""
    comparator: str = ""
    on: datetime.date | None = None
    provenance: Provenance = field(default_factory=Provenance)
    place: Place | None = None

    def where(self) -> Place:
        """This method will answer the place of the fact."""
        return self.place or Place(field=self.name)


@dataclass(frozen=True)
class Read:
    """What reading one fact gave: a value or a problem, and remarks."""

    value: FactValue | None = None
    problem: Problem | None = None
    question: Problem | None = None
    notice: Problem | None = None
