"""The parts of a case, taken from plain data with every problem at its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence, Sized
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mgdcds.core.dictionary.dictionary import find_close
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.facts import problems
from mgdcds.core.facts.numbers import parse_date, split_quantity
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.problems import Place, Problem

_OF_CASE = Provenance(door="case")
#: Well above the number of facts and of rules. Each unknown name is compared with all known ones.
MOST_ENTRIES = 500
_FACT_KEYS = ("value", "unit", "on")


class Table:
    """A table of a case with the keys it may have; `problems` grows with what is wrong."""

    def __init__(self, content: object, *, document: str, known: tuple[str, ...]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._content: Mapping[str, Any] = {}
        if not isinstance(content, Mapping):
            self.problems.append(problems.not_a_table(self.place(), found=content))
        elif self._is_short(content, self.place()):
            self._content = content
        for key in self._content:
            if key not in known:
                close = find_close(str(key), among=known)
                found = problems.unknown_key(self.place(), key=str(key), known=known, close=close)
                self.problems.append(found)

    def place(self, field: str = "") -> Place:
        """This method will answer the place of a field."""
        return Place(self.document, field)

    def text(self, key: str) -> str:
        """This method will take a text; "" when it is absent."""
        return str(self._take(key, str, "a text in quotes", ""))

    def texts(self, key: str) -> tuple[str, ...]:
        """This method will take a list of texts."""
        found = self._take(key, list | tuple, "a list of texts", ())
        return tuple(str(item) for item in found)

    def table(self, key: str) -> Mapping[str, Any]:
        """This method will take a table."""
        found: Mapping[str, Any] = self._take(key, Mapping, "a table of names and values", {})
        return found

    def date(self, key: str, *, needed: bool = False) -> datetime.date | None:
        """This method will take a date, written as a date or as text."""
        if key not in self._content:
            if needed:
                self.problems.append(problems.missing_key(self.place(key), key=key))
            return None
        date = date_from(self._content[key], place=self.place(key))
        if isinstance(date, Problem):
            self.problems.append(date)
            return None
        return date

    def _is_short(self, found: Sized, place: Place) -> bool:
        if len(found) <= MOST_ENTRIES:
            return True
        self.problems.append(problems.too_many(place, found=len(found), most=MOST_ENTRIES))
        return False

    def _take(self, key: str, kind: Any, expected: str, default: Any) -> Any:
        found = self._content.get(key, default)
        if isinstance(found, kind):
            is_text = isinstance(found, str)
            return found if is_text or self._is_short(found, self.place(key)) else default
        self.problems.append(problems.wrong_kind(self.place(key), found=found, expected=expected))
        return default


def date_from(found: object, *, place: Place) -> datetime.date | Problem:
    """This function will read a date from a date or a text."""
    if isinstance(found, datetime.date) and not isinstance(found, datetime.datetime):
        return found
    return parse_date(str(found), place=place)


def read_reviewed(table: Table) -> frozenset[str]:
    """This function will read the lists that were gone through."""
    listed = table.texts("reviewed")
    for name in listed:
        if name not in LISTS:
            close = find_close(name, among=LISTS)
            place = table.place("reviewed")
            table.problems.append(
                problems.unknown_list(place, found=name, known=LISTS, close=close)
            )
    return frozenset(listed)


def read_raw_facts(table: Table) -> tuple[RawFact, ...]:
    """This function will read the facts of a case as raw facts."""
    return tuple(
        raw
        for name, found in table.table("facts").items()
        for raw in _raw_fact(table, str(name), found)
    )


def read_expect(
    table: Table, *, statuses: tuple[str, ...], rules: tuple[str, ...] | None
) -> Mapping[str, tuple[str, ...]]:
    """This function will read which rules are expected to have which status."""
    inner = Table(table.table("expect"), document=table.document, known=statuses)
    expect = {status: inner.texts(status) for status in statuses}
    table.problems += [_under("expect", problem) for problem in inner.problems]
    seen: list[str] = []
    for status, codes in expect.items():
        for code in codes:
            table.problems += _check_code(table.place(f"expect.{status}"), code, seen, rules)
            seen.append(code)
    return MappingProxyType({status: codes for status, codes in expect.items() if codes})


def _raw_fact(table: Table, name: str, found: object) -> Iterator[RawFact]:
    place = table.place(f"facts.{name}")
    if isinstance(found, Mapping):
        yield from _raw_fact_of_table(table, name, found, place)
    elif isinstance(found, Sequence) and not isinstance(found, str):
        expected = "one value"
        table.problems.append(problems.wrong_kind(place, found=found, expected=expected))
    else:
        value, unit = _value_and_unit(found)
        yield RawFact(name, value, unit, provenance=_OF_CASE, place=place)


def _raw_fact_of_table(
    table: Table, name: str, found: Mapping[str, object], place: Place
) -> Iterator[RawFact]:
    inner = Table(found, document=table.document, known=_FACT_KEYS)
    on = inner.date("on")
    table.problems += [_under(f"facts.{name}", problem) for problem in inner.problems]
    if "value" not in found:
        table.problems.append(problems.missing_key(place, key="value"))
        return
    value, unit = _value_and_unit(found["value"])
    unit = inner.text("unit") or unit
    yield RawFact(name, value, unit, on=on, provenance=_OF_CASE, place=place)


def _value_and_unit(found: object) -> tuple[str, str]:
    if isinstance(found, bool):
        return ("yes" if found else "no"), ""
    if isinstance(found, Decimal) and found.is_finite():
        return decimal_text(found), ""
    if isinstance(found, str):
        return split_quantity(found)
    return str(found), ""


def _check_code(
    place: Place, code: str, seen: list[str], rules: tuple[str, ...] | None
) -> Iterator[Problem]:
    if code in seen:
        yield problems.rule_expected_twice(place, code=code)
    if rules is not None and code not in rules:
        yield problems.unknown_rule(place, code=code, close=find_close(code, among=rules))


def _under(field: str, problem: Problem) -> Problem:
    place = Place(problem.place.document, f"{field}.{problem.place.field}".rstrip("."))
    return Problem(place, problem.code, problem.message, problem.hint)
