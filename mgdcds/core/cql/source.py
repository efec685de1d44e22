"""The source text before the grammar sees it: its limits, comments, and strange letters.

Comments are blanked (so places stay right) and kept aside. What would cost the parser
time or memory is refused here, in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mgdcds.core.cql import problems
from mgdcds.core.cql.characters import (
    find_hidden,
    find_plain,
    mask_hidden,
    name_character,
    show_character,
)
from mgdcds.core.values.problems import Place, Problem

MOST_CHARACTERS = 100_000
#: How deep an expression may be: readers of trees are recursive, and people get lost long before.
MOST_NESTING = 100
#: Of how many values, names and operators an expression may be made.
MOST_PARTS = 20_000
#: After so many problems the rest of a text is not looked at.
MOST_PROBLEMS = 50
_MOST_STRANGE = 20
_LONGEST_LINE = 500

_PIECE = re.compile(
    r"""
      (?P<comment> //[^\n]*+ | /\*.*?\*/ )
    | (?P<open_comment> /\* )
    | (?P<text> '(?:[^'\\]|\\.)*+' )
    | (?P<open_text> ' )
    | (?P<name> "(?:[^"\\]|\\.)*+" | `(?:[^`\\]|\\.)*+` )
    | (?P<open_name> ["`] )
    | (?P<opening> [(\[{] )
    | (?P<closing> [)\]}] )
    | (?P<strange> [^\x20-\x7e\t\r\n] )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Source:
    """A text, the name of its document, and how to point into it."""

    text: str
    document: str = ""
    field: str = ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines, for the caret."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def place(self, *, line: int, column: int) -> Place:
        """This method will make a place from a line and a column, both counted from 1."""
        text = self.lines[line - 1].rstrip("\r")
        shown = mask_hidden(text) if len(text) <= _LONGEST_LINE else ""
        return Place(self.document, self.field, line, column, shown)

    def place_at(self, position: int) -> Place:
        """This method will make a place from a position in the text."""
        line = self.text.count("\n", 0, position) + 1
        return self.place(line=line, column=position - self._starts[line - 1] + 1)


@dataclass(frozen=True)
class Scan:
    """What one pass over a source found: the text without comments, the comments, the problems."""

    text: str
    comments: tuple[tuple[int, int, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Scanner:
    source: Source
    pieces: list[str] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    strange: int = 0
    nesting: int = 0
    is_too_deep: bool = False

    def scan(self) -> Scan:
        end = 0
        for found in _found_pieces(self.source.text):
            self.pieces.append(self.source.text[end : found.start()])
            self.pieces.append(self._take(found))
            end = found.end()
            if (found.lastgroup or "").startswith("open_"):
                break
        self.pieces.append(self.source.text[end:])
        return Scan("".join(self.pieces), tuple(self.comments), tuple(self.problems))

    def _take(self, found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        if kind in {"comment", "text", "name"}:
            self._refuse_hidden(found)
        if kind == "comment":
            self.comments.append((found.start(), found.end(), found.group()))
            return re.sub(r"[^\n]", " ", found.group())
        if kind == "strange":
            self._refuse(_strange, found.start())
        elif kind in {"opening", "closing"}:
            self._nest(found, step=1 if kind == "opening" else -1)
        elif kind.startswith("open_"):
            self.problems.append(_never_ends(kind, found.group(), self._place(found)))
        return found.group()

    def _nest(self, found: re.Match[str], *, step: int) -> None:
        self.nesting += step
        if self.nesting > MOST_NESTING and not self.is_too_deep:
            self.is_too_deep = True
            self.problems.append(problems.nested_too_deep(self._place(found), most=MOST_NESTING))

    def _refuse_hidden(self, found: re.Match[str]) -> None:
        for at in find_hidden(found.group())[:_MOST_STRANGE]:
            self._refuse(_hidden, found.start() + at)

    def _refuse(self, problem_of: Callable[[str, Place], Problem], position: int) -> None:
        self.strange += 1
        if self.strange <= _MOST_STRANGE:
            place = self.source.place_at(position)
            self.problems.append(problem_of(self.source.text[position], place))

    def _place(self, found: re.Match[str]) -> Place:
        return self.source.place_at(found.start())


def scan(source: Source) -> Scan:
    """This function will look through a source once: limits, comments, strange letters.

    Time and memory grow with the length of the text, which is limited first.
    """
    if len(source.text) > MOST_CHARACTERS:
        start, length = Place(source.document, source.field, 1, 1), len(source.text)
        return Scan("", (), (problems.text_too_long(start, length=length, most=MOST_CHARACTERS),))
    return _Scanner(source).scan()


def _found_pieces(text: str) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(text)


def _never_ends(kind: str, opening: str, place: Place) -> Problem:
    if kind == "open_comment":
        return problems.comment_never_ends(place)
    if kind == "open_text":
        return problems.text_never_ends(place)
    return problems.name_never_ends(place, closing=opening)


def _strange(character: str, place: Place) -> Problem:
    return problems.strange_character(
        place,
        character=show_character(character),
        name=name_character(character),
        instead=find_plain(character),
    )


def _hidden(character: str, place: Place) -> Problem:
    return problems.hidden_character(
        place, character=show_character(character), name=name_character(character)
    )
