"""How an entry stands, in words: its problems at their controls, its English, its cases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.authoring.cases import Difference
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import Name, by_name, summary_of, title_of_name
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.desk import Desk
from mgdcds.pages.workspace.places import Placed, Slot, place_problems, present_slots
from mgdcds.pages.workspace.trials import CaseTrial, RuleOutcome, Trial
from mgdcds.pages.workspace.typed import Typed
from mgdcds.pages.workspace.words import OUTCOMES, name_of

_DOCUMENT_OF = (EntryKind.FACT, EntryKind.PARAMETER)


@dataclass(frozen=True)
class DifferenceLine:
    """One rule that came out otherwise than a case expects. `because` is a sentence, or ""."""

    code: str
    expected: Word
    actual: Word
    because: str


@dataclass(frozen=True)
class CaseLine:
    """A case as it comes out."""

    name: str
    url: str
    rule: str
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True)
class OutcomeRow:
    """A rule in a case: expected ("" when the case does not say) and what came out."""

    code: str
    title: str
    expected: Word
    actual: Word
    is_same: bool
    because: str


@dataclass(frozen=True)
class Elsewhere:
    """A problem of another entry of the draft."""

    where: str
    url: str
    message: str
    hint: str


@dataclass(frozen=True)
class Stands:
    """What the panel says. `headline` is the one sentence that is read out when it changes."""

    headline: str
    tone: str
    english: tuple[tuple[str, str], ...]
    problems: tuple[Placed, ...]
    elsewhere: tuple[Elsewhere, ...]
    failing: tuple[CaseLine, ...]
    passing: tuple[CaseLine, ...]
    asked: tuple[OutcomeRow, ...]
    unasked: tuple[OutcomeRow, ...]
    readers: tuple[Link, ...]
    slots: tuple[Slot, ...]

    @property
    def differs(self) -> bool:
        """Whether a rule of this case comes out otherwise than it expects."""
        return any(not row.is_same for row in self.asked)


def present_stands(trial: Trial, desk: Desk, typed: Typed, *, controls: Collection[str]) -> Stands:
    """This function will say how an entry stands."""
    entries = by_name(desk.entries)
    placed = place_problems(trial.problems, typed, controls=controls)
    lines = [(case.passed, _case_line(case, desk, entries)) for case in trial.cases]
    rows = [_outcome_row(outcome, entries) for outcome in trial.outcomes]
    headline, tone = _headline(trial, desk.kind)
    return Stands(
        headline=headline,
        tone=tone,
        english=_english(trial.english),
        problems=placed,
        elsewhere=tuple(_elsewhere(one, desk.draft.id, entries) for one in trial.elsewhere),
        failing=tuple(line for passed, line in lines if not passed),
        passing=tuple(line for passed, line in lines if passed),
        asked=tuple(row for row in rows if row.expected),
        unasked=tuple(row for row in rows if not row.expected),
        readers=tuple(_reader(code, desk.draft.id, entries) for code in trial.readers),
        slots=present_slots(placed, controls),
    )


def present_differences(
    found: Iterable[Difference], entries: Mapping[Name, Entry]
) -> tuple[DifferenceLine, ...]:
    """This function will say how rules came out otherwise than a case expects."""
    return tuple(
        DifferenceLine(
            code=one.code,
            expected=OUTCOMES.get(one.expected, one.expected),
            actual=OUTCOMES.get(one.actual, one.actual),
            because=_because(one.missing, one.withheld_by, entries),
        )
        for one in found
    )


def present_elsewhere(
    found: Iterable[Problem], draft_id: int, entries: Mapping[Name, Entry]
) -> tuple[Elsewhere, ...]:
    """This function will show problems of entries with the way to each."""
    return tuple(_elsewhere(one, draft_id, entries) for one in found)


def entry_of_document(document: str, entries: Mapping[Name, Entry]) -> Name | None:
    """This function will find the entry that a problem's document names, or None."""
    kind, _space, key = document.partition(" ")
    if key and kind in set(EntryKind):
        return EntryKind(kind), key
    return next(((each, document) for each in _DOCUMENT_OF if (each, document) in entries), None)


def _headline(trial: Trial, kind: EntryKind) -> tuple[str, str]:
    if number := len(trial.problems):
        words = ngettext("{number} problem to correct", "{number} problems to correct", number)
        return words.format(number=number), "emergency"
    if trial.elsewhere:
        return _("Nothing runs before the rest of the draft can be read"), "soon"
    if kind is EntryKind.CASE:
        return _headline_of_case(trial)
    if kind is EntryKind.RULE:
        return _headline_of_rule(trial)
    return _("It can be read and run"), "good"


def _headline_of_case(trial: Trial) -> tuple[str, str]:
    number = sum(one.expected not in ("", one.actual) for one in trial.outcomes)
    if not number:
        return _("It comes out as expected"), "good"
    words = ngettext(
        "{number} rule comes out otherwise", "{number} rules come out otherwise", number
    )
    return words.format(number=number), "emergency"


def _headline_of_rule(trial: Trial) -> tuple[str, str]:
    number, passed = len(trial.cases), sum(case.passed for case in trial.cases)
    if not number:
        return _("It can be read and run, but no case tests it yet"), "soon"
    words = ngettext("{passed} of {number} case passes", "{passed} of {number} cases pass", number)
    return words.format(passed=passed, number=number), "good" if passed == number else "emergency"


def _english(sentences: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The condition, then each level: the last one has no condition of its own."""
    if not sentences:
        return ()
    levels = [
        (_("Level {at}").format(at=at), sentence or _("Otherwise"))
        for at, sentence in enumerate(sentences[1:], start=1)
    ]
    return ((_("Applies when"), sentences[0]), *(levels if len(levels) > 1 else ()))


def _case_line(case: CaseTrial, desk: Desk, entries: Mapping[Name, Entry]) -> CaseLine:
    return CaseLine(
        name=case.name,
        url=entry_url(desk.draft.id, EntryKind.CASE, case.key),
        rule=desk.key,
        differences=present_differences(case.differences, entries),
    )


def _outcome_row(one: RuleOutcome, entries: Mapping[Name, Entry]) -> OutcomeRow:
    return OutcomeRow(
        code=one.code,
        title=one.title,
        expected=OUTCOMES.get(one.expected, one.expected),
        actual=OUTCOMES.get(one.actual, one.actual),
        is_same=one.expected in ("", one.actual),
        because=_because(one.missing, one.withheld_by, entries),
    )


def _because(
    missing: tuple[str, ...], withheld_by: tuple[str, ...], entries: Mapping[Name, Entry]
) -> str:
    said = []
    if missing:
        names = ", ".join(title_of_name(entries, name) for name in missing)
        said.append(_("Not recorded: {names}.").format(names=names))
    if withheld_by:
        said.append(_("Withheld by {codes}.").format(codes=", ".join(withheld_by)))
    return " ".join(said)


def _elsewhere(problem: Problem, draft_id: int, entries: Mapping[Name, Entry]) -> Elsewhere:
    name = entry_of_document(problem.place.document, entries)
    if name is None:
        return Elsewhere("", "", problem.message, problem.hint)
    title = summary_of(entries[name]).title if name in entries else ""
    where = f"{name_of(*name)} {title}".strip()
    url = entry_url(draft_id, *name) if name in entries else ""
    return Elsewhere(where, url, problem.message, problem.hint)


def _reader(code: str, draft_id: int, entries: Mapping[Name, Entry]) -> Link:
    name = (EntryKind.RULE, code)
    title = summary_of(entries[name]).title if name in entries else ""
    return Link(f"{code} {title}", reverse("workspace:rule", args=[draft_id, code]))
