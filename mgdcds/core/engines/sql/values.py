"""What a part of a program becomes: a scalar, the items of a list, or the ends of an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from mgdcds.core.engines.sql.build import Sql

NOTHING = object()


@dataclass(frozen=True)
class Range:
    """The numbers from `low` to `high` between which an expression lies in any sensible record.

    They say how numbers are rounded, with a wide margin: what lies ten times as far is still
    rounded exactly. Facts lie in their possible range, as every door refuses what does not.
    """

    low: float = -math.inf
    high: float = math.inf

    @property
    def largest(self) -> float:
        """The largest absolute value."""
        return max(abs(self.low), abs(self.high))


EVERYWHERE = Range()


@dataclass(frozen=True)
class Scalar:
    """One SQL expression, small, made of names and literals, so that it may stand in many places.

    `kind` is boolean, integer, long, decimal (quantities too), string or date. A decimal is
    rounded to 8 decimals, and `is_double` unless it comes from a NUMERIC column or a literal.
    `constant` is the judge's value where no patient is asked.
    """

    sql: Sql
    kind: str
    range: Range = EVERYWHERE
    is_double: bool = False
    constant: Any = NOTHING

    @property
    def is_constant(self) -> bool:
        """Whether the value is the same for every patient."""
        return self.constant is not NOTHING

    @property
    def is_null(self) -> bool:
        """Whether it is null for every patient."""
        return self.constant is None


@dataclass(frozen=True)
class Items:
    """A list of so many items. `allows_null` says that a null is written among them."""

    items: tuple[Scalar, ...]
    allows_null: bool = False


@dataclass(frozen=True)
class Bound:
    """One end of an interval: beyond all points on a `side` (-1 or 1), else at its point.

    That is the point itself, or where the end is open the one after it (`step` 1) or before
    (-1). `inside` is the first or last point that belongs to the interval. An unknown end still
    lies on this side of the other end of its interval, the `limit`.
    """

    point: Scalar
    inside: Scalar
    step: int = 0
    side: int = 0
    limit: Scalar | None = None


@dataclass(frozen=True)
class Span:
    """An interval by its first and its last point. It is null unless `exists` is true."""

    start: Bound
    end: Bound
    exists: Sql | None = None


@dataclass(frozen=True)
class Absent:
    """A list or an interval that is null for every patient."""


Value = Scalar | Items | Span | Absent


def is_nothing(value: Value) -> bool:
    """This function will tell whether a value is null for every patient."""
    return isinstance(value, Absent) or (isinstance(value, Scalar) and value.is_null)
