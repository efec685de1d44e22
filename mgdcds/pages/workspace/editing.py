"""What the editors show: an entry as typed, its problems, its English, and its cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgdcds.core.authoring.cases import CaseResult, run_case
from mgdcds.core.engines.english import describe
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.rule import Category, Certainty, Strength, Urgency
from mgdcds.core.guidance.rulebook import Rulebook, check_entries, load_rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Link
from mgdcds.pages.workspace.pages import CaseLine, present_cases
from mgdcds.pages.workspace.rule_fields import RuleFields


@dataclass(frozen=True)
class Trial:
    """How an entry fares as it stands: problems, the rule in English, its cases.

    `cases` are empty while there are problems: nothing can run then.
    """

    problems: tuple[Problem, ...]
    english: str
    cases: tuple[CaseLine, ...]
    passed: int
    elsewhere: int


@dataclass(frozen=True)
class RulePage:
    """The editor of a rule."""

    title: str
    crumbs: tuple[Link, ...]
    draft_id: int
    fields: RuleFields
    revision: int
    base_hash: str
    trial: Trial
    problems: tuple[Problem, ...]
    theirs: str
    can_edit: bool
    is_new: bool
    history_url: str
    source_url: str
    categories: tuple[str, ...] = tuple(str(one) for one in Category)
    strengths: tuple[str, ...] = tuple(str(one) for one in Strength)
    certainties: tuple[str, ...] = tuple(str(one) for one in Certainty)
    urgencies: tuple[str, ...] = tuple(str(one) for one in Urgency)


@dataclass(frozen=True)
class EntryPage:
    """The editor of any other entry, as text."""

    title: str
    crumbs: tuple[Link, ...]
    draft_id: int
    kind: str
    key: str
    text: str
    revision: int
    base_hash: str
    trial: Trial
    problems: tuple[Problem, ...]
    theirs: str
    can_edit: bool
    is_new: bool
    history_url: str


def try_entry(entries: tuple[Entry, ...], *, kind: EntryKind, key: str, draft_id: int) -> Trial:
    """This function will check a draft's entries and run the cases of one rule (or one case)."""
    found = check_entries(entries)
    about = tuple(one for one in found if one.place.document == f"{kind} {key}")
    if found:
        return Trial(about, "", (), 0, len(found) - len(about))
    rulebook = load_rulebook(entries, label="")
    results = _results(rulebook, _keys_of_cases(entries, kind, key))
    lines = present_cases(results.values(), draft_id=draft_id, keys=_names(results))
    english = _english(rulebook, key) if kind is EntryKind.RULE else ""
    return Trial((), english, lines, sum(line.passed for line in lines), 0)


def _results(rulebook: Rulebook, keys: Iterable[str]) -> dict[str, CaseResult]:
    return {key: run_case(rulebook, rulebook.cases[key]) for key in keys if key in rulebook.cases}


def _names(results: dict[str, CaseResult]) -> dict[str, str]:
    return {result.case.name: key for key, result in results.items()}


def _keys_of_cases(entries: Iterable[Entry], kind: EntryKind, key: str) -> list[str]:
    cases = [entry for entry in entries if entry.kind is EntryKind.CASE]
    if kind is EntryKind.CASE:
        return [key]
    if kind is EntryKind.RULE:
        return [entry.key for entry in cases if entry.content().get("rule") == key]
    return [entry.key for entry in cases]


def _english(rulebook: Rulebook, code: str) -> str:
    return describe(rulebook.checked[code].when, program=rulebook.program)
