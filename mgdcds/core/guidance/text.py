"""Texts of rules: plain text with placeholders, each a CQL expression in braces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mgdcds.core.guidance import problems
from mgdcds.core.values.problems import Place, Problem, UnableTo

_HTML = re.compile(r"<[/!?]?[A-Za-z][^>]{0,40}>?|&(?:[a-z]{2,8}|#[0-9a-f]{2,6});")
_BRACE = re.compile(r"\{\{|\}\}|[{}]")
_NOWHERE = Place()
_ALLOWED_CONTROLS = frozenset("\n")
#: Unicode categories of characters that change a text without being seen in it.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_SOFT = frozenset("\u00ad\u200d")


class UnableToSplitText(UnableTo):
    """A text whose braces do not pair."""


@dataclass(frozen=True)
class Placeholder:
    """An expression inside a text. `at` is the index of its first character in the text."""

    source: str
    at: int


def split_text(text: str, *, place: Place = _NOWHERE) -> tuple[str | Placeholder, ...]:
    """This function will split a text into words and placeholders.

    `{{` and `}}` are printed braces. Quotes and braces inside a placeholder belong to CQL.
    It raises UnableToSplitText when a brace has no partner or a placeholder is empty.
    """
    parts: list[str | Placeholder] = []
    at = 0
    while at < len(text):
        words, start = _words_until_brace(text, at, place)
        if words:
            parts.append(words)
        if start == len(text):
            break
        at = _end_of_placeholder(text, start, place)
        source = text[start + 1 : at - 1]
        if not source.strip():
            raise UnableToSplitText([problems.empty_placeholder(place_within(place, text, start))])
        parts.append(Placeholder(source, start + 1))
    return tuple(parts)


def check_text(text: str, *, place: Place) -> tuple[Problem, ...]:
    """This function will answer what is wrong with a text, apart from its expressions."""
    found = list(_check_characters(text, place))
    if html := _HTML.search(text):
        found.append(problems.html_in_text(place_within(place, text, html.start()), found=html[0]))
    try:
        split_text(text, place=place)
    except UnableToSplitText as unable:
        found += unable.problems
    return tuple(found)


def _check_characters(text: str, place: Place) -> Iterator[Problem]:
    wrong = [char for char in text if _is_invisible(char)]
    if wrong:
        yield problems.not_plain_text(
            place_within(place, text, text.index(wrong[0])), found="".join(dict.fromkeys(wrong))[:5]
        )


def _is_invisible(char: str) -> bool:
    return (
        unicodedata.category(char) in _INVISIBLE
        and char not in _ALLOWED_CONTROLS
        and char not in _SOFT
    )


def _words_until_brace(text: str, at: int, place: Place) -> tuple[str, int]:
    words: list[str] = []
    for found in _BRACE.finditer(text, at):
        words.append(text[at : found.start()])
        if found[0] == "{":
            return "".join(words), found.start()
        if found[0] == "}":
            raise UnableToSplitText(
                [problems.open_placeholder(place_within(place, text, found.start()))]
            )
        words.append(found[0][0])
        at = found.end()
    return "".join((*words, text[at:])), len(text)


def _end_of_placeholder(text: str, start: int, place: Place) -> int:
    depth, in_quotes, at = 0, False, start
    while at < len(text):
        char = text[at]
        if in_quotes and char == "\\":
            at += 1
        elif char == "'":
            in_quotes = not in_quotes
        elif not in_quotes:
            depth += (char == "{") - (char == "}")
        at += 1
        if depth == 0:
            return at
    raise UnableToSplitText([problems.open_placeholder(place_within(place, text, start))])


def place_within(place: Place, text: str, at: int) -> Place:
    """This function will name the place of one character of a text: its line and column."""
    before = text[:at].split("\n")
    line = text.split("\n")[len(before) - 1]
    return Place(place.document, place.field, len(before), len(before[-1]) + 1, line)
