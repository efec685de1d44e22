"""From what was typed to recorded values: the form's reader, and the values that were not typed.

A value is carried forward ("use again") or kept (a correction that leaves it alone)
exactly as it was recorded, with its date and its source. Everything else goes through
the form door of the core.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind, Unit
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.dictionary.units import find_unit
from mgdcds.core.facts.form import LIMIT, REVIEWED, UNIT, read_form
from mgdcds.core.facts.make_sheet import expand_reviewed, make_sheet
from mgdcds.core.facts.numbers import split_quantity
from mgdcds.core.facts.sheet import FactSheet, FactValue, Provenance
from mgdcds.core.values.problems import Problem
from mgdcds.pages.entry.raw import AGAIN_LIST, Raw, raw_of_typed, raw_of_value, typed_of

#: The sections whose results come from the sample that "date of the results" is about …
_SAMPLED = frozenset({"vitamin_d", "magnesium", "mineral_bone", "kidney_heart"})
#: … but for these, which are measured on the patient.
_MEASURED = frozenset({"qtc", "heart_rate"})


@dataclass(frozen=True)
class Known:
    """What is known before anything is typed.

    `previous` are the patient's last values, ready to be carried forward. `recorded` are
    the values of the version that is being corrected.
    """

    previous: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    recorded: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class EntryReading:
    """What was read: values to save, and problems, questions and notices by field."""

    values: Mapping[str, FactValue]
    reviewed: frozenset[str]
    limits: Mapping[str, Decimal]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def settle_units(dictionary: Dictionary, raw: Raw) -> dict[str, str]:
    """This function will move a unit that was typed behind a number ("75 nmol/L") to its own field.

    A limit without a unit gets the unit of its fact's row.
    """
    settled = dict(raw)
    for fact in _quantities(dictionary):
        number, spelling = split_quantity(raw.get(fact.name, ""))
        unit = find_unit(fact, spelling) if spelling else None
        if unit is not None:
            settled |= {fact.name: number, **_unit_of(fact, unit)}
    for name, parameter in dictionary.parameters.items():
        text = raw.get(LIMIT + name, "").strip()
        if text and not split_quantity(text)[1]:
            unit_code = settled.get(parameter.like + UNIT) or parameter.unit
            settled[LIMIT + name] = f"{text} {unit_code}"
    return settled


def read_entry(
    dictionary: Dictionary,
    raw: Raw,
    *,
    known: Known,
    on: datetime.date,
    drawn_on: datetime.date | None = None,
) -> EntryReading:
    """This function will read the form for an assessment on a date. It never raises.

    `drawn_on` is the date of the laboratory results that have none of their own.
    """
    kept = _kept(dictionary, raw, known)
    typed = _without(raw, kept)
    reading = read_form(dictionary, typed, on=on)
    values = {
        name: _dated(dictionary.fact(name), value, drawn_on)
        for name, value in reading.values.items()
    }
    return EntryReading(
        values=MappingProxyType({**values, **kept}),
        reviewed=reading.reviewed,
        limits=reading.limits,
        problems=reading.problems,
        questions=reading.questions,
        notices=reading.notices,
    )


def sheet_of(
    dictionary: Dictionary, reading: EntryReading, *, on: datetime.date, profile: str
) -> FactSheet:
    """This function will make the sheet that a reading would be saved as."""
    return make_sheet(
        dictionary,
        expand_reviewed(dictionary, reading.values, reading.reviewed),
        on=on,
        reviewed=reading.reviewed,
        limits=reading.limits,
        profile=profile,
    )


def is_same(
    reading: EntryReading, saved: Mapping[str, FactValue], *, reviewed: Iterable[str]
) -> bool:
    """This function will tell whether what is typed is what was saved.

    What saving adds by itself (a "no" of a list gone through, what the record knows) is no
    difference.
    """
    added = {"default", "carried"}
    kept = {
        name: value
        for name, value in saved.items()
        if name in reading.values or value.provenance.door not in added
    }
    return dict(reading.values) == kept and reading.reviewed == frozenset(reviewed)


def raw_of_values(
    dictionary: Dictionary,
    values: Mapping[str, FactValue],
    *,
    reviewed: Iterable[str] = (),
    limits: Mapping[str, Decimal] = MappingProxyType({}),
) -> dict[str, str]:
    """This function will write recorded values as they would be typed.

    In a list that was gone through, a "no" is an unticked box.
    """
    gone_through = frozenset(reviewed)
    raw = {REVIEWED + name: "1" for name in LISTS if name in gone_through}
    for name, value in values.items():
        fact = dictionary.facts.get(name)
        if fact is None or (value.value is False and fact.list in gone_through):
            continue
        raw |= raw_of_typed(name, raw_of_value(fact, value))
    for name, limit in limits.items():
        raw[LIMIT + name] = f"{limit} {dictionary.parameter(name).unit}"
    return raw


def _unit_of(fact: Fact, unit: Unit) -> dict[str, str]:
    return {fact.name + UNIT: unit.code} if len(fact.units) > 1 else {}


def _quantities(dictionary: Dictionary) -> Iterable[Fact]:
    return (fact for fact in dictionary.facts.values() if fact.kind is Kind.QUANTITY)


def _kept(dictionary: Dictionary, raw: Raw, known: Known) -> dict[str, FactValue]:
    found = {}
    for name, fact in dictionary.facts.items():
        value = _kept_value(fact, raw, known)
        if value is not None and not fact.retired:
            found[name] = value
    return found


def _kept_value(fact: Fact, raw: Raw, known: Known) -> FactValue | None:
    typed = typed_of(raw, fact.name)
    recorded, previous = known.recorded.get(fact.name), known.previous.get(fact.name)
    if recorded is not None and typed.value and _says(raw, fact, recorded):
        return recorded
    if previous is None or not _is_again(raw, fact, previous):
        return None
    if not typed.value or _says(raw, fact, previous):
        return _carried(previous)
    return None


def _is_again(raw: Raw, fact: Fact, previous: FactValue) -> bool:
    if fact.list:
        return bool(raw.get(AGAIN_LIST + fact.list)) and previous.value is True
    return typed_of(raw, fact.name).again


def _says(raw: Raw, fact: Fact, value: FactValue) -> bool:
    typed, would_be = typed_of(raw, fact.name), raw_of_value(fact, value)
    return (typed.value, typed.unit, typed.on) == (would_be.value, would_be.unit, would_be.on)


def _carried(value: FactValue) -> FactValue:
    return replace(value, provenance=Provenance("carried", value.provenance.detail))


def _without(raw: Raw, kept: Iterable[str]) -> dict[str, str]:
    names = frozenset(kept)
    return {key: text for key, text in raw.items() if key not in names}


def _dated(fact: Fact, value: FactValue, drawn_on: datetime.date | None) -> FactValue:
    is_sampled = fact.section in _SAMPLED and fact.name not in _MEASURED
    if drawn_on is None or value.on or fact.fresh_days is None or not is_sampled:
        return value
    return replace(value, on=drawn_on)
