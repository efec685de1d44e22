"""Knowledge as entries: small, immutable, addressed by the hash of their content."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from mgdcds.core.values.canonical import canonical_json, sha256_of


class EntryKind(StrEnum):
    """The kinds of knowledge."""

    FACT = "fact"
    DEFINITION = "definition"
    PARAMETER = "parameter"
    RULE = "rule"
    CASE = "case"
    SOURCE = "source"
    FINDING = "finding"
    CLAIM = "claim"
    TRANSLATION = "translation"


@dataclass(frozen=True)
class Entry:
    """One piece of knowledge. `body` is canonical JSON text; `key` is unique within a kind."""

    kind: EntryKind
    key: str
    body: str

    @cached_property
    def hash(self) -> str:
        """SHA-256 over kind, key and body."""
        return sha256_of(f"{self.kind}\n{self.key}\n{self.body}")

    def content(self) -> dict[str, Any]:
        """This method will answer the body as plain data."""
        content: dict[str, Any] = json.loads(self.body)
        return content


def make_entry(kind: EntryKind, key: str, content: dict[str, Any]) -> Entry:
    """This function will make an entry from plain data."""
    return Entry(kind=kind, key=key, body=canonical_json(content))


def hash_of_release(entries: tuple[Entry, ...]) -> str:
    """This function will answer the hash of a release: that of its sorted entry hashes."""
    return sha256_of("\n".join(sorted(entry.hash for entry in entries)))
