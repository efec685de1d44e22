"""Comparisons. Units were settled when the text was checked, so these compare plain values."""

from __future__ import annotations

from decimal import Decimal

from sqlglot import exp

from mgdcds.core.cql.types import ChoiceType
from mgdcds.core.engines.sql.bounds import equal_bounds
from mgdcds.core.engines.sql.build import (
    Sql,
    boolean,
    call,
    cast,
    chain,
    choose,
    is_,
    not_,
    null,
    number,
    op,
)
from mgdcds.core.engines.sql.registry import write_truth, writes
from mgdcds.core.engines.sql.scribe import HAIR, Scribe
from mgdcds.core.engines.sql.values import Absent, Items, Scalar, Span, Value

_MOST_PLACES = 8


@writes("Equal")
def write_equal(scribe: Scribe, left: Value, right: Value) -> Scalar:
    return scribe.truth(equal(scribe, left, right))


@writes("NotEqual")
def write_not_equal(scribe: Scribe, left: Value, right: Value) -> Scalar:
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return scribe.truth(op(exp.NEQ, left.sql, right.sql))
    return scribe.truth(not_(equal(scribe, left, right)))


@writes("Less")
def write_less(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(op(exp.LT, scribe.words(left), right.sql))


@writes("LessOrEqual")
def write_less_or_equal(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(op(exp.LTE, scribe.words(left), right.sql))


@writes("Greater")
def write_greater(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(op(exp.GT, scribe.words(left), right.sql))


@writes("GreaterOrEqual")
def write_greater_or_equal(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(op(exp.GTE, scribe.words(left), right.sql))


@writes("Between")
def write_between(scribe: Scribe, value: Scalar, low: Scalar, high: Scalar) -> Scalar:
    above = write_truth(scribe, "GreaterOrEqual", value, low)
    return scribe.truth(
        chain(exp.And, above.sql, write_truth(scribe, "LessOrEqual", value, high).sql)
    )


@writes("Equivalent")
def write_equivalent(scribe: Scribe, left: Value, right: Value) -> Scalar:
    return scribe.truth(equivalent(scribe, left, right))


@writes("NotEquivalent")
def write_not_equivalent(scribe: Scribe, left: Value, right: Value) -> Scalar:
    return scribe.truth(not_(equivalent(scribe, left, right)))


def equal(scribe: Scribe, left: Value, right: Value) -> Sql:
    """This function will write whether two values are the same; null while a part is unknown."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return op(exp.EQ, left.sql, right.sql)
    if isinstance(left, Items) and isinstance(right, Items):
        return _equal_lists(left, right)
    if isinstance(left, Span) and isinstance(right, Span):
        return _equal_spans(left, right)
    return null("boolean")


def same(left: Scalar, right: Scalar) -> Sql:
    """This function will write whether two values are the same, where nulls are alike."""
    return op(exp.NullSafeEQ, left.sql, right.sql)


def _equal_lists(left: Items, right: Items) -> Sql:
    if len(left.items) != len(right.items):
        return boolean(False)
    pairs = zip(left.items, right.items, strict=True)
    each = [
        choose(
            (
                chain(exp.And, is_(one.sql, exp.null()), is_(other.sql, exp.null())),
                boolean(True),
            ),
            otherwise=op(exp.EQ, one.sql, other.sql),
        )
        for one, other in pairs
    ]
    return chain(exp.And, *each) if each else boolean(True)


def _equal_spans(left: Span, right: Span) -> Sql:
    same_ends = chain(
        exp.And,
        equal_bounds(left.start, right.start),
        equal_bounds(left.end, right.end),
    )
    return when_all_exist(same_ends, left, right)


def when_all_exist(sql: Sql, *values: Value) -> Sql:
    """This function will write a condition that is null while an interval is null."""
    tests = [value.exists for value in values if isinstance(value, Span) and value.exists]
    if any(isinstance(value, Absent) for value in values):
        return null("boolean")
    return choose((chain(exp.And, *tests), sql)) if tests else sql


# As good as the same


def equivalent(scribe: Scribe, left: Value, right: Value) -> Sql:
    """This function will write whether two values are as good as the same. It is never null."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return _equivalent_scalars(scribe, left, right)
    if isinstance(left, Items) and isinstance(right, Items):
        return _equivalent_lists(scribe, left, right)
    if isinstance(left, Absent) or isinstance(right, Absent):
        raise scribe.refuse("one of the two is a null list or interval")
    raise scribe.refuse("the ends of an interval are not known before the patient is")


def _equivalent_lists(scribe: Scribe, left: Items, right: Items) -> Sql:
    if len(left.items) != len(right.items):
        return boolean(False)
    pairs = zip(left.items, right.items, strict=True)
    each = [_equivalent_scalars(scribe, one, other) for one, other in pairs]
    return chain(exp.And, *each) if each else boolean(True)


def _equivalent_scalars(scribe: Scribe, left: Scalar, right: Scalar) -> Sql:
    if left.kind == "string" and not (left.is_null or right.is_null):
        if not _are_choices(scribe):
            raise scribe.refuse("databases differ in what capital letters are")
        return same(left, right)
    if left.kind == "decimal" and not (left.is_null or right.is_null):
        return _equivalent_decimals(scribe, left, right)
    return same(left, right)


def _are_choices(scribe: Scribe) -> bool:
    """Whether both are answers of one choice, of which no two are as good as the same."""
    known = {type.choices for type in scribe.operand_types if isinstance(type, ChoiceType)}
    words = [" ".join(word.casefold().split()) for choices in known for word in choices]
    of_choice = all(isinstance(type, ChoiceType) for type in scribe.operand_types)
    return of_choice and len(known) == 1 and len(words) == len(set(words))


def _equivalent_decimals(scribe: Scribe, left: Scalar, right: Scalar) -> Sql:
    # The shorter of the two is what it is; the longer one is rounded to its decimals.
    one, other = scribe.bindings.bind(_step(left)), scribe.bindings.bind(_step(right))
    step = scribe.bindings.bind(choose((op(exp.LTE, one, other), one), otherwise=other))
    rounded = [_rounded(each, step) for each in (left, right)]
    alike = op(exp.EQ, rounded[0], rounded[1])
    known = chain(exp.And, not_(is_(left.sql, exp.null())), not_(is_(right.sql, exp.null())))
    nulls = chain(exp.And, is_(left.sql, exp.null()), is_(right.sql, exp.null()))
    return choose((known, alike), otherwise=nulls)


def _step(value: Scalar) -> Sql:
    """How many parts of 1 a decimal counts in: 100 for 1.25."""
    steps = [number(Decimal(10) ** places) for places in range(_MOST_PLACES)]
    tests = [op(exp.EQ, _rounded(value, step), value.sql) for step in steps]
    return choose(*zip(tests, steps, strict=True), otherwise=number(Decimal(10) ** _MOST_PLACES))


def _rounded(value: Scalar, step: Sql) -> Sql:
    scaled = op(exp.Mul, cast(value.sql, "decimal"), step)
    nudged = call("ROUND", op(exp.Mul, scaled, number(HAIR)))
    return op(exp.Div, nudged, cast(step, "decimal"))
