"""Brings a draft up to date: what it changed, and what was released since, put together.

Both sides are compared with the text on which they stand, entry by entry and field by field. What
only one side changed is taken. What both changed otherwise is a conflict, which carries all three
values: no text is lost, and nothing is chosen for an author.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry

Path = tuple[str | int, ...]


class _Absent:
    """The value of a field that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True)
class Conflict:
    """One field that both sides changed otherwise. `path` is () for the entry as a whole.

    Values are plain data, or ABSENT where a side has none.
    """

    path: Path
    base: Any
    mine: Any
    theirs: Any

    @property
    def field(self) -> str:
        """The path in words, counted from one: "levels.1.clinician"."""
        return ".".join(str(part + 1 if isinstance(part, int) else part) for part in self.path)


@dataclass(frozen=True)
class Merge:
    """One entry, put together. `content` None: it is taken out. Conflicts hold what is mine."""

    kind: EntryKind
    key: str
    content: Mapping[str, Any] | None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def entry(self) -> Entry | None:
        """The entry as it stands, with my side of every conflict."""
        return None if self.content is None else make_entry(self.kind, self.key, dict(self.content))

    def resolve(self, chosen: Mapping[Path, Any]) -> Merge:
        """This method will answer the entry with chosen values; conflicts about them are gone.

        A path that has no conflict is left alone.
        """
        left = tuple(each for each in self.conflicts if each.path not in chosen)
        content: Any = self.content
        for conflict in self.conflicts:
            if conflict.path in chosen:
                content = _put(content, conflict.path, chosen[conflict.path])
        found = None if content is ABSENT else content
        return Merge(self.kind, self.key, found, left)


def rebase_entries(
    base: Iterable[Entry], mine: Iterable[Entry], theirs: Iterable[Entry]
) -> tuple[Merge, ...]:
    """This function will put two sets of entries together that were one once.

    Every entry of any side comes out once, by kind and key; one that both took out does not.
    """
    sides = [{(each.kind, each.key): each for each in side} for side in (base, mine, theirs)]
    order = list(EntryKind)
    names = sorted(
        {*sides[0], *sides[1], *sides[2]}, key=lambda each: (order.index(each[0]), each[1])
    )
    merges = (
        merge_entry(kind, key, *(side.get((kind, key)) for side in sides)) for kind, key in names
    )
    return tuple(merge for merge in merges if merge.content is not None or merge.conflicts)


def merge_entry(
    kind: EntryKind, key: str, base: Entry | None, mine: Entry | None, theirs: Entry | None
) -> Merge:
    """This function will put one entry together; None stands for one that is not there."""
    contents = [ABSENT if side is None else side.content() for side in (base, mine, theirs)]
    conflicts: list[Conflict] = []
    merged = _merge(contents[0], contents[1], contents[2], (), conflicts)
    if merged is ABSENT and conflicts:
        # Taken out on one side and changed on the other: the text stays until somebody chooses.
        merged = contents[2]
    return Merge(kind, key, None if merged is ABSENT else merged, tuple(conflicts))


def _merge(base: Any, mine: Any, theirs: Any, path: Path, conflicts: list[Conflict]) -> Any:
    if _same(mine, theirs) or _same(theirs, base):
        return mine
    if _same(mine, base):
        return theirs
    sides = (base, mine, theirs)
    if all(isinstance(side, Mapping) for side in (mine, theirs)) and _is_table_or_absent(base):
        return _merge_tables({} if base is ABSENT else base, mine, theirs, path, conflicts)
    if all(map(_is_tables, sides)) and len(base) == len(mine) == len(theirs):
        return [
            _merge(*parts, (*path, at), conflicts)
            for at, parts in enumerate(zip(*sides, strict=True))
        ]
    if all(map(_is_set_of_texts, sides)):
        return _merge_texts(base, mine, theirs)
    conflicts.append(Conflict(path, base, mine, theirs))
    return mine


def _merge_tables(
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    path: Path,
    conflicts: list[Conflict],
) -> dict[str, Any]:
    merged = {
        key: _merge(
            base.get(key, ABSENT),
            mine.get(key, ABSENT),
            theirs.get(key, ABSENT),
            (*path, key),
            conflicts,
        )
        for key in dict.fromkeys((*mine, *theirs, *base))
    }
    return {key: value for key, value in merged.items() if value is not ABSENT}


def _merge_texts(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """My order, without what they took out, and with what they added at the end."""
    kept = [text for text in mine if text in theirs or text not in base]
    return [*kept, *(text for text in theirs if text not in base and text not in mine)]


def _same(one: Any, other: Any) -> bool:
    # In Python True is 1; in an entry they are not the same.
    return type(one) is type(other) and bool(one == other) and repr(one) == repr(other)


def _is_table_or_absent(value: Any) -> bool:
    return value is ABSENT or isinstance(value, Mapping)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _is_set_of_texts(value: Any) -> bool:
    is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return is_texts and len(set(value)) == len(value)


def _put(content: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if isinstance(content, list) and isinstance(first, int):
        inner = [*content]
        inner[first] = _put(inner[first], tuple(rest), value)
        return inner
    table = dict(content)
    new = _put(table.get(str(first), {}), tuple(rest), value)
    if new is ABSENT:
        table.pop(str(first), None)
        return table
    return table | {str(first): new}
