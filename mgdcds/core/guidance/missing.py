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
    urgencies: Mapping[str, Urgency],
    sheet: FactSheet,
    dictionary: Dictionary,
) -> tuple[MissingFact, ...]:
    """This function will answer the missing facts: what settles the most urgent rule comes first.

    `urgencies` says how urgent each rule could become. Among equals the fact that settles
    more rules goes first. A fact that stands in for another missing one is named beside it, not
    as a line of its own.
    """
    ranks = {code: _URGENCIES.index(urgency) for code, urgency in urgencies.items()}
    waiting = sorted(
        (rule for rule in rules if rule.missing), key=lambda rule: (ranks[rule.code], rule.code)
    )
    groups = _groups({name for rule in waiting for name in rule.missing}, dictionary)
    settled: dict[str, dict[str, None]] = defaultdict(dict)
    for rule in waiting:
        for name in rule.missing:
            settled[groups[name]][rule.code] = None
    found = [
        MissingFact(
            name=name,
            why=sheet.why_unknown(name),
            would_settle=tuple(codes),
            instead=tuple(
                sorted(other for other, first in groups.items() if first == name != other)
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


def _groups(names: set[str], dictionary: Dictionary) -> Mapping[str, str]:
    """Each missing fact with the missing fact that it can stand in for, else with itself."""
    firsts = {name: dictionary.facts[name].instead_of for name in names}
    return {name: first if first in names else name for name, first in firsts.items()}
