"""Where intervals lie to each other. What is made of literals alone is worked out before."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from sqlglot import exp

from mgdcds.core.engines.sql.bounds import adjoins, at_most, below, end_of, equal_bounds, start_of
from mgdcds.core.engines.sql.build import Sql, chain, choose, is_, not_
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.lists import includes_list, properly_includes_list
from mgdcds.core.engines.sql.registry import Writer, write_as, writes
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Bound, Items, Scalar, Span, Value
from mgdcds.core.values.quantity import (
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_LONG,
    SMALLEST_INTEGER,
    SMALLEST_LONG,
)

Relation = Callable[[Scribe, Any, Any], Sql]
_LIMITS: dict[str, tuple[Any, Any]] = {
    "integer": (SMALLEST_INTEGER, LARGEST_INTEGER),
    "long": (SMALLEST_LONG, LARGEST_LONG),
    "decimal": (-LARGEST_DECIMAL, LARGEST_DECIMAL),
    "quantity": (-LARGEST_DECIMAL, LARGEST_DECIMAL),
    "date": (datetime.date.min, datetime.date.max),
}


def existing(*values: Value) -> list[Sql]:
    """This function will write what must hold for intervals and points not to be null."""
    spans = [value.exists for value in values if isinstance(value, Span)]
    points = [not_(is_(value.sql, exp.null())) for value in values if isinstance(value, Scalar)]
    return [*(test for test in spans if test is not None), *points]


def _known(scribe: Scribe, sql: Sql, *values: Value) -> Scalar:
    """A condition about intervals and points: null while one of them is null."""
    tests = existing(*values)
    return scribe.truth(choose((chain(exp.And, *tests), sql)) if tests else sql)


def _related(relation: Relation) -> Writer:
    """A writer of a relation, which is null while an interval or a point is null."""

    def write(scribe: Scribe, left: Value, right: Value) -> Scalar:
        if isinstance(left, Items) or isinstance(right, Items):
            return scribe.truth(relation(scribe, left, right))
        return _known(scribe, relation(scribe, left, right), left, right)

    return write


def _swapped(operator: str) -> Writer:
    """A writer of the same, the other way round."""

    def write(scribe: Scribe, left: Value, right: Value) -> Value:
        return write_as(scribe, operator, right, left)

    return write


# Inside and around


@writes("Includes")
@_related
def write_includes(scribe: Scribe, outer: Value, inner: Value) -> Sql:
    if isinstance(outer, Items) and isinstance(inner, Items):
        return includes_list(outer, inner)
    return included_in(inner, outer)


@writes("ProperlyIncludes")
@_related
def write_properly_includes(scribe: Scribe, outer: Value, inner: Value) -> Sql:
    if isinstance(outer, Items) and isinstance(inner, Items):
        return properly_includes_list(outer, inner)
    if isinstance(inner, Span):
        starts = below(start_of(outer), start_of(inner))
        more = chain(exp.Or, starts, below(end_of(inner), end_of(outer)))
    else:
        more = not_(equal_bounds(start_of(outer), end_of(outer)))
    return chain(exp.And, included_in(inner, outer), more)


writes("IncludedIn")(_swapped("Includes"))
writes("ProperlyIncludedIn")(_swapped("ProperlyIncludes"))


def included_in(inner: Value, outer: Value) -> Sql:
    """This function will write whether a point or an interval lies in an interval."""
    starts = at_most(start_of(outer), start_of(inner))
    return chain(exp.And, starts, at_most(end_of(inner), end_of(outer)))


# Beside each other


def _overlapping(left: Value, right: Value) -> Sql:
    starts = at_most(start_of(left), end_of(right))
    return chain(exp.And, starts, at_most(start_of(right), end_of(left)))


@writes("Overlaps")
@_related
def write_overlaps(scribe: Scribe, left: Value, right: Value) -> Sql:
    return _overlapping(left, right)


@writes("OverlapsBefore")
@_related
def write_overlaps_before(scribe: Scribe, left: Value, right: Value) -> Sql:
    return chain(exp.And, _overlapping(left, right), below(start_of(left), start_of(right)))


@writes("OverlapsAfter")
@_related
def write_overlaps_after(scribe: Scribe, left: Value, right: Value) -> Sql:
    return chain(exp.And, _overlapping(left, right), below(end_of(right), end_of(left)))


@writes("Before")
@_related
def write_before(scribe: Scribe, left: Value, right: Value) -> Sql:
    return below(end_of(left), start_of(right))


@writes("SameOrBefore")
@_related
def write_same_or_before(scribe: Scribe, left: Value, right: Value) -> Sql:
    return at_most(end_of(left), start_of(right))


@writes("MeetsBefore")
@_related
def write_meets_before(scribe: Scribe, left: Value, right: Value) -> Sql:
    return adjoins(scribe, end_of(left), start_of(right))


@writes("Meets")
@_related
def write_meets(scribe: Scribe, left: Value, right: Value) -> Sql:
    before = adjoins(scribe, end_of(left), start_of(right))
    return chain(exp.Or, before, adjoins(scribe, end_of(right), start_of(left)))


writes("After")(_swapped("Before"))
writes("SameOrAfter")(_swapped("SameOrBefore"))
writes("MeetsAfter")(_swapped("MeetsBefore"))


@writes("Starts")
@_related
def write_starts(scribe: Scribe, left: Value, right: Value) -> Sql:
    starts = equal_bounds(start_of(left), start_of(right))
    return chain(exp.And, starts, at_most(end_of(left), end_of(right)))


@writes("Ends")
@_related
def write_ends(scribe: Scribe, left: Value, right: Value) -> Sql:
    ends = equal_bounds(end_of(left), end_of(right))
    return chain(exp.And, ends, at_most(start_of(right), start_of(left)))


# Points of an interval


@writes("Start")
def write_start(scribe: Scribe, interval: Value) -> Scalar:
    return _end_point(scribe, interval, start_of, 0)


@writes("End")
def write_end(scribe: Scribe, interval: Value) -> Scalar:
    return _end_point(scribe, interval, end_of, 1)


@writes("Width")
def write_width(scribe: Scribe, interval: Value) -> Value:
    low, high = write_start(scribe, interval), write_end(scribe, interval)
    return write_as(scribe, "Subtract", high, low)


@writes("PointFrom")
def write_point_from(scribe: Scribe, interval: Value) -> Scalar:
    start = start_of(interval).inside
    single = equal_bounds(start_of(interval), end_of(interval))
    tests = [*existing(interval), single]
    return scribe.keep(choose((chain(exp.And, *tests), start.sql)), start.kind, start.range)


def _end_point(
    scribe: Scribe, interval: Value, bound_of: Callable[[Value], Bound], which: int
) -> Scalar:
    bound, limits = bound_of(interval), _LIMITS[scribe.type.base]
    point = bound.inside
    if bound.side:
        point = constant(scribe, limits[which], scribe.type)
    elif point.kind in ("integer", "long"):
        point = scribe.whole(point.sql, point.kind, point.range)
    tests = existing(interval)
    if not tests:
        return point
    sql = choose((tests[0], point.sql))
    return scribe.keep(sql, point.kind, point.range, is_double=point.is_double)
