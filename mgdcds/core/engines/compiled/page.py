"""The page that the generated function is written on: its lines, its names and its constants."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

_PLAIN_TEXT = re.compile(r"[A-Za-z0-9_]{1,60}")


class Page:
    """Lines of Python, and the values that they name.

    `values` become the globals of the generated function: constants, functions of the judge, and
    nothing that can reach anything else.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.values: dict[str, Any] = {"__builtins__": {}}
        self._numbers: Counter[str] = Counter()

    def new_name(self, letter: str) -> str:
        """This method will make a name that nothing else has: a letter and a number."""
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]}"

    def constant(self, value: Any) -> str:
        """This method will name a constant; a plain number or word is written as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return hex(value) if value >= 0 else f"({hex(value)})"
        if isinstance(value, float):
            return repr(value) if value >= 0 else f"({value!r})"
        if isinstance(value, str) and _PLAIN_TEXT.fullmatch(value):
            return repr(value)
        return self.bind(value)

    def bind(self, value: Any) -> str:
        """This method will give a value a name in the generated function."""
        name = self.new_name("k")
        self.values[name] = value
        return name

    def keep(self, text: str, letter: str = "t") -> tuple[str, str]:
        """This method will write `first` and `again` of an expression that is kept in a local."""
        name = self.new_name(letter)
        return f"({name} := {text})", name
