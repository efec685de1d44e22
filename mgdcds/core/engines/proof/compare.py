"""Comparisons and membership of terms."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from mgdcds.core.engines.proof.logic import and_
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Boolean,
    Formula,
    Items,
    Null,
    Scalar,
    Span,
    Term,
    all_of,
    any_of,
    boolean_of,
    known_of,
    opposite,
    real,
)

#: How far the next point lies, by the type of points.
STEPS = {"integer": Fraction(1), "long": Fraction(1), "date": Fraction(1)}
SMALLEST_STEP = Fraction(1, 10**8)


def less(left: Term, right: Term) -> Boolean | None:
    """This function will tell when one value lies below another one."""
    return _ordered(left, right, lambda one, other: one < other)


def less_or_equal(left: Term, right: Term) -> Boolean | None:
    """This function will tell when one value lies at most at another one."""
    return _ordered(left, right, lambda one, other: one <= other)


def greater(left: Term, right: Term) -> Boolean | None:
    """This function will tell when one value lies above another one."""
    return less(right, left)


def greater_or_equal(left: Term, right: Term) -> Boolean | None:
    """This function will tell when one value lies at least at another one."""
    return less_or_equal(right, left)


def between(value: Term, low: Term, high: Term) -> Boolean | None:
    """This function will tell when a value lies between two others."""
    above, below = greater_or_equal(value, low), less_or_equal(value, high)
    return None if above is None or below is None else and_(above, below)


def is_equal(left: Term, right: Term) -> Boolean | None:
    """This function will tell when two values are the same; None for what is not followed."""
    if isinstance(left, Null) or isinstance(right, Null):
        return UNKNOWN
    if isinstance(left, Boolean) and isinstance(right, Boolean):
        return Boolean(
            any_of(all_of(left.yes, right.yes), all_of(left.no, right.no)),
            any_of(all_of(left.yes, right.no), all_of(left.no, right.yes)),
        )
    return _ordered(left, right, lambda one, other: one == other)


def is_equivalent(left: Term, right: Term, *, base: str) -> Boolean | None:
    """This function will tell when two values are as good as the same; it is never unknown."""
    if isinstance(left, Null) or isinstance(right, Null):
        return _certain(all_of(opposite(known_of(left)), opposite(known_of(right))))
    same = _as_good_as(left, right, base)
    if same is None:
        return None
    neither = all_of(opposite(known_of(left)), opposite(known_of(right)))
    return _certain(any_of(same, neither))


def is_in_list(
    value: Term, items: tuple[Term, ...], *, allows_null: bool = False
) -> Boolean | None:
    """This function will tell when a value is among items; `allows_null`: a null is among them."""
    found = [is_equal(value, item) for item in items]
    same = [each for each in found if each is not None]
    if len(same) < len(found):
        return None
    known = known_of(value)
    yes = any_of(*(each.yes for each in same), opposite(known) if allows_null else NEVER)
    no = all_of(*(each.no for each in same), known if allows_null else ALWAYS)
    return Boolean(yes, no)


def is_in_span(value: Term, span: Span, base: str) -> Boolean | None:
    """This function will tell when a point lies in an interval; in an impossible one none does."""
    step = STEPS.get(base, SMALLEST_STEP)
    ends = (_end(span.low, span.low_closed, step), _end(span.high, span.high_closed, -step))
    if isinstance(value, Null):
        value = Scalar(real(0), NEVER)
    if not isinstance(value, Scalar) or None in ends:
        return None
    low, high = ends
    assert low is not None and high is not None  # noqa: S101, PT018 - asked above
    above = Boolean(ALWAYS, NEVER) if span.no_low and span.low_closed else less_or_equal(low, value)
    below = (
        Boolean(ALWAYS, NEVER) if span.no_high and span.high_closed else less_or_equal(value, high)
    )
    if above is None or below is None:
        return None
    inside, known = and_(above, below), value.known
    impossible = all_of(low.known, high.known, low.value > high.value)
    return Boolean(
        all_of(known, opposite(impossible), inside.yes),
        any_of(impossible, all_of(known, inside.no)),
    )


def membership(value: Term, container: Term, base: str) -> Boolean | None:
    """This function will tell when a value is in a list or an interval; in a null it never is."""
    if isinstance(container, Null):
        return Boolean(NEVER, ALWAYS)
    if isinstance(container, Items):
        return is_in_list(value, container.items)
    return is_in_span(value, container, base) if isinstance(container, Span) else None


def _end(term: Term, is_closed: bool, step: Fraction) -> Scalar | None:
    """An end as the first or the last point inside."""
    if isinstance(term, Null):
        return Scalar(real(0), NEVER)
    if not isinstance(term, Scalar):
        return None
    return term if is_closed else Scalar(term.value + real(step), term.known)


def _as_good_as(left: Term, right: Term, base: str) -> Formula | None:
    if isinstance(left, Boolean) and isinstance(right, Boolean):
        return any_of(all_of(left.yes, right.yes), all_of(left.no, right.no))
    if not (isinstance(left, Scalar) and isinstance(right, Scalar)):
        return None
    if base in ("integer", "long", "date"):
        return all_of(left.known, right.known, left.value == right.value)
    return None


def _ordered(left: Term, right: Term, compare: Any) -> Boolean | None:
    if isinstance(left, Null) or isinstance(right, Null):
        return UNKNOWN
    if not (isinstance(left, Scalar) and isinstance(right, Scalar)):
        return None
    known = all_of(left.known, right.known)
    return boolean_of(compare(left.value, right.value), known)


def _certain(condition: Formula) -> Boolean:
    return Boolean(condition, opposite(condition))
