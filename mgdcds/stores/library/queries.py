"""Questions about releases, drafts and notices. They answer values, never rows."""

from __future__ import annotations

import datetime
import gc
import json
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping
from threading import Lock
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.files import sort_entries
from mgdcds.core.guidance.rulebook import Rulebook, load_rulebook
from mgdcds.stores.library import models
from mgdcds.stores.library.kept import Kept
from mgdcds.stores.library.values import (
    DraftEntryValue,
    DraftNotFound,
    DraftState,
    DraftValue,
    GateState,
    GateValue,
    HistoryValue,
    NoticeValue,
    NoticeWord,
    ReleaseNotFound,
    ReleaseValue,
    ReviewValue,
)

#: Rulebooks that this process has loaded, by hash and label; the last few used.
_loaded: OrderedDict[tuple[str, str], Rulebook] = OrderedDict()
_loading = Lock()
_KEPT = 8
#: Entries of releases that this process has read, by the hash of the release.
_entries: Kept[str, tuple[Entry, ...]] = Kept(_KEPT)


def live_release(at: datetime.datetime) -> ReleaseValue:
    """This function will answer the newest release in effect. Raises ReleaseNotFound."""
    found = models.Release.objects.filter(effective_at__lte=at).order_by("-number").first()
    if found is None:
        raise ReleaseNotFound("No release is in effect.")
    return release_value(found)


def find_newest_release() -> ReleaseValue | None:
    """This function will find the newest release, in effect or not yet, or None."""
    found = models.Release.objects.order_by("-number").first()
    return None if found is None else release_value(found)


def get_newest_release() -> ReleaseValue:
    """This function will answer the newest release, in effect or not. Raises ReleaseNotFound."""
    found = find_newest_release()
    if found is None:
        raise ReleaseNotFound("There is no release yet.")
    return found


def get_release(release_id: int) -> ReleaseValue:
    """This function will answer a release. Raises ReleaseNotFound."""
    return _one_release(Q(pk=release_id))


def get_release_by_number(number: int) -> ReleaseValue:
    """This function will answer a release by its number. Raises ReleaseNotFound."""
    return _one_release(Q(number=number))


def releases() -> tuple[ReleaseValue, ...]:
    """This function will answer every release, newest first."""
    return tuple(release_value(found) for found in models.Release.objects.order_by("-number"))


def entries_of(release_id: int) -> tuple[Entry, ...]:
    """This function will answer the entries of a release, by kind and key."""
    found = models.Entry.objects.filter(pk__in=_entry_ids(release_id))
    return sort_entries(Entry(EntryKind(row.kind), row.key, row.body) for row in found)


def released_entries(release: ReleaseValue) -> tuple[Entry, ...]:
    """This function will answer a release's entries: without a query once they are read."""
    return _entries.get(release.hash, lambda: entries_of(release.id))


def hashes_of(release_id: int, names: Collection[tuple[EntryKind, str]]) -> tuple[str, ...]:
    """This function will answer the hashes of those entries that a release holds, in one query."""
    found = models.Entry.objects.filter(
        pk__in=_entry_ids(release_id), key__in={key for _, key in names}
    )
    return tuple(row.hash for row in found if (EntryKind(row.kind), row.key) in names)


def get_rulebook(release_id: int) -> Rulebook:
    """This function will answer a release as a rulebook, loaded once per process.

    Raises ReleaseNotFound.
    """
    return rulebook_of(get_release(release_id))


def rulebook_of(release: ReleaseValue) -> Rulebook:
    """This function will answer a release's rulebook: without a query once it is loaded."""
    name = (release.hash, release.label)
    with _loading:
        if name not in _loaded:
            _loaded[name] = _load(release)
            while len(_loaded) > _KEPT:
                _loaded.popitem(last=False)
        _loaded.move_to_end(name)
        return _loaded[name]


def _load(release: ReleaseValue) -> Rulebook:
    """A release is a hundred thousand values that stay.

    The collector of garbage leaves them out: to walk them all again and again would hold up
    a page for a tenth of a second each time.
    """
    gc.unfreeze()
    try:
        return load_rulebook(entries_of(release.id), label=release.label)
    finally:
        gc.freeze()


def live_rulebook(at: datetime.datetime) -> tuple[ReleaseValue, Rulebook]:
    """This function will answer the live release and its rulebook. Raises ReleaseNotFound."""
    release = live_release(at)
    return release, rulebook_of(release)


def history(kind: EntryKind, key: str) -> tuple[HistoryValue, ...]:
    """This function will answer each release that changed an entry, newest first."""
    held = {
        row.release_id: row.entry
        for row in models.ReleaseEntry.objects.filter(
            entry__kind=kind, entry__key=key
        ).select_related("entry")
    }
    told: list[HistoryValue] = []
    before = ""
    for release in models.Release.objects.order_by("number"):
        row = held.get(release.pk)
        now = "" if row is None else row.hash
        if now != before:
            entry = None if row is None else Entry(kind, key, row.body)
            told.append(HistoryValue(release_value(release), entry))
        before = now
    return tuple(reversed(told))


def drafts(*, closed: bool = False) -> tuple[DraftValue, ...]:
    """This function will answer the drafts in work, newest first; with `closed`, all of them."""
    found = models.Draft.objects.select_related("base").order_by("-changed_at", "-id")
    if not closed:
        found = found.exclude(state__in=[DraftState.PUBLISHED, DraftState.DROPPED])
    return _draft_values(found)


def get_draft(draft_id: int) -> DraftValue:
    """This function will answer a draft with its changes and reviews. Raises DraftNotFound."""
    found = _draft_values(models.Draft.objects.select_related("base").filter(pk=draft_id))
    if not found:
        raise DraftNotFound("There is no such draft.")
    return found[0]


def entries_by_hash(hashes: Collection[str]) -> Mapping[str, Entry]:
    """This function will answer released entries by their hashes; unknown ones are left out."""
    rows = models.Entry.objects.filter(pk__in=hashes)
    return {row.hash: Entry(EntryKind(row.kind), row.key, row.body) for row in rows}


def find_draft_entry(draft_id: int, *, kind: EntryKind, key: str) -> DraftEntryValue | None:
    """This function will find how a draft changes an entry, or None."""
    found = models.DraftEntry.objects.filter(draft_id=draft_id, kind=kind, key=key).first()
    return None if found is None else draft_entry_value(found)


def draft_entries(draft_id: int) -> tuple[Entry, ...]:
    """This function will answer the newest release with a draft laid over it.

    Entries that the draft does not touch are those of the newest release, whatever
    release the draft began on. Raises DraftNotFound and ReleaseNotFound.
    """
    draft = get_draft(draft_id)
    return overlay(entries_of(get_newest_release().id), draft.entries)


def overlay(entries: Iterable[Entry], changes: Iterable[DraftEntryValue]) -> tuple[Entry, ...]:
    """This function will lay changes over entries: added, replaced or taken out."""
    laid = {(entry.kind, entry.key): entry for entry in entries}
    for change in changes:
        name = (change.entry.kind, change.entry.key)
        if change.removed:
            laid.pop(name, None)
        else:
            laid[name] = change.entry
    return sort_entries(laid.values())


def notices_for(
    keys: Iterable[tuple[EntryKind, str]],
) -> Mapping[tuple[EntryKind, str], NoticeValue]:
    """This function will answer the notices that stand over some entries, in one query."""
    wanted = Q(pk__in=[])
    for kind, key in keys:
        wanted |= Q(kind=kind, key=key)
    found: dict[tuple[EntryKind, str], NoticeValue] = {}
    for row in models.Notice.objects.filter(wanted).order_by("id"):
        found[EntryKind(row.kind), row.key] = _notice_value(row)
    return MappingProxyType(
        {name: notice for name, notice in found.items() if notice.word is not NoticeWord.LIFTED}
    )


def notices_over(hashes: Collection[str]) -> tuple[NoticeValue, ...]:
    """This function will answer the notices that stand over entries, named by their hashes.

    A notice is about an entry in every version of it. Mostly none stands: then it is one query.
    """
    standing = standing_notices()
    if not standing:
        return ()
    rows = models.Entry.objects.filter(
        pk__in=hashes, key__in={notice.key for notice in standing}
    ).values_list("kind", "key")
    named = {(EntryKind(kind), key) for kind, key in rows}
    return tuple(notice for notice in standing if (notice.kind, notice.key) in named)


def standing_notices() -> tuple[NoticeValue, ...]:
    """This function will answer every notice that stands, newest first."""
    newest: dict[tuple[str, str], models.Notice] = {}
    for row in models.Notice.objects.order_by("id"):
        newest[row.kind, row.key] = row
    standing = [_notice_value(row) for row in newest.values() if row.word != NoticeWord.LIFTED]
    return tuple(sorted(standing, key=lambda notice: notice.at, reverse=True))


def release_value(release: models.Release) -> ReleaseValue:
    """This function will answer a row of releases as a value (for this store's operations)."""
    return ReleaseValue(
        id=release.pk,
        number=release.number,
        hash=release.hash,
        label=release.label,
        effective_at=release.effective_at,
        published_at=release.published_at,
        author=release.author_name,
        approver=release.approver_name,
        notes=release.notes,
        gates=tuple(
            GateValue(gate["name"], GateState(gate["state"]), gate["detail"])
            for gate in json.loads(release.gates)
        ),
    )


def draft_entry_value(row: models.DraftEntry) -> DraftEntryValue:
    """This function will answer a row of draft entries as a value (for this store's operations)."""
    return DraftEntryValue(
        entry=Entry(EntryKind(row.kind), row.key, row.body),
        removed=row.removed,
        base_hash=row.base_hash,
        revision=row.revision,
        by=row.changed_by_name,
        by_id=row.changed_by_id or 0,
        at=row.changed_at,
    )


def _one_release(which: Q) -> ReleaseValue:
    found = models.Release.objects.filter(which).first()
    if found is None:
        raise ReleaseNotFound("There is no such release.")
    return release_value(found)


def _entry_ids(release_id: int) -> QuerySet[models.ReleaseEntry, Any]:
    return models.ReleaseEntry.objects.filter(release_id=release_id).values("entry_id")


def _draft_values(drafts: Iterable[models.Draft]) -> tuple[DraftValue, ...]:
    drafts = tuple(drafts)
    entries: dict[int, list[DraftEntryValue]] = defaultdict(list)
    reviews: dict[int, list[ReviewValue]] = defaultdict(list)
    for row in models.DraftEntry.objects.filter(draft__in=drafts).order_by("kind", "key"):
        entries[row.draft_id].append(draft_entry_value(row))
    for one in models.Review.objects.filter(draft__in=drafts).order_by("-id"):
        told = ReviewValue(one.step, one.by_name, one.comment, one.revision, one.at)
        reviews[one.draft_id].append(told)
    return tuple(_draft_value(draft, entries[draft.pk], reviews[draft.pk]) for draft in drafts)


def _draft_value(
    draft: models.Draft, entries: list[DraftEntryValue], reviews: list[ReviewValue]
) -> DraftValue:
    return DraftValue(
        id=draft.pk,
        title=draft.title,
        base=draft.base.label,
        state=DraftState(draft.state),
        author=draft.author_name,
        author_id=draft.author_id or 0,
        revision=draft.revision,
        opened_at=draft.opened_at,
        changed_at=draft.changed_at,
        release_id=draft.release_id,
        is_shipped=bool(draft.shipped),
        entries=tuple(entries),
        reviews=tuple(reviews),
    )


def _notice_value(row: models.Notice) -> NoticeValue:
    return NoticeValue(
        kind=EntryKind(row.kind),
        key=row.key,
        word=NoticeWord(row.word),
        reason=row.reason,
        by=row.by_name,
        at=row.at,
    )
