"""Dates. A span is a whole number of years, months, weeks or days."""

from __future__ import annotations

import datetime
from decimal import Decimal

from mgdcds.core.values.dates import add_days, add_months, whole_months

_MONTHS = {"year": 12, "month": 1}
_DAYS = {"wk": 7, "d": 1}


def move_date(
    date: datetime.date, span: Decimal, *, unit: str, sign: int = 1
) -> datetime.date | None:
    """The date moved by a span; decimals of the span do not count."""
    steps = sign * int(span)
    if unit in _MONTHS:
        return add_months(date, months=steps * _MONTHS[unit])
    return add_days(date, days=steps * _DAYS[unit])


def next_date(date: datetime.date, *, step: int) -> datetime.date | None:
    return add_days(date, days=step)


def years_between(start: datetime.date, end: datetime.date) -> int:
    return int(whole_months(start, end=end) / 12)


def months_between(start: datetime.date, end: datetime.date) -> int:
    return whole_months(start, end=end)


def weeks_between(start: datetime.date, end: datetime.date) -> int:
    return int((end - start).days / 7)


def days_between(start: datetime.date, end: datetime.date) -> int:
    return (end - start).days
