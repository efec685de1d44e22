"""Taking typed values out of plain content, collecting every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mgdcds.core.dictionary import problems
from mgdcds.core.dictionary.dictionary import find_close
from mgdcds.core.dictionary.fact import Range
from mgdcds.core.values.problems import Place, Problem

_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,30})?")
_NOTHING = object()


def number_from(text: object) -> Decimal | None:
    """This function will read a plain decimal in quotes, or answer None."""
    if isinstance(text, str) and _NUMBER.fullmatch(text):
        return Decimal(text)
    return None


class Content:
    """One table of content. Each method takes one key; `problems` grows with what is wrong.

    Keys that nobody took are reported by `refuse_the_rest`.
    """

    def __init__(self, content: Mapping[str, Any], *, document: str, field: str = "") -> None:
        self._content = content
        self._document = document
        self._field = field
        self._taken: list[str] = []
        self.problems: list[Problem] = []

    def place(self, key: str = "") -> Place:
        """This method will answer the place of a key."""
        return Place(self._document, ".".join(part for part in (self._field, key) if part))

    def has(self, key: str) -> bool:
        """This method will tell whether a key is there."""
        return key in self._content

    def text(self, key: str, *, needed: bool = False) -> str:
        """This method will take a text; "" when it is absent."""
        return str(self._take(key, str, "a text in quotes", "", needed=needed))

    def word(self, key: str, *, known: Iterable[str], needed: bool = False) -> str:
        """This method will take one of some known words; "" when it is absent."""
        found = self.text(key, needed=needed)
        words = tuple(known)
        if found and found not in words:
            close = find_close(found, among=words)
            self.problems.append(
                problems.unknown_word(self.place(key), found=found, close=close, known=words)
            )
            return ""
        return found

    def flag(self, key: str) -> bool:
        """This method will take true or false; False when it is absent."""
        return bool(self._take(key, bool, "true or false", False))

    def whole(self, key: str, *, up_to: int = 100_000) -> int | None:
        """This method will take a whole number from zero up; None when it is absent."""
        found = self._take(key, int, "a whole number", None)
        if isinstance(found, bool) or (found is not None and not 0 <= found <= up_to):
            self._wrong(key, found, "a whole number")
            return None
        return None if found is None else int(found)

    def number(self, key: str, *, needed: bool = False) -> Decimal | None:
        """This method will take a number in quotes."""
        found = self._take(key, object, "", None, needed=needed)
        number = number_from(found)
        if found is not None and number is None:
            self.problems.append(problems.bad_number(self.place(key), found=found))
        return number

    def range(self, key: str) -> Range:
        """This method will take a pair of numbers in quotes; an open end is ""."""
        found = self._take(key, object, "", None)
        if found is None:
            return Range()
        ends = _ends_from(found)
        if ends is None:
            self.problems.append(problems.bad_range(self.place(key), found=found))
        return ends or Range()

    def texts(self, key: str) -> tuple[str, ...]:
        """This method will take a list of texts."""
        found = self._take(key, list | tuple, "a list of texts", ())
        if not all(isinstance(text, str) for text in found):
            self._wrong(key, found, "a list of texts")
            return ()
        return tuple(found)

    def list_of(self, key: str) -> tuple[object, ...]:
        """This method will take a list of anything."""
        return tuple(self._take(key, list | tuple, "a list", ()))

    def tables(self, key: str) -> tuple[Content, ...]:
        """This method will take a list of tables."""
        found = self._take(key, list | tuple, "a list of tables", ())
        if not all(isinstance(table, Mapping) for table in found):
            self._wrong(key, found, "a list of tables")
            return ()
        return tuple(self._inner(table, f"{key}.{at}") for at, table in enumerate(found, 1))

    def codes(self, key: str, *, systems: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """This method will take a table of lists of codes by system."""
        inner = self._inner(self._take(key, Mapping, "a table", {}), key)
        found = {system: inner.texts(system) for system in systems if inner.has(system)}
        inner.refuse_the_rest(systems)
        self.problems += inner.problems
        return MappingProxyType({system: codes for system, codes in found.items() if codes})

    def mapping(self, key: str) -> Mapping[str, object]:
        """This method will take a table as it is."""
        found: Mapping[str, object] = self._take(key, Mapping, "a table", {})
        return found

    def refuse_the_rest(self, known: Iterable[str] = ()) -> None:
        """This method will report every key that nobody took."""
        keys = tuple(dict.fromkeys((*self._taken, *known)))
        for key in self._content:
            if key not in self._taken:
                close = find_close(str(key), among=keys)
                self.problems.append(
                    problems.unknown_key(self.place(), key=str(key), close=close, known=keys)
                )

    def _take(
        self, key: str, kind: Any, expected: str, default: Any, *, needed: bool = False
    ) -> Any:
        self._taken.append(key)
        found = self._content.get(key, _NOTHING)
        if found is _NOTHING or (needed and found == ""):
            if needed:
                self.problems.append(problems.missing_key(self.place(), key=key))
            return default
        if not isinstance(found, kind):
            self._wrong(key, found, expected)
            return default
        return found

    def _wrong(self, key: str, found: object, expected: str) -> None:
        self.problems.append(problems.wrong_type(self.place(key), found=found, expected=expected))

    def _inner(self, table: Mapping[str, Any], key: str) -> Content:
        return Content(table, document=self._document, field=self.place(key).field)


def _ends_from(found: object) -> Range | None:
    if not isinstance(found, Sequence) or isinstance(found, str) or len(found) != 2:
        return None
    ends = [number_from(end) for end in found]
    if any(end is None and text != "" for end, text in zip(ends, found, strict=True)):
        return None
    low, high = ends
    return None if low is not None and high is not None and low > high else Range(low, high)
