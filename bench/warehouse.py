"""Assessments in a table: what one statement with the statuses of all rules costs a database."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from bench.clock import best_seconds
from bench.contenders import Task
from bench.crowds import ONE_ROUND
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.sql.statement import write_statement
from mgdcds.core.engines.sql.table import Column, Table
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import truth_of

#: Every value is so many days old, which is fresh enough for every fact.
_AGE = datetime.timedelta(days=3)
_TYPES = {
    "sqlite": {"number": "REAL", "boolean": "INTEGER", "date": "TEXT", "choice": "TEXT"},
    "postgresql": {
        "number": "DOUBLE PRECISION",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "choice": "TEXT",
    },
}


class Cursor(Protocol):
    """What both databases have in common."""

    def execute(self, statement: str, values: Any = ..., /) -> Any: ...
    def executemany(self, statement: str, values: Any, /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


@dataclass(frozen=True)
class Database:
    """A database: how it is opened, how its statements mark a value, and how a table is kept.

    Nothing is committed, so that nothing stays behind.
    """

    name: str
    open: Callable[[], Any]
    mark: str
    kept: str = ""


@dataclass(frozen=True)
class Scan:
    """Seconds for a table of so many assessments.

    `statuses` computes those of all rules and keeps them in a table. `counted` counts the rows,
    and `read` counts the values in every column: two ways to scan a table.
    """

    database: str
    assessments: int
    rules: int
    statuses: float
    counted: float
    read: float

    def for_ten_rules(self, scan: float) -> float:
        """This method will answer how many such scans ten rules cost."""
        return self.statuses / scan * 10 / self.rules


def find_databases() -> tuple[Database, ...]:
    """This function will answer SQLite, and PostgreSQL where a server is there or can start."""
    sqlite = Database("sqlite", lambda: sqlite3.connect(":memory:"), "?")
    try:
        import psycopg2

        from tests.postgresql import find_or_start_server

        address = find_or_start_server()
    except (ImportError, SystemExit, OSError):
        return (sqlite,)
    return sqlite, Database("postgresql", lambda: psycopg2.connect(address), "%s", "UNLOGGED ")


def measure_table(
    task: Task, database: Database, assessments: Sequence[int], *, rounds: int
) -> Iterator[Scan]:
    """This function will measure growing tables. The answers are compared with the judge's."""
    table = table_of(task.program.dictionary)
    statement = write_statement(task.program, task.codes, table=table, dialect=database.name)
    for wanted in assessments:
        few = task.first(wanted)
        with filled(database, few) as cursor:
            compare(cursor, statement, few)
            _repeat_rows(cursor, len(few.sheets), wanted)
            cursor.execute("ANALYZE")
            runs = {
                "statuses": partial(_keep_statuses, cursor, statement),
                "counted": partial(_ask, cursor, "SELECT COUNT(*) FROM assessments"),
                "read": partial(_ask, cursor, _reading(table)),
            }
            yield Scan(
                database.name,
                wanted,
                len(task.codes),
                **best_seconds(runs, rounds=1 if wanted > ONE_ROUND else rounds),
            )


def table_of(dictionary: Dictionary) -> Table:
    """This function will say where facts stand in the table."""
    facts = {
        name: Column(name, f"{name}_on" if fact.fresh_days is not None else "")
        for name, fact in dictionary.facts.items()
    }
    return Table("assessments", facts, key="id", on="day")


@contextmanager
def filled(database: Database, task: Task) -> Iterator[Cursor]:
    """This function will make a table of the task's patients, which is gone at the end."""
    dictionary = task.program.dictionary
    columns = _columns(dictionary, _TYPES[database.name])
    rows = [_row(dictionary, number, sheet) for number, sheet in enumerate(task.sheets)]
    with closing(database.open()) as connection:
        cursor = connection.cursor()
        named = ", ".join(f'"{name}" {type}' for name, type in columns.items())
        cursor.execute(f"CREATE {database.kept}TABLE assessments ({named})")
        marks = ", ".join(database.mark for _ in columns)
        values = [tuple(row.get(name) for name in columns) for row in rows]
        cursor.executemany(f"INSERT INTO assessments VALUES ({marks})", values)
        yield cursor


def compare(cursor: Cursor, statement: str, task: Task) -> None:
    """This function will make sure that the statement says what the judge says."""
    cursor.execute(statement)
    for number, *found in cursor.fetchall():
        evaluation = open_sheet(task.program, task.sheets[number])
        judged = [evaluation.truth(code) for code in task.codes]
        answered = [truth_of(None if each is None else bool(each)) for each in found]
        if judged != answered:
            raise SystemExit("The statement differs from the judge: nothing was measured.")


def _columns(dictionary: Dictionary, types: Mapping[str, str]) -> dict[str, str]:
    columns = {"id": "INTEGER", "day": types["date"]}
    for name, fact in dictionary.facts.items():
        is_number = fact.kind in (Kind.NUMBER, Kind.QUANTITY)
        columns[name] = types["number" if is_number else fact.kind.value]
        if fact.fresh_days is not None:
            columns[f"{name}_on"] = types["date"]
    return columns


def _row(dictionary: Dictionary, number: int, sheet: FactSheet) -> dict[str, Any]:
    row: dict[str, Any] = {"id": number, "day": sheet.on.isoformat()}
    for name, value in sheet.values.items():
        kind = dictionary.fact(name).kind
        is_number = kind in (Kind.NUMBER, Kind.QUANTITY)
        row[name] = float(str(value.value)) if is_number else value.value
        if dictionary.fact(name).fresh_days is not None:
            row[f"{name}_on"] = (sheet.on - _AGE).isoformat()
    return row


def _repeat_rows(cursor: Cursor, rows: int, wanted: int) -> None:
    """The same patients again and again."""
    while rows < wanted:
        more = min(rows, wanted - rows)
        cursor.execute(f"INSERT INTO assessments SELECT * FROM assessments LIMIT {more}")
        rows += more


def _keep_statuses(cursor: Cursor, statement: str) -> None:
    cursor.execute(f"CREATE TEMPORARY TABLE found AS {statement}")
    cursor.execute("DROP TABLE found")


def _reading(table: Table) -> str:
    counts = ", ".join(f'COUNT("{column.name}")' for column in table.facts.values())
    return f"SELECT {counts} FROM assessments"


def _ask(cursor: Cursor, statement: str) -> None:
    cursor.execute(statement)
    cursor.fetchall()
