"""Where databases differ: dates, whole numbers, and what a step costs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlglot import exp

from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.build import Sql, call, cast, number, op, text


@dataclass(frozen=True)
class Dialect:
    """One database's way of saying things; here what most of them share.

    `most_columns` is how many columns a query may have. `nests` says that a layer is written
    inside the next one, and not by name before all.
    """

    name: str
    written: str
    most_columns: int = 1600
    nests: bool = False

    def keep_apart(self, query: exp.Select) -> exp.Select:
        """This method will see to it that each column of a query is worked out once.

        A database may put it back into every place that uses it.
        """
        return query

    def date(self, value: datetime.date) -> Sql:
        """This method will write a date."""
        return cast(build.date(value), "date")

    def days_between(self, start: Sql, end: Sql) -> Sql:
        """This method will count the days from one date to another."""
        return op(exp.Sub, end, start)

    def move_days(self, date: Sql, days: Sql) -> Sql:
        """This method will move a date by days."""
        return op(exp.Add, date, days)

    def move_months(self, date: Sql, months: Sql) -> Sql:
        """This method will move a date by months, to the last day of a month that is too short."""
        span = op(exp.Mul, months, exp.Interval(this=text("1"), unit=exp.var("month")))
        return cast(op(exp.Add, date, span), "date")

    def small(self, count: Sql) -> Sql:
        """This method will write a count of days or months, of the type that moves take."""
        return exp.Cast(this=count, to=exp.DataType.build("int"))

    def date_number(self, date: Sql) -> Sql:
        """This method will write a date as a whole number: 20261122."""
        year, month, day = (self.part_of(date, part) for part in ("year", "month", "day"))
        above = op(exp.Add, op(exp.Mul, year, number(10000)), op(exp.Mul, month, number(100)))
        return cast(build.chain(exp.Add, above, day), "integer")

    def part_of(self, date: Sql, part: str) -> Sql:
        """This method will take the year, month or day of a date."""
        return exp.Extract(this=exp.var(part), expression=date)

    def whole_divide(self, left: Sql, right: Sql) -> Sql:
        """This method will divide whole numbers, without the rest, towards zero."""
        return exp.IntDiv(this=build.wrap(left), expression=build.wrap(right))

    def truncate(self, value: Sql) -> Sql:
        """This method will leave out the decimals, as a whole number in double precision."""
        return call("TRUNC", value)

    def floor(self, value: Sql) -> Sql:
        """This method will round down."""
        return call("FLOOR", value)

    def power(self, base: Sql, exponent: Sql) -> Sql:
        """This method will raise to a power in double precision."""
        return call("POWER", base, exponent)

    def snap(self, value: Sql) -> Sql:
        """This method will round a large number to the 15 digits that double precision holds."""
        digits = call("PRINTF", text("%.14e"), value)
        return cast(digits, "decimal")

    def ordered(self, words: Sql) -> Sql:
        """This method will make texts compare by their characters, whatever the language."""
        return words

    def own_limit(self, limits: Sql, name: str) -> Sql:
        """This method will read a number from a JSON object in a text column."""
        path = exp.JSONPath(expressions=[exp.JSONPathRoot(), exp.JSONPathKey(this=name)])
        return cast(exp.JSONExtractScalar(this=limits, expression=path), "decimal")


class Sqlite(Dialect):
    """SQLite: dates are ISO texts."""

    def keep_apart(self, query: exp.Select) -> exp.Select:
        return query.offset(0)

    def date(self, value: datetime.date) -> Sql:
        return build.date(value)

    def days_between(self, start: Sql, end: Sql) -> Sql:
        days = op(exp.Sub, call("JULIANDAY", end), call("JULIANDAY", start))
        return cast(days, "integer")

    def move_days(self, date: Sql, days: Sql) -> Sql:
        return call("DATE", date, _modifier(days, " days"))

    def move_months(self, date: Sql, months: Sql) -> Sql:
        # DATE('2026-01-31', '+1 month') is 3 March: the last day of February comes before it.
        first = [date, text("start of month"), _modifier(months, " months")]
        days = op(exp.Sub, self.part_of(date, "day"), number(1))
        moved = call("DATE", *first, _modifier(days, " days"))
        return call("MIN", moved, call("DATE", *first, text("+1 month"), text("-1 day")))

    def date_number(self, date: Sql) -> Sql:
        return cast(call("REPLACE", date, text("-"), text("")), "integer")

    def part_of(self, date: Sql, part: str) -> Sql:
        start, length = {"year": (1, 4), "month": (6, 2), "day": (9, 2)}[part]
        return cast(call("SUBSTR", date, number(start), number(length)), "integer")

    def whole_divide(self, left: Sql, right: Sql) -> Sql:
        return op(exp.Div, left, right)

    def power(self, base: Sql, exponent: Sql) -> Sql:
        # Django puts functions in Python in the place of POWER, which is slow.
        return call("POW", base, exponent)


def _modifier(count: Sql, unit: str) -> Sql:
    return op(exp.DPipe, cast(count, "string"), text(unit))


class PostgreSql(Dialect):
    """PostgreSQL."""

    def keep_apart(self, query: exp.Select) -> exp.Select:
        # OFFSET would do it too, but leaves the work to one process. What is volatile is not moved,
        # and several processes may ask this, which costs next to nothing.
        volatile = exp.func("pg_is_in_recovery")
        return query.select(exp.alias_(volatile, "kept apart", quoted=True))

    def part_of(self, date: Sql, part: str) -> Sql:
        # EXTRACT answers NUMERIC, which is slow.
        return call("DATE_PART", text(part), date)

    def whole_divide(self, left: Sql, right: Sql) -> Sql:
        return op(exp.Div, left, right)

    def snap(self, value: Sql) -> Sql:
        # The way from double precision to NUMERIC keeps 15 digits.
        return cast(exp.Cast(this=value, to=exp.DataType.build("decimal")), "decimal")

    def ordered(self, words: Sql) -> Sql:
        return exp.Collate(this=build.wrap(words), expression=exp.to_identifier("C", quoted=True))

    def own_limit(self, limits: Sql, name: str) -> Sql:
        as_json = exp.Cast(this=limits, to=exp.DataType.build("json"))
        return cast(op(exp.JSONExtractScalar, as_json, text(name)), "decimal")


class DuckDb(Dialect):
    """DuckDB."""

    def move_months(self, date: Sql, months: Sql) -> Sql:
        return cast(op(exp.Add, date, call("TO_MONTHS", months)), "date")

    def snap(self, value: Sql) -> Sql:
        return cast(call("PRINTF", text("{:.14e}"), value), "decimal")


class Spark(Dialect):
    """Spark."""

    def days_between(self, start: Sql, end: Sql) -> Sql:
        return call("DATEDIFF", end, start)

    def move_days(self, date: Sql, days: Sql) -> Sql:
        return call("DATE_ADD", date, days)

    def move_months(self, date: Sql, months: Sql) -> Sql:
        return call("ADD_MONTHS", date, months)

    def truncate(self, value: Sql) -> Sql:
        return cast(value, "integer")

    def snap(self, value: Sql) -> Sql:
        return cast(call("FORMAT_STRING", text("%.14e"), value), "decimal")


#: Every dialect by its name. The first two are run by the tests, the others are written.
DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        "sqlite": Sqlite("sqlite", "sqlite"),
        "postgresql": PostgreSql("postgresql", "postgres", nests=True),
        "duckdb": DuckDb("duckdb", "duckdb"),
        "spark": Spark("spark", "spark"),
    }
)
