"""A choice between values of one shape: scalars, lists of one length, intervals of one kind.

A list or an interval is chosen part by part. Where the shape itself would depend on the patient,
as between lists of one and of two items, it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from mgdcds.core.cql.types import IntervalType
from mgdcds.core.engines.sql.build import Sql, boolean, choose, coalesce
from mgdcds.core.engines.sql.choices import one_of
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.registry import writes
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Absent, Bound, Items, Scalar, Span, Value

Whens = Sequence[Sql]


def choose_value(scribe: Scribe, whens: Whens, thens: Sequence[Value]) -> Value:
    """This function will write a case over values; the last of `thens` is its `else`."""
    if all(isinstance(then, Scalar) for then in thens):
        return choose_scalar(scribe, whens, cast(Sequence[Scalar], thens))
    if all(isinstance(then, Items) for then in thens):
        return _choose_items(scribe, whens, cast(Sequence[Items], thens))
    if all(isinstance(then, Span | Absent) for then in thens):
        return _choose_span(scribe, whens, cast(Sequence[Span | Absent], thens))
    raise scribe.refuse("which list it is depends on the patient")


def choose_scalar(scribe: Scribe, whens: Whens, thens: Sequence[Scalar]) -> Scalar:
    """This function will write a case over scalars."""
    pairs = zip(whens, (then.sql for then in thens[:-1]), strict=True)
    return one_of(scribe, choose(*pairs, otherwise=thens[-1].sql), thens)


@writes("Coalesce")
def write_coalesce(scribe: Scribe, *values: Value) -> Value:
    if len(values) == 1 and isinstance(values[0], Items):
        return _first_scalar(scribe, values[0].items)
    if all(isinstance(value, Scalar) for value in values):
        return _first_scalar(scribe, cast(Sequence[Scalar], values))
    known = [value for value in values if not isinstance(value, Absent)]
    if len(known) < 2 or isinstance(known[0], Items):
        return known[0] if known else Absent()
    tests = [_exists(cast(Span, value)) for value in known[:-1]]
    return choose_value(scribe, tests, known)


def _first_scalar(scribe: Scribe, values: Sequence[Scalar]) -> Scalar:
    known = [value for value in values if not value.is_null]
    if not known:
        return constant(scribe, None, scribe.type)
    return one_of(scribe, coalesce(*(value.sql for value in known)), known)


def _choose_items(scribe: Scribe, whens: Whens, thens: Sequence[Items]) -> Items:
    if len({len(then.items) for then in thens}) > 1:
        raise scribe.refuse("how long the list is depends on the patient")
    columns = zip(*(then.items for then in thens), strict=True)
    return Items(tuple(choose_scalar(scribe, whens, column) for column in columns))


def _choose_span(scribe: Scribe, whens: Whens, thens: Sequence[Span | Absent]) -> Value:
    spans = [then for then in thens if isinstance(then, Span)]
    if not spans:
        return Absent()
    if len({(span.start.side, span.end.side) for span in spans}) > 1:
        raise scribe.refuse("whether the interval has a limit depends on the patient")
    exists = [_exists(then) for then in thens]
    pairs = zip(whens, exists[:-1], strict=True)
    is_there = scribe.truth(choose(*pairs, otherwise=exists[-1]))
    start, end = (_choose_bound(scribe, whens, thens, which) for which in (_start_of, _end_of))
    return Span(start, end, is_there.sql)


def _start_of(span: Span) -> Bound:
    return span.start


def _end_of(span: Span) -> Bound:
    return span.end


def _exists(then: Span | Absent) -> Sql:
    if isinstance(then, Absent):
        return boolean(False)
    return boolean(True) if then.exists is None else then.exists


def _choose_bound(
    scribe: Scribe,
    whens: Whens,
    thens: Sequence[Span | Absent],
    which: Callable[[Span], Bound],
) -> Bound:
    bounds = [which(then) for then in thens if isinstance(then, Span)]
    nothing = constant(scribe, None, cast(IntervalType, scribe.type).point)

    def part(of: Callable[[Bound], Scalar | None]) -> Scalar:
        each = [of(which(then)) if isinstance(then, Span) else nothing for then in thens]
        return choose_scalar(scribe, whens, [nothing if one is None else one for one in each])

    # Ends of which one is open and one is closed meet where they are inside.
    same_step = len({bound.step for bound in bounds}) == 1
    inside = part(lambda bound: bound.inside)
    point = part(lambda bound: bound.point) if same_step else inside
    limit = part(lambda bound: bound.limit)
    return Bound(point, inside, bounds[0].step if same_step else 0, bounds[0].side, limit)
