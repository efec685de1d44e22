"""What the cases of a rule lack: mistakes that go unnoticed, and the cases that would notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.authoring.proposals import Lack, find_lack
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import print_case
from mgdcds.core.guidance.entries import Entry, EntryKind, hash_of_release
from mgdcds.core.guidance.files import entries_from_files
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import by_name, summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.draft_list import workspace_crumbs
from mgdcds.pages.workspace.entry_text import key_of_case
from mgdcds.pages.workspace.words import OUTCOMES
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.library.checking import LaidDraft
from mgdcds.stores.library.gates import find_rulebook
from mgdcds.stores.library.kept import Kept

_lacks: Kept[tuple[str, str], Lack | None] = Kept(32)


@dataclass(frozen=True)
class ProposedCase:
    """A case that is proposed. `expects` says what the rule says of the patient today."""

    number: int
    name: str
    expects: str
    facts: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class GapLine:
    """A part of a condition that no case has shown, where it stands, and what was not shown."""

    where: str
    text: str


@dataclass(frozen=True)
class LackingPage:
    """What the cases of a rule lack. `verdict` is empty while not everything parses.

    `asked` names the entries that the proposals are about.
    """

    title: str
    crumbs: tuple[Link, ...]
    draft_id: int
    rule_url: str
    url: str
    asked: str
    verdict: str
    tone: str
    counts: str
    proposals: tuple[ProposedCase, ...]
    undecided: tuple[str, ...]
    gaps: tuple[GapLine, ...]
    shown: int
    can_add: bool


def lack_of(laid: LaidDraft, code: str) -> Lack | None:
    """This function will answer what the cases of a rule lack; None while not all can be read.

    It takes up to some seconds; what came out is kept by the hash of the entries.
    """
    asked = (hash_of_release(laid.entries), code)
    return _lacks.get(asked, lambda: _find(laid.entries, code))


def present_lacking(laid: LaidDraft, code: str, *, actor: Actor) -> LackingPage:
    """This function will show what the cases of a rule lack, and propose those to add."""
    lack = lack_of(laid, code)
    title = summary_of(by_name(laid.entries)[EntryKind.RULE, code]).title
    rule_url = entry_url(laid.draft.id, EntryKind.RULE, code)
    verdict, tone = _verdict(lack)
    return LackingPage(
        title=_("The cases of {code} {title}").format(code=code, title=title).strip(),
        crumbs=workspace_crumbs(
            Link(laid.draft.title, reverse("workspace:draft", args=[laid.draft.id])),
            Link(code, rule_url),
            Link(_("What its cases lack")),
        ),
        draft_id=laid.draft.id,
        rule_url=rule_url,
        url=reverse("workspace:lacking", args=[laid.draft.id, code]),
        asked=hash_of_release(laid.entries),
        verdict=verdict,
        tone=tone,
        counts=_counts(lack),
        proposals=_proposals(laid, lack),
        undecided=tuple(one.sentence for one in lack.undecided) if lack else (),
        gaps=_gaps(lack),
        shown=round(100 * lack.coverage.share) if lack else 0,
        can_add=actor.has(Role.AUTHOR) and laid.draft.is_editable,
    )


def content_to_add(laid: LaidDraft, case: Case) -> tuple[str, dict[str, Any]]:
    """This function will answer a free key for a proposed case, and its content."""
    taken = {entry.key for entry in laid.entries if entry.kind is EntryKind.CASE}
    wanted = key_of_case(case.name, case.rule)
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, len(taken) + 3)))
    key = next(name for name in names if name not in taken)
    rulebook = find_rulebook(laid.entries)
    assert rulebook is not None  # noqa: S101  (a case is proposed only where all can be read)
    text = print_case(case, dictionary=rulebook.dictionary)
    (entry,) = entries_from_files({f"cases/{key}.toml": text})
    return key, entry.content()


def _find(entries: tuple[Entry, ...], code: str) -> Lack | None:
    rulebook = find_rulebook(entries)
    return None if rulebook is None else find_lack(Trials(rulebook), code)


def _verdict(lack: Lack | None) -> tuple[str, str]:
    if lack is None:
        return "", ""
    if not lack.score.survivors:
        return _("Its cases notice every mistake"), "good"
    if lack.score.is_enough:
        return _("Enough to be published; some mistakes go unnoticed"), "good"
    return _("Too many mistakes go unnoticed to be published"), "soon"


def _counts(lack: Lack | None) -> str:
    if lack is None:
        return ""
    score = lack.score
    return _("{killed} of {tried} small mistakes are noticed; {wanted} % are needed.").format(
        killed=score.killed, tried=score.tried, wanted=round(100 * score.wanted)
    )


def _proposals(laid: LaidDraft, lack: Lack | None) -> tuple[ProposedCase, ...]:
    rulebook = find_rulebook(laid.entries) if lack else None
    if lack is None or rulebook is None:
        return ()
    return tuple(
        ProposedCase(
            number=number,
            name=one.case.name,
            expects=_expects(one.case),
            facts=_facts(one.case, rulebook),
            sentences=one.sentences,
        )
        for number, one in enumerate(lack.proposals, start=1)
    )


def _expects(case: Case) -> str:
    told: Iterable[tuple[str, Word]] = (
        (code, OUTCOMES[status]) for status, codes in case.expect.items() for code in codes
    )
    return "; ".join(f"{code}: {word}" for code, word in told)


def _facts(case: Case, rulebook: Rulebook) -> str:
    facts = print_case(case, dictionary=rulebook.dictionary).partition("[facts]\n")[2]
    return facts.partition("\n[")[0].strip()


def _gaps(lack: Lack | None) -> tuple[GapLine, ...]:
    if lack is None:
        return ()
    return tuple(
        GapLine(_where(leaf.name, leaf.place.field, leaf.place.line), text)
        for leaf, text in lack.coverage.gaps
    )


def _where(name: str, field: str, line: int) -> str:
    return _("{name}, line {line}").format(name=name or field, line=line)
