"""Intervals. What depends on an end that is not known is null, unless the rest settles it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from mgdcds.core.engines.judge.bounds import (
    Bound,
    adjoins,
    at_most,
    below,
    bound_at,
    earlier,
    end_of,
    interval_from,
    is_certain,
    later,
    next_point,
    reaches,
    same,
    start_of,
)
from mgdcds.core.engines.judge.logic import and_, not_, or_
from mgdcds.core.values.interval import Interval

#: The most parts that an interval is expanded into.
MOST_PARTS = 1_000


def make_interval(low: Any, high: Any, low_closed: bool, high_closed: bool) -> Interval | None:
    """An interval; null when it would end before it starts."""
    interval = Interval(low, high, low_closed, high_closed)
    is_possible = low is None or high is None or at_most(start_of(interval), end_of(interval))
    return interval if is_possible else None


def lies_in(point: Any, interval: Interval) -> bool | None:
    return included_in(point, interval)


# Where one lies with respect to another. A point is an interval of itself.


def included_in(inner: Any, outer: Interval) -> bool | None:
    starts = at_most(start_of(outer), start_of(inner))
    return and_(starts, at_most(end_of(inner), end_of(outer)))


def includes(outer: Interval, inner: Any) -> bool | None:
    return included_in(inner, outer)


def properly_included_in(inner: Any, outer: Interval) -> bool | None:
    if not isinstance(inner, Interval):
        return and_(included_in(inner, outer), not_(same(start_of(outer), end_of(outer))))
    is_less = or_(below(start_of(outer), start_of(inner)), below(end_of(inner), end_of(outer)))
    return and_(included_in(inner, outer), is_less)


def properly_includes(outer: Interval, inner: Any) -> bool | None:
    return properly_included_in(inner, outer)


def overlaps(left: Interval, right: Interval) -> bool | None:
    starts = at_most(start_of(left), end_of(right))
    return and_(starts, at_most(start_of(right), end_of(left)))


def overlaps_before(left: Interval, right: Interval) -> bool | None:
    return and_(overlaps(left, right), below(start_of(left), start_of(right)))


def overlaps_after(left: Interval, right: Interval) -> bool | None:
    return and_(overlaps(left, right), below(end_of(right), end_of(left)))


def before(left: Any, right: Any) -> bool | None:
    return below(end_of(left), start_of(right))


def after(left: Any, right: Any) -> bool | None:
    return before(right, left)


def same_or_before(left: Any, right: Any) -> bool | None:
    return at_most(end_of(left), start_of(right))


def same_or_after(left: Any, right: Any) -> bool | None:
    return same_or_before(right, left)


def meets(left: Interval, right: Interval) -> bool | None:
    return or_(meets_before(left, right), meets_after(left, right))


def meets_before(left: Interval, right: Interval) -> bool | None:
    return adjoins(end_of(left), start_of(right))


def meets_after(left: Interval, right: Interval) -> bool | None:
    return meets_before(right, left)


def starts(left: Interval, right: Interval) -> bool | None:
    return and_(same(start_of(left), start_of(right)), at_most(end_of(left), end_of(right)))


def ends(left: Interval, right: Interval) -> bool | None:
    return and_(same(end_of(left), end_of(right)), at_most(start_of(right), start_of(left)))


# Points of an interval


def start(interval: Interval, *, least: Any = None, greatest: Any = None) -> Any:
    """The first point; `least` is that of an interval without a lower limit.

    Null when it comes after `greatest`: an interval may start after the greatest number.
    """
    found = start_of(interval)
    is_beyond = None not in (found.point, greatest) and found.point > greatest
    return least if found.side else None if is_beyond else found.point


def end(interval: Interval, *, least: Any = None, greatest: Any = None) -> Any:
    """The last point; `greatest` is that of an interval without an upper limit.

    Null when it comes before `least`.
    """
    found = end_of(interval)
    is_beyond = None not in (found.point, least) and found.point < least
    return greatest if found.side else None if is_beyond else found.point


def point_from(interval: Interval) -> Any:
    return start(interval) if same(start_of(interval), end_of(interval)) is True else None


def width(
    interval: Interval, *, least: Any, greatest: Any, subtract: Callable[[Any, Any], Any]
) -> Any:
    low = start(interval, least=least, greatest=greatest)
    high = end(interval, least=least, greatest=greatest)
    return None if low is None or high is None else subtract(high, low)


# Intervals made of intervals


def union(left: Interval, right: Interval) -> Interval | None:
    """The interval that covers both; null when there is a gap between them."""
    if or_(overlaps(left, right), meets(left, right)) is not True:
        return None
    return interval_from(
        earlier(start_of(left), start_of(right)), later(end_of(left), end_of(right))
    )


def intersect(left: Interval, right: Interval) -> Interval | None:
    """What both have in common; null when that is nothing."""
    starts = reaches(start_of(left), end_of(right))
    if and_(starts, reaches(start_of(right), end_of(left))) is not True:
        return None
    return interval_from(
        later(start_of(left), start_of(right)), earlier(end_of(left), end_of(right))
    )


def except_(left: Interval, right: Interval) -> Interval | None:
    """The left without the right; null when that is nothing, or two parts."""
    overlap = overlaps(left, right)
    if overlap is False:
        return interval_from(start_of(left), end_of(left))
    is_left_before = below(start_of(left), start_of(right))
    is_left_after = below(end_of(right), end_of(left))
    if overlap is None or (is_left_before, is_left_after) not in {(True, False), (False, True)}:
        return None
    if is_left_before:
        return interval_from(start_of(left), _moved(start_of(right), -1))
    return interval_from(_moved(end_of(right), 1), end_of(left))


def _moved(bound: Bound, step: int) -> Bound:
    return bound_at(next_point(bound.point, step))


def collapse(items: tuple[Interval | None, ...]) -> tuple[Interval, ...] | None:
    """The fewest intervals that cover the same points, in order; nulls are left out.

    Null when an end is not known.
    """
    known = [item for item in items if item is not None]
    if not all(is_certain(start_of(item)) and is_certain(end_of(item)) for item in known):
        return None
    merged: list[Interval] = []
    for item in sorted(known, key=functools.cmp_to_key(_compare_starts)):
        joined = union(merged[-1], item) if merged else None
        if joined is None:
            merged.append(interval_from(start_of(item), end_of(item)))
        else:
            merged[-1] = joined
    return tuple(merged)


def _compare_starts(left: Interval, right: Interval) -> int:
    first, second = start_of(left), start_of(right)
    return int(below(second, first) is True) - int(below(first, second) is True)


def expand_points(
    interval: Interval, step: Any = 1, *, number: Callable[[Any], int], point: Callable[[int], Any]
) -> tuple[Any, ...] | None:
    """The points of an interval, `step` apart, of which each has its whole step inside.

    `number` counts a point, and `point` makes one of its count. Null for an end that is
    not known, and for more than 1,000 points.
    """
    low, high, width = start(interval), end(interval), int(step)
    if low is None or high is None or width < 1 or width != step:
        return None
    first, last = number(low), number(high) - width + 1
    if (last - first) // width >= MOST_PARTS:
        return None
    return tuple(map(point, range(first, last + 1, width)))


def expand_intervals(
    items: tuple[Interval | None, ...],
    step: Any = 1,
    *,
    number: Callable[[Any], int],
    point: Callable[[int], Any],
) -> tuple[Interval, ...] | None:
    """The parts of intervals, `step` wide each."""
    found: list[Interval] = []
    for item in collapse(items) or ():
        firsts = expand_points(item, step, number=number, point=point)
        if firsts is None or len(found) > MOST_PARTS:
            return None
        found += [Interval(first, point(number(first) + int(step) - 1)) for first in firsts]
    return None if collapse(items) is None else tuple(found)
