"""Scalars of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.engines.sql.build import Sql
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Absent, Items, Range, Scalar, Span, Value


def scalars(scribe: Scribe, values: Iterable[Value]) -> tuple[Scalar, ...]:
    """This function will answer the values when each is a scalar; others cannot be chosen from."""
    found = tuple(values)
    if any(isinstance(value, Items | Span | Absent) for value in found):
        raise scribe.refuse("which list or interval it is depends on the patient")
    return tuple(value for value in found if isinstance(value, Scalar))


def one_of(scribe: Scribe, sql: Sql, values: Iterable[Scalar]) -> Scalar:
    """This function will name an expression that has the value of one of several scalars."""
    found = [value for value in values if not value.is_null]
    if not found:
        return constant(scribe, None, scribe.type)
    range = Range(min(v.range.low for v in found), max(v.range.high for v in found))
    return scribe.keep(sql, found[0].kind, range, is_double=all(v.is_double for v in found))
