"""From the medicines of a bundle to facts: what is taken on the day, by code or by name."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.codes import CodeIndex
from mgdcds.core.facts.fhir.elements import Resource
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.fhir.uses import Use, read_use
from mgdcds.core.facts.medicine_names import Way, counts_long_term_only, find_medicines, way_counts
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem

#: From this many days on a medicine is taken long term.
LONG_TERM_DAYS = 90
#: Facts that tell for how many days a medicine has been taken, by that medicine.
DAYS_OF = {"ppi": "ppi_days"}


def read_medicines(
    resources: Iterable[Resource],
    *,
    dictionary: Dictionary,
    known: Mapping[str, Resource],
    on: datetime.date,
    remarks: Remarks,
) -> Iterator[RawFact]:
    """This function will read the facts that requests, statements and administrations mean.

    `known` are Medication resources by reference. Nothing is turned into a no: a medicine that
    is not there may not have been recorded.
    """
    index = CodeIndex(dictionary)
    present: dict[str, list[Use]] = defaultdict(list)
    past: dict[str, list[Use]] = defaultdict(list)
    for resource in resources:
        use = read_use(resource, known, on)
        if isinstance(use, Problem):
            remarks.add(use)
            continue
        if use.is_later:
            remarks.add_later("Medicine", name=use.name)
            continue
        facts = list(_facts_of(use, index))
        for fact in facts:
            (present if use.is_present else past)[fact.name].append(use)
        if use.is_present and not facts:
            remarks.add_unused("Medicine", name=use.name)
    for name, uses in present.items():
        yield from _raw_facts(dictionary.fact(name), uses, on, remarks)
    _tell_the_rest({name: uses for name, uses in past.items() if name not in present}, remarks)


def _facts_of(use: Use, index: CodeIndex) -> Iterator[Fact]:
    seen: set[str] = set()
    by_code = [fact for coding in use.codings for fact in index.facts_of_medicine(coding)]
    by_name = [match.fact for text in use.words for match in find_medicines(index.dictionary, text)]
    for fact in (*by_code, *by_name):
        if fact.name not in seen:
            seen.add(fact.name)
            yield fact


def _raw_facts(
    fact: Fact, uses: list[Use], on: datetime.date, remarks: Remarks
) -> Iterator[RawFact]:
    counting = [use for use in uses if _counts(fact, use, remarks)]
    if not counting:
        return
    latest = max(counting, key=lambda use: use.last or datetime.date.min)
    if fact.kind is not Kind.BOOLEAN:
        remarks.add(problems.dose_to_enter(latest.name, fact.label))
        return
    since = min((use.since for use in counting if use.since is not None), default=None)
    days = (on - since).days if since is not None else None
    if counts_long_term_only(fact) and (days is None or days < LONG_TERM_DAYS):
        remarks.add(problems.how_long(latest.name, fact.label))
        return
    yield RawFact(fact.name, "yes", provenance=_origin(latest))
    if fact.name in DAYS_OF and days is not None:
        yield RawFact(DAYS_OF[fact.name], str(days), provenance=_origin(latest))


def _counts(fact: Fact, use: Use, remarks: Remarks) -> bool:
    if fact.kind is not Kind.BOOLEAN and use.way is Way.INJECTION:
        remarks.add(_injected(fact, use))
        return False
    if not way_counts(fact, use.way):
        remarks.add(problems.way_does_not_count(use.name, fact.label, use.way.value))
        return False
    return True


def _injected(fact: Fact, use: Use) -> Problem:
    if fact.name == "magnesium_supplement":
        return problems.magnesium_infusion(use.name)
    return problems.way_does_not_count(use.name, fact.label, use.way.value)


def _tell_the_rest(past: Mapping[str, list[Use]], remarks: Remarks) -> None:
    for uses in past.values():
        latest = max(uses, key=lambda use: use.last or datetime.date.min)
        remarks.add(problems.not_at_present(latest.name, latest.last))


def _origin(use: Use) -> Provenance:
    parts = [f"{use.kind} {use.id}".strip(), use.name]
    if use.last is not None:
        parts.append(format_date(use.last))
    return Provenance("fhir", ", ".join(parts))
