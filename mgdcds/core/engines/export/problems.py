"""The sentences with which the export refuses."""

from __future__ import annotations

from mgdcds.core.values.problems import Place, Problem, UnableTo


class UnableToExport(UnableTo):
    """A program with something that would mean another thing in the standard."""


def not_exported(place: Place, *, what: str) -> Problem:
    """Something means another thing in the standard, or nothing."""
    return Problem(
        place,
        "EXPORT.E001",
        f"{what} is not exported: other engines may answer otherwise.",
        "Write it with comparisons joined by 'and' and 'or', or with decimals.",
    )


def name_taken(place: Place, *, name: str) -> Problem:
    """Two things of the text would have one name."""
    return Problem(
        place,
        "EXPORT.E002",
        f"The name '{name}' is needed twice in the exported text.",
        "Rename the definition.",
    )
