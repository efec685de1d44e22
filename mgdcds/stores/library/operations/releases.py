"""Releases: written once, in order."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from mgdcds.core.guidance.entries import Entry, hash_of_release
from mgdcds.core.values.canonical import canonical_json
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.operations.chain import close_link, take_link
from mgdcds.stores.library import models
from mgdcds.stores.library.values import GateValue


@dataclass(frozen=True)
class NewRelease:
    """What becomes a release."""

    entries: tuple[Entry, ...]
    author_id: int
    author: str
    approver: Actor
    notes: str
    gates: tuple[GateValue, ...]
    effective_at: datetime.datetime
    shipped: str = ""


def lock_releases() -> models.Release | None:
    """This function will make other publishers wait, and answer the newest release (or None)."""
    take_link("releases")
    return models.Release.objects.order_by("-number").first()


def write_release(
    new: NewRelease, *, parent: models.Release | None, at: datetime.datetime
) -> models.Release:
    """This function will write a release after its parent (in a transaction, releases locked)."""
    number = 1 if parent is None else parent.number + 1
    release = models.Release.objects.create(
        number=number,
        parent=parent,
        hash=hash_of_release(new.entries),
        label=f"Release {number}",
        author_id=new.author_id or None,
        author_name=new.author,
        approver_id=new.approver.user_id or None,
        approver_name=new.approver.name,
        published_at=at,
        effective_at=new.effective_at,
        notes=new.notes,
        gates=canonical_json([asdict(gate) for gate in new.gates]),
        shipped=new.shipped,
    )
    keep_entries(new.entries)
    models.ReleaseEntry.objects.bulk_create(
        models.ReleaseEntry(release=release, entry_id=entry.hash) for entry in new.entries
    )
    close_link(take_link("releases"), hash_=release.hash)
    return release


def keep_entries(entries: Iterable[Entry]) -> None:
    """This function will store entries; those that are there already stay as they are."""
    rows = (
        models.Entry(hash=entry.hash, kind=entry.kind, key=entry.key, body=entry.body)
        for entry in entries
    )
    models.Entry.objects.bulk_create(rows, ignore_conflicts=True)


def hashes_text(entries: Iterable[Entry]) -> str:
    """This function will write which entries a shipped set holds."""
    return canonical_json(sorted(entry.hash for entry in entries))


def hashes_from(text: str) -> tuple[str, ...]:
    """This function will read which entries a shipped set holds."""
    return tuple(json.loads(text)) if text else ()
