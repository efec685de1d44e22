"""Knowledge that comes with the program: release 1, and later a draft."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

import mgdcds
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.stores.accounts.actor import SYSTEM
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.library import models, problems, queries
from mgdcds.stores.library.gates import SECOND_PERSON, run_gates
from mgdcds.stores.library.operations.releases import (
    NewRelease,
    hashes_from,
    hashes_text,
    keep_entries,
    lock_releases,
    write_release,
)
from mgdcds.stores.library.values import (
    DraftValue,
    GateState,
    GateValue,
    ReleaseValue,
)

TITLE = "Shipped update"


def ship_first_release(*, entries: Iterable[Entry], at: datetime.datetime) -> ReleaseValue | None:
    """This function will make the shipped entries release 1, in effect at once.

    On a store that has a release it changes nothing and answers None. Raises
    UnableToPublish when the shipped knowledge does not pass its own gates.
    """
    if queries.find_newest_release() is not None:
        return None
    entries = tuple(entries)
    report = run_gates(entries, base=())
    if report.problems:
        raise problems.UnableToPublish(report.problems)
    second = GateValue(SECOND_PERSON, GateState.PASSED, "reviewed before it was shipped")
    new = NewRelease(
        entries=entries,
        author_id=0,
        author=f"mgdcds {mgdcds.__version__}",
        approver=SYSTEM,
        notes="Shipped with the program.",
        gates=(*report.gates, second),
        effective_at=at,
        shipped=hashes_text(entries),
    )
    with transaction.atomic():
        if lock_releases() is not None:
            return None
        release = write_release(new, parent=None, at=at)
        record_event(actor=SYSTEM, verb="shipped", kind="release", subject=1, at=at)
        return queries.release_value(release)


@transaction.atomic
def offer_shipped_update(*, entries: Iterable[Entry], at: datetime.datetime) -> DraftValue | None:
    """This function will open a draft 'Shipped update' when the program brings newer knowledge.

    It holds what changed between the last shipped set that was published and this one,
    so what was edited here and not there stays as it is. It is never published by
    itself. None: there is no release yet, nothing is new, or it was offered before.
    """
    entries = tuple(entries)
    lock_releases()
    last = models.Release.objects.exclude(shipped="").order_by("-number").first()
    shipped = hashes_text(entries)
    if last is None or last.shipped == shipped or _is_offered(shipped):
        return None
    keep_entries(entries)
    draft = models.Draft.objects.create(
        title=TITLE,
        base=last,
        author_name=f"mgdcds {mgdcds.__version__}",
        opened_at=at,
        changed_at=at,
        shipped=shipped,
    )
    models.DraftEntry.objects.bulk_create(_changes(draft, last, entries, at))
    record_event(actor=SYSTEM, verb="opened", kind="draft", subject=draft.pk, at=at)
    return queries.get_draft(draft.pk)


def _is_offered(shipped: str) -> bool:
    return models.Draft.objects.filter(shipped=shipped).exists()


def _changes(
    draft: models.Draft, last: models.Release, entries: tuple[Entry, ...], at: datetime.datetime
) -> Iterable[models.DraftEntry]:
    before = _shipped_before(last)
    after = {(entry.kind, entry.key): entry for entry in entries}
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if (old and old.hash) != (new and new.hash):
            told = new or old
            assert told is not None  # noqa: S101  (one of the two names the entry)
            yield models.DraftEntry(
                draft=draft,
                kind=told.kind,
                key=told.key,
                body=told.body,
                removed=new is None,
                base_hash=old.hash if old else "",
                changed_by_name=draft.author_name,
                changed_at=at,
            )


def _shipped_before(last: models.Release) -> dict[tuple[EntryKind, str], Entry]:
    rows = models.Entry.objects.filter(pk__in=hashes_from(last.shipped))
    found = (Entry(EntryKind(row.kind), row.key, row.body) for row in rows)
    return {(entry.kind, entry.key): entry for entry in found}
