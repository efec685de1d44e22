"""From the results of a bundle to facts: the latest usable one of each fact, on or before a day."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.units import find_unit
from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.codes import CodeIndex, measures_a_part
from mgdcds.core.facts.fhir.elements import Resource
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.fhir.results import Result, read_results
from mgdcds.core.facts.limits import limits_of_result
from mgdcds.core.facts.make_sheet import SPOILT_BY
from mgdcds.core.facts.one_fact import read_one
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.sheet import Provenance

#: A value counts as the one before the present dose when it is this much older.
PREVIOUS_DAYS = (56, 730)
PREVIOUS = "_previous"
_HAEMOLYSED = re.compile(r"h[ae]{1,2}moly[sz]", re.IGNORECASE)
_NOT = re.compile(r"\b(no|not|non|without|free of)\b", re.IGNORECASE)


@dataclass
class Chosen:
    """The facts chosen from results, and the limits that came with them."""

    facts: list[RawFact] = field(default_factory=list)
    limits: dict[str, Decimal] = field(default_factory=dict)


def choose_results(
    observations: Iterable[Resource],
    *,
    dictionary: Dictionary,
    on: datetime.date,
    remarks: Remarks,
) -> Chosen:
    """This function will choose the latest usable result of each fact, on or before a day."""
    index = CodeIndex(dictionary)
    by_fact: dict[str, list[Result]] = defaultdict(list)
    for observation in observations:
        for result in read_results(observation, index, on=on, remarks=remarks):
            by_fact[result.test.fact.name].append(result)
    chosen = Chosen()
    for name in dictionary.facts:
        results = sorted(by_fact.get(name, ()), key=_newest_first, reverse=True)
        _choose(dictionary, dictionary.fact(name), results, chosen, remarks)
    return chosen


def _choose(
    dictionary: Dictionary, fact: Fact, results: list[Result], chosen: Chosen, remarks: Remarks
) -> None:
    usable = [result for result in results if _is_usable(fact, result, remarks)]
    best = _best(fact, usable, remarks)
    if best is None:
        return
    chosen.facts.append(_raw(fact, best, len(results)))
    chosen.facts += _haemolysis(fact, best, remarks)
    chosen.facts += _previous(dictionary, best, usable)
    unit = find_unit(fact, best.range_unit)
    if unit is not None:
        limits = limits_of_result(dictionary, fact, low=best.low, high=best.high, unit=unit.code)
        chosen.limits |= limits
    _compare_with_twins(fact, best, usable, remarks)


def _is_usable(fact: Fact, result: Result, remarks: Remarks) -> bool:
    read = read_one(fact, _raw(fact, result, 1), on=result.test.date)
    if read.problem is not None:
        remarks.add(problems.refused_value(fact.label, read.problem))
    return read.problem is None


def _best(fact: Fact, usable: list[Result], remarks: Remarks) -> Result | None:
    """The latest; a test of a part only where no test of the whole is as fresh as it must be."""
    if not usable:
        return None
    newest = usable[0].test.date
    window = fact.fresh_days if fact.fresh_days is not None else 0
    for result in usable:
        fresh = (newest - result.test.date).days <= window
        if fresh and not measures_a_part(fact, result.test.code):
            return result
    test = usable[0].test
    remarks.add(problems.part_only(fact.label, test.name, test.code))
    return usable[0]


def _raw(fact: Fact, result: Result, count: int) -> RawFact:
    detail = f"Observation {result.id}".strip() + f", LOINC {result.test.code}"
    if count > 1:
        detail += f", latest of {count}"
    if result.status == "preliminary":
        detail += ", preliminary"
    return RawFact(
        fact.name,
        result.value,
        result.unit.code,
        on=result.test.date,
        provenance=Provenance("fhir", detail),
    )


def _previous(dictionary: Dictionary, best: Result, usable: list[Result]) -> Iterator[RawFact]:
    name = best.test.fact.name + PREVIOUS
    if name not in dictionary.facts:
        return
    for result in usable:
        days = (best.test.date - result.test.date).days
        if PREVIOUS_DAYS[0] <= days <= PREVIOUS_DAYS[1]:
            yield replace(_raw(dictionary.fact(name), result, 1), name=name)
            return


def _haemolysis(fact: Fact, best: Result, remarks: Remarks) -> Iterator[RawFact]:
    if fact.name not in SPOILT_BY:
        return
    for note in best.notes:
        if _HAEMOLYSED.search(note) and not _NOT.search(note):
            remarks.add(problems.haemolysed(note))
            origin = Provenance("fhir", f"Observation {best.id}, note")
            yield RawFact(SPOILT_BY[fact.name][0], "yes", provenance=origin)
            return


def _compare_with_twins(fact: Fact, best: Result, usable: list[Result], remarks: Remarks) -> None:
    moment = best.test.order[0]
    twins = {result.value for result in usable if result.test.order[0] == moment}
    if len(twins) > 1:
        remarks.add(problems.results_differ(fact.label, best.test.date))


def _newest_first(result: Result) -> tuple[datetime.date, tuple[str, str], str]:
    return (result.test.date, result.test.order, result.id)
