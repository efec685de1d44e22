"""From the place of a problem in an entry to its place in the file that holds the entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.files import path_of
from mgdcds.core.values.problems import Problem
from mgdcds.core.values.toml import find_line, parse_toml

_IN_TABLES = {EntryKind.FACT: "fact", EntryKind.PARAMETER: "parameter"}


def find_in_files(
    problems: Iterable[Problem], *, entries: Iterable[Entry], files: Mapping[str, str]
) -> tuple[Problem, ...]:
    """This function will put file and line into the places of problems of entries, and sort them.

    A problem of something that stands in no file stays as it is. The column and the source
    line of a problem inside an expression are kept: they point into the expression.
    """
    by_document = {f"{entry.kind} {entry.key}": entry for entry in entries}
    by_name = {entry.key: entry for entry in entries if entry.kind in _IN_TABLES}
    found = []
    for problem in problems:
        document = problem.place.document
        entry = by_document.get(document) or by_name.get(document)
        found.append(problem if entry is None else _placed(problem, entry, files))
    return tuple(sorted(found))


def _placed(problem: Problem, entry: Entry, files: Mapping[str, str]) -> Problem:
    path = path_of(entry)
    if path not in files:
        return problem
    line = _line_of(problem, entry, files[path])
    field = " ".join(filter(None, (entry.key, problem.place.field)))
    return replace(problem, place=replace(problem.place, document=path, field=field, line=line))


def _line_of(problem: Problem, entry: Entry, text: str) -> int:
    if entry.kind is EntryKind.DEFINITION:
        found = re.search(rf'^define "?{re.escape(entry.key)}"?:', text, re.MULTILINE)
        return text.count("\n", 0, found.start()) + 1 if found else 0
    inner = tuple(_part(part) for part in problem.place.field.split(".") if part)
    line = find_line(text, (*_path_to(entry, text), *inner))
    lines = text.split("\n")
    # A long text starts on the line after its key.
    is_long = 0 < line <= len(lines) and lines[line - 1].endswith('"""')
    return line + problem.place.line if is_long and problem.place.line else line


def _path_to(entry: Entry, text: str) -> tuple[str | int, ...]:
    """The tables of a file in which an entry stands."""
    if entry.kind is EntryKind.FINDING:
        name, key, label = "findings", entry.key.partition(".")[2], "key"
    elif entry.kind in _IN_TABLES:
        name, key, label = _IN_TABLES[entry.kind], entry.key, "name"
    else:
        return ()
    tables = parse_toml(text).get(name, [])
    return next(((name, at) for at, table in enumerate(tables) if table.get(label) == key), (name,))


def _part(part: str) -> str | int:
    return int(part) - 1 if part.isdigit() else part
