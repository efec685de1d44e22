"""The form door: what was typed, as flat strings, to a reading.

The value of a fact is under its name. Beside it lie, under the name and two underscores, its
unit, its own date, and the text that a person confirmed as right. Lists that were gone
through are under `reviewed__<list>`, limits of a result under `limit__<parameter>`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.facts.limits import read_limits
from mgdcds.core.facts.numbers import clean, parse_date
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.readings import Reading, read_facts
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.problems import Place, Problem

UNIT, ON, SURE = "__unit", "__on", "__sure"
REVIEWED, LIMIT = "reviewed__", "limit__"
_OF_FORM = Provenance(door="form")


def read_form(dictionary: Dictionary, typed: Mapping[str, str], *, on: datetime.date) -> Reading:
    """This function will read what was typed into the form, for an assessment on a date.

    It never raises. A question is left out where exactly this value and unit were confirmed.
    Keys that belong to no fact in use are passed over: the form has fields of its own.
    """
    found: list[Problem] = []
    raw = tuple(_raw_facts(dictionary, typed, found))
    reading = read_facts(dictionary, raw, on=on)
    texts = {name: typed.get(LIMIT + name, "") for name in dictionary.parameters}
    limits, of_limits = read_limits(dictionary, texts, place=Place())
    asked = tuple(item for item in reading.questions if not is_sure(typed, item.place.field))
    return replace(
        reading,
        problems=(*found, *reading.problems, *(_in_form(problem) for problem in of_limits)),
        questions=asked,
        reviewed=frozenset(name for name in LISTS if typed.get(REVIEWED + name)),
        limits=MappingProxyType(limits),
    )


def _raw_facts(
    dictionary: Dictionary, typed: Mapping[str, str], found: list[Problem]
) -> Iterator[RawFact]:
    for name, fact in dictionary.facts.items():
        if fact.retired or not clean(typed.get(name, "")):
            continue
        date = typed.get(name + ON, "")
        own = parse_date(date, place=Place(field=name + ON)) if clean(date) else None
        if isinstance(own, Problem):
            found.append(own)
            own = None
        yield RawFact(name, typed[name], typed.get(name + UNIT, ""), on=own, provenance=_OF_FORM)


def is_sure(typed: Mapping[str, str], name: str) -> bool:
    """This function will tell whether exactly this value and unit of a fact were confirmed."""
    text = f"{typed.get(name, '').strip()} {typed.get(name + UNIT, '')}".strip()
    return bool(text) and typed.get(name + SURE, "") == text


def _in_form(problem: Problem) -> Problem:
    return replace(problem, place=Place(field=LIMIT + problem.place.field))
