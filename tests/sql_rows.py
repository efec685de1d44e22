"""Fact sheets as rows of a table, in SQLite or PostgreSQL, and the statuses that SQL answers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from functools import cache
from typing import Any

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.sql.statement import find_refusals, write_statement
from mgdcds.core.engines.sql.table import Column, Table
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.canonical import canonical_json
from mgdcds.core.values.truth import Truth, truth_of
from tests.generative.sheets import cut_offs_of

_TYPES = {
    "sqlite": ("REAL", "INTEGER", "TEXT", "TEXT"),
    "postgresql": ("DOUBLE PRECISION", "BOOLEAN", "DATE", "TEXT"),
}


def table_for(dictionary: Dictionary, *, name: str = "sheets") -> Table:
    """A table with a column for each fact, and one with the limits of each row."""
    facts = {
        name: Column(name, f"{name}_on" if fact.fresh_days is not None else "")
        for name, fact in dictionary.facts.items()
    }
    return Table(name, facts, key="row", on="day", limits="limits")


def columns_of(dictionary: Dictionary, database: str) -> dict[str, str]:
    """The columns of that table with their types."""
    number, boolean, date, text = _TYPES[database]
    of_kind = {Kind.QUANTITY: number, Kind.NUMBER: number, Kind.BOOLEAN: boolean, Kind.DATE: date}
    columns = {"row": "INTEGER", "day": date, "limits": text}
    for name, fact in dictionary.facts.items():
        columns[name] = of_kind.get(fact.kind, text)
        if fact.fresh_days is not None:
            columns[f"{name}_on"] = date
    return columns


def row_of(dictionary: Dictionary, sheet: FactSheet, number: int) -> dict[str, Any]:
    """A sheet as a row: what was set aside too, for SQL finds out by itself what is stale."""
    row: dict[str, Any] = {"row": number, "day": sheet.on.isoformat()}
    row["limits"] = canonical_json(dict(sheet.limits))
    recorded = {**sheet.values, **{name: value for name, (value, _) in sheet.set_aside.items()}}
    for name, value in recorded.items():
        row[name] = _plain(value.value)
        if dictionary.fact(name).fresh_days is not None and value.on is not None:
            row[f"{name}_on"] = value.on.isoformat()
    return row


def run_sqlite(
    statement: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> Any:
    """The rows that a statement answers in SQLite."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _fill(connection.executemany, connection.execute, "?", columns, rows)
        return connection.execute(statement).fetchall()


def run_postgresql(
    statement: str, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]]
) -> Any:
    """The rows that a statement answers in PostgreSQL."""
    import psycopg2

    with closing(psycopg2.connect(postgresql_url())) as connection, connection.cursor() as cursor:
        _fill(cursor.executemany, cursor.execute, "%s", columns, rows)
        cursor.execute(statement)
        return cursor.fetchall()


RUNNERS: Mapping[str, Callable[..., Any]] = {"sqlite": run_sqlite, "postgresql": run_postgresql}


@cache
def postgresql_url() -> str:
    """The address of a server that is there, or ''."""
    from tests.postgresql import LOCAL, answers

    url = os.environ.get("TEST_DATABASE_URL") or LOCAL
    return url if answers(url) else ""


def databases() -> tuple[str, ...]:
    """The databases that are there."""
    return ("sqlite", "postgresql") if postgresql_url() else ("sqlite",)


def statuses(
    program: Program, names: Iterable[str], sheets: Sequence[FactSheet], database: str
) -> list[dict[str, Truth]]:
    """The truth of each condition that the dialect can say, for each sheet, in their order."""
    dictionary = program.dictionary
    table = table_for(dictionary)
    wanted = tuple(names)
    refused = find_refusals(program, wanted, table=table, dialect=database)
    asked = tuple(name for name in wanted if name not in refused)
    statement = write_statement(program, asked, table=table, dialect=database)
    rows = [row_of(dictionary, sheet, number) for number, sheet in enumerate(sheets)]
    found = RUNNERS[database](statement, columns_of(dictionary, database), rows)
    answers = {number: dict(zip(asked, map(_truth, row), strict=True)) for number, *row in found}
    return [answers[number] for number in range(len(sheets))]


def ask_one(program: Program, name: str, sheet: FactSheet, database: str) -> Truth:
    """The truth of one condition for one sheet. Raises UnableToWriteSql where it is refused."""
    dictionary = program.dictionary
    statement = write_statement(program, [name], table=table_for(dictionary), dialect=database)
    columns, row = columns_of(dictionary, database), row_of(dictionary, sheet, 0)
    ((_, value),) = RUNNERS[database](statement, columns, [row])
    return _truth(value)


def plan_of(statement: str, dictionary: Dictionary, database: str) -> str:
    """How a database would run a statement on a table that is large."""
    columns = ", ".join(
        f'"{name}" {type}' for name, type in columns_of(dictionary, database).items()
    )
    if database == "sqlite":
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(f"CREATE TABLE sheets ({columns})")
            return str(connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())
    import psycopg2

    with closing(psycopg2.connect(postgresql_url())) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE UNLOGGED TABLE sheets ({columns})")
        for setting in (
            "min_parallel_table_scan_size",
            "parallel_setup_cost",
            "parallel_tuple_cost",
        ):
            cursor.execute(f"SET LOCAL {setting} = 0")
        cursor.execute(f"EXPLAIN {statement}")
        return str(cursor.fetchall())


def _fill(
    many: Callable[..., Any],
    one: Callable[..., Any],
    mark: str,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    written = ", ".join(f'"{name}" {type}' for name, type in columns.items())
    one(f"CREATE TEMPORARY TABLE sheets ({written})")
    marks = ", ".join([mark] * len(columns))
    many(f"INSERT INTO sheets VALUES ({marks})", [[row.get(n) for n in columns] for row in rows])


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, bool | str) else value.isoformat()


def _truth(value: Any) -> Truth:
    return truth_of(None if value is None else bool(value))


def cut_offs_for(program: Program) -> dict[str, tuple[Any, ...]]:
    """Where sheets for a program should lie: at its literals, and at what is plausible."""
    found: dict[str, tuple[Any, ...]] = dict(cut_offs_of(program))
    for fact in program.dictionary.facts.values():
        ends = (fact.plausible.low, fact.plausible.high)
        plain = found.get("", ()) if fact.kind is Kind.NUMBER else ()
        known = (*found.get(fact.unit, ()), *plain, *(end for end in ends if end is not None))
        found[fact.unit] = known or (Decimal(1),)
    return found
