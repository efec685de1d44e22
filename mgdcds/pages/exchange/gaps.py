"""What is missing, as a clinician would ask for it: one test at a time, and lists as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.guidance.report import MissingFact, Report
from mgdcds.pages.exchange.wording import labels_of

#: Why a recorded value counts as unknown.
WHY_NOT_USED = {"stale": "too old to count", "haemolysed": "sample haemolysed, does not count"}
_FEW = 2


@dataclass(frozen=True)
class Gap:
    """One thing to find out, and the rules that it would settle.

    A list that nobody has gone through is one gap, with its `entries`.
    """

    words: str
    would_settle: tuple[str, ...]
    entries: tuple[str, ...] = ()


def gaps_of(report: Report, dictionary: Dictionary) -> tuple[Gap, ...]:
    """This function will answer the gaps of a report, in its order."""
    of_list: dict[str, list[MissingFact]] = {}
    for fact in report.missing:
        of_list.setdefault(dictionary.fact(fact.name).list, []).append(fact)
    gaps: dict[str, Gap] = {}
    for fact in report.missing:
        name = dictionary.fact(fact.name).list
        if name and len(of_list[name]) > _FEW:
            gaps.setdefault(name, _gap_of_list(name, of_list[name], dictionary))
        else:
            gaps[fact.name] = _gap_of_fact(fact, dictionary)
    return tuple(gaps.values())


def _gap_of_fact(fact: MissingFact, dictionary: Dictionary) -> Gap:
    label, why = dictionary.fact(fact.name).label, WHY_NOT_USED.get(fact.why, "")
    instead = f" (or {labels_of(dictionary, fact.instead)})" if fact.instead else ""
    return Gap(f"{label}{instead}{f', {why}' if why else ''}", fact.would_settle)


def _gap_of_list(name: str, facts: list[MissingFact], dictionary: Dictionary) -> Gap:
    return Gap(
        f"{name.capitalize()}, {len(facts)} to go through",
        tuple(dict.fromkeys(_codes(facts))),
        tuple(dictionary.fact(fact.name).label for fact in facts),
    )


def _codes(facts: Iterable[MissingFact]) -> Iterable[str]:
    return (code for fact in facts for code in fact.would_settle)
