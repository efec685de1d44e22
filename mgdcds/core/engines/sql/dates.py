"""Dates. Whole spans between them, and moves by whole spans; the calendar has leap days."""

from __future__ import annotations

import datetime

from sqlglot import exp

from mgdcds.core.cql.types import DATE, QuantityType
from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.build import Sql, chain, choose, number, op
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.registry import writes
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Range, Scalar

_MONTHS = {"year": 12, "month": 1}
_DAYS = {"wk": 7, "d": 1}
#: Dates lie between the years 1 and 9999, and those of a record seldom further apart than this.
_YEARS, _FAR_APART = 9998, 200
_MOST = {"months": 12 * _YEARS, "days": 366 * _YEARS}


@writes("Today")
def write_today(scribe: Scribe) -> Scalar:
    return Scalar(scribe.today, "date")


@writes("YearsBetween")
def write_years_between(scribe: Scribe, start: Scalar, end: Scalar) -> Scalar:
    # 20261122 - 20000229: the rest is negative before the birthday, and so one year is missing.
    passed = op(exp.Sub, _number(scribe, end), _number(scribe, start))
    return _span(scribe, scribe.dialect.whole_divide(passed, number(10000)), _FAR_APART)


@writes("MonthsBetween")
def write_months_between(scribe: Scribe, start: Scalar, end: Scalar) -> Scalar:
    passed = op(exp.Sub, _months(scribe, end), _months(scribe, start))
    days = scribe.bindings.bind(op(exp.Sub, _day(scribe, end), _day(scribe, start)))
    forwards = op(exp.LTE, start.sql, end.sql)
    is_short = chain(exp.And, forwards, op(exp.LT, days, number(0)))
    is_long = chain(exp.And, op(exp.GT, start.sql, end.sql), op(exp.GT, days, number(0)))
    step = choose((is_short, number(-1)), (is_long, number(1)), otherwise=number(0))
    return _span(scribe, op(exp.Add, passed, step), 12 * _FAR_APART)


@writes("WeeksBetween")
def write_weeks_between(scribe: Scribe, start: Scalar, end: Scalar) -> Scalar:
    days = scribe.dialect.days_between(start.sql, end.sql)
    return _span(scribe, scribe.dialect.whole_divide(days, number(7)), 53 * _FAR_APART)


@writes("DaysBetween")
def write_days_between(scribe: Scribe, start: Scalar, end: Scalar) -> Scalar:
    return _span(scribe, scribe.dialect.days_between(start.sql, end.sql), 366 * _FAR_APART)


def moved(scribe: Scribe, date: Scalar, span: Scalar, sign: int) -> Scalar:
    """This function will move a date by a span; what the calendar does not have is null."""
    type = scribe.operand_types[1]
    unit = type.unit if isinstance(type, QuantityType) else "d"
    by_months = unit in _MONTHS
    length = sign * (_MONTHS if by_months else _DAYS)[unit]
    steps = _steps(scribe, span, length, _MOST["months" if by_months else "days"])
    if steps is None:
        return constant(scribe, None, DATE)
    move = scribe.dialect.move_months if by_months else scribe.dialect.move_days
    fits = _in_calendar(scribe, date, steps, by_months)
    return scribe.keep(choose((fits, move(date.sql, steps))), "date")


def _in_calendar(scribe: Scribe, date: Scalar, steps: Sql, by_months: bool) -> Sql:
    """Whether a date can be moved so far. It is asked before, as a database would stop."""
    if by_months:
        least, most, passed = 13, 12 * (_YEARS + 2), _months(scribe, date)
    else:
        first = scribe.dialect.date(datetime.date.min)
        passed = scribe.dialect.days_between(first, date.sql)
        least, most = 0, (datetime.date.max - datetime.date.min).days
    reached = op(exp.Add, passed, steps)
    return exp.Between(this=build.wrap(reached), low=number(least), high=number(most))


def _steps(scribe: Scribe, span: Scalar, length: int, most: int) -> Sql | None:
    """A whole number of months or days; None or null for more than the calendar has."""
    if span.is_constant:
        steps = 0 if span.is_null else int(span.constant) * length
        return None if span.is_null or abs(steps) > most else number(steps)
    size = scribe.bindings.bind(scribe.dialect.truncate(scribe.double(span)))
    fits = exp.Between(this=size, low=number(-most), high=number(most))
    steps_sql = scribe.dialect.small(choose((fits, op(exp.Mul, size, number(length)))))
    return scribe.bindings.bind(steps_sql)


def _span(scribe: Scribe, sql: Sql, most: int) -> Scalar:
    return scribe.keep(sql, "integer", Range(-most, most))


def _number(scribe: Scribe, date: Scalar) -> Sql:
    return scribe.bindings.bind(scribe.dialect.date_number(date.sql))


def _months(scribe: Scribe, date: Scalar) -> Sql:
    """How many months lie before the month of a date."""
    whole, number_of = scribe.dialect.whole_divide, _number(scribe, date)
    years = op(exp.Mul, whole(number_of, number(10000)), number(12))
    month = op(exp.Mod, whole(number_of, number(100)), number(100))
    return scribe.bindings.bind(op(exp.Add, years, month))


def _day(scribe: Scribe, date: Scalar) -> Sql:
    return op(exp.Mod, _number(scribe, date), number(100))
