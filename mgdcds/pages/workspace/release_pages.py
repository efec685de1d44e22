"""Releases and the history of entries, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import summary_of
from mgdcds.pages.workspace.changes import ChangeCard, FieldDiff, compare_entries
from mgdcds.pages.workspace.entry_text import text_of_entry
from mgdcds.pages.workspace.fitness import GateLine, present_gates
from mgdcds.pages.workspace.words import CHANGES, change_between, name_of
from mgdcds.stores.accounts.paging import Page
from mgdcds.stores.library.values import HistoryValue, ReleaseValue


@dataclass(frozen=True)
class ReleaseRow:
    """A release in the list."""

    url: str
    number: int
    notes: str
    author: str
    approver: str
    effective_at: datetime.datetime
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
    """A release: who, when, why, what changed, which gates it passed. `count` is of all entries."""

    title: str
    crumbs: tuple[Link, ...]
    number: int
    notes: str
    author: str
    approver: str
    effective_at: datetime.datetime
    hash: str
    is_live: bool
    is_waiting: bool
    gates: tuple[GateLine, ...]
    changes: Page[ChangeCard]
    is_first: bool
    count: int


@dataclass(frozen=True)
class HistoryStep:
    """How an entry changed in one release. `fields` are what differs, `text` the whole of it.

    `number` is that of the release; `can_restore`: the entry was otherwise then.
    """

    number: int
    url: str
    change: Word
    author: str
    approver: str
    effective_at: datetime.datetime
    notes: str
    fields: tuple[FieldDiff, ...]
    text: str
    can_restore: bool


@dataclass(frozen=True)
class HistoryPage:
    """An entry through all releases, newest first."""

    title: str
    subtitle: str
    crumbs: tuple[Link, ...]
    steps: tuple[HistoryStep, ...]
    restore_url: str
    rule_url: str


def present_releases(
    releases: Iterable[ReleaseValue], *, live: int, at: datetime.datetime
) -> ReleasesPage:
    """This function will list releases. `live` is the number of the one in effect."""
    rows = tuple(
        ReleaseRow(
            url=reverse("workspace:release", args=[release.number]),
            number=release.number,
            notes=release.notes,
            author=release.author,
            approver=release.approver,
            effective_at=release.effective_at,
            is_live=release.number == live,
            is_waiting=release.effective_at > at,
        )
        for release in releases
    )
    return ReleasesPage(_("Releases"), (Link(_("Releases")),), rows)


def present_release(
    release: ReleaseValue,
    changes: Page[ChangeCard],
    *,
    count: int,
    live: int,
    at: datetime.datetime,
) -> ReleasePage:
    """This function will show a release beside the one before."""
    title = _("Release {number}").format(number=release.number)
    return ReleasePage(
        title=title,
        crumbs=(Link(_("Releases"), reverse("workspace:releases")), Link(title)),
        number=release.number,
        notes=release.notes,
        author=release.author,
        approver=release.approver,
        effective_at=release.effective_at,
        hash=release.hash,
        is_live=release.number == live,
        is_waiting=release.effective_at > at,
        gates=present_gates(release.gates),
        changes=changes,
        is_first=release.number == 1,
        count=count,
    )


def present_history(
    kind: EntryKind, key: str, told: tuple[HistoryValue, ...], *, can_restore: bool
) -> HistoryPage:
    """This function will show how an entry changed from release to release."""
    title = name_of(kind, key)
    entries = [step.entry for step in told]
    newest = next((entry for entry in entries if entry is not None), None)
    return HistoryPage(
        title=title,
        subtitle=summary_of(newest).title if newest else "",
        crumbs=(Link(_("Releases"), reverse("workspace:releases")), Link(title)),
        steps=tuple(
            _step(step, older, is_now=at == 0, can_restore=can_restore)
            for at, (step, older) in enumerate(zip(told, [*entries[1:], None], strict=True))
        ),
        restore_url=reverse("workspace:restore", args=[str(kind), key]),
        rule_url=reverse("evidence:rule", args=[key])
        if kind is EntryKind.RULE and entries[0] is not None
        else "",
    )


def _step(
    step: HistoryValue, older: Entry | None, *, is_now: bool, can_restore: bool
) -> HistoryStep:
    release, both = step.release, older is not None and step.entry is not None
    return HistoryStep(
        number=release.number,
        url=reverse("workspace:release", args=[release.number]),
        change=CHANGES[change_between(older, step.entry)],
        author=release.author,
        approver=release.approver,
        effective_at=release.effective_at,
        notes=release.notes,
        fields=compare_entries(older, step.entry) if both else (),
        text=text_of_entry(step.entry),
        can_restore=can_restore and not is_now and step.entry is not None,
    )
