"""The first page of the workspace: drafts in work, and every rule with how it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import CATEGORY, Word, word_of
from mgdcds.pages.workspace.catalogue import count_cases, summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.forms import DraftForm
from mgdcds.pages.workspace.words import STATES
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.library.values import DraftState, DraftValue


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list. `next_step` says who does what now."""

    url: str
    title: str
    state: Word
    tone: str
    author: str
    keys: str
    next_step: str
    changed_at: datetime.datetime


@dataclass(frozen=True)
class RuleRow:
    """A rule in the list, with the draft that changes it where there is one."""

    code: str
    title: str
    category: Word
    cases: int
    reviewed_on: str
    is_overdue: bool
    drafts: tuple[Link, ...]


@dataclass(frozen=True)
class DraftsPage:
    """The list of drafts, and the rules. `form` opens a draft; None for those who only review."""

    title: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    rows: tuple[DraftRow, ...]
    shows_closed: bool
    form: DraftForm | None
    rules: tuple[RuleRow, ...]
    release: str


def workspace_crumbs(*more: Link) -> tuple[Link, ...]:
    """This function will answer the way to a page of the workspace."""
    return (Link(_("Workspace"), reverse("workspace:drafts")), *more)


def present_drafts(
    drafts: Iterable[DraftValue],
    entries: tuple[Entry, ...],
    *,
    actor: Actor,
    closed: bool,
    form: DraftForm,
    release: str,
    on: datetime.date,
) -> DraftsPage:
    """This function will list drafts and rules. What waits for the reader comes first."""
    drafts = tuple(drafts)
    here = reverse("workspace:drafts")
    ordered = sorted(drafts, key=lambda draft: not _waits_for(draft, actor))
    return DraftsPage(
        title=_("Workspace"),
        crumbs=(Link(_("Workspace")),),
        tabs=(
            Link(_("In work"), here, is_current=not closed),
            Link(_("All drafts"), f"{here}?all", is_current=closed),
        ),
        rows=tuple(_row(draft, actor) for draft in ordered),
        shows_closed=closed,
        form=form if actor.has(Role.AUTHOR) else None,
        rules=present_rules(entries, drafts, on=on),
        release=release,
    )


def present_rules(
    entries: tuple[Entry, ...], drafts: Iterable[DraftValue], *, on: datetime.date
) -> tuple[RuleRow, ...]:
    """This function will list rules with their cases, their review, and who changes them."""
    cases, changing = count_cases(entries), _drafts_by_rule(drafts)
    return tuple(
        RuleRow(
            code=entry.key,
            title=(summary := summary_of(entry)).title,
            category=word_of(CATEGORY, summary.category),
            cases=cases[entry.key],
            reviewed_on=_day(summary.reviewed_on),
            is_overdue=bool(summary.review_due) and summary.review_due < on.isoformat(),
            drafts=changing.get(entry.key, ()),
        )
        for entry in entries
        if entry.kind is EntryKind.RULE
    )


def _drafts_by_rule(drafts: Iterable[DraftValue]) -> dict[str, tuple[Link, ...]]:
    found: dict[str, tuple[Link, ...]] = {}
    for draft in drafts:
        if draft.state in (DraftState.PUBLISHED, DraftState.DROPPED):
            continue
        for change in draft.entries:
            if change.entry.kind is EntryKind.RULE:
                url = entry_url(draft.id, EntryKind.RULE, change.entry.key)
                found[change.entry.key] = (
                    *found.get(change.entry.key, ()),
                    Link(draft.title, url),
                )
    return found


def _row(draft: DraftValue, actor: Actor) -> DraftRow:
    word, tone = STATES[draft.state]
    return DraftRow(
        url=reverse("workspace:draft", args=[draft.id]),
        title=draft.title,
        state=word,
        tone=tone,
        author=draft.author or "mgdcds",
        keys=_keys(draft),
        next_step=_next_step(draft, actor),
        changed_at=draft.changed_at,
    )


def _keys(draft: DraftValue) -> str:
    keys = [change.entry.key for change in draft.entries]
    more = len(keys) - 4
    said = ", ".join(keys[:4])
    return _("{keys} and {more} more").format(keys=said, more=more) if more > 0 else said


def _waits_for(draft: DraftValue, actor: Actor) -> bool:
    if draft.state is DraftState.SUBMITTED:
        return actor.has(Role.APPROVER) and actor.user_id not in draft.writers
    return draft.state is DraftState.RETURNED and actor.user_id in draft.writers


def _next_step(draft: DraftValue, actor: Actor) -> str:
    if draft.state is DraftState.SUBMITTED:
        waits = _waits_for(draft, actor)
        return _("Review it") if waits else _("Somebody else reviews it")
    if draft.state is DraftState.RETURNED:
        return _("Change it, and submit it again")
    if draft.state is DraftState.OPEN:
        return _("Write, and submit it") if draft.entries else _("Choose what to change")
    return ""


def _day(text: str) -> str:
    try:
        return format_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text
