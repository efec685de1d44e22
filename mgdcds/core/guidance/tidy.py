"""Puts what authors wrote into the form in which it is reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry

#: The keys whose text is one CQL expression, by kind.
_EXPRESSIONS = {EntryKind.RULE: "when", EntryKind.DEFINITION: "expression"}


def tidy_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """This function will tidy entries. What cannot be parsed stays as it was written."""
    return tuple(map(tidy_entry, entries))


def tidy_entry(entry: Entry) -> Entry:
    """This function will print each expression of an entry in the canonical form."""
    key = _EXPRESSIONS.get(entry.kind)
    if key is None:
        return entry
    return make_entry(entry.kind, entry.key, _tidied(entry.content(), key))


def _tidied(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {
            name: _printed(item) if name == key and isinstance(item, str) else _tidied(item, key)
            for name, item in value.items()
        }
    return [_tidied(item, key) for item in value] if isinstance(value, list) else value


def _printed(source: str) -> str:
    try:
        return print_expression(parse_expression(source))
    except UnableToParse:
        return source
