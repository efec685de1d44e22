"""How values are compared: at once where they are exact, else with a bound on the error."""

from __future__ import annotations

from dataclasses import replace

from mgdcds.core.cql.nodes import Call, ListOf, Node, NullLiteral, StringLiteral
from mgdcds.core.engines.compiled.code import (
    Condition,
    Literal,
    Value,
    all_of,
    all_strict,
    any_of,
    is_null,
    known,
    missing_of,
)
from mgdcds.core.engines.compiled.literals import plain_literal
from mgdcds.core.engines.compiled.logic import conjoin
from mgdcds.core.engines.compiled.span import Span, tolerance
from mgdcds.core.engines.compiled.writer import Unwritable, Writer

_SIGNS = {
    "Equal": "==",
    "NotEqual": "!=",
    "Less": "<",
    "LessOrEqual": "<=",
    "Greater": ">",
    "GreaterOrEqual": ">=",
}
_PLAIN = frozenset({"boolean", "integer", "long", "string", "choice", "date"})


def write_comparison(node: Call, writer: Writer) -> Condition:
    left, right = (writer.value(operand) for operand in node.operands)
    spans = _spans(node, left, right)
    if spans is None or (spans[0].is_exact and spans[1].is_exact):
        test = f"{known(left)} {_SIGNS[node.operator]} {known(right)}"
        literal = _literal(node, left, right, writer)
        return replace(_compared([left, right], test), literal=literal)
    exact = writer.asked(writer.plan_of(node))
    bound, (_, span) = tolerance(*spans), spans
    if left.is_nullable and not right.is_nullable and span.low == span.high:
        low, high = (writer.constant(end) for end in (span.low - bound, span.high + bound))
        test = _BESIDE[node.operator](left.again, low, high, exact)
        literal = _literal(node, left, right, writer)
        return replace(_compared([left], test), literal=literal)
    test = _ESTIMATED[node.operator](left, right, bound, exact, writer)
    return _compared([left, right], test)


def write_between(node: Call, writer: Writer) -> Condition:
    value, low, high = (writer.value(operand) for operand in node.operands)
    for end in (low, high):
        spans = _spans(node, value, end)
        if spans is not None and not (spans[0].is_exact and spans[1].is_exact):
            raise Unwritable
    above = _compared([value, low], f"{known(value)} >= {known(low)}")
    return conjoin([above, _compared([value, high], f"{known(value)} <= {known(high)}")])


def write_in(node: Call, writer: Writer) -> Condition:
    value, container = node.operands
    return _among(value, container, writer)


def write_contains(node: Call, writer: Writer) -> Condition:
    container, value = node.operands
    return _among(value, container, writer)


def _among(value: Node, container: Node, writer: Writer) -> Condition:
    if not isinstance(container, ListOf) or not container.items or isinstance(value, NullLiteral):
        raise Unwritable
    items = frozenset(plain_literal(item) for item in container.items)
    written = writer.value(value)
    if written.span is not None and not written.span.is_exact:
        raise Unwritable
    literal = None
    if written.read and written.is_nullable and written.span is None:
        literal = Literal("word", written.read, written.missing, written.is_strict, words=items)
    test = f"{known(written)} in {writer.bind(items)}"
    return replace(_compared([written], test), literal=literal)


def _literal(node: Call, left: Value, right: Value, writer: Writer) -> Literal | None:
    """The comparison as a test of one value, where it compares a value with a literal."""
    second = node.operands[1]
    if not (left.read and left.is_nullable) or right.is_nullable:
        return None
    about = (left.read, left.missing, left.is_strict)
    if isinstance(second, StringLiteral) and node.operator in {"Equal", "NotEqual"}:
        words = frozenset({second.value})
        return Literal("word", *about, is_denied=node.operator == "NotEqual", words=words)
    if left.span is None or right.span is None or right.span.low != right.span.high:
        return None
    return Literal(
        "number",
        *about,
        sign=_SIGNS[node.operator],
        cut=right.span.low,
        bound=0.0 if left.span.is_exact else tolerance(left.span, right.span),
        exact="" if left.span.is_exact else writer.asked(writer.plan_of(node.operands[0])),
    )


def _spans(node: Call, left: Value, right: Value) -> tuple[Span, Span] | None:
    if left.span is not None and right.span is not None:
        return left.span, right.span
    if any(operand.type.base not in _PLAIN for operand in node.operands):
        raise Unwritable
    return None


def _compared(values: list[Value], test: str) -> Condition:
    """A test of values that is unknown while one of them is null."""
    first = [is_null(value.first, value) for value in values]
    again = any_of(is_null(value.again, value) for value in values)
    there = [f"{value.first} is not None" for value in values if value.is_nullable]
    return Condition(
        possible=any_of([*first, test]),
        certain=all_of([*there, test]),
        open=again,
        undecided=again,
        missing=missing_of(values),
        is_strict=all_strict(values),
    )


# Estimates: a clear difference settles the comparison, and the judge is asked for the others.


def _is_less(left: Value, right: Value, bound: float, exact: str, writer: Writer) -> str:
    difference, again = _difference(left, right, writer)
    return f"({difference} < -{bound!r} or ({again} <= {bound!r} and {exact}))"


def _is_greater(left: Value, right: Value, bound: float, exact: str, writer: Writer) -> str:
    difference, again = _difference(left, right, writer)
    return f"({difference} > {bound!r} or ({again} >= -{bound!r} and {exact}))"


def _is_equal(left: Value, right: Value, bound: float, exact: str, writer: Writer) -> str:
    difference, again = _difference(left, right, writer)
    return f"({difference} >= -{bound!r} and {again} <= {bound!r} and {exact})"


def _is_not_equal(left: Value, right: Value, bound: float, exact: str, writer: Writer) -> str:
    difference, again = _difference(left, right, writer)
    return f"({difference} > {bound!r} or {again} < -{bound!r} or {exact})"


def _difference(left: Value, right: Value, writer: Writer) -> tuple[str, str]:
    return writer.keep(f"{known(left)} - {known(right)}", "d")


# The same beside a literal: two literals around it, and no difference.


def _is_below(value: str, low: str, high: str, exact: str) -> str:
    return f"({value} < {low} or ({value} <= {high} and {exact}))"


def _is_above(value: str, low: str, high: str, exact: str) -> str:
    return f"({value} > {high} or ({value} >= {low} and {exact}))"


def _is_at(value: str, low: str, high: str, exact: str) -> str:
    return f"({value} >= {low} and {value} <= {high} and {exact})"


def _is_not_at(value: str, low: str, high: str, exact: str) -> str:
    return f"({value} < {low} or {value} > {high} or {exact})"


_BESIDE = {
    "Equal": _is_at,
    "NotEqual": _is_not_at,
    "Less": _is_below,
    "LessOrEqual": _is_below,
    "Greater": _is_above,
    "GreaterOrEqual": _is_above,
}
_ESTIMATED = {
    "Equal": _is_equal,
    "NotEqual": _is_not_equal,
    "Less": _is_less,
    "LessOrEqual": _is_less,
    "Greater": _is_greater,
    "GreaterOrEqual": _is_greater,
}
