"""The case file: a worked patient in TOML or JSON; shipped, given to the program, or exported."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts import case_content, problems
from mgdcds.core.facts.case import STATUSES, Case
from mgdcds.core.facts.case_content import Table
from mgdcds.core.facts.case_print import case_to_content, print_case
from mgdcds.core.facts.limits import read_limits
from mgdcds.core.facts.make_sheet import expand_reviewed, make_sheet
from mgdcds.core.facts.readings import read_facts
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.facts.text_files import decode_text, is_json, is_too_deep, parse_json
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.core.values.toml import UnableToParseToml, parse_toml

__all__ = [
    "STATUSES",
    "Case",
    "UnableToReadCase",
    "case_from_content",
    "case_to_content",
    "is_case",
    "print_case",
    "read_case",
    "sheet_of_case",
]

#: A case written by hand has some kilobytes.
MOST_TOML_MEGABYTES = 1
_KEYS = ("name", "rule", "note", "on", "reviewed", "profile", "facts", "limits", "expect")


class UnableToReadCase(UnableTo):
    """A file that is no case, or a case with something wrong in it."""


def read_case(
    text: str | bytes,
    *,
    dictionary: Dictionary,
    document: str = "",
    rules: tuple[str, ...] | None = None,
) -> Case:
    """This function will read a case file, TOML or JSON, told apart by its content.

    With `rules`, the expected rule codes are checked against them. Raises UnableToReadCase
    with every problem at its place; nothing is guessed.
    """
    content = _parse(text, document)
    return case_from_content(content, dictionary=dictionary, document=document, rules=rules)


def case_from_content(
    content: object,
    *,
    dictionary: Dictionary,
    document: str = "",
    rules: tuple[str, ...] | None = None,
) -> Case:
    """This function will read a case from plain data (a parsed file, the body of an entry)."""
    table = Table(content, document=document, known=_KEYS)
    on = table.date("on", needed=True)
    reviewed = case_content.read_reviewed(table)
    raw = case_content.read_raw_facts(table)
    limits, of_limits = read_limits(dictionary, table.table("limits"), place=table.place("limits"))
    expect = case_content.read_expect(table, statuses=STATUSES, rules=rules)
    words = {key: table.text(key) for key in ("name", "rule", "note", "profile")}
    reading = read_facts(dictionary, raw, on=on or datetime.date.max)
    found = [*table.problems, *reading.problems, *of_limits]
    if found or on is None:
        raise UnableToReadCase(found)
    return Case(
        on=on,
        reviewed=reviewed,
        values=reading.values,
        limits=MappingProxyType(limits),
        expect=expect,
        questions=reading.questions,
        notices=reading.notices,
        **words,
    )


def sheet_of_case(case: Case, *, dictionary: Dictionary, profile: str | None = None) -> FactSheet:
    """This function will make the sheet of a case: lists expanded, limits resolved.

    The case's own profile counts before the given one.
    """
    values = expand_reviewed(dictionary, case.values, case.reviewed)
    return make_sheet(
        dictionary,
        values,
        on=case.on,
        reviewed=case.reviewed,
        limits=case.limits,
        profile=case.profile or profile,
    )


def is_case(content: object) -> bool:
    """This function will tell a parsed case from a parsed bundle."""
    return isinstance(content, Mapping) and "resourceType" not in content


def _parse(text: str | bytes, document: str) -> Any:
    decoded = decode_text(text, document=document)
    if isinstance(decoded, Problem):
        raise UnableToReadCase([decoded])
    if not is_json(decoded):
        return _parse_toml(decoded, document)
    content = parse_json(decoded, document=document)
    if isinstance(content, Problem):
        raise UnableToReadCase([content])
    return content


def _parse_toml(text: str, document: str) -> Any:
    if len(text) > MOST_TOML_MEGABYTES * 1_000_000:
        large = problems.too_large(Place(document), megabytes=MOST_TOML_MEGABYTES)
        raise UnableToReadCase([large])
    try:
        content = parse_toml(text, document=document)
    except UnableToParseToml as unable:
        raise UnableToReadCase(unable.problems) from unable
    if is_too_deep(content):
        raise UnableToReadCase([problems.nested_too_deeply(Place(document))])
    return content
