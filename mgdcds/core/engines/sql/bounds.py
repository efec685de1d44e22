"""The ends of intervals. A point that is not known is null, and so is what is asked of it."""

from __future__ import annotations

import datetime
from typing import cast

from sqlglot import exp

from mgdcds.core.engines.sql.build import Sql, boolean, chain, choose, coalesce, number, op
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Bound, Range, Scalar, Span, Value

_STEP = 0.00000001


def start_of(value: Value) -> Bound:
    """This function will answer where an interval (or a point) starts."""
    return value.start if isinstance(value, Span) else at(cast(Scalar, value))


def end_of(value: Value) -> Bound:
    """This function will answer where an interval (or a point) ends."""
    return value.end if isinstance(value, Span) else at(cast(Scalar, value))


def at(point: Scalar) -> Bound:
    """This function will make a bound of a point."""
    return Bound(point, point)


def at_most(left: Bound, right: Bound) -> Sql:
    """This function will write whether one bound lies at another one or before it."""
    if left.side or right.side:
        return boolean(left.side <= right.side)
    return _compare(exp.LTE, left, right)


def below(left: Bound, right: Bound) -> Sql:
    """This function will write whether one bound lies before another one."""
    if left.side or right.side:
        return boolean(left.side < right.side)
    return _compare(exp.LT, left, right)


def equal_bounds(left: Bound, right: Bound) -> Sql:
    """This function will write whether two bounds are one."""
    if left.side or right.side:
        return boolean(left.side == right.side)
    inside = op(exp.EQ, left.inside.sql, right.inside.sql)
    if left.step == right.step:
        return inside
    return chain(exp.And, op(exp.NEQ, left.point.sql, right.point.sql), inside)


def _compare(form: type[exp.Binary], left: Bound, right: Bound) -> Sql:
    """A comparison of where bounds lie. What their points alone settle, no digits can spoil.

    The point after 1099511627775.999 has more digits than double precision holds.
    """
    apart = right.step - left.step
    inside = op(form, left.inside.sql, right.inside.sql)
    if apart == 0:
        return op(form, left.point.sql, right.point.sql)
    if apart > 0:
        surely = op(exp.LTE, left.point.sql, right.point.sql)
        return surely if (form, apart) == (exp.LT, 1) else chain(exp.Or, surely, inside)
    needed = op(exp.LT, left.point.sql, right.point.sql)
    return needed if (form, apart) == (exp.LTE, -1) else chain(exp.And, needed, inside)


def adjoins(scribe: Scribe, left: Bound, right: Bound) -> Sql:
    """This function will write whether the right bound comes right after the left one.

    `left` is an end and `right` a start. It is also false where two ends that are not known
    cannot come together, as no interval ends before it starts.
    """
    if left.side or right.side:
        return boolean(False)
    after, first = next_to(scribe, left.inside, 1).sql, right.inside.sql
    least = [next_to(scribe, left.limit, 1).sql] if left.limit is not None else []
    most = [right.limit.sql] if right.limit is not None else []
    apart = (
        op(exp.GT, coalesce(after, *least), coalesce(first, *most)),
        op(exp.GT, first, after),
    )
    cannot = chain(exp.Or, *(coalesce(test, boolean(False)) for test in apart))
    nowhere = [(test, boolean(False)) for test in (*_is_last(scribe, left.inside), cannot)]
    return choose(*nowhere, otherwise=op(exp.EQ, after, first))


def _is_last(scribe: Scribe, point: Scalar) -> list[Sql]:
    return [op(exp.EQ, point.sql, _last_day(scribe, 1))] if point.kind == "date" else []


def _last_day(scribe: Scribe, step: int) -> Sql:
    return scribe.dialect.date(datetime.date.max if step > 0 else datetime.date.min)


def next_to(scribe: Scribe, point: Scalar, step: int) -> Scalar:
    """This function will write the point right after another one (`step` 1), or before it (-1)."""
    if point.is_null:
        return point
    if point.kind == "date":
        beside = op(exp.NEQ, point.sql, _last_day(scribe, step))
        moved = scribe.dialect.move_days(point.sql, number(step))
        return scribe.keep(choose((beside, moved)), "date")
    if point.kind == "decimal":
        moved = op(exp.Add, scribe.double(point), number(step * _STEP))
        return scribe.decimal(moved, point.range)
    moved = op(exp.Add, scribe.wide(point), number(step))
    range = Range(point.range.low + step, point.range.high + step)
    return scribe.keep(moved, point.kind, range)
