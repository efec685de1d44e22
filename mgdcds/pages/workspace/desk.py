"""One entry of a draft, with everything around it, ready to be edited or tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404

from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry
from mgdcds.pages.workspace.catalogue import by_name
from mgdcds.stores.library.checking import LaidDraft, lay_draft
from mgdcds.stores.library.values import DraftEntryValue, DraftValue, ReleaseValue


class TakenOut(Exception):
    """The draft takes this entry out of the knowledge, so there is nothing to edit."""


@dataclass(frozen=True)
class Desk:
    """An entry on the desk. `entries` are the newest release with the draft laid over it.

    `released` is the entry of the newest release, `changed` the draft's change of it; either
    may be absent. `content` is what the draft has, or what was typed.
    """

    draft: DraftValue
    newest: ReleaseValue
    kind: EntryKind
    key: str
    content: Mapping[str, Any]
    entries: tuple[Entry, ...]
    released: Entry | None
    changed: DraftEntryValue | None

    @property
    def revision(self) -> int:
        """The revision of the entry in the draft; 0: not changed yet."""
        return self.changed.revision if self.changed else 0

    @property
    def base_hash(self) -> str:
        """The hash of the released entry; "" when it is new."""
        return self.released.hash if self.released else ""

    @property
    def is_lost(self) -> bool:
        """Whether the entry is neither released nor in the draft: somebody undid a new one."""
        return self.released is None and self.changed is None

    @property
    def was_released_meanwhile(self) -> bool:
        """Whether a newer release changed the entry, and the draft's authors did not see it."""
        changed = self.changed
        return changed is not None and self.base_hash not in (changed.base_hash, changed.entry.hash)

    def with_content(self, content: dict[str, Any]) -> Desk:
        """This method will answer the desk with other content in the entry's place."""
        entry = make_entry(self.kind, self.key, content)
        name = (self.kind, self.key)
        entries = (entry if (one.kind, one.key) == name else one for one in self.entries)
        return replace(self, content=content, entries=tuple(entries))


def open_desk(draft_id: int, kind: EntryKind, key: str) -> Desk:
    """This function will put an entry of a draft on the desk.

    Raises DraftNotFound, TakenOut, and Http404 when there is no such entry.
    """
    laid = lay_draft(draft_id)
    changed = _change_of(laid, kind, key)
    if changed is not None and changed.removed:
        raise TakenOut(key)
    return _desk(laid, by_name(laid.entries).get((kind, key)), kind, key)


def open_desk_to_save(draft_id: int, kind: EntryKind, key: str, *, was_there: bool) -> Desk:
    """This function will put an entry on the desk, though somebody took it away meanwhile.

    What an author typed must not be lost because another one has taken the entry out, or
    undone it: `was_there` tells that they had it before them. Raises DraftNotFound and Http404.
    """
    laid = lay_draft(draft_id)
    found = by_name(laid.entries).get((kind, key))
    changed = _change_of(laid, kind, key)
    if found is None and (changed is not None or was_there):
        found = changed.entry if changed else make_entry(kind, key, {})
        laid = replace(laid, entries=(*laid.entries, found))
    return _desk(laid, found, kind, key)


def _change_of(laid: LaidDraft, kind: EntryKind, key: str) -> DraftEntryValue | None:
    changes = {(one.entry.kind, one.entry.key): one for one in laid.draft.entries}
    return changes.get((kind, key))


def _desk(laid: LaidDraft, found: Entry | None, kind: EntryKind, key: str) -> Desk:
    if found is None:
        raise Http404("There is no such entry in this draft.")
    return Desk(
        draft=laid.draft,
        newest=laid.newest,
        kind=kind,
        key=key,
        content=found.content(),
        entries=laid.entries,
        released=by_name(laid.base_entries).get((kind, key)),
        changed=_change_of(laid, kind, key),
    )
