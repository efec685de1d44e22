"""What differs between two sets of entries, entry by entry and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mgdcds.core.guidance.entries import Entry, EntryKind


class Change(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """One field that differs. `field` is its path, such as "levels.1.clinician".

    `old` and `new` are the values as people read them; "" means that the field is absent.
    """

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class EntryChange:
    """One entry that differs, with the hashes of both sides ("" where there is none)."""

    kind: EntryKind
    key: str
    change: Change
    fields: tuple[FieldChange, ...]
    old_hash: str = ""
    new_hash: str = ""


def diff_entries(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[EntryChange, ...]:
    """This function will answer what differs, in the order of kinds and keys."""
    before, after = _by_name(old), _by_name(new)
    order = list(EntryKind)
    names = sorted(before.keys() | after.keys(), key=lambda name: (order.index(name[0]), name[1]))
    found = (_entry_change(before.get(name), after.get(name)) for name in names)
    return tuple(change for change in found if change is not None)


def diff_contents(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """This function will answer the fields in which two contents differ, in reading order."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    fields = dict.fromkeys((*before, *after))
    return tuple(
        FieldChange(field, before.get(field, ""), after.get(field, ""))
        for field in fields
        if before.get(field) != after.get(field)
    )


def _by_name(entries: Iterable[Entry]) -> dict[tuple[EntryKind, str], Entry]:
    return {(entry.kind, entry.key): entry for entry in entries}


def _entry_change(old: Entry | None, new: Entry | None) -> EntryChange | None:
    known = new or old
    if known is None or (old and new and old.hash == new.hash):
        return None
    change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
    return EntryChange(
        kind=known.kind,
        key=known.key,
        change=change,
        fields=diff_contents(old.content() if old else {}, new.content() if new else {}),
        old_hash=old.hash if old else "",
        new_hash=new.hash if new else "",
    )


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each plain value with its path. Lists of plain values are one value: their order matters."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for at, item in enumerate(value, start=1):
            yield from _leaves(item, f"{path}.{at}")
    else:
        yield path, _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
