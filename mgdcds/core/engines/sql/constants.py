"""Values that are the same for every patient, written as literals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from mgdcds.core.cql.types import IntervalType, ListType, Type
from mgdcds.core.engines.judge.bounds import next_point
from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.build import Sql
from mgdcds.core.engines.sql.scribe import Scribe, kind_of
from mgdcds.core.engines.sql.values import (
    EVERYWHERE,
    Absent,
    Bound,
    Items,
    Range,
    Scalar,
    Span,
    Value,
)
from mgdcds.core.values.interval import Interval

#: As many digits as double precision holds for certain.
_MOST_DIGITS = 15


def write_constant(scribe: Scribe, value: Any, type: Type) -> Value:
    """This function will write a value of the judge as a literal."""
    if isinstance(type, ListType):
        return _list_of(scribe, value, type)
    if isinstance(type, IntervalType):
        return _span_of(scribe, value, type)
    return constant(scribe, value, type)


def constant(scribe: Scribe, value: Any, type: Type) -> Scalar:
    """This function will write a plain value as a literal."""
    kind = kind_of(type)
    if value is None:
        return Scalar(build.null(kind), kind, constant=None)
    literal = _LITERALS[kind](scribe, value)
    is_number = kind in ("integer", "long", "decimal")
    range = Range(float(value), float(value)) if is_number else EVERYWHERE
    return Scalar(literal, kind, range, constant=value)


def _list_of(scribe: Scribe, values: Any, type: ListType) -> Value:
    if values is None:
        return Absent()
    if isinstance(type.element, ListType | IntervalType):
        raise scribe.refuse("a list holds lists or intervals")
    known = tuple(constant(scribe, value, type.element) for value in values)
    return Items(known)


def _span_of(scribe: Scribe, interval: Interval | None, type: IntervalType) -> Value:
    if interval is None:
        return Absent()
    low, high = interval.low, interval.high
    first = low if low is None or interval.low_closed else next_point(low, 1)
    last = high if high is None or interval.high_closed else next_point(high, -1)
    start, end = (constant(scribe, point, type.point) for point in (first, last))
    sides = (
        -1 if low is None and interval.low_closed else 0,
        1 if high is None and interval.high_closed else 0,
    )
    return Span(
        Bound(start, start, side=sides[0], limit=end), Bound(end, end, side=sides[1], limit=start)
    )


def _decimal(scribe: Scribe, value: Decimal) -> Sql:
    digits = Decimal(value).normalize().as_tuple()
    if len(digits.digits) > _MOST_DIGITS:
        raise scribe.refuse("a number has more than 15 digits")
    return build.number(Decimal(value))


_LITERALS: Mapping[str, Callable[[Scribe, Any], Sql]] = {
    "boolean": lambda scribe, value: build.boolean(value),
    "integer": lambda scribe, value: build.number(Decimal(value)),
    "long": lambda scribe, value: build.number(Decimal(value)),
    "decimal": _decimal,
    "string": lambda scribe, value: build.text(value),
    "date": lambda scribe, value: scribe.dialect.date(value),
}
