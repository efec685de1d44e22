"""Definitions as one CQL library, and back. An entry holds the expression as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from mgdcds.core.cql.nodes import Define
from mgdcds.core.cql.parse import parse_expression, parse_library
from mgdcds.core.cql.printer import print_expression, print_library
from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry

#: What the comment before a definition may say, each as `@label …`.
TAGS = ("label", "note", "source")


def entries_of_library(text: str, *, document: str = "") -> Iterator[Entry]:
    """This function will read each `define` of a library as an entry.

    It raises UnableToParse with every problem of the text.
    """
    for define in parse_library(text, document=document):
        content = {**define.tags, "name": define.name, "expression": print_expression(define.tree)}
        yield make_entry(EntryKind.DEFINITION, define.name, content)


def library_of_entries(entries: Iterable[Entry]) -> str:
    """This function will write definitions as one library, in the order given."""
    return print_library(tuple(map(define_of_entry, entries)))


def define_of_entry(entry: Entry) -> Define:
    """This function will read the definition that an entry holds.

    It raises UnableToParse when the expression is none.
    """
    content = entry.content()
    others = sorted(content.keys() - {*TAGS, "name", "expression"})
    tags = {tag: str(content[tag]) for tag in (*TAGS, *others) if content.get(tag)}
    source = str(content.get("expression", ""))
    tree = parse_expression(source, document=f"definition {entry.key}", field="expression")
    return Define(entry.key, tree, MappingProxyType(tags))
