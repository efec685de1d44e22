"""What is missing, ranked by what it would settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.report import MissingFact, ReportedRule
from mgdcds.core.guidance.rule import Urgency

_URGENCIES = tuple(Urgency)


def rank_missing(
    rules: Iterable[ReportedRule],
    *,
    settles: Mapping[str, frozenset[str]],
    urgencies: Mapping[str, Urgency],
    sheet: FactSheet,
    dictionary: Dictionary,
) -> tuple[MissingFact, ...]:
    """This function will answer the missing facts: what settles the most urgent rule comes first.

    `settles` has the facts that would settle something of each rule, by code, and `urgencies`
    how urgent each rule could become. Among equals the fact that settles more rules goes
    first. A fact that stands in for another one is named beside it, not as a line of its own.
    """
    ranks = {code: _URGENCIES.index(urgency) for code, urgency in urgencies.items()}
    missing = {name for rule in rules for name in rule.missing}
    settling = {name for names in settles.values() for name in names}
    firsts = {name: _first(name, settling, dictionary) for name in missing | settling}
    settled: dict[str, dict[str, None]] = defaultdict(dict)
    for code in sorted(settles, key=lambda code: (ranks[code], code)):
        for name in settles[code]:
            settled[firsts[name]][code] = None
    found = [
        MissingFact(
            name=name,
            why=sheet.why_unknown(name),
            would_settle=tuple(codes),
            instead=tuple(
                sorted(other for other, first in firsts.items() if first == name != other)
            ),
        )
        for name, codes in settled.items()
    ]
    return tuple(
        sorted(
            found,
            key=lambda fact: (ranks[fact.would_settle[0]], -len(fact.would_settle), fact.name),
        )
    )


def _first(name: str, settling: set[str], dictionary: Dictionary) -> str:
    """The fact that a missing fact stands in for, if that one is asked for, else itself."""
    first = dictionary.facts[name].instead_of
    return first if first in settling else name
