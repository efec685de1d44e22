"""From the diagnoses of a bundle to facts: only what is confirmed and so on the day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.codes import CodeIndex
from mgdcds.core.facts.fhir.elements import (
    Coding,
    Concept,
    Resource,
    code_in,
    concept_of,
    date_of,
    mapping_of,
    seen,
    text_of,
    unseen_texts,
)
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem

#: A passing state (pregnancy) counts only when it was recorded within so many days.
PASSING_DAYS = 280
_UNCONFIRMED = ("refuted", "entered-in-error", "unconfirmed", "provisional", "differential")
_OVER = ("resolved", "inactive", "remission")
_OPEN_CHOICE = "unspecified"


@dataclass(frozen=True)
class Finding:
    """A fact that a diagnosis means: its choice, or '' for yes."""

    fact: Fact
    choice: str
    coding: Coding
    id: str
    since: datetime.date | None


def read_conditions(
    conditions: Iterable[Resource],
    *,
    dictionary: Dictionary,
    on: datetime.date,
    remarks: Remarks,
) -> Iterator[RawFact]:
    """This function will read the facts that diagnoses mean; the rest are remarks.

    Nothing is turned into a no: a diagnosis that is not there may not have been coded.
    """
    index = CodeIndex(dictionary)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for condition in conditions:
        for finding in _findings(condition, index, on, remarks):
            findings[finding.fact.name].append(finding)
    for found in findings.values():
        yield _raw(found, remarks)


def _findings(
    condition: Resource, index: CodeIndex, on: datetime.date, remarks: Remarks
) -> Iterator[Finding]:
    concept = concept_of(condition, "code")
    for text in unseen_texts(condition, "code"):
        remarks.add(problems.unseen_characters("Condition", seen(text)))
    meant = list(_meant(condition, concept, index))
    since = _since(condition)
    if since is not None and since > on:
        remarks.add_later("Condition", name=concept.name)
        return
    if not meant:
        remarks.add_unused("Condition", name=concept.name, code=concept.code)
    for finding in meant:
        obstacle = _obstacle(condition, concept, finding, on)
        if obstacle is None:
            yield finding
        else:
            remarks.add(obstacle)


def _meant(condition: Resource, concept: Concept, index: CodeIndex) -> Iterator[Finding]:
    since = _since(condition)
    for coding in concept.codings:
        for fact, choice in index.facts_of_condition(coding):
            yield Finding(fact, choice, coding, text_of(condition, "id"), since)


def _obstacle(
    condition: Resource, concept: Concept, finding: Finding, on: datetime.date
) -> Problem | None:
    verification = code_in(condition, "verificationStatus")
    if verification in _UNCONFIRMED:
        return problems.not_confirmed(concept.name, verification)
    counts = finding.fact.codes.get("counts", ())
    if "ever" not in counts and _is_over(condition, on):
        return problems.is_over(concept.name)
    if "dated" in counts and not _is_recent(finding.since, on):
        return problems.not_dated(concept.name)
    return None


def _since(condition: Resource) -> datetime.date | None:
    period = mapping_of(condition, "onsetPeriod")
    texts = (
        text_of(condition, "onsetDateTime"),
        text_of(period, "start"),
        text_of(condition, "recordedDate"),
    )
    return next((date for text in texts if (date := date_of(text)) is not None), None)


def _is_over(condition: Resource, on: datetime.date) -> bool:
    if code_in(condition, "clinicalStatus") in _OVER:
        return True
    ended = date_of(text_of(condition, "abatementDateTime"))
    return ended is not None and ended <= on


def _is_recent(since: datetime.date | None, on: datetime.date) -> bool:
    return since is not None and (on - since).days <= PASSING_DAYS


def _raw(found: list[Finding], remarks: Remarks) -> RawFact:
    """One raw fact from all diagnoses that mean it. A kind that is coded beats an open one."""
    choices = sorted({finding.choice for finding in found} - {_OPEN_CHOICE})
    if found[0].fact.kind is Kind.CHOICE and len(choices) > 1:
        remarks.add(problems.kinds_of_dialysis())
        choices = [_OPEN_CHOICE]
    choice = choices[0] if choices else _OPEN_CHOICE
    finding = next((item for item in found if item.choice == choice), found[0])
    return RawFact(finding.fact.name, choice or "yes", provenance=_origin(finding, len(found)))


def _origin(finding: Finding, count: int) -> Provenance:
    parts = [f"Condition {finding.id}".strip(), f"{finding.coding.system} {finding.coding.code}"]
    if finding.since is not None:
        parts.append(f"since {format_date(finding.since)}")
    if count > 1:
        parts.append(f"one of {count}")
    return Provenance("fhir", ", ".join(parts))
