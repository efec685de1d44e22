"""From raw facts, as any door brings them, to canonical values.

Impossible values are refused. Implausible ones, and ones that look like a slip of the unit,
are accepted with a question. Nothing is changed silently.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts import problems
from mgdcds.core.facts.make_sheet import expand_reviewed, make_sheet
from mgdcds.core.facts.numbers import clean
from mgdcds.core.facts.one_fact import read_one
from mgdcds.core.facts.raw import RawFact, Read
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.problems import Problem

__all__ = ["RawFact", "Reading", "expand_reviewed", "make_sheet", "read_facts"]


@dataclass(frozen=True)
class Reading:
    """What a door brought in.

    `problems` are refusals, `questions` ask about values that were accepted, `notices` tell
    what was skipped or understood, and why. `reviewed` are the lists that were gone through,
    `limits` the limits that came with results.
    """

    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    questions: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    reviewed: frozenset[str] = frozenset()
    limits: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))


def read_facts(dictionary: Dictionary, raw: Iterable[RawFact], *, on: datetime.date) -> Reading:
    """This function will read raw facts for an assessment on a date.

    It never raises: what cannot be used is a problem at its place, by default the name of the
    fact as the field.
    """
    reads = [_read(dictionary, item, on) for item in raw if clean(item.value)]
    values: dict[str, FactValue] = {}
    for at, read in enumerate(reads):
        if read.value is not None and read.value.name in values:
            reads[at] = replace(read, problem=_twice(dictionary, read.value))
        elif read.value is not None:
            values[read.value.name] = read.value
    return Reading(
        MappingProxyType(values),
        tuple(read.problem for read in reads if read.problem),
        tuple(read.question for read in reads if read.question),
        tuple(read.notice for read in reads if read.notice),
    )


def _read(dictionary: Dictionary, item: RawFact, on: datetime.date) -> Read:
    fact = dictionary.facts.get(item.name)
    if fact is None:
        close = dictionary.suggest(item.name)
        return Read(problem=problems.unknown_fact(item.where(), name=item.name, close=close))
    if item.on is not None and item.on > on:
        return Read(problem=problems.after_the_assessment(item.where(), date=item.on, on=on))
    return read_one(fact, item, on=on)


def _twice(dictionary: Dictionary, value: FactValue) -> Problem:
    label = dictionary.fact(value.name).label
    return problems.recorded_twice(RawFact(value.name, "").where(), label=label)
