"""Lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mgdcds.core.engines.judge.arithmetic import Fit, fit, settle
from mgdcds.core.engines.judge.bounds import end_of, is_certain, start_of
from mgdcds.core.engines.judge.comparison import equal
from mgdcds.core.engines.judge.intervals import lies_in
from mgdcds.core.engines.judge.logic import or_
from mgdcds.core.values.interval import Interval

_List = tuple[Any, ...]


def in_(value: Any, container: _List | Interval | None) -> bool | None:
    """Whether a value is in a list or an interval. An unknown is not taken for an outsider."""
    if container is None:
        return False
    if isinstance(container, Interval):
        return None if value is None else lies_in(value, container)
    return is_one_of(value, container)


def is_one_of(value: Any, items: _List, *, allows_null: bool = False) -> bool | None:
    """Whether a value is among items; `allows_null` when a null is written among them."""
    if value is None:
        return True if allows_null else or_(*(None for _ in items))
    return or_(*(None if item is None else equal(value, item) for item in items))


def exists(items: _List | None) -> bool:
    return items is not None and any(item is not None for item in items)


def count(items: _List | None) -> int:
    return len(_known(items))


def least(items: _List | None) -> Any:
    return min(_known(items), default=None)


def greatest(items: _List | None) -> Any:
    return max(_known(items), default=None)


def sum_integers(items: _List | None, *, fit: Fit = fit) -> int | None:
    known = _known(items)
    return fit(sum(known)) if known else None


def sum_decimals(items: _List | None) -> Decimal | None:
    known = _known(items)
    return settle(sum(known, Decimal(0))) if known else None


def _known(items: _List | None) -> _List:
    return tuple(item for item in items or () if item is not None)


# Lists as sets: each value once, and nulls are alike


def union(left: _List | None, right: _List | None) -> _List | None:
    """What is in one of two lists. A null list is taken for an empty one."""
    return None if left is None and right is None else _once((*(left or ()), *(right or ())))


def intersect(left: _List, right: _List) -> _List:
    wanted = set(map(_key, right))
    return tuple(item for item in _once(left) if _key(item) in wanted)


def except_(left: _List | None, right: _List | None) -> _List | None:
    """What is in the left and not in the right list, which may be null."""
    if left is None:
        return None
    unwanted = set(map(_key, right or ()))
    return tuple(item for item in _once(left) if _key(item) not in unwanted)


def includes(outer: _List, inner: _List) -> bool:
    return set(map(_key, inner)) <= set(map(_key, outer))


def included_in(inner: _List, outer: _List) -> bool:
    return includes(outer, inner)


def properly_includes(outer: _List, inner: _List) -> bool:
    return len(outer) > len(inner) and includes(outer, inner)


def properly_included_in(inner: _List, outer: _List) -> bool:
    return properly_includes(outer, inner)


def _once(items: _List) -> _List:
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(_key(item), item)
    return tuple(found.values())


def _key(item: Any) -> Any:
    """What two values share when they are the same, so that long lists are compared fast."""
    if isinstance(item, tuple):
        return tuple(map(_key, item))
    if not isinstance(item, Interval):
        return item
    ends = (start_of(item), end_of(item))
    # An end that is not known is like no other.
    return ends if all(map(is_certain, ends)) else object()
