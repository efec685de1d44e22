"""Dates as people read them, and ages."""

from __future__ import annotations

import datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_date(date: datetime.date) -> str:
    """This function will write a date as "12 Nov 2026"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def whole_years(born: datetime.date, *, on: datetime.date) -> int:
    """This function will answer the age in completed years on a date.

    Somebody born on 29 February has a birthday on 1 March in common years.
    """
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
