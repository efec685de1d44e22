"""The page of a draft: what it changes, whether it is fit, and what can be done now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Link, Mistake
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.changes import ChangeCard, present_changes
from mgdcds.pages.workspace.draft_list import RuleRow, present_rules, workspace_crumbs
from mgdcds.pages.workspace.fitness import Fitness, present_fitness
from mgdcds.pages.workspace.forms import NewCaseForm, NewRuleForm
from mgdcds.pages.workspace.words import MANY, STATES, STEPS
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.accounts.paging import Page
from mgdcds.stores.library.checking import DraftCheck, LaidDraft
from mgdcds.stores.library.values import DraftState, DraftValue, ReviewValue

#: A refused deed says no more than this; the gates say the rest.
MOST_MISTAKES = 6
#: While a draft is so, the last word of the review matters.
_SPOKEN = (DraftState.RETURNED, DraftState.SUBMITTED)


@dataclass(frozen=True)
class Step:
    """A step of the review."""

    name: Word
    by: str
    comment: str
    at: datetime.datetime


@dataclass(frozen=True)
class Deeds:
    """What the reader can do with the draft now. `waits` says why somebody must wait."""

    submit: bool
    take_back: bool
    give_back: bool
    publish: bool
    drop: bool
    waits: str


@dataclass(frozen=True)
class Said:
    """Why a deed was refused, what was typed with it, and which deed it was."""

    deed: str = ""
    mistakes: tuple[Mistake, ...] = ()
    comment: str = ""

    @property
    def is_publish(self) -> bool:
        """Whether publishing was refused."""
        return self.deed == "publish"

    @property
    def is_return(self) -> bool:
        """Whether giving it back was refused."""
        return self.deed == "return"

    @property
    def is_drop(self) -> bool:
        """Whether dropping it was refused."""
        return self.deed == "drop"


NOTHING_SAID = Said()


@dataclass(frozen=True)
class DraftPage:
    """A draft. `fitness` is None while the gates were not asked yet: the page asks at once.

    `word` is the last step of the review where it matters now: why it came back, or what
    the author asks of the reviewer. `rebase_url` is empty unless a newer release has changed
    what the draft changes.
    """

    title: str
    crumbs: tuple[Link, ...]
    id: int
    state: Word
    tone: str
    author: str
    base: str
    revision: int
    changed_at: datetime.datetime
    is_shipped: bool
    word: Step | None
    changes: Page[ChangeCard]
    is_open: bool
    fitness: Fitness | None
    deeds: Deeds
    rules: tuple[RuleRow, ...]
    kinds: tuple[Link, ...]
    new_rule: NewRuleForm | None
    new_case: NewCaseForm | None
    steps: tuple[Step, ...]
    release_url: str
    rebase_url: str
    said: Said


def present_draft(
    laid: LaidDraft,
    check: DraftCheck | None,
    *,
    actor: Actor,
    number: int,
    on: datetime.date,
    said: Said = NOTHING_SAID,
    published: tuple[tuple[Entry, ...], tuple[Entry, ...]] | None = None,
    new_rule: NewRuleForm | None = None,
    new_case: NewCaseForm | None = None,
) -> DraftPage:
    """This function will show a draft.

    `published` are the entries before and after it went out. `new_rule` and `new_case` are
    forms that were refused.
    """
    draft = laid.draft
    old, new = published or (laid.base_entries, laid.entries)
    can_edit = draft.is_editable and actor.has(Role.AUTHOR)
    word, tone = STATES[draft.state]
    return DraftPage(
        title=draft.title,
        crumbs=workspace_crumbs(Link(draft.title)),
        id=draft.id,
        state=word,
        tone=tone,
        author=draft.author or "mgdcds",
        base=draft.base,
        revision=draft.revision,
        changed_at=draft.changed_at,
        is_shipped=draft.is_shipped,
        word=_word(draft),
        changes=present_changes(old, new, number=number, draft=draft, can_edit=can_edit),
        is_open=is_open(draft),
        fitness=present_fitness(check) if check else None,
        deeds=present_deeds(draft, actor),
        rules=present_rules(laid.entries, (draft,), on=on) if can_edit else (),
        kinds=_kinds(laid) if can_edit else (),
        new_rule=(new_rule or NewRuleForm(auto_id="new-rule-%s")) if can_edit else None,
        new_case=(new_case or _new_case(laid)) if can_edit else None,
        steps=tuple(map(_step, draft.reviews)),
        release_url=_release_url(draft),
        rebase_url=_rebase_url(laid),
        said=said,
    )


def is_open(draft: DraftValue) -> bool:
    """This function will tell whether a draft can still be published, now or later."""
    return draft.state not in (DraftState.PUBLISHED, DraftState.DROPPED)


def present_deeds(draft: DraftValue, actor: Actor) -> Deeds:
    """This function will say what somebody can do with a draft now."""
    is_author, is_approver = actor.has(Role.AUTHOR), actor.has(Role.APPROVER)
    is_waiting, is_writer = draft.state is DraftState.SUBMITTED, actor.user_id in draft.writers
    return Deeds(
        submit=draft.is_editable and is_author and bool(draft.entries),
        take_back=is_waiting and is_author and is_writer,
        give_back=is_waiting and is_approver and not is_writer,
        publish=is_waiting and is_approver and not is_writer,
        drop=is_open(draft) and (is_author or is_approver),
        waits=_waits(draft, is_writer=is_writer, is_approver=is_approver),
    )


def present_said(deed: str, problems: Iterable[Problem], comment: str) -> Said:
    """This function will show why a deed was refused; a problem of the comment leads to it."""
    found = list(problems)
    mistakes = [
        Mistake(one.message, f"{deed}-comment" if one.place.field == "comment" else "", one.hint)
        for one in found[:MOST_MISTAKES]
    ]
    if len(found) > MOST_MISTAKES:
        more = _("{number} more stand under “Is it fit to be published?”.")
        mistakes.append(Mistake(more.format(number=len(found) - MOST_MISTAKES)))
    return Said(deed, tuple(mistakes), comment)


def _waits(draft: DraftValue, *, is_writer: bool, is_approver: bool) -> str:
    if draft.state is not DraftState.SUBMITTED:
        return ""
    if is_writer:
        return _("You wrote a part of this draft, so somebody else reviews and publishes it.")
    return "" if is_approver else _("An approver who wrote no part of it reviews it.")


def _word(draft: DraftValue) -> Step | None:
    last = draft.reviews[0] if draft.reviews else None
    if last is None or not last.comment or draft.state not in _SPOKEN:
        return None
    return _step(last)


def _step(review: ReviewValue) -> Step:
    return Step(STEPS.get(review.step, review.step), review.by, review.comment, review.at)


def _kinds(laid: LaidDraft) -> tuple[Link, ...]:
    counts = dict.fromkeys(MANY, 0)
    for entry in laid.entries:
        counts[entry.kind] += 1
    return tuple(
        Link(str(MANY[kind]), reverse("workspace:entries", args=[laid.draft.id, kind]), count=count)
        for kind, count in counts.items()
        if count and kind is not EntryKind.RULE
    )


def _new_case(laid: LaidDraft) -> NewCaseForm:
    codes = [entry.key for entry in laid.entries if entry.kind is EntryKind.RULE]
    return NewCaseForm(codes=[(code, code) for code in codes], auto_id="new-case-%s")


def _rebase_url(laid: LaidDraft) -> str:
    """Where a draft is brought up to date, when a newer release has overtaken it."""
    is_overtaken = laid.conflicts and is_open(laid.draft)
    return reverse("workspace:rebase", args=[laid.draft.id]) if is_overtaken else ""


def _release_url(draft: DraftValue) -> str:
    return reverse("workspace:release_of", args=[draft.release_id]) if draft.release_id else ""
