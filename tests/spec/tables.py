"""Tables of the specification, drawn in text.

    b1    | b2    || b1 and b2
    true  | null  || null

Left of `||` stand facts and their values, right of it expressions and their answers. Values are
written in the language; null is a fact that is not recorded, or an answer that is not known.
"""

from dataclasses import dataclass
from typing import Any

from tests.spec.engines import value_of


@dataclass(frozen=True)
class Row:
    """One row: the facts of a sheet, and the answer of each expression."""

    facts: dict[str, Any]
    answers: dict[str, Any]


def read_table(text: str) -> list[Row]:
    """Reads a table into its rows; empty lines do not count."""
    header, *rows = [line for line in text.splitlines() if line.strip()]
    names, expressions = _cells(header)
    return [_row(names, expressions, row) for row in rows]


def _row(names: list[str], expressions: list[str], line: str) -> Row:
    facts, answers = ([value_of(cell) for cell in side] for side in _cells(line))
    recorded = dict(zip(names, facts, strict=True))
    return Row(
        facts={name: value for name, value in recorded.items() if value is not None},
        answers=dict(zip(expressions, answers, strict=True)),
    )


def _cells(line: str) -> tuple[list[str], list[str]]:
    left, right = line.split("||")
    sides = ([cell.strip() for cell in side.split(" | ")] for side in (left, right))
    facts, answers = ([cell for cell in side if cell] for side in sides)
    return facts, answers
