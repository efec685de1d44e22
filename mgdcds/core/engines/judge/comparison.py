"""Comparisons. The order of what has one is Python's; sameness has to look into lists."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from mgdcds.core.engines.judge.bounds import end_of, same, start_of
from mgdcds.core.engines.judge.logic import and_, not_
from mgdcds.core.values.interval import Interval

_WIDE = Context(prec=80, traps=[])


def equal(left: Any, right: Any) -> bool | None:
    """Whether two values that are known are the same; null while a part of them is not known."""
    if isinstance(left, tuple):
        return _equal_lists(left, right)
    if isinstance(left, Interval):
        return _equal_intervals(left, right)
    return bool(left == right)


def not_equal(left: Any, right: Any) -> bool | None:
    return not_(equal(left, right))


def equivalent(left: Any, right: Any) -> bool:
    """Whether two values are as good as the same; nulls are."""
    if left is None or right is None:
        return left is right
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(equivalent, left, right))
    if isinstance(left, Interval):
        return (start_of(left), end_of(left)) == (start_of(right), end_of(right))
    if isinstance(left, str):
        return _plain(left) == _plain(right)
    if isinstance(left, Decimal):
        return _equivalent_decimals(left, right)
    return bool(left == right)


def not_equivalent(left: Any, right: Any) -> bool:
    return not equivalent(left, right)


def less(left: Any, right: Any) -> bool:
    return bool(left < right)


def less_or_equal(left: Any, right: Any) -> bool:
    return bool(left <= right)


def greater(left: Any, right: Any) -> bool:
    return bool(left > right)


def greater_or_equal(left: Any, right: Any) -> bool:
    return bool(left >= right)


def between(value: Any, low: Any, high: Any) -> bool | None:
    above = None if value is None or low is None else bool(value >= low)
    below = None if value is None or high is None else bool(value <= high)
    return and_(above, below)


def _equal_lists(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool | None:
    if len(left) != len(right):
        return False
    return and_(*(_equal_or_null(one, other) for one, other in zip(left, right, strict=True)))


def _equal_intervals(left: Interval, right: Interval) -> bool | None:
    starts = same(start_of(left), start_of(right))
    return and_(starts, same(end_of(left), end_of(right)))


def _equal_or_null(left: Any, right: Any) -> bool | None:
    if left is None and right is None:
        return True
    return None if left is None or right is None else equal(left, right)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _equivalent_decimals(left: Decimal, right: Decimal) -> bool:
    places = min(_decimals_of(left), _decimals_of(right))
    step = Decimal(1).scaleb(-places)
    one, other = (
        value.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE) for value in (left, right)
    )
    return one == other


def _decimals_of(value: Decimal) -> int:
    exponent = value.normalize(_WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
