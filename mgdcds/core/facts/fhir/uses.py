"""One use of a medicine: its name, its way, and whether it is taken on the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.elements import (
    Coding,
    Concept,
    Resource,
    concept_of,
    date_of,
    mapping_of,
    mappings_of,
    text_of,
)
from mgdcds.core.facts.medicine_names import Way, way_of
from mgdcds.core.values.problems import Problem

#: A finished order or administration counts as present for so many days.
WINDOW_DAYS = 30
KINDS = ("MedicationRequest", "MedicationStatement", "MedicationAdministration")
_STANDING = ("active", "in-progress", "intended")
_FINISHED = ("completed",)
_NO_ORDERS = ("proposal", "plan", "option")


@dataclass(frozen=True)
class Use:
    """A medicine as recorded. `since` is the start of a use that still stands, `last` its latest
    date on or before the day. One that `is_later` starts after the day only.
    """

    kind: str
    id: str
    name: str
    words: tuple[str, ...]
    codings: tuple[Coding, ...]
    way: Way
    is_present: bool
    is_later: bool
    since: datetime.date | None
    last: datetime.date | None


def read_use(resource: Resource, known: Mapping[str, Resource], on: datetime.date) -> Use | Problem:
    """This function will read a request, statement or administration, or say why it is skipped."""
    concept = _concept(resource, known)
    if not concept.words() and not any(coding.system == "rxnorm" for coding in concept.codings):
        return problems.unnamed_medicine()
    status = _status(resource)
    if status not in (*_STANDING, *_FINISHED):
        return problems.wrong_status("Medicine", concept.name, status)
    start, end = _dates(resource)
    stands = status in _STANDING and (end is None or end >= on)
    last = on if stands and start is None else _last(start, end, on)
    return Use(
        kind=text_of(resource, "resourceType"),
        id=text_of(resource, "id"),
        name=concept.name,
        words=concept.words(),
        codings=concept.codings,
        way=way_of(*concept.words(), *_dosage_words(resource)),
        is_present=stands or (last is not None and (on - last).days <= WINDOW_DAYS),
        is_later=start is not None and start > on,
        since=start if stands else None,
        last=None if stands and start is None else last,
    )


def _concept(resource: Resource, known: Mapping[str, Resource]) -> Concept:
    direct = concept_of(resource, "medicationCodeableConcept")
    if direct.codings or direct.text:
        return direct
    reference = text_of(mapping_of(resource, "medicationReference"), "reference")
    for inner in mappings_of(resource, "contained"):
        if reference == f"#{text_of(inner, 'id')}":
            return concept_of(inner, "code")
    return concept_of(known.get(reference, {}), "code")


def _status(resource: Resource) -> str:
    if resource.get("doNotPerform") is True:
        return "not to be given"
    intent = text_of(resource, "intent")
    if intent in _NO_ORDERS:
        return intent
    return text_of(resource, "status") or "not recorded"


def _dates(resource: Resource) -> tuple[datetime.date | None, datetime.date | None]:
    period = mapping_of(resource, "effectivePeriod")
    starts = (
        text_of(period, "start"),
        text_of(resource, "effectiveDateTime"),
        text_of(resource, "authoredOn"),
        text_of(resource, "dateAsserted"),
    )
    validity = mapping_of(mapping_of(resource, "dispenseRequest"), "validityPeriod")
    ends = (text_of(period, "end"), *_bounds(resource), text_of(validity, "end"))
    return _first_date(starts), _first_date(ends)


def _bounds(resource: Resource) -> Iterator[str]:
    for dosage in _dosages(resource):
        repeat = mapping_of(mapping_of(dosage, "timing"), "repeat")
        yield text_of(mapping_of(repeat, "boundsPeriod"), "end")


def _first_date(texts: tuple[str, ...]) -> datetime.date | None:
    return next((date for text in texts if (date := date_of(text)) is not None), None)


def _last(
    start: datetime.date | None, end: datetime.date | None, on: datetime.date
) -> datetime.date | None:
    dates = [date for date in (start, end) if date is not None]
    return min(max(dates), on) if dates else None


def _dosages(resource: Resource) -> tuple[Resource, ...]:
    return (*mappings_of(resource, "dosageInstruction"), *mappings_of(resource, "dosage"))


def _dosage_words(resource: Resource) -> Iterator[str]:
    for dosage in _dosages(resource):
        yield text_of(dosage, "text")
        yield from concept_of(dosage, "route").words()
