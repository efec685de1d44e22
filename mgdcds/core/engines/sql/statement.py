"""The whole statement: named conditions for every row of a table, in one query."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sqlglot import exp, parse_one

from mgdcds.core.engines.program import Program
from mgdcds.core.engines.sql.bindings import Bindings
from mgdcds.core.engines.sql.build import Sql, column
from mgdcds.core.engines.sql.choices import scalars
from mgdcds.core.engines.sql.dialects import DIALECTS, Dialect
from mgdcds.core.engines.sql.layers import Layer, arrange, made_of
from mgdcds.core.engines.sql.refusals import UnableToWriteSql
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.table import Table
from mgdcds.core.engines.sql.values import Scalar
from mgdcds.core.engines.sql.write import Translation


def write_statement(
    program: Program,
    names: Iterable[str],
    *,
    table: Table,
    dialect: str = "sqlite",
    on: datetime.date | None = None,
) -> str:
    """This function will write one SELECT: the key of each row, and the value of each name.

    `names` are named expressions of the program, which become columns of these names: true, false
    or null for a condition. `dialect` is sqlite, postgresql, duckdb or spark. The day of an
    assessment is the row's own, or `on` for all. Raises UnableToWriteSql for what the dialect
    cannot say, and ValueError for more columns together than a query may have.
    """
    spoken, wanted = DIALECTS[dialect], tuple(names)
    bindings = Bindings(taken=_columns_of(table))
    scribe = Scribe(spoken, bindings, column(table.on) if on is None else spoken.date(on))
    translation = Translation(program, table, scribe)
    values = scalars(scribe, (translation.name(name) for name in wanted))
    outputs = [column(table.key), *(value.sql for value in values)]
    layers, tops = arrange(bindings.named, outputs)
    if _width(layers, tops) > spoken.most_columns:
        for name, value in zip(wanted, values, strict=True):
            _refuse_wide(scribe, table, name, value)
        raise ValueError(
            f"A query of {spoken.name} has at most {spoken.most_columns} columns. "
            "Write several statements, each for some of the names."
        )
    titles = dict(zip((table.key, *wanted), tops, strict=True))
    _speak(bindings, layers, tops)
    return _assemble(layers, titles, table, spoken).sql(dialect=spoken.written, pretty=True)


def find_refusals(
    program: Program, names: Iterable[str], *, table: Table, dialect: str = "sqlite"
) -> dict[str, UnableToWriteSql]:
    """This function will find the names that a dialect cannot say, each with its refusal."""
    spoken, refused = DIALECTS[dialect], {}
    scribe = Scribe(spoken, Bindings(taken=_columns_of(table)), column(table.on))
    translation = Translation(program, table, scribe)
    for name in names:
        try:
            (value,) = scalars(scribe, [translation.name(name)])
            _refuse_wide(scribe, table, name, value)
        except UnableToWriteSql as refusal:
            refused[name] = refusal
    return refused


def _columns_of(table: Table) -> set[str]:
    facts = {name for place in table.facts.values() for name in (place.name, place.dated)}
    return facts | {table.key, table.on, table.limits, *table.limit_columns.values()}


def _refuse_wide(scribe: Scribe, table: Table, name: str, value: Scalar) -> None:
    """Refuse a name that alone takes more columns than a query may have."""
    named, most = scribe.bindings.named, scribe.dialect.most_columns
    few = most - len(scribe.bindings.taken)
    if len(named) < few or len(needed := made_of(value.sql, named)) < few:
        return
    outputs = [column(table.key), value.sql]
    if _width(*arrange(needed, outputs)) > most:
        reason = f"what it is made of takes more than the {most} columns of a query"
        raise UnableToWriteSql(name, scribe.dialect.name, reason)


def _width(layers: Sequence[Layer], tops: Sequence[Sql]) -> int:
    return max(len(tops), *(len(layer.columns) for layer in layers), 0)


def _assemble(
    layers: Sequence[Layer], titles: Mapping[str, Sql], table: Table, dialect: Dialect
) -> exp.Select:
    below: exp.Expression = _table(table.name)
    queries: list[tuple[str, exp.Select]] = []
    if table.query:
        query = parse_one(table.query, dialect=dialect.written)
        queries.append((table.name, cast(exp.Select, query)))
    for number, layer in enumerate(layers, start=1):
        name, query = f"layer {number}", dialect.keep_apart(_select(layer.columns, below))
        if dialect.nests:
            below = query.subquery(exp.to_identifier(name, quoted=True))
        else:
            queries.append((name, query))
            below = _table(name)
    statement = _select(titles, below)
    for name, query in queries:
        statement = statement.with_(exp.to_identifier(name, quoted=True), as_=query)
    return statement


def _select(columns: Mapping[str, Sql], below: exp.Expression) -> exp.Select:
    named = (exp.alias_(sql, name, quoted=True) for name, sql in columns.items())
    return exp.select(*named).from_(below)


def _table(name: str) -> exp.Table:
    parts = [exp.to_identifier(part, quoted=True) for part in name.split(".")]
    return exp.Table(this=parts[-1], db=parts[-2] if len(parts) > 1 else None)


def _speak(bindings: Bindings, layers: Sequence[Layer], tops: Sequence[Sql]) -> None:
    """Give expressions the names that people know them by, where there are such."""
    written = [*tops, *(sql for layer in layers for sql in layer.columns.values())]
    for sql in written:
        for found in list(sql.find_all(exp.Column)):
            found.this.set("this", bindings.spoken_name(found.name))
    for layer in layers:
        spoken = {bindings.spoken_name(name): sql for name, sql in layer.columns.items()}
        layer.columns.clear()
        layer.columns.update(spoken)
