"""How literals and names are written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mgdcds.core.cql.nodes import (
    DateLiteral,
    DecimalLiteral,
    IntegerLiteral,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
)
from mgdcds.core.cql.types import WHOLE_NUMBERS
from mgdcds.core.engines.compiled.code import NULL, Value
from mgdcds.core.engines.compiled.row import double_of
from mgdcds.core.engines.compiled.span import Span
from mgdcds.core.engines.compiled.writer import Unwritable, Writer

_NUMBERS = frozenset({"decimal", "quantity"})


def write_null(node: NullLiteral, writer: Writer) -> Value:
    span = Span(0.0, 0.0) if node.type.base in _NUMBERS else None
    return Value(NULL, NULL, span=span, is_checked=True)


def write_integer(node: IntegerLiteral, writer: Writer) -> Value:
    if node.type.base not in WHOLE_NUMBERS:
        return writer.number(Decimal(node.value))
    return _constant(node.value, writer)


def write_decimal(node: DecimalLiteral, writer: Writer) -> Value:
    return writer.number(node.value)


def write_quantity(node: QuantityLiteral, writer: Writer) -> Value:
    if node.converted is None:
        raise Unwritable
    return writer.number(node.converted)


def write_plain(node: StringLiteral | DateLiteral, writer: Writer) -> Value:
    return _constant(node.value, writer)


def plain_literal(node: Node) -> Any:
    """This function will answer the value of a literal as rows have it, or raise Unwritable."""
    if isinstance(node, StringLiteral | DateLiteral):
        return node.value
    if isinstance(node, IntegerLiteral) and node.type.base in WHOLE_NUMBERS:
        return node.value
    number = _number(node)
    double = None if number is None else double_of(number)
    if double is None:
        raise Unwritable
    return double


def _number(node: Node) -> Decimal | None:
    if isinstance(node, DecimalLiteral):
        return node.value
    if isinstance(node, QuantityLiteral):
        return node.converted
    return Decimal(node.value) if isinstance(node, IntegerLiteral) else None


def _constant(value: Any, writer: Writer) -> Value:
    text = writer.constant(value)
    return Value(text, text, is_nullable=False)
