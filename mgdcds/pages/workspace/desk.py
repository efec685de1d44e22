"""One entry of a draft, with everything around it, ready to be edited or tried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import Http404

from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import queries
from mgdcds.stores.library.values import DraftValue


@dataclass
class Desk:
    """An entry on the desk. `entries` are the newest release with the draft laid over it.

    `revision` is that of the entry in the draft (0: not changed yet), `base_hash` that of
    the released entry ("" when it is new). `theirs` and `refused` say why a save failed.
    """

    draft: DraftValue
    kind: EntryKind
    key: str
    content: dict[str, Any]
    entries: tuple[Entry, ...]
    revision: int
    base_hash: str
    theirs: str = ""
    refused: tuple[Problem, ...] = field(default_factory=tuple)

    def with_content(self, content: dict[str, Any]) -> Desk:
        """This method will answer the desk with other content in the entry's place."""
        entry = make_entry(self.kind, self.key, content)
        others = [one for one in self.entries if (one.kind, one.key) != (self.kind, self.key)]
        return replace(self, content=content, entries=(*others, entry))


def open_desk(draft_id: int, kind: EntryKind, key: str) -> Desk:
    """This function will put an entry of a draft on the desk. Raises DraftNotFound or 404."""
    draft = queries.get_draft(draft_id)
    base = queries.entries_of(queries.get_newest_release().id)
    entries = queries.overlay(base, draft.entries)
    found = _find(entries, kind, key)
    if found is None:
        raise Http404("There is no such entry in this draft.")
    changed = next(
        (one for one in draft.entries if (one.entry.kind, one.entry.key) == (kind, key)), None
    )
    released = _find(base, kind, key)
    return Desk(
        draft=draft,
        kind=kind,
        key=key,
        content=found.content(),
        entries=entries,
        revision=changed.revision if changed else 0,
        base_hash=released.hash if released else "",
    )


def _find(entries: tuple[Entry, ...], kind: EntryKind, key: str) -> Entry | None:
    return next((one for one in entries if (one.kind, one.key) == (kind, key)), None)
