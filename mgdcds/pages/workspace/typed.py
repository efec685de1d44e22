"""What was typed into an editor: texts by the names of their fields, and content made of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mgdcds.core.guidance.layout import Layout, arrange
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.core.values.toml import parse_toml, write_toml
from mgdcds.pages.workspace import problems

#: An entry has no more characters than this; the longest that is shipped has a quarter.
MOST_CHARACTERS = 100_000
#: Tables and lists lie no deeper than this in each other.
MOST_NESTING = 20

#: Texts by the name of their field, such as "levels.1.when".
Typed = Mapping[str, str]


@dataclass(frozen=True)
class Read:
    """Content made of what was typed. With problems, it cannot be kept as it is."""

    content: dict[str, Any]
    problems: tuple[Problem, ...] = ()


def typed_of_post(posted: Mapping[str, str]) -> dict[str, str]:
    """This function will take what a form sent, with line breaks as the program writes them."""
    return {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in posted.items()}


def problem_of_size(typed: Typed) -> Problem | None:
    """This function will say that more was typed than an entry can have, or answer None."""
    number = sum(map(len, typed.values()))
    if number <= MOST_CHARACTERS:
        return None
    return problems.too_long(number=number, most=MOST_CHARACTERS)


def parse_piece(text: str, *, field: str, found: list[Problem]) -> dict[str, Any]:
    """This function will parse the TOML of one field. What is wrong goes to `found`."""
    try:
        content = parse_toml(text)
    except UnableTo as unable:
        found += [_at(problem, field) for problem in unable.problems]
        return {}
    if unfit := next(_unfit(content, field), None):
        found.append(unfit)
        return {}
    return content


def write_piece(content: Mapping[str, Any], layout: Layout | None) -> str:
    """This function will write a part of an entry as TOML in the order of its file."""
    return write_toml(arrange(content, layout)) if content else ""


def is_text(value: Any) -> bool:
    """This function will tell whether a field of a form can hold a value."""
    return isinstance(value, str)


def are_texts(value: Any) -> bool:
    """This function will tell whether a value is a list of texts."""
    return isinstance(value, Sequence) and not is_text(value) and all(map(is_text, value))


def words_of(text: str) -> list[str]:
    """This function will take words apart that stand between commas, spaces or lines."""
    return [word for word in text.replace(",", " ").split() if word]


def line_of(words: Iterable[str]) -> str:
    """This function will write words into one line, with commas."""
    return ", ".join(words)


def _at(problem: Problem, field: str) -> Problem:
    place = problem.place
    placed = Place(field=field, line=place.line, column=place.column, text=place.text)
    return Problem(placed, problem.code, problem.message, problem.hint)


def _unfit(content: Any, field: str) -> Iterator[Problem]:
    """What TOML can say and no entry holds. It would not be stored, or not be written back."""
    level = [content]
    for _depth in range(MOST_NESTING):
        level = [item for value in level for item in _items(value)]
        for item in level:
            if isinstance(item, datetime.time | datetime.datetime):
                yield problems.not_storable(field, found=item.isoformat())
            elif isinstance(item, int) and item.bit_length() > 128:
                yield problems.not_storable(field, found=f"{hex(item)[:12]}…")
    if level:
        yield problems.nested_too_deeply(field)


def _items(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from value
