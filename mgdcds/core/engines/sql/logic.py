"""Logic. SQL's own `and`, `or` and `not` have three values, as CQL's have."""

from __future__ import annotations

from sqlglot import exp

from mgdcds.core.engines.sql.build import Sql, boolean, chain, is_, not_, op
from mgdcds.core.engines.sql.registry import writes
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Absent, Items, Scalar, Span, Value


@writes("And")
def write_and(scribe: Scribe, *parts: Scalar) -> Scalar:
    return scribe.truth(chain(exp.And, *(part.sql for part in parts)))


@writes("Or")
def write_or(scribe: Scribe, *parts: Scalar) -> Scalar:
    return scribe.truth(chain(exp.Or, *(part.sql for part in parts)))


@writes("Xor")
def write_xor(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(op(exp.NEQ, left.sql, right.sql))


@writes("Implies")
def write_implies(scribe: Scribe, left: Scalar, right: Scalar) -> Scalar:
    return scribe.truth(chain(exp.Or, not_(left.sql), right.sql))


@writes("Not")
def write_not(scribe: Scribe, value: Scalar) -> Scalar:
    return scribe.truth(not_(value.sql))


@writes("IsTrue")
def write_is_true(scribe: Scribe, value: Scalar) -> Scalar:
    return scribe.truth(is_(value.sql, exp.true()))


@writes("IsFalse")
def write_is_false(scribe: Scribe, value: Scalar) -> Scalar:
    return scribe.truth(is_(value.sql, exp.false()))


@writes("IsNotTrue")
def write_is_not_true(scribe: Scribe, value: Scalar) -> Scalar:
    return scribe.truth(not_(is_(value.sql, exp.true())))


@writes("IsNotFalse")
def write_is_not_false(scribe: Scribe, value: Scalar) -> Scalar:
    return scribe.truth(not_(is_(value.sql, exp.false())))


@writes("IsNull")
def write_is_null(scribe: Scribe, value: Value) -> Scalar:
    return scribe.truth(null_test(value))


@writes("IsNotNull")
def write_is_not_null(scribe: Scribe, value: Value) -> Scalar:
    return scribe.truth(not_(null_test(value)))


def null_test(value: Value) -> Sql:
    """This function will write whether a value is null. A list is not, whatever is in it."""
    if isinstance(value, Scalar):
        return is_(value.sql, exp.null())
    if isinstance(value, Span) and value.exists is not None:
        return not_(is_(value.exists, exp.true()))
    return boolean(isinstance(value, Absent) and not isinstance(value, Items))
