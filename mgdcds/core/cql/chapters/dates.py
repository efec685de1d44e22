"""Dates. Today is the day of the assessment, never the clock's."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, function


def _between(unit: str, *worked: str) -> Operator:
    return Operator(
        name=f"{unit.capitalize()}Between",
        symbol=f"{unit} between",
        form=Form.PERIOD,
        binds=Binds.BETWEEN,
        nulls=Nulls.SPREAD,
        doc=f"How many whole {unit} lie between two dates.",
        signatures=("date, date -> integer",),
        examples=examples(*worked),
    )


DATES = (
    function(
        "Today",
        nulls=Nulls.NEVER,
        doc="The day of the assessment.",
        signatures=("-> date",),
        worked=("days between Today() and Today() -> 0",),
    ),
    _between(
        "years",
        "years between @2000-02-29 and @2026-02-28 -> 25",
        "years between @2000-02-29 and @2026-03-01 -> 26",
        "years between null and @2026-03-01 -> null",
    ),
    _between("months", "months between @2026-01-31 and @2026-03-30 -> 1"),
    _between("weeks", "weeks between @2026-01-01 and @2026-01-15 -> 2"),
    _between("days", "days between @2026-01-15 and @2026-01-01 -> -14"),
)
