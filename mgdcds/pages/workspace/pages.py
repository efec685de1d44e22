"""What the workspace shows, already in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.authoring.cases import CaseResult
from mgdcds.core.authoring.diff import Change, EntryChange
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.library.checking import DraftCheck
from mgdcds.stores.library.values import (
    DraftState,
    DraftValue,
    GateValue,
    ReleaseValue,
    ReviewValue,
)

KINDS: dict[EntryKind, Word] = {
    EntryKind.FACT: gettext_lazy("Fact"),
    EntryKind.DEFINITION: gettext_lazy("Definition"),
    EntryKind.PARAMETER: gettext_lazy("Parameter"),
    EntryKind.RULE: gettext_lazy("Rule"),
    EntryKind.CASE: gettext_lazy("Case"),
    EntryKind.SOURCE: gettext_lazy("Source"),
    EntryKind.FINDING: gettext_lazy("Finding"),
    EntryKind.CLAIM: gettext_lazy("Claim"),
    EntryKind.TRANSLATION: gettext_lazy("Translation"),
}
STATES: dict[DraftState, tuple[Word, str]] = {
    DraftState.OPEN: (gettext_lazy("Open"), "routine"),
    DraftState.SUBMITTED: (gettext_lazy("Waiting for review"), "soon"),
    DraftState.RETURNED: (gettext_lazy("Returned"), "soon"),
    DraftState.PUBLISHED: (gettext_lazy("Published"), "good"),
    DraftState.DROPPED: (gettext_lazy("Dropped"), "information"),
}
CHANGES: dict[Change, Word] = {
    Change.ADDED: gettext_lazy("new"),
    Change.REMOVED: gettext_lazy("taken out"),
    Change.CHANGED: gettext_lazy("changed"),
}


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list."""

    url: str
    title: str
    state: Word
    tone: str
    author: str
    changes: int
    base: str
    changed_at: datetime.datetime


@dataclass(frozen=True)
class DraftsPage:
    """The list of drafts. `title_typed` is kept when opening one was refused."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[DraftRow, ...]
    can_open: bool
    shows_closed: bool
    problems: tuple[Problem, ...] = ()
    title_typed: str = ""


@dataclass(frozen=True)
class ChangeCard:
    """One changed entry with its fields, old and new."""

    kind: Word
    key: str
    change: Word
    fields: tuple[tuple[str, str, str], ...]
    edit_url: str
    undo_url: str
    revision: int


@dataclass(frozen=True)
class EntryLink:
    """An entry that can be opened for editing."""

    key: str
    title: str
    url: str
    is_changed: bool


@dataclass(frozen=True)
class DraftPage:
    """A draft: what it changes, what stands against it, and what can be done now."""

    title: str
    crumbs: tuple[Link, ...]
    id: int
    state: Word
    tone: str
    author: str
    base: str
    revision: int
    changes: tuple[ChangeCard, ...]
    rules: tuple[EntryLink, ...]
    cases: tuple[EntryLink, ...]
    others: tuple[tuple[Word, tuple[EntryLink, ...]], ...]
    gates: tuple[GateValue, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[ReviewValue, ...]
    can_edit: bool
    can_submit: bool
    can_take_back: bool
    can_publish: bool
    can_drop: bool
    release_url: str
    said: tuple[Problem, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class CaseLine:
    """A case as it comes out: passes, or what was expected and what came."""

    name: str
    url: str
    passed: bool
    differences: tuple[str, ...]


@dataclass(frozen=True)
class ReleaseRow:
    """A release in the list."""

    url: str
    release: ReleaseValue
    is_live: bool
    is_waiting: bool


@dataclass(frozen=True)
class ReleasesPage:
    """Every release, newest first."""

    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[ReleaseRow, ...]


@dataclass(frozen=True)
class ReleasePage:
    """A release: who, when, what changed, which gates it passed."""

    title: str
    crumbs: tuple[Link, ...]
    release: ReleaseValue
    is_live: bool
    changes: tuple[ChangeCard, ...]
    count: int


@dataclass(frozen=True)
class HistoryStep:
    """How an entry changed in one release."""

    release: ReleaseValue
    url: str
    change: Word
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class HistoryPage:
    """An entry through all releases, newest first."""

    title: str
    crumbs: tuple[Link, ...]
    steps: tuple[HistoryStep, ...]


def workspace_crumbs(*more: Link) -> tuple[Link, ...]:
    """This function will answer the way to a page of the workspace."""
    return (Link(_("Workspace"), reverse("workspace:drafts")), *more)


def present_drafts(
    drafts: Iterable[DraftValue],
    *,
    actor: Actor,
    closed: bool,
    problems: tuple[Problem, ...] = (),
    title_typed: str = "",
) -> DraftsPage:
    """This function will list drafts."""
    return DraftsPage(
        title=_("Workspace"),
        crumbs=(Link(_("Workspace")),),
        rows=tuple(_row(draft) for draft in drafts),
        can_open=actor.has(Role.AUTHOR),
        shows_closed=closed,
        problems=problems,
        title_typed=title_typed,
    )


def present_draft(
    check: DraftCheck,
    changes: Iterable[EntryChange],
    *,
    actor: Actor,
    said: tuple[Problem, ...] = (),
    comment: str = "",
) -> DraftPage:
    """This function will show a draft to somebody. `said` is why a deed was refused."""
    draft = check.draft
    word, tone = STATES[draft.state]
    is_editable = draft.is_editable and actor.has(Role.AUTHOR)
    is_waiting = draft.state is DraftState.SUBMITTED
    return DraftPage(
        title=draft.title,
        crumbs=workspace_crumbs(Link(draft.title)),
        id=draft.id,
        state=word,
        tone=tone,
        author=draft.author or "mgdcds",
        base=draft.base,
        revision=draft.revision,
        changes=_cards(changes, draft if is_editable else None),
        rules=_links(check, EntryKind.RULE),
        cases=_links(check, EntryKind.CASE),
        others=tuple(
            (KINDS[kind], _links(check, kind))
            for kind in (EntryKind.DEFINITION, EntryKind.PARAMETER, EntryKind.CLAIM)
        ),
        gates=check.report.gates,
        problems=check.problems,
        reviews=draft.reviews,
        can_edit=is_editable,
        can_submit=is_editable and bool(draft.entries) and not check.problems,
        can_take_back=is_waiting and actor.has(Role.AUTHOR, Role.APPROVER),
        can_publish=is_waiting and actor.has(Role.APPROVER) and draft.author_id != actor.user_id,
        can_drop=draft.is_editable and actor.has(Role.AUTHOR, Role.APPROVER),
        release_url=_release_url(draft),
        said=said,
        comment=comment,
    )


def present_cases(
    results: Iterable[CaseResult], *, draft_id: int, keys: dict[str, str]
) -> tuple[CaseLine, ...]:
    """This function will show how cases come out, failing ones first. `keys`: name -> entry key."""
    lines = [
        CaseLine(
            name=result.case.name,
            url=entry_url(draft_id, EntryKind.CASE, keys.get(result.case.name, "")),
            passed=result.passed,
            differences=tuple(difference.describe() for difference in result.differences),
        )
        for result in results
    ]
    return tuple(sorted(lines, key=lambda line: line.passed))


def present_release(
    release: ReleaseValue, changes: Iterable[EntryChange], *, count: int, live: int
) -> ReleasePage:
    """This function will show a release beside the one before."""
    title = _("Release {number}").format(number=release.number)
    return ReleasePage(
        title=title,
        crumbs=(Link(_("Releases"), reverse("workspace:releases")), Link(title)),
        release=release,
        is_live=release.number == live,
        changes=_cards(changes, None),
        count=count,
    )


def entry_url(draft_id: int, kind: EntryKind, key: str) -> str:
    """This function will answer where an entry is edited: a rule in its form, others as text."""
    if not key:
        return ""
    if kind is EntryKind.RULE:
        return reverse("workspace:rule", args=[draft_id, key])
    return reverse("workspace:entry", args=[draft_id, str(kind), key])


def title_of(entry: Entry) -> str:
    """This function will answer the words by which people know an entry."""
    content = entry.content()
    return str(next((content[key] for key in ("title", "name", "label") if content.get(key)), ""))


def _row(draft: DraftValue) -> DraftRow:
    word, tone = STATES[draft.state]
    return DraftRow(
        url=reverse("workspace:draft", args=[draft.id]),
        title=draft.title,
        state=word,
        tone=tone,
        author=draft.author or "mgdcds",
        changes=len(draft.entries),
        base=draft.base,
        changed_at=draft.changed_at,
    )


def _cards(changes: Iterable[EntryChange], draft: DraftValue | None) -> tuple[ChangeCard, ...]:
    revisions = {
        (change.entry.kind, change.entry.key): change.revision
        for change in (draft.entries if draft else ())
    }
    return tuple(
        ChangeCard(
            kind=KINDS[change.kind],
            key=change.key,
            change=CHANGES[change.change],
            fields=tuple((one.field, one.old, one.new) for one in change.fields),
            edit_url=entry_url(draft.id, change.kind, change.key) if draft else "",
            undo_url=reverse("workspace:undo", args=[draft.id, str(change.kind), change.key])
            if draft
            else "",
            revision=revisions.get((change.kind, change.key), 0),
        )
        for change in changes
    )


def _links(check: DraftCheck, kind: EntryKind) -> tuple[EntryLink, ...]:
    changed = {change.entry.key for change in check.draft.entries if change.entry.kind is kind}
    return tuple(
        EntryLink(
            key=entry.key,
            title=title_of(entry),
            url=entry_url(check.draft.id, kind, entry.key),
            is_changed=entry.key in changed,
        )
        for entry in check.entries
        if entry.kind is kind
    )


def _release_url(draft: DraftValue) -> str:
    return reverse("workspace:release_of", args=[draft.release_id]) if draft.release_id else ""
