"""What the writers of operators work with: names for what they write, and care for numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from mgdcds.core.cql.types import Type
from mgdcds.core.engines.sql import build
from mgdcds.core.engines.sql.bindings import Bindings
from mgdcds.core.engines.sql.build import Sql, call, choose, number, op
from mgdcds.core.engines.sql.dialects import Dialect
from mgdcds.core.engines.sql.refusals import UnableToWriteSql
from mgdcds.core.engines.sql.values import EVERYWHERE, Range, Scalar
from mgdcds.core.values.quantity import (
    LARGEST_INTEGER,
    LARGEST_LONG,
    SMALLEST_INTEGER,
    SMALLEST_LONG,
)

#: What is whole in decimals can fall a hair short in double precision.
HAIR = 1.0000000000000004
# Slightly more than 1e8: what lies halfway in decimals can lie a hair lower in double precision,
# and has to be rounded away from zero all the same.
_NEARLY_1E8 = 100000000.00000004
#: Up to here 8 decimals are exact in double precision, with room for values beyond their range.
_EXACT_TO = 1e6
#: Up to here a number has at most 15 digits with its 8 decimals, and is rounded to those.
ROUNDS_TO = 1e7
_LARGEST = 1e20
_FAR_FROM_32_BITS = 30_000
_WHOLE = {
    "integer": (SMALLEST_INTEGER, LARGEST_INTEGER),
    "long": (SMALLEST_LONG, LARGEST_LONG),
}


@dataclass(frozen=True)
class Scribe:
    """Writes for one operator. `type` is the type of what is written, `operator` its name."""

    dialect: Dialect
    bindings: Bindings
    today: Sql
    operator: str = ""
    type: Type = field(default_factory=lambda: Type("any"))
    operand_types: tuple[Type, ...] = ()
    written: Any = None

    @property
    def kind(self) -> str:
        """The kind of what is written."""
        return kind_of(self.type)

    def refuse(self, reason: str) -> UnableToWriteSql:
        """This method will make the refusal of this operator (to be raised)."""
        return UnableToWriteSql(self.operator, self.dialect.name, reason)

    def keep(self, sql: Sql, kind: str, range: Range = EVERYWHERE, **others: bool) -> Scalar:
        """This method will name an expression, so that it can be used again."""
        return Scalar(self.bindings.bind(sql), kind, range, **others)

    def truth(self, sql: Sql) -> Scalar:
        """This method will name a condition."""
        return self.keep(sql, "boolean")

    # Numbers

    def double(self, value: Scalar) -> Sql:
        """This method will write a number in double precision."""
        if value.is_double or value.is_null:
            return value.sql
        return self.bindings.bind(build.cast(value.sql, "decimal"))

    def doubles(self, left: Scalar, right: Scalar) -> tuple[Sql, Sql]:
        """This method will write two numbers of which at least one is in double precision."""
        if left.is_constant and right.is_double:
            return left.sql, right.sql
        return self.double(left), right.sql if right.is_constant else self.double(right)

    def decimal(self, sql: Sql, range: Range, *, is_limited: bool = True) -> Scalar:
        """This method will name the result of arithmetic, rounded to 8 decimals.

        It rounds half away from zero, as the judge does. What is too large for a decimal of CQL
        is null, but for a converted value (not `is_limited`), which the judge keeps.
        """
        value = self.bindings.bind(sql)
        is_small = range.largest <= _EXACT_TO
        rounded = _round(value) if is_small else self._round_any(value, is_limited)
        return self.keep(rounded, "decimal", range, is_double=True)

    def _round_any(self, value: Sql, is_limited: bool) -> Sql:
        size = self.bindings.bind(exp.Abs(this=value))
        exact = (op(exp.LT, size, number(ROUNDS_TO)), _round(value))
        # Each is asked for, as SQLite prints a null as 0.
        is_large = (
            op(exp.LTE, size, number(_LARGEST)) if is_limited else op(exp.GT, size, number(0))
        )
        return choose(exact, (is_large, self.dialect.snap(value)))

    def whole(self, sql: Sql, kind: str, range: Range) -> Scalar:
        """This method will name a whole number; null when it does not fit into its type."""
        least, most = _WHOLE[kind]
        if range.low >= least and range.high <= most:
            return self.keep(sql, kind, range)
        if kind == "long":
            raise self.refuse("a long whole number could be too large for a column")
        value = self.bindings.bind(sql)
        fits = exp.Between(this=value, low=number(least), high=number(most))
        held = Range(max(range.low, least), min(range.high, most))
        return self.keep(choose((fits, value)), kind, held)

    def wide(self, value: Scalar) -> Sql:
        """This method will write a whole number so that what is made of it cannot overflow.

        PostgreSQL takes a short literal for one of 32 bits, and stops when a sum has more.
        """
        is_small = value.range.largest < _FAR_FROM_32_BITS
        return value.sql if is_small else self.bindings.bind(build.cast(value.sql, "integer"))

    def words(self, value: Scalar) -> Sql:
        """This method will write a value so that its order is the judge's."""
        return self.dialect.ordered(value.sql) if value.kind == "string" else value.sql


def _round(value: Sql) -> Sql:
    scaled = call("ROUND", op(exp.Mul, value, number(_NEARLY_1E8)))
    return op(exp.Div, scaled, exp.Literal.number("100000000.0"))


def kind_of(type: Type) -> str:
    """This function will answer what a value of a type is in SQL."""
    return {"quantity": "decimal", "choice": "string"}.get(type.base, type.base)


def spread(*corners: float) -> Range:
    """This function will answer the range over values at its corners."""
    known = [0.0 if math.isnan(corner) else corner for corner in corners]
    return Range(min(known), max(known))
