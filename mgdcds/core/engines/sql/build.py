"""Small builders over sqlglot. Operands that need parentheses get them, and nothing is text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlglot import exp

Sql = exp.Expr
#: Databases limit how deep an expression is (SQLite to 1,000): longer chains are made of groups.
_LONGEST_CHAIN = 32
#: How many operands a function takes (SQLite 100).
_MOST_OPERANDS = 50
_TYPES = {
    "boolean": "boolean",
    "integer": "bigint",
    "long": "bigint",
    "decimal": "double",
    "string": "text",
    "date": "date",
}


def column(name: str) -> Sql:
    """This function will name a column; every name is quoted."""
    return exp.column(exp.to_identifier(name, quoted=True))


def number(value: float | Decimal) -> Sql:
    """This function will write a number with all its digits and no exponent."""
    text = format(abs(value) if isinstance(value, Decimal) else Decimal(repr(abs(value))), "f")
    literal = exp.Literal.number(text)
    return exp.Neg(this=literal) if value < 0 else literal


def text(value: str) -> Sql:
    """This function will write a text."""
    return exp.Literal.string(value)


def boolean(value: bool) -> Sql:
    """This function will write true or false."""
    return exp.true() if value else exp.false()


def date(value: datetime.date) -> Sql:
    """This function will write a date as its ISO text; dialects say that it is a date."""
    return exp.Literal.string(value.isoformat())


def null(kind: str) -> Sql:
    """This function will write a null of a kind, so that no database takes it for a text."""
    return cast(exp.null(), kind) if kind in _TYPES else exp.null()


def cast(sql: Sql, kind: str) -> Sql:
    """This function will turn a value into another kind."""
    return exp.Cast(this=sql, to=exp.DataType.build(_TYPES[kind]))


def op(form: type[exp.Binary], left: Sql, right: Sql) -> Sql:
    """This function will write an operator between two operands."""
    # A division is meant as the database does it: sqlglot would cast whole numbers.
    how = {"typed": True} if form is exp.Div else {}
    return form(this=wrap(left), expression=wrap(right), **how)


def chain(form: type[exp.Binary], *parts: Sql) -> Sql:
    """This function will join any number of operands with `and`, `or` or `+`."""
    while len(parts) > _LONGEST_CHAIN:
        parts = tuple(chain(form, *group) for group in _groups(parts, _LONGEST_CHAIN))
    joined = wrap(parts[0])
    for part in parts[1:]:
        joined = form(this=joined, expression=wrap(part))
    return joined


def not_(sql: Sql) -> Sql:
    """This function will negate a condition."""
    return exp.Not(this=wrap(sql))


def is_(sql: Sql, what: Sql) -> Sql:
    """This function will test for null, true or false."""
    return exp.Is(this=wrap(sql), expression=what)


def choose(*branches: tuple[Sql, Sql], otherwise: Sql | None = None) -> Sql:
    """This function will write a case: the first condition that is true says the value."""
    ifs = [exp.If(this=when, true=then) for when, then in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def call(name: str, *operands: Sql) -> Sql:
    """This function will call a function that every dialect writes alike."""
    return exp.Anonymous(this=name, expressions=list(operands))


def coalesce(first: Sql, *others: Sql) -> Sql:
    """This function will write the first value that is known."""
    values = (first, *others)
    while len(values) > _MOST_OPERANDS:
        values = tuple(coalesce(*group) for group in _groups(values, _MOST_OPERANDS))
    return exp.Coalesce(this=values[0], expressions=list(values[1:])) if others else first


def _groups(parts: Sequence[Sql], size: int) -> Iterator[Sequence[Sql]]:
    return (parts[start : start + size] for start in range(0, len(parts), size))


def wrap(sql: Sql) -> Sql:
    """This function will put parentheses around what could be read differently inside another."""
    loose = isinstance(sql, exp.Binary | exp.Unary | exp.Between | exp.In)
    tight = isinstance(sql, exp.Paren | exp.Dot)
    return exp.Paren(this=sql) if loose and not tight else sql
