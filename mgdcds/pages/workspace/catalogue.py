"""What people know an entry by, read once from its body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mgdcds.core.guidance.entries import Entry, EntryKind

Name = tuple[EntryKind, str]


@dataclass(frozen=True)
class Summary:
    """The words by which people know an entry. `rule` is the rule that a case belongs to."""

    title: str
    rule: str
    category: str
    reviewed_on: str
    review_due: str


@lru_cache(maxsize=8192)
def summary_of(entry: Entry) -> Summary:
    """This function will answer the words by which people know an entry, whatever is in it."""
    content = entry.content()
    title = next((content[key] for key in _TITLES[entry.kind] if content.get(key)), "")
    return Summary(
        title=_line(title),
        rule=_line(content.get("rule", "")) if entry.kind is EntryKind.CASE else "",
        category=_line(content.get("category", "")),
        reviewed_on=_line(content.get("reviewed_on", "")),
        review_due=_line(content.get("review_due", "")),
    )


def by_name(entries: Iterable[Entry]) -> dict[Name, Entry]:
    """This function will answer entries by kind and key."""
    return {(entry.kind, entry.key): entry for entry in entries}


def cases_of(entries: Iterable[Entry], code: str) -> tuple[Entry, ...]:
    """This function will answer the cases that belong to a rule."""
    cases = (entry for entry in entries if entry.kind is EntryKind.CASE)
    return tuple(entry for entry in cases if summary_of(entry).rule == code)


def count_cases(entries: Iterable[Entry]) -> Counter[str]:
    """This function will count the cases of each rule."""
    return Counter(summary_of(entry).rule for entry in entries if entry.kind is EntryKind.CASE)


_TITLES = {
    **dict.fromkeys(EntryKind, ("title", "name", "label")),
    EntryKind.DEFINITION: ("label",),
    EntryKind.PARAMETER: ("label",),
    EntryKind.FACT: ("label",),
    EntryKind.SOURCE: ("name", "title", "citation"),
    EntryKind.FINDING: ("text", "outcome"),
}


def _line(value: Any) -> str:
    return " ".join(str(value).split())[:200]


@lru_cache(maxsize=1024)
def gates_in(entry: Entry) -> frozenset[str]:
    """This function will answer the gates that the actions of a rule name."""
    levels = _tables(entry.content().get("levels"))
    actions = (action for level in levels for action in _tables(level.get("actions")))
    gates = (gate.get("gate") for action in actions for gate in _tables(action.get("gates")))
    return frozenset(gate for gate in gates if isinstance(gate, str))


def title_of_name(entries: Mapping[Name, Entry], name: str) -> str:
    """This function will answer the words for a name that conditions read, or the name itself."""
    for kind in (EntryKind.FACT, EntryKind.DEFINITION, EntryKind.PARAMETER):
        if (kind, name) in entries:
            return summary_of(entries[kind, name]).title or name
    return name


def _tables(value: Any) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else []
    return [table for table in found if isinstance(table, Mapping)]
