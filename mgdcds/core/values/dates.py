"""Dates as people read them, and ages."""

from __future__ import annotations

import calendar
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


def whole_months(start: datetime.date, *, end: datetime.date) -> int:
    """This function will answer how many whole months lie between; negative when `end` is first."""
    if end < start:
        return -whole_months(end, end=start)
    return 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)


def add_months(date: datetime.date, *, months: int) -> datetime.date | None:
    """This function will move a date by months, to the last day of a month that is too short.

    It answers None when the calendar ends before.
    """
    year, month = divmod(12 * date.year + date.month - 1 + months, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(date.day, last))


def add_days(date: datetime.date, *, days: int) -> datetime.date | None:
    """This function will move a date by days, or answer None when the calendar ends before."""
    ordinal = date.toordinal() + days
    if not datetime.date.min.toordinal() <= ordinal <= datetime.date.max.toordinal():
        return None
    return datetime.date.fromordinal(ordinal)
