"""Lists of a known length. Their items may be null; each is a scalar of its own."""

from __future__ import annotations

from sqlglot import exp

from mgdcds.core.engines.sql.build import (
    Sql,
    boolean,
    chain,
    choose,
    coalesce,
    is_,
    not_,
    number,
    op,
)
from mgdcds.core.engines.sql.comparison import equal, same
from mgdcds.core.engines.sql.constants import constant
from mgdcds.core.engines.sql.registry import write_truth, writes
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Items, Range, Scalar, Span, Value


@writes("In")
def write_in(scribe: Scribe, value: Scalar, container: Value) -> Scalar:
    if isinstance(container, Span):
        inside = write_truth(scribe, "Includes", container, value)
        if container.exists is None:
            return inside
        sql = choose((container.exists, inside.sql), otherwise=boolean(False))
        return scribe.truth(sql)
    if not isinstance(container, Items):
        return scribe.truth(boolean(False))
    return scribe.truth(is_one_of(scribe, value, container))


@writes("Contains")
def write_contains(scribe: Scribe, container: Value, value: Scalar) -> Scalar:
    return write_in(scribe, value, container)


@writes("Exists")
def write_exists(scribe: Scribe, items: Value) -> Scalar:
    known = [not_(is_(item.sql, exp.null())) for item in _items(items)]
    return scribe.truth(chain(exp.Or, *known) if known else boolean(False))


@writes("Count")
def write_count(scribe: Scribe, items: Value) -> Scalar:
    each = [
        choose((is_(item.sql, exp.null()), number(0)), otherwise=number(1))
        for item in _items(items)
    ]
    sql = chain(exp.Add, *each) if each else number(0)
    return scribe.keep(sql, "integer", Range(0, len(each)))


@writes("Min")
def write_min(scribe: Scribe, items: Value) -> Scalar:
    return _best(scribe, items, exp.LT)


@writes("Max")
def write_max(scribe: Scribe, items: Value) -> Scalar:
    return _best(scribe, items, exp.GT)


@writes("Sum")
def write_sum(scribe: Scribe, items: Value) -> Scalar:
    known = _items(items)
    if not known:
        return constant(scribe, None, scribe.type)
    total = scribe.bindings.bind(
        chain(exp.Add, *(coalesce(_number(scribe, item), number(0)) for item in known))
    )
    sql, range = choose((write_exists(scribe, items).sql, total)), _range_of_sum(known)
    if scribe.kind == "decimal":
        return scribe.decimal(sql, range)
    return scribe.whole(sql, scribe.kind, range)


def _range_of_sum(items: tuple[Scalar, ...]) -> Range:
    # Each may be left out, so that one alone can be the least and the greatest sum.
    lows, highs = ([item.range.low for item in items], [item.range.high for item in items])
    return Range(min(sum(lows), *lows, 0), max(sum(highs), *highs, 0))


def _number(scribe: Scribe, item: Scalar) -> Sql:
    return scribe.double(item) if item.kind == "decimal" else scribe.wide(item)


def is_one_of(scribe: Scribe, value: Scalar, items: Items) -> Sql:
    """This function will write whether a value is among items.

    A null that is written among them allows an unknown value; one that comes from the patient
    leaves the answer open. Nothing is in an empty list, not even what is not known.
    """
    asked = [item for item in items.items if not (items.allows_null and item.is_null)]
    if not asked:
        found = boolean(False)
    elif all(item.is_constant for item in asked):
        found = exp.In(this=value.sql, expressions=[item.sql for item in asked])
    else:
        found = chain(exp.Or, *(equal(scribe, value, item) for item in asked))
    if not items.allows_null:
        return found
    return choose((is_(value.sql, exp.null()), boolean(True)), otherwise=found)


def includes_list(outer: Items, inner: Items) -> Sql:
    """This function will write whether everything in one list is in the other; nulls are alike."""
    found = [
        chain(exp.Or, *(same(item, other) for other in outer.items))
        if outer.items
        else boolean(False)
        for item in inner.items
    ]
    return chain(exp.And, *found) if found else boolean(True)


def properly_includes_list(outer: Items, inner: Items) -> Sql:
    """This function will write the same, for a list that has more items."""
    is_longer = len(outer.items) > len(inner.items)
    return includes_list(outer, inner) if is_longer else boolean(False)


def _items(items: Value) -> tuple[Scalar, ...]:
    return items.items if isinstance(items, Items) else ()


def _best(scribe: Scribe, items: Value, beats: type[exp.Binary]) -> Scalar:
    known = _items(items)
    if not known:
        return constant(scribe, None, scribe.type)
    # Each meets its neighbour, and the better ones meet again: a long list stays a low tree.
    while len(known) > 1:
        pairs = zip(known[::2], known[1::2], strict=False)
        known = (*(_better(scribe, *pair, beats) for pair in pairs), *known[len(known) & ~1 :])
    return known[0]


def _better(scribe: Scribe, best: Scalar, item: Scalar, beats: type[exp.Binary]) -> Scalar:
    wins = op(beats, scribe.words(item), best.sql)
    first = choose((chain(exp.Or, is_(best.sql, exp.null()), wins), item.sql), otherwise=best.sql)
    sql = choose((is_(item.sql, exp.null()), best.sql), otherwise=first)
    low, high = min(best.range.low, item.range.low), max(best.range.high, item.range.high)
    return scribe.keep(sql, best.kind, Range(low, high))
