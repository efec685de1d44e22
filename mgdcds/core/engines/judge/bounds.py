"""The ends of intervals, as the first and the last point inside, and what is certain about them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mgdcds.core.engines.judge.logic import and_
from mgdcds.core.values.dates import add_days
from mgdcds.core.values.interval import Interval
from mgdcds.core.values.quantity import ARITHMETIC_STEP


@dataclass(frozen=True)
class Bound:
    """A point between `least` and `most`, which are one when it is known.

    None at `least` or `most` leaves that side open. A bound beyond all points has a `side`, -1 or
    1, and no point.
    """

    least: Any = None
    most: Any = None
    side: int = 0

    @property
    def point(self) -> Any:
        """The point, or None for one that is not known or lies beyond all points."""
        return self.least if self.least == self.most else None


def bound_at(point: Any) -> Bound:
    """This function will make a bound of a point that is known."""
    return Bound(point, point)


def start_of(what: Any) -> Bound:
    """This function will answer where an interval (or a point) starts."""
    if not isinstance(what, Interval):
        return bound_at(what)
    if what.low is None:
        return Bound(side=-1) if what.low_closed else Bound(most=_closed_high(what))
    return bound_at(what.low if what.low_closed else next_point(what.low, 1))


def end_of(what: Any) -> Bound:
    """This function will answer where an interval (or a point) ends."""
    if not isinstance(what, Interval):
        return bound_at(what)
    if what.high is None:
        return Bound(side=1) if what.high_closed else Bound(least=_closed_low(what))
    return bound_at(_closed_high(what))


def _closed_high(interval: Interval) -> Any:
    # An unknown start lies at the end or before it, and an unknown end at the start or after it.
    high = interval.high
    return high if high is None or interval.high_closed else next_point(high, -1)


def _closed_low(interval: Interval) -> Any:
    low = interval.low
    return low if low is None or interval.low_closed else next_point(low, 1)


def next_point(point: Any, step: int) -> Any:
    """This function will answer the point right after another one (`step` 1), or before it (-1)."""
    if isinstance(point, Decimal):
        return point + step * ARITHMETIC_STEP
    if isinstance(point, datetime.date):
        return add_days(point, days=step)
    return point + step if isinstance(point, int) else point


def at_most(left: Bound, right: Bound) -> bool | None:
    """This function will tell whether one bound lies at another one or before it."""
    if left.side or right.side:
        return left.side <= right.side
    one, other = left.point, right.point
    return None if one is None or other is None else bool(one <= other)


def reaches(left: Bound, right: Bound) -> bool | None:
    """This function will tell the same as `at_most`, as no interval ends before it starts.

    What is not known of an end is then settled by the other end of the same interval.
    """
    if left.side or right.side:
        return left.side <= right.side
    if left.most is not None and right.least is not None and left.most <= right.least:
        return True
    return False if _is_above(left, right) else None


def below(left: Bound, right: Bound) -> bool | None:
    """This function will tell whether one bound lies before another one."""
    if left.side or right.side:
        return left.side < right.side
    one, other = left.point, right.point
    return None if one is None or other is None else bool(one < other)


def same(left: Bound, right: Bound) -> bool | None:
    """This function will tell whether two bounds are one."""
    return and_(at_most(left, right), at_most(right, left))


def adjoins(left: Bound, right: Bound) -> bool | None:
    """This function will tell whether the right bound comes right after the left one.

    It is also false where two ends that are not known cannot come together.
    """
    if left.side or right.side or _is_last(left.point):
        return False
    after = Bound(_next_or_none(left.least), _next_or_none(left.most))
    return False if _is_above(after, right) or _is_above(right, after) else same(after, right)


def _is_last(point: Any) -> bool:
    return point is not None and next_point(point, 1) is None


def _next_or_none(point: Any) -> Any:
    return None if point is None else next_point(point, 1)


def _is_above(left: Bound, right: Bound) -> bool:
    return left.least is not None and right.most is not None and bool(left.least > right.most)


def earlier(left: Bound, right: Bound) -> Bound:
    """This function will answer the bound that comes first; an unknown one while that is open."""
    return {True: left, False: right, None: Bound()}[at_most(left, right)]


def later(left: Bound, right: Bound) -> Bound:
    """This function will answer the bound that comes last; an unknown one while that is open."""
    return {True: right, False: left, None: Bound()}[at_most(left, right)]


def interval_from(start: Bound, end: Bound) -> Interval:
    """This function will make an interval of two bounds: closed, or open where one is unknown."""
    return Interval(start.point, end.point, is_certain(start), is_certain(end))


def is_certain(bound: Bound) -> bool:
    """This function will tell whether it is known where a bound lies."""
    return bound.side != 0 or bound.point is not None
