"""What is wrong, as a value: every room that can complain returns these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

#: How much of a long source line is shown on each side of the place.
_AROUND = 60


@dataclass(frozen=True, order=True)
class Place:
    """Where something is wrong: a document, a field in it, and a position in its text.

    `line` and `column` count from 1; 0 means "the whole of it".
    `text` is the source line, for a caret under `column`.
    """

    document: str = ""
    field: str = ""
    line: int = 0
    column: int = 0
    text: str = ""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: its place, a stable code, a full sentence, and a cure if one is known."""

    place: Place = field(default_factory=Place)
    code: str = ""
    message: str = ""
    hint: str = ""

    def describe(self) -> str:
        """This method will write the problem for a terminal, with a caret where it helps."""
        where = ":".join(
            str(part)
            for part in (
                self.place.document,
                self.place.field,
                self.place.line or "",
                self.place.column or "",
            )
            if part
        )
        lines = [f"{where}: {self.message}" if where else self.message]
        if self.place.text and self.place.column:
            text, column = _excerpt(self.place.text, self.place.column)
            lines += [f"    {text}", "    " + " " * (column - 1) + "^"]
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


def _excerpt(text: str, column: int) -> tuple[str, int]:
    """As much of a long line as shows what is at the column, and the column in that."""
    start = max(0, column - _AROUND) if len(text) > 2 * _AROUND else 0
    shown = text[start : start + 2 * _AROUND]
    before, after = "…" if start else "", "…" if start + len(shown) < len(text) else ""
    return f"{before}{shown}{after}", column - start + len(before)


class UnableTo(Exception):
    """A foreseen failure that carries its problems. Subclasses are named for the deed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(problem.describe() for problem in self.problems))
