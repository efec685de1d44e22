"""One result out of an Observation: which fact, which value and unit, or why it was skipped."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.fact import Fact, Unit
from mgdcds.core.dictionary.units import find_unit
from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.codes import CodeIndex, expected_units, kind_of_unit
from mgdcds.core.facts.fhir.elements import (
    Concept,
    Resource,
    concept_of,
    date_of,
    mapping_of,
    mappings_of,
    moment_of,
    number_of,
    seen,
    text_of,
    unseen_texts,
)
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.numbers import split_quantity
from mgdcds.core.values.problems import Problem

_COUNTING = ("final", "amended", "corrected", "preliminary")


@dataclass(frozen=True)
class Test:
    """What was measured: the fact, the code that says so, its name, and when."""

    fact: Fact
    code: str
    name: str
    date: datetime.date
    order: tuple[str, str]


@dataclass(frozen=True)
class Result:
    """One usable result. `low` and `high` are its reference range, in `range_unit`."""

    test: Test
    value: str
    unit: Unit
    id: str
    status: str
    low: Decimal | None = None
    high: Decimal | None = None
    range_unit: str = ""
    notes: tuple[str, ...] = ()


def date_and_moment(observation: Resource) -> tuple[datetime.date | None, str]:
    """This function will answer the day of an observation, and the moment that sorts it."""
    period = mapping_of(observation, "effectivePeriod")
    texts = (
        text_of(observation, "effectiveDateTime"),
        text_of(observation, "effectiveInstant"),
        text_of(period, "end") or text_of(period, "start"),
        text_of(observation, "issued"),
    )
    text = next((text for text in texts if text), "")
    return date_of(text), moment_of(text)


def read_results(
    observation: Resource, index: CodeIndex, *, on: datetime.date, remarks: Remarks
) -> Iterator[Result]:
    """This function will read the result of an Observation, or those of its components.

    What cannot be used is a remark.
    """
    for source in mappings_of(observation, "component") or (observation,):
        for text in unseen_texts(source, "code"):
            remarks.add(problems.unseen_characters("Observation", seen(text)))
        concept = concept_of(source, "code")
        fact, code = _measured(concept, index)
        if fact is None:
            remarks.add_unused("Observation", name=concept.name, code=concept.code)
            continue
        date, _ = date_and_moment(observation)
        if date is not None and date > on:
            remarks.add_later("Observation", name=concept.name)
            continue
        test = _test_of(observation, concept.name, fact, code)
        result = _result_of(observation, source, test) if isinstance(test, Test) else test
        if isinstance(result, Result):
            yield result
        else:
            remarks.add(result)


def _test_of(observation: Resource, name: str, fact: Fact, code: str) -> Test | Problem:
    status = text_of(observation, "status")
    if status not in _COUNTING:
        return problems.wrong_status("Observation", name, status or "not recorded")
    date, moment = date_and_moment(observation)
    if date is None:
        return problems.no_result_date(name)
    order = (moment, moment_of(text_of(observation, "issued")))
    return Test(fact, code, name, date, order)


def _measured(concept: Concept, index: CodeIndex) -> tuple[Fact | None, str]:
    for coding in concept.codings:
        fact = index.fact_of_result(coding)
        if fact is not None:
            return fact, coding.code
    return None, ""


def _result_of(observation: Resource, source: Resource, test: Test) -> Result | Problem:
    value, units = _value_of(source)
    if not value:
        return problems.no_value(test.fact.label, test.name)
    unit = _unit_of(test, units)
    if isinstance(unit, Problem):
        return unit
    low, high, range_unit = _range_of(source, unit)
    notes = tuple(text_of(note, "text") for note in mappings_of(observation, "note"))
    return Result(
        test=test,
        value=value,
        unit=unit,
        id=text_of(observation, "id"),
        status=text_of(observation, "status"),
        low=low,
        high=high,
        range_unit=range_unit,
        notes=notes,
    )


def _value_of(source: Resource) -> tuple[str, tuple[str, str]]:
    """The value as text with its comparator, and the code and the words of its unit."""
    quantity = mapping_of(source, "valueQuantity")
    number = number_of(quantity, "value")
    if number is not None:
        text = text_of(quantity, "comparator") + format(number, "f")
        return text, (text_of(quantity, "code"), text_of(quantity, "unit"))
    value, unit = split_quantity(text_of(source, "valueString"))
    return (value, ("", unit)) if unit else ("", ("", ""))


def _unit_of(test: Test, units: tuple[str, str]) -> Unit | Problem:
    fact, given = test.fact, [text for text in units if text]
    if not given:
        return problems.no_unit(fact.label, test.name)
    found = [find_unit(fact, text) for text in given]
    known = [unit for unit in found if unit is not None]
    if not known:
        return problems.unit_not_of_fact(fact.label, given[0])
    if len(known) < len(given) or known[0] != known[-1]:
        return problems.two_units(fact.label, given[0], given[-1])
    expected = expected_units(fact, test.code)
    if expected and kind_of_unit(known[0].code) != expected:
        return problems.mass_or_molar(fact.label, test.code, known[0].label, expected)
    return known[0]


def _range_of(source: Resource, unit: Unit) -> tuple[Decimal | None, Decimal | None, str]:
    """The reference range, when there is exactly one; its unit is the result's unless it says."""
    ranges = mappings_of(source, "referenceRange")
    if len(ranges) != 1:
        return None, None, ""
    low, high = mapping_of(ranges[0], "low"), mapping_of(ranges[0], "high")
    units = [text_of(end, "code") or text_of(end, "unit") for end in (low, high)]
    named = {text for text in units if text}
    if len(named) > 1:
        return None, None, ""
    return number_of(low, "value"), number_of(high, "value"), named.pop() if named else unit.code
