"""Text that is yet to be broken into lines.

A text is written on one line when it fits, and in its lines otherwise; its parts decide
again for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_INDENT = 2


@dataclass(frozen=True)
class Text:
    """A text, on one line (`flat`) or in `rows` that are indented. Without rows it stays as it is.

    `glue` stands between the rows when they are on one line.
    """

    flat: str
    rows: tuple[tuple[int, Text], ...] = ()
    parts: tuple[Text, ...] = ()

    def fit(self, width: int | None) -> str:
        """This method will write the text in lines of at most `width`, where it can be broken."""
        return "\n".join(self.lines(width))

    def lines(self, width: int | None) -> list[str]:
        """This method will break the text into lines."""
        if width is None or len(self.flat) <= width:
            return [self.flat]
        if self.rows:
            return [
                " " * indent + text
                for indent, row in self.rows
                for text in row.lines(width - indent)
            ]
        return self._lines_of_parts(width) if self.parts else [self.flat]

    def _lines_of_parts(self, width: int) -> list[str]:
        # What follows the last line of one part continues on that line.
        lines = [""]
        for part in self.parts:
            first, *rest = part.lines(width - len(lines[-1]))
            lines[-1] += first
            lines.extend(rest)
        return lines


def line(text: str) -> Text:
    """This function will make a text that is not broken."""
    return Text(text)


def joined(parts: Sequence[Text]) -> Text:
    """This function will put texts one after the other."""
    return Text("".join(part.flat for part in parts), parts=tuple(parts))


def stacked(rows: Sequence[Text], *, indents: Sequence[int] | None = None) -> Text:
    """This function will put texts in rows, or on one line with spaces between."""
    depths = indents or [0] * len(rows)
    flat = " ".join(row.flat for row in rows)
    return Text(flat, rows=tuple(zip(depths, rows, strict=True)))


def bracket(opening: str, items: Iterable[Text], closing: str) -> Text:
    """This function will put texts in brackets, with commas; each on its own row if need be."""
    inner = list(items)
    flat = opening + ", ".join(item.flat for item in inner) + closing
    *firsts, last = inner or [line("")]
    rows = [*(joined([item, line(",")]) for item in firsts), last]
    return Text(
        flat,
        rows=((0, line(opening)), *((_INDENT, row) for row in rows), (0, line(closing))),
    )
