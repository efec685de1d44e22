"""Which rules a change of entries touches: their status may be another, or their cases are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.canonical import canonical_json, sha256_of

_NAME = re.compile(r"[A-Za-z_]\w*")
#: What of a rule decides on its status, wherever it stands. Texts do not.
_DECIDING = frozenset({"when", "gate", "when_false", "when_unknown"})
#: What of other entries counts for the rules that read them.
_COUNTING = {EntryKind.DEFINITION: "expression", EntryKind.PARAMETER: "value"}


def find_touched(entries: Iterable[Entry], base: Iterable[Entry]) -> tuple[str, ...]:
    """This function will answer the rules that two sets of entries do not have in common.

    A rule is the same when its conditions, all that they read, and its cases are the same;
    texts, titles and sources may differ.
    """
    now, before = (_marks(each) for each in (entries, base))
    return tuple(sorted(code for code, mark in now.items() if before.get(code) != mark))


def find_touched_definitions(entries: Iterable[Entry], base: Iterable[Entry]) -> tuple[str, ...]:
    """This function will answer the definitions that are new, or say something else."""
    now, before = (_Knowledge(each).definitions for each in (entries, base))
    return tuple(sorted(name for name, text in now.items() if before.get(name) != text))


def _marks(entries: Iterable[Entry]) -> Mapping[str, str]:
    knowledge = _Knowledge(entries)
    return {code: knowledge.mark(code) for code in knowledge.rules}


class _Knowledge:
    """Entries, by what they are."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)

    @cached_property
    def rules(self) -> Mapping[str, str]:
        """What decides on the status of each rule, as text."""
        found = self._of(EntryKind.RULE)
        return {entry.key: canonical_json(list(_deciding(entry.content()))) for entry in found}

    @cached_property
    def definitions(self) -> Mapping[str, str]:
        """The text of each definition, and the value of each parameter."""
        return {
            entry.key: str(entry.content().get(key, ""))
            for kind, key in _COUNTING.items()
            for entry in self._of(kind)
        }

    def mark(self, code: str) -> str:
        """One text for everything that counts for a rule."""
        read: dict[str, str] = {}
        waiting = [self.rules[code]]
        while waiting:
            names = set(_NAME.findall(waiting.pop())) & self.definitions.keys() - read.keys()
            read |= {name: self.definitions[name] for name in names}
            waiting += [self.definitions[name] for name in names]
        parts = {"rule": self.rules[code], "read": read, "cases": sorted(self._cases[code])}
        return sha256_of(canonical_json(parts))

    @cached_property
    def _cases(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self._of(EntryKind.CASE):
            for codes in entry.content().get("expect", {}).values():
                for code in codes:
                    found[code].append(entry.hash)
        return found

    def _of(self, kind: EntryKind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._entries if entry.kind is kind)


def _deciding(content: Any) -> Iterator[Any]:
    """The deciding fields of a rule in their order, wherever they stand; remarks left out."""
    if isinstance(content, Mapping):
        for key, value in sorted(content.items()):
            if key in _DECIDING:
                yield [key, value]
            elif key not in ("tags", "blocks"):
                yield from _deciding(value)
    elif isinstance(content, list):
        for item in content:
            if isinstance(item, Mapping):
                yield ["item"]
                yield from _deciding(item)
