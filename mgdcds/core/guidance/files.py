"""Entries as the files in which they are shipped, and back, byte for byte.

| file | entries |
|---|---|
| `facts/<section>.toml` | facts, by position |
| `definitions.cql` | definitions, by name |
| `parameters.toml` | parameters, by name |
| `rules/<code>.toml` | one rule |
| `cases/<slug>.toml` | one case |
| `evidence/sources/<key>.toml` | one source, with its findings by key |
| `evidence/claims/<key>.toml` | one claim |
| `translations/<key>.toml` | one translation |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from mgdcds.core.dictionary.sections import SECTIONS
from mgdcds.core.guidance import problems
from mgdcds.core.guidance.definitions_file import entries_of_library, library_of_entries
from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry
from mgdcds.core.guidance.layout import LAYOUTS, arrange, as_date
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.core.values.toml import parse_toml, write_toml

DEFINITIONS, PARAMETERS = "definitions.cql", "parameters.toml"
#: The folders of files that hold one entry each, named by its key.
FOLDERS: Mapping[str, EntryKind] = {
    "rules": EntryKind.RULE,
    "cases": EntryKind.CASE,
    "evidence/sources": EntryKind.SOURCE,
    "evidence/claims": EntryKind.CLAIM,
    "translations": EntryKind.TRANSLATION,
}
#: What every file of the knowledge looks like, for people.
PATTERNS = ("facts/*.toml", DEFINITIONS, PARAMETERS, *(f"{folder}/*.toml" for folder in FOLDERS))
#: The key that names an entry inside its own content; a case has none.
_OWN_KEY = {EntryKind.RULE: "code", EntryKind.SOURCE: "key", EntryKind.CLAIM: "key"}
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class UnableToReadFiles(UnableTo):
    """Files that do not make entries."""


def entries_from_files(files: Mapping[str, str]) -> tuple[Entry, ...]:
    """This function will read entries from texts by path, sorted by kind and key.

    It raises UnableToReadFiles with the problems of all files: a path without a place among
    the knowledge, a text that cannot be parsed, a key that stands twice. Whether the
    entries make sense is asked by `check.check_entries`.
    """
    found: list[Problem] = []
    seen: dict[tuple[EntryKind, str], str] = {}
    entries: list[Entry] = []
    for path in sorted(files):
        try:
            for entry in _entries_of(path, files[path]):
                entries.append(entry)
                name = (entry.kind, entry.key)
                if name in seen:
                    found.append(_twice(entry, path, seen[name]))
                seen[name] = path
        except UnableTo as unable:
            found += unable.problems
    if found:
        raise UnableToReadFiles(found)
    return sort_entries(entries)


def files_from_entries(entries: Iterable[Entry]) -> dict[str, str]:
    """This function will write entries as texts by path. What it writes reads back the same."""
    by_kind = {kind: list(group) for kind, group in groupby(sort_entries(entries), _kind_of)}
    files = dict(_fact_files(by_kind.get(EntryKind.FACT, [])))
    if definitions := by_kind.get(EntryKind.DEFINITION):
        files[DEFINITIONS] = library_of_entries(definitions)
    if parameters := by_kind.get(EntryKind.PARAMETER):
        files[PARAMETERS] = _tables("parameter", parameters)
    findings = by_kind.get(EntryKind.FINDING, [])
    fact_order = _fact_order(by_kind.get(EntryKind.FACT, []))
    for folder, kind in FOLDERS.items():
        for entry in by_kind.get(kind, []):
            content = arrange(entry.content(), LAYOUTS[kind])
            if kind is EntryKind.SOURCE:
                content |= _findings_of(entry.key, findings)
            if kind is EntryKind.CASE:
                content = _case_content(content, fact_order)
            files[f"{folder}/{entry.key}.toml"] = write_toml(content)
    return files


def path_of(entry: Entry) -> str:
    """This function will answer the path of the file in which an entry stands."""
    if entry.kind is EntryKind.FACT:
        return f"facts/{entry.content().get('section', 'facts')}.toml"
    if entry.kind is EntryKind.DEFINITION:
        return DEFINITIONS
    if entry.kind is EntryKind.PARAMETER:
        return PARAMETERS
    if entry.kind is EntryKind.FINDING:
        return f"evidence/sources/{entry.key.partition('.')[0]}.toml"
    folder = next(name for name, kind in FOLDERS.items() if kind is entry.kind)
    return f"{folder}/{entry.key}.toml"


def sort_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """This function will sort entries by kind, in the order of the kinds, and key."""
    order = list(EntryKind)
    return tuple(sorted(entries, key=lambda entry: (order.index(entry.kind), entry.key)))


def _kind_of(entry: Entry) -> EntryKind:
    return entry.kind


def _entries_of(path: str, text: str) -> Iterator[Entry]:
    reader = _reader_of(path)
    if reader is None:
        raise UnableToReadFiles([problems.unknown_file(Place(path), known=PATTERNS)])
    yield from reader(path, text)


def _reader_of(path: str) -> Callable[[str, str], Iterator[Entry]] | None:
    folder, _, name = path.rpartition("/")
    if path == DEFINITIONS:
        return lambda path, text: iter(entries_of_library(text, document=path))
    if not name.endswith(".toml"):
        return None
    if path == PARAMETERS:
        return lambda path, text: _named_entries(path, text, EntryKind.PARAMETER)
    if folder == "facts":
        return lambda path, text: _named_entries(path, text, EntryKind.FACT)
    if folder in FOLDERS:
        return lambda path, text: _single_entry(path, text, FOLDERS[folder])
    return None


def _named_entries(path: str, text: str, kind: EntryKind) -> Iterator[Entry]:
    """Many entries in one file: `[[fact]]` or `[[parameter]]` tables with a name each."""
    content = parse_toml(text, document=path)
    for key in content.keys() - {kind.value}:
        raise UnableToReadFiles([_unknown_key(path, key, kind.value)])
    for at, table in enumerate(_tables_in(path, content, kind.value), start=1):
        name = table.get("name")
        if not isinstance(name, str) or not _KEY.fullmatch(name):
            place = Place(path, f"{kind.value}.{at}.name")
            raise UnableToReadFiles([problems.bad_key(place, kind=kind.value, found=str(name))])
        yield make_entry(kind, name, dict(table))


def _single_entry(path: str, text: str, kind: EntryKind) -> Iterator[Entry]:
    key = PurePosixPath(path).name.removesuffix(".toml")
    content = parse_toml(text, document=path)
    own = _OWN_KEY.get(kind)
    if own and content.get(own) != key:
        place = Place(path, own)
        raise UnableToReadFiles(
            [problems.name_differs(place, found=str(content.get(own, "")), expected=key)]
        )
    if not _KEY.fullmatch(key):
        raise UnableToReadFiles([problems.bad_key(Place(path), kind=kind, found=key)])
    if kind is EntryKind.SOURCE:
        yield from _finding_entries(path, key, content)
        content.pop("findings", None)
    yield make_entry(kind, key, content)


def _finding_entries(path: str, source: str, content: dict[str, Any]) -> Iterator[Entry]:
    for at, table in enumerate(_tables_in(path, content, "findings"), start=1):
        key = table.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            place = Place(path, f"findings.{at}.key")
            raise UnableToReadFiles([problems.bad_key(place, kind="finding", found=str(key))])
        yield make_entry(EntryKind.FINDING, f"{source}.{key}", dict(table))


def _tables_in(path: str, content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = content.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise UnableToReadFiles([problems.not_tables(Place(path, key), key=key)])
    return found


def _unknown_key(path: str, key: str, known: str) -> Problem:
    return problems.unknown_table(Place(path, key), found=key, known=known)


def _twice(entry: Entry, path: str, first: str) -> Problem:
    return problems.twice(Place(path), kind=entry.kind, key=entry.key, other=first)


def _fact_files(facts: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    contents = [(entry, entry.content()) for entry in facts]
    placed = sorted(
        contents, key=lambda pair: (path_of(pair[0]), pair[1].get("position", 0), pair[0].key)
    )
    for path, group in groupby(placed, lambda pair: path_of(pair[0])):
        yield path, _tables("fact", [entry for entry, _ in group])


def _tables(name: str, entries: Iterable[Entry]) -> str:
    return write_toml({name: [arrange(entry.content(), LAYOUTS[entry.kind]) for entry in entries]})


def _findings_of(source: str, findings: Iterable[Entry]) -> dict[str, Any]:
    layout = LAYOUTS[EntryKind.FINDING]
    found = [
        arrange(entry.content(), layout)
        for entry in findings
        if entry.key.partition(".")[0] == source
    ]
    return {"findings": found} if found else {}


def _fact_order(facts: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    sections = {section.key: at for at, section in enumerate(SECTIONS)}
    contents = {entry.key: entry.content() for entry in facts}
    return {
        name: (sections.get(content.get("section", ""), 99), content.get("position", 0))
        for name, content in contents.items()
    }


def _case_content(
    content: dict[str, Any], fact_order: Mapping[str, tuple[int, int]]
) -> dict[str, Any]:
    """A case with its facts in the order of the form, and dates as dates."""
    facts = content.get("facts")
    if isinstance(facts, Mapping):
        names = sorted(facts, key=lambda name: (fact_order.get(name, (99, 0)), name))
        layout = dict.fromkeys(("value", "unit", "on"))
        content["facts"] = {
            name: arrange(facts[name], layout)
            if isinstance(facts[name], Mapping)
            else as_date(facts[name])
            for name in names
        }
    return content
