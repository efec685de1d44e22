"""What is missing, ranked by what it would settle."""

from __future__ import annotations

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
    names = {name for rule in waiting for name in rule.missing}
    stand_ins = _stand_ins(names, dictionary)
    hidden = {name for group in stand_ins.values() for name in group}
    found = [
        _missing_fact(name, stand_ins.get(name, ()), waiting, sheet) for name in names - hidden
    ]
    order = list(dictionary.facts)
    return tuple(
        sorted(
            found,
            key=lambda fact: (
                ranks[fact.would_settle[0]],
                -len(fact.would_settle),
                order.index(fact.name),
            ),
        )
    )


def _missing_fact(
    name: str, instead: tuple[str, ...], waiting: Iterable[ReportedRule], sheet: FactSheet
) -> MissingFact:
    group = {name, *instead}
    return MissingFact(
        name=name,
        why=sheet.why_unknown(name),
        would_settle=tuple(rule.code for rule in waiting if group & set(rule.missing)),
        instead=instead,
    )


def _stand_ins(names: set[str], dictionary: Dictionary) -> Mapping[str, tuple[str, ...]]:
    """The missing facts that can stand in for another missing one, by that one."""
    found: dict[str, list[str]] = {}
    for name in dictionary.facts:
        first = dictionary.facts[name].instead_of
        if name in names and first in names:
            found.setdefault(first, []).append(name)
    return {first: tuple(others) for first, others in found.items()}
