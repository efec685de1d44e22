"""How a choice is written: `if`, `case` and `Coalesce`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from typing import Any

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    If,
    Name,
    Node,
    NullLiteral,
    StringLiteral,
    walk,
)
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled import span as spans
from mgdcds.core.engines.compiled.code import (
    FALSE,
    NOTHING,
    NULL,
    Condition,
    Value,
    all_of,
    all_strict,
    any_of,
    condition_of,
    is_null,
    missing_of,
    missing_when,
    none_of,
    pick,
    union,
)
from mgdcds.core.engines.compiled.literals import plain_literal
from mgdcds.core.engines.compiled.span import Span
from mgdcds.core.engines.compiled.writer import Unwritable, Writer

#: A longer `case` is left to the judge, unless it is a table.
_MOST_BRANCHES = 20
#: So many tests of one local make it worthwhile to ask first whether it is None.
_MANY = 4
_TEST_OF_LOCAL = re.compile(r"\b([nv]\d+) is not None")


def write_if(node: If, writer: Writer) -> Condition | Value:
    if node.type == BOOLEAN:
        return _choose_condition(node, writer)
    asked = writer.condition(node.condition)
    then, otherwise = (writer.value(part) for part in (node.then, node.otherwise))
    first, again = writer.keep(pick(asked.certain, then.first, otherwise.first))
    return Value(
        first,
        again,
        _missing_of_if(node, asked, missing_of([then]), missing_of([otherwise]), writer),
        then.is_nullable or otherwise.is_nullable,
        **_joined_spans([then, otherwise]),
    )


def _choose_condition(node: If, writer: Writer) -> Condition:
    asked = writer.condition(node.condition)
    then, otherwise = (writer.condition(part) for part in (node.then, node.otherwise))
    test = asked.certain
    return Condition(
        possible=pick(test, then.possible, otherwise.possible),
        certain=pick(test, then.certain, otherwise.certain),
        open=pick(test, then.open, otherwise.open),
        undecided=pick(test, then.undecided, otherwise.undecided),
        missing=_missing_of_if(node, asked, _missing_of(then), _missing_of(otherwise), writer),
    )


def _missing_of_if(node: If, asked: Condition, then: str, otherwise: str, writer: Writer) -> str:
    taken = _missing_of_choice(node, node.then, [node.otherwise], then, writer)
    left = _missing_of_choice(node, node.otherwise, [node.then], otherwise, writer)
    doubt = missing_when(asked.undecided, asked)
    return pick(asked.certain, taken, union([doubt, left]))


def _missing_of(condition: Condition) -> str:
    """What is missing in a condition, when it may not have been tested before."""
    return missing_when(all_of([none_of([condition.certain]), condition.undecided]), condition)


def _missing_of_choice(
    node: Node, taken: Node, left: list[Node], missing: str, writer: Writer
) -> str:
    if not isinstance(taken, NullLiteral):
        return missing
    # What was left aside is what is missing, even where it was recorded.
    inner = [each for part in left for each in walk(part)]
    read = list(dict.fromkeys(each.name for each in inner if isinstance(each, Name)))
    recorded = writer.mask_of([part.name for part in left if isinstance(part, Name)])
    values = [_value_of_name(name, writer) for name in read]
    if recorded == 0:
        return missing_of(values)
    if any(name in writer.program.expressions for name in read):
        return writer.missing_by_judge(node)
    lacking = union(pick(is_null(each.first, each), each.missing, NOTHING) for each in values)
    return any_of([FALSE if lacking == NOTHING else lacking, writer.surely(recorded)])


def _value_of_name(name: str, writer: Writer) -> Value:
    written = writer.name(name)
    return written if isinstance(written, Value) else writer.value_of(written)


def write_case(node: Case, writer: Writer) -> Condition | Value:
    if node.comparand is not None:
        return _write_table(node, writer)
    if len(node.branches) > _MOST_BRANCHES:
        raise Unwritable
    asked = [writer.condition(branch.when) for branch in node.branches]
    values = [writer.value(part) for part in _choices_of(node)]
    tests = [test.certain for test in asked]
    chain = _chain(tests, [value.first for value in values])
    first, again = writer.keep(_split(chain, tests))
    value = Value(
        first,
        again,
        _missing_of_case(node, asked, values, writer),
        any(value.is_nullable for value in values),
        **_joined_spans(values),
    )
    return condition_of(value) if node.type == BOOLEAN else value


def _split(chain: str, tests: list[str]) -> str:
    """Where many tests ask of one local whether it is None, it is asked once, before them."""
    asked = Counter(name for test in tests for name in set(_TEST_OF_LOCAL.findall(test)))
    for name, number in asked.most_common(1):
        if number >= _MANY:
            return pick(f"{name} is None", chain, chain + " ")
    return chain


def _choices_of(node: Case) -> list[Node]:
    return [*(branch.then for branch in node.branches), node.otherwise]


def _chain(tests: list[str], texts: list[str]) -> str:
    branches = zip(tests[::-1], texts[-2::-1], strict=True)
    return reduce(lambda rest, branch: pick(branch[0], branch[1], rest), branches, texts[-1])


def _missing_of_case(
    node: Case, asked: list[Condition], values: list[Value], writer: Writer
) -> str:
    parts = _choices_of(node)
    masks = [
        _missing_of_choice(node, part, [other for other in parts if other is not part],
                           missing_of([value]), writer)
        for part, value in zip(parts, values, strict=True)
    ]  # fmt: skip
    rest = masks.pop()
    for test, mask in zip(asked[::-1], masks[::-1], strict=True):
        doubt = missing_when(test.undecided, test)
        rest = pick(test.certain, mask, union([doubt, rest]))
    return _split(rest, [test.certain for test in asked])


def _write_table(node: Case, writer: Writer) -> Value:
    """A `case` that looks a word up: words and numbers alone."""
    comparand = writer.value(node.comparand or node)
    table: dict[object, object] = {}
    for branch in node.branches:
        if not isinstance(branch.when, StringLiteral):
            raise Unwritable
        table.setdefault(branch.when.value, _entry(branch.then))
    found = [entry for entry in table.values() if entry is not None]
    numbers = [entry for entry in found if isinstance(entry, float)]
    if not found or len(numbers) not in {0, len(found)}:
        raise Unwritable
    span = Span(min(numbers), max(numbers)) if numbers else None
    default = _entry(node.otherwise)
    if default is not None:
        raise Unwritable
    lookup = writer.bind(table.get)
    text = f"{lookup}({comparand.first})"
    first, again = writer.keep(text)
    missing, is_strict = missing_of([comparand]), all_strict([comparand])
    return Value(first, again, missing, is_strict=is_strict, span=span, is_checked=True)


def _entry(node: Node) -> object:
    return None if isinstance(node, NullLiteral) else plain_literal(node)


def write_coalesce(node: Call, writer: Writer) -> Condition | Value:
    if not 2 <= len(node.operands) <= _MOST_BRANCHES:
        raise Unwritable
    first, second = node.operands[0], node.operands[-1]
    if len(node.operands) == 2 and isinstance(second, BooleanLiteral):
        return _with_default(writer.condition(first), second.value)
    values = [writer.value(operand) for operand in node.operands]
    value = reduce(lambda left, right: _or_else(left, right, writer), values)
    return condition_of(value) if node.type == BOOLEAN else value


def _with_default(condition: Condition, default: bool) -> Condition:
    test = condition.possible if default else condition.certain
    return Condition(test, test, FALSE, FALSE)


def _or_else(left: Value, right: Value, writer: Writer) -> Value:
    if not left.is_nullable:
        return left
    first, again = writer.keep(pick(is_null(left.first, left), right.first, left.again))
    return Value(
        first,
        again,
        missing_of([left, right]),
        right.is_nullable,
        **_joined_spans([left, right]),
    )


def _joined_spans(values: Iterable[Value]) -> dict[str, Any]:
    found = [value for value in values if value.first != NULL]
    known = [value.span for value in found if value.span is not None]
    if not known:
        return {}
    if len(known) < len(found):
        raise Unwritable
    is_checked = all(value.is_checked for value in found)
    return {"span": reduce(spans.join, known), "is_checked": is_checked}
