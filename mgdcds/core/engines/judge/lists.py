"""Lists and intervals."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mgdcds.core.engines.judge.arithmetic import fit, settle
from mgdcds.core.engines.judge.comparison import equal
from mgdcds.core.engines.judge.logic import and_, or_
from mgdcds.core.values.dates import add_days
from mgdcds.core.values.interval import Interval
from mgdcds.core.values.quantity import ARITHMETIC_STEP

_List = tuple[Any, ...]


def in_(value: Any, container: _List | Interval | None) -> bool | None:
    """Whether a value is in a list or an interval. An unknown is not taken for an outsider."""
    if container is None:
        return False
    if isinstance(container, Interval):
        return None if value is None else _lies_in(value, container)
    return is_one_of(value, container)


def is_one_of(value: Any, items: _List, *, allows_null: bool = False) -> bool | None:
    """Whether a value is among items; `allows_null` when a null is written among them."""
    if value is None:
        return True if allows_null else or_(*(None for _ in items))
    return or_(*(None if item is None else equal(value, item) for item in items))


def _lies_in(point: Any, interval: Interval) -> bool | None:
    above = _at_most(_start(interval), _Bound(point))
    return and_(above, _at_most(_Bound(point), _end(interval)))


def included_in(inner: Interval, outer: Interval) -> bool | None:
    starts = _at_most(_start(outer), _start(inner))
    return and_(starts, _at_most(_end(inner), _end(outer)))


def includes(outer: Interval, inner: Interval) -> bool | None:
    return included_in(inner, outer)


def overlaps(left: Interval, right: Interval) -> bool | None:
    starts = _at_most(_start(left), _end(right))
    return and_(starts, _at_most(_start(right), _end(left)))


def before(left: Any, right: Any) -> bool | None:
    """Whether an interval or a point ends before another one starts."""
    end = _end(left) if isinstance(left, Interval) else _Bound(left)
    start = _start(right) if isinstance(right, Interval) else _Bound(right)
    return _below(end, start)


def after(left: Any, right: Any) -> bool | None:
    return before(right, left)


def start(interval: Interval) -> Any:
    return _start(interval).point


def end(interval: Interval) -> Any:
    return _end(interval).point


def make_interval(low: Any, high: Any, low_closed: bool, high_closed: bool) -> Interval | None:
    """An interval; null when it would end before it starts."""
    interval = Interval(low, high, low_closed, high_closed)
    is_possible = low is None or high is None or _at_most(_start(interval), _end(interval))
    return interval if is_possible else None


def exists(items: _List | None) -> bool:
    return items is not None and any(item is not None for item in items)


def count(items: _List | None) -> int:
    return len(_known(items))


def least(items: _List | None) -> Any:
    return min(_known(items), default=None)


def greatest(items: _List | None) -> Any:
    return max(_known(items), default=None)


def sum_integers(items: _List | None) -> int | None:
    known = _known(items)
    return fit(sum(known)) if known else None


def sum_decimals(items: _List | None) -> Decimal | None:
    known = _known(items)
    return settle(sum(known, Decimal(0))) if known else None


def _known(items: _List | None) -> _List:
    return tuple(item for item in items or () if item is not None)


# The ends of intervals, as the first and last points that are inside


@dataclass(frozen=True)
class _Bound:
    """A point, None for one that is not known; or beyond all points (`side` -1 or 1)."""

    point: Any = None
    side: int = 0


def _start(interval: Interval) -> _Bound:
    return _bound(interval.low, interval.low_closed, side=-1)


def _end(interval: Interval) -> _Bound:
    return _bound(interval.high, interval.high_closed, side=1)


def _bound(point: Any, is_closed: bool, *, side: int) -> _Bound:
    if point is None:
        return _Bound(side=side if is_closed else 0)
    return _Bound(point if is_closed else _next(point, -side))


def _next(point: Any, step: int) -> Any:
    if isinstance(point, Decimal):
        return point + step * ARITHMETIC_STEP
    if isinstance(point, datetime.date):
        return add_days(point, days=step)
    return point + step if isinstance(point, int) else point


def _at_most(left: _Bound, right: _Bound) -> bool | None:
    if left.side or right.side:
        return left.side <= right.side
    return None if left.point is None or right.point is None else bool(left.point <= right.point)


def _below(left: _Bound, right: _Bound) -> bool | None:
    if left.side or right.side:
        return left.side < right.side
    return None if left.point is None or right.point is None else bool(left.point < right.point)
