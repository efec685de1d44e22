"""Text of the rule language as numbered lines, and what changed between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mgdcds.core.values.problems import Problem

#: Unchanged lines that stay in sight around a change.
CONTEXT = 3


@dataclass(frozen=True)
class CodeLine:
    """One line: what stands before, under and after a mark, and the problems found in it."""

    number: int
    before: str
    marked: str
    after: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class DiffLine:
    """One line of a comparison. `sign` is '+', '-', ' ', or '…' for lines left out.

    `parts` are (text, whether it changed).
    """

    sign: str
    parts: tuple[tuple[str, bool], ...]


def number_lines(text: str, *, problems: Iterable[Problem] = ()) -> tuple[CodeLine, ...]:
    """This function will number the lines of a text and put each problem at its line."""
    by_line: dict[int, list[Problem]] = {}
    lines = text.split("\n")
    for problem in problems:
        by_line.setdefault(min(max(problem.place.line, 1), len(lines)), []).append(problem)
    return tuple(
        _code_line(number, line, tuple(by_line.get(number, ())))
        for number, line in enumerate(lines, start=1)
    )


def compare(old: str, new: str) -> tuple[DiffLine, ...]:
    """This function will compare two texts line by line, and changed lines word by word."""
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[DiffLine] = []
    for deed, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if deed == "equal":
            at_start, at_end = old_from == 0, old_to == len(before)
            found.extend(_kept(before[old_from:old_to], at_start=at_start, at_end=at_end))
        else:
            found.extend(_changed(before[old_from:old_to], after[new_from:new_to]))
    return tuple(found)


def _code_line(number: int, line: str, problems: tuple[Problem, ...]) -> CodeLine:
    column = next((p.place.column for p in problems if p.place.column), 0)
    if not column:
        return CodeLine(number, line, "", "", problems)
    start = min(column - 1, len(line))
    token = re.match(r"\w+|\S", line[start:])
    end = start + (token.end() if token else 0)
    return CodeLine(number, line[:start], line[start:end], line[end:], problems)


def _kept(lines: Sequence[str], *, at_start: bool, at_end: bool) -> Iterator[DiffLine]:
    head = 0 if at_start else CONTEXT
    tail = 0 if at_end else CONTEXT
    hidden = len(lines) - head - tail
    if hidden <= 1:
        head, tail, hidden = len(lines), 0, 0
    yield from (DiffLine(" ", ((line, False),)) for line in lines[:head])
    if hidden:
        yield DiffLine("…", ((str(hidden), False),))
    yield from (DiffLine(" ", ((line, False),)) for line in lines[len(lines) - tail :])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    if len(old) != len(new):
        yield from (DiffLine("-", ((line, False),)) for line in old)
        yield from (DiffLine("+", ((line, False),)) for line in new)
        return
    pairs = [_by_word(before, after) for before, after in zip(old, new, strict=True)]
    yield from (DiffLine("-", parts) for parts, _ in pairs)
    yield from (DiffLine("+", parts) for _, parts in pairs)


def _by_word(
    old: str, new: str
) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    before, after = re.findall(r"\s+|[\w.]+|[^\w\s]", old), re.findall(r"\s+|[\w.]+|[^\w\s]", new)
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return (
        tuple(("".join(before[i:j]), deed != "equal") for deed, i, j, _, _ in codes if j > i),
        tuple(("".join(after[k:n]), deed != "equal") for deed, _, _, k, n in codes if n > k),
    )
