"""A page of plain text for a terminal: 80 columns, headings, hanging indents."""

from __future__ import annotations

import textwrap
import unicodedata

WIDTH = 80
_UNPRINTED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


class Page:
    """Grows line by line. Whatever a terminal would obey instead of show is left out."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def text(self) -> str:
        """This method will answer the whole page."""
        return "\n".join(self._lines)

    def gap(self) -> None:
        """This method will leave one line free."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, words: str) -> None:
        """This method will write a heading, underlined, with a free line before."""
        self.gap()
        self._lines += [words.upper(), "-" * len(words)]

    def write(self, words: str, *, lead: str = "", indent: int = 0) -> None:
        """This method will write words after a lead such as '  1. ', wrapped to hang under it.

        `indent` is the least indent of the further lines and of the words.
        """
        start = lead.ljust(indent)
        for paragraph in words.split("\n"):
            self._lines += textwrap.wrap(
                printable(paragraph),
                WIDTH,
                initial_indent=start,
                subsequent_indent=" " * len(start),
                break_on_hyphens=False,
            ) or [start.rstrip()]
            start = " " * len(start)

    def sides(self, left: str, right: str) -> None:
        """This method will write one thing at the left and one at the right."""
        left = printable(left)
        room = WIDTH - len(right) - 2
        if len(left) > room:
            self.write(left)
            self._lines.append(right.rjust(WIDTH))
        else:
            self._lines.append(f"{left.ljust(room)}  {right}")


def printable_lines(text: str) -> str:
    """This function will do the same to each line of a text."""
    return "\n".join(printable(line) for line in text.split("\n"))


def printable(words: str) -> str:
    """This function will leave out characters that are not seen, or that steer a terminal."""
    return "".join(" " if unicodedata.category(one) in _UNPRINTED else one for one in words)
