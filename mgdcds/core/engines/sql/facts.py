"""Facts and parameters as the columns of a table have them, and as a fact sheet would have them.

A value whose freshness window has passed is unknown, and so is the magnesium of a haemolysed
sample: the same as in `facts.make_sheet`.
"""

from __future__ import annotations

from sqlglot import exp

from mgdcds.core.cql.types import BOOLEAN, DATE, DECIMAL, STRING, Type
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.build import Sql, choose, coalesce, is_, number, op
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.table import Column, Table
from mgdcds.core.engines.sql.values import EVERYWHERE, Range, Scalar
from mgdcds.core.facts.make_sheet import SPOILT_BY

_TYPES: dict[Kind, Type] = {
    Kind.QUANTITY: DECIMAL,
    Kind.NUMBER: DECIMAL,
    Kind.BOOLEAN: BOOLEAN,
    Kind.CHOICE: STRING,
    Kind.DATE: DATE,
}
_NO_LIMITS = "{}"


def read_fact(scribe: Scribe, table: Table, fact: Fact) -> Scalar:
    """This function will write the usable value of a fact. Without a column it is unknown."""
    place, type = table.facts.get(fact.name), _TYPES[fact.kind]
    if place is None:
        return constant(scribe, None, type)
    tests = [*_is_stale(scribe, fact, place), *_is_spoilt(table, fact)]
    stored = build.column(place.name)
    sql = choose(*((test, exp.null()) for test in tests), otherwise=stored) if tests else stored
    possible = fact.possible
    range = (
        EVERYWHERE
        if possible.low is None or possible.high is None
        else Range(float(possible.low), float(possible.high))
    )
    return scribe.keep(sql, type.base, range, is_double=not table.exact)


def read_parameter(scribe: Scribe, table: Table, dictionary: Dictionary, name: str) -> Scalar:
    """This function will write a limit: the result's own, the clinic's, or the release's."""
    parameter = dictionary.parameter(name)
    usual = constant(scribe, parameter.profiles.get(table.profile or "", parameter.value), DECIMAL)
    if name in table.limit_columns:
        own = build.column(table.limit_columns[name])
        return scribe.keep(coalesce(own, usual.sql), "decimal")
    if not table.limits:
        return usual
    written = build.column(table.limits)
    own = scribe.dialect.own_limit(written, name)
    sql = choose(
        (op(exp.EQ, written, build.text(_NO_LIMITS)), usual.sql),
        otherwise=coalesce(own, usual.sql),
    )
    return scribe.keep(sql, "decimal")


def _is_stale(scribe: Scribe, fact: Fact, place: Column) -> list[Sql]:
    if fact.fresh_days is None or not place.dated:
        return []
    # The first day that still counts is worked out once for all facts with such a window.
    first = scribe.bindings.bind(scribe.dialect.move_days(scribe.today, number(-fact.fresh_days)))
    return [op(exp.LT, build.column(place.dated), first)]


def _is_spoilt(table: Table, fact: Fact) -> list[Sql]:
    spoiler = table.facts.get(SPOILT_BY.get(fact.name, ("", ""))[0])
    return [] if spoiler is None else [is_(build.column(spoiler.name), exp.true())]
