"""How numbers are calculated: as doubles with a bound on their error, or by the judge's functions.

A double takes part only where its value lies in the range that the bound stands on; the
generated code checks that, and hands the whole row to the judge otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mgdcds.core.cql.conversion import FactorConversion, find_conversion
from mgdcds.core.cql.nodes import Call, Cast, Convert, Node
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import QuantityType, Type
from mgdcds.core.engines.compiled import span as spans
from mgdcds.core.engines.compiled.code import (
    NULL,
    Value,
    all_strict,
    any_of,
    is_null,
    known,
    missing_of,
    pick,
)
from mgdcds.core.engines.compiled.span import Span
from mgdcds.core.engines.compiled.writer import Unwritable, Writer
from mgdcds.core.engines.judge.table import function_of

_NUMBERS = frozenset({"decimal", "quantity"})
#: Values that a row has as the judge has them.
_NATIVE = frozenset({"integer", "string", "choice", "date"})
#: Whole numbers beyond this are left to the judge where they are calculated with.
_USUAL = 100_000
#: Ages and other spans of time that are calculated with, in their unit.
_TIMES = {"YearsBetween": 200, "MonthsBetween": 2_400, "WeeksBetween": 10_000}


def write_today(node: Call, writer: Writer) -> Value:
    return Value("on", "on", is_nullable=False)


def write_value(node: Call, writer: Writer) -> Value:
    return writer.value(node.operands[0])


def write_negate(node: Call, writer: Writer) -> Value:
    return _estimate(node, writer, "-{}", spans.negate)


def write_abs(node: Call, writer: Writer) -> Value:
    if node.type.base not in _NUMBERS:
        return write_native(node, writer)
    size = writer.bind(abs)
    return _estimate(node, writer, f"{size}({{}})", spans.size)


def write_add(node: Call, writer: Writer) -> Value:
    return _estimate(node, writer, "{} + {}", spans.add)


def write_subtract(node: Call, writer: Writer) -> Value:
    return _estimate(
        node, writer, "{} - {}", lambda left, right: spans.add(left, spans.negate(right))
    )


def write_multiply(node: Call, writer: Writer) -> Value:
    return _estimate(node, writer, "{} * {}", spans.multiply)


def write_divide(node: Call, writer: Writer) -> Value:
    return _estimate(node, writer, "{} / {}", spans.divide)


def write_power(node: Call, writer: Writer) -> Value:
    if node.operands[0].type.base not in _NUMBERS:
        raise Unwritable
    return _estimate(node, writer, "{} ** {}", spans.raise_to)


def write_native(node: Call, writer: Writer) -> Value:
    """What the judge's own function computes from values that a row has as they are."""
    parts = [writer.value(operand) for operand in node.operands]
    types = [node.type, *(operand.type for operand in node.operands)]
    if any(type.base not in _NATIVE for type in types) or any(part.span for part in parts):
        raise Unwritable
    names = ", ".join(known(part) for part in parts)
    return _spread(parts, f"{writer.bind(function_of(node))}({names})", None, writer)


# Conversions


def write_convert(node: Convert, writer: Writer) -> Value:
    return _converted(node.operand, node.type, writer)


def write_cast(node: Cast, writer: Writer) -> Value:
    operand = node.operand
    if operand.type.base == "integer" and node.type.base in _NUMBERS:
        value = writer.value(operand)
        operator = operand.operator if isinstance(operand, Call) else ""
        most = _TIMES.get(operator, _USUAL)
        span = spans.span_of_whole_numbers(-most, most)
        return replace(value, span=span, is_checked=False)
    return _converted(operand, node.type, writer)


def _converted(operand: Node, to: Type, writer: Writer) -> Value:
    start = operand.type
    if not (isinstance(start, QuantityType) and isinstance(to, QuantityType)):
        raise Unwritable
    value = writer.value(operand)
    if start.unit == to.unit:
        return value
    scope = Scope(dictionary=writer.program.dictionary)
    substance = to.substance or start.substance
    found = find_conversion(start.unit, to.unit, substance=substance, scope=scope)
    if not isinstance(found, FactorConversion):
        raise Unwritable
    factor = float(found.factor)
    number = Value(repr(factor), repr(factor), is_nullable=False, is_checked=True)
    span = spans.multiply(_span(value), spans.span_of_constant(factor))
    return _spread([value], f"{_checked(value)} * {number.first}", span, writer)


# Estimates


def _estimate(node: Call, writer: Writer, text: str, bound: Callable[..., Span]) -> Value:
    if node.type.base not in _NUMBERS:
        return write_native(node, writer)
    parts = [writer.value(operand) for operand in node.operands]
    span = bound(*map(_span, parts))
    return _spread(parts, text.format(*map(_checked, parts)), span, writer)


def _spread(parts: list[Value], text: str, span: Span | None, writer: Writer) -> Value:
    """Null as soon as one part is."""
    nulls = any_of(part.nulls or is_null(part.first, part) for part in parts)
    first, again = writer.keep(pick(nulls, NULL, text))
    return Value(
        first,
        again,
        missing_of(parts),
        is_nullable=span is None or any(part.is_nullable for part in parts),
        is_strict=all_strict(parts),
        span=span,
        is_checked=span is not None,
        nulls=nulls if span is not None else "",
        text=f"({text})" if span is not None else "",
    )


def _span(value: Value) -> Span:
    if value.span is None:
        raise Unwritable
    return value.span


def _checked(value: Value) -> str:
    """A number that surely lies in its span: the row goes to the judge otherwise."""
    span = _span(value)
    if value.is_checked:
        return value.text or known(value)
    within = f"{known(value)} >= {span.low!r} and {value.again} <= {span.high!r}"
    return f"({value.again} if {within} else beyond())"


WRITERS: Mapping[str, Callable[[Call, Writer], Value]] = {
    "Today": write_today,
    "Value": write_value,
    "Negate": write_negate,
    "Abs": write_abs,
    "Add": write_add,
    "Subtract": write_subtract,
    "Multiply": write_multiply,
    "Divide": write_divide,
    "Power": write_power,
    "TruncatedDivide": write_native,
    "Modulo": write_native,
    "Predecessor": write_native,
    "Successor": write_native,
    "YearsBetween": write_native,
    "MonthsBetween": write_native,
    "WeeksBetween": write_native,
    "DaysBetween": write_native,
}
