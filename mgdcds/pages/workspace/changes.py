"""What a draft or a release changes, entry by entry and field by field, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from mgdcds.core.authoring.diff import (
    Change,
    EntryChange,
    FieldChange,
    diff_contents,
    diff_entries,
)
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import Name, by_name, summary_of
from mgdcds.pages.workspace.entry_text import text_of_entry
from mgdcds.pages.workspace.words import CHANGES, KINDS, label_of
from mgdcds.stores.accounts.paging import Page
from mgdcds.stores.library.values import DraftEntryValue, DraftValue

#: Changes on one page; a shipped update may have hundreds.
CHANGES_A_PAGE = 20


@dataclass(frozen=True)
class FieldDiff:
    """One field that differs, with its name in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangeCard:
    """One changed entry. A changed one has `fields`, a new or removed one its whole `text`.

    `edit_url` and `undo_url` are empty for those who only read.
    """

    kind: Word
    key: str
    title: str
    change: Word
    is_removed: bool
    fields: tuple[FieldDiff, ...]
    text: str
    by: str
    at: datetime.datetime | None
    history_url: str
    edit_url: str = ""
    undo_url: str = ""
    revision: int = 0

    @property
    def anchor(self) -> str:
        """The id of the card on its page."""
        return f"change-{self.key}"


def present_changes(
    old: tuple[Entry, ...],
    new: tuple[Entry, ...],
    *,
    number: int = 1,
    draft: DraftValue | None = None,
    can_edit: bool = False,
) -> Page[ChangeCard]:
    """This function will show one page of what differs between two sets of entries.

    With a draft it says by whom and when; with `can_edit` there are ways to go on.
    """
    changes = diff_entries(old, new)
    pages = max(-(-len(changes) // CHANGES_A_PAGE), 1)
    number = min(max(number, 1), pages)
    start = (number - 1) * CHANGES_A_PAGE
    shown = changes[start : start + CHANGES_A_PAGE]
    before, after = by_name(old), by_name(new)
    written = {(one.entry.kind, one.entry.key): one for one in (draft.entries if draft else ())}
    editable = draft if can_edit else None
    cards = tuple(
        _card(change, before, after, written.get((change.kind, change.key)), editable)
        for change in shown
    )
    return Page(cards, number, pages, len(changes))


def present_fields(found: Iterable[FieldChange]) -> tuple[FieldDiff, ...]:
    """This function will name changed fields in words."""
    return tuple(FieldDiff(label_of(one.field), one.old, one.new) for one in found)


def compare_entries(old: Entry | None, new: Entry | None) -> tuple[FieldDiff, ...]:
    """This function will show in which fields two entries differ."""
    found = diff_contents(old.content() if old else {}, new.content() if new else {})
    return present_fields(found)


def entry_url(draft_id: int, kind: EntryKind, key: str) -> str:
    """This function will answer where an entry is edited: rules and cases in a form."""
    if kind is EntryKind.RULE:
        return reverse("workspace:rule", args=[draft_id, key])
    if kind is EntryKind.CASE:
        return reverse("workspace:case", args=[draft_id, key])
    return reverse("workspace:entry", args=[draft_id, str(kind), key])


def _card(
    change: EntryChange,
    old: Mapping[Name, Entry],
    new: Mapping[Name, Entry],
    written: DraftEntryValue | None,
    draft: DraftValue | None,
) -> ChangeCard:
    name = (change.kind, change.key)
    entry = new.get(name) or old[name]
    is_removed, is_whole = change.change is Change.REMOVED, change.change is not Change.CHANGED
    args = [str(change.kind), change.key]
    return ChangeCard(
        kind=KINDS[change.kind],
        key=change.key,
        title=summary_of(entry).title,
        change=CHANGES[change.change],
        is_removed=is_removed,
        fields=() if is_whole else present_fields(change.fields),
        text=text_of_entry(entry) if is_whole else "",
        by=written.by if written else "",
        at=written.at if written else None,
        history_url=reverse("workspace:history", args=args) if name in old else "",
        edit_url=entry_url(draft.id, *name) if draft and not is_removed else "",
        undo_url=reverse("workspace:undo", args=[draft.id, *args]) if draft and written else "",
        revision=written.revision if written else 0,
    )
