"""What was released since a draft began, put together with what the draft changed."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.authoring.rebase import Merge, merge_entry
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import queries
from mgdcds.stores.library.checking import LaidDraft, is_released_meanwhile
from mgdcds.stores.library.values import DraftEntryValue


@dataclass(frozen=True)
class EntryRebase:
    """A change of a draft that stands on an older text, and how it goes with the newest.

    `released_hash` is that of the newest released entry, "" where there is none.
    """

    change: DraftEntryValue
    merge: Merge
    released_hash: str

    @property
    def name(self) -> tuple[EntryKind, str]:
        """The kind and key of the entry."""
        return self.change.entry.kind, self.change.entry.key


def find_rebases(laid: LaidDraft) -> tuple[EntryRebase, ...]:
    """This function will answer the changes of a draft that a newer release has overtaken."""
    released = {(entry.kind, entry.key): entry for entry in laid.base_entries}
    names = {(one.entry.kind, one.entry.key): one for one in laid.draft.entries}
    hashes = {name: entry.hash for name, entry in released.items()}
    stale = {
        name: one for name, one in names.items() if is_released_meanwhile(one, hashes.get(name, ""))
    }
    bases = queries.entries_by_hash([one.base_hash for one in stale.values()])
    return tuple(
        EntryRebase(
            change=one,
            merge=merge_entry(
                *name,
                bases.get(one.base_hash),
                None if one.removed else one.entry,
                released.get(name),
            ),
            released_hash=hashes.get(name, ""),
        )
        for name, one in stale.items()
    )
