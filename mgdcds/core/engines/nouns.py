"""Values in words: literals with both units, choices and formulas. One function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import singledispatch
from typing import Any

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
)
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines import words
from mgdcds.core.engines.conditions import is_compound, is_narrowed
from mgdcds.core.engines.speaker import Speaker, bare


@singledispatch
def say_node(node: Node, speaker: Speaker) -> str:
    """This function will say a node that is not a call."""
    raise NotImplementedError(f"No words are known for '{type(node).__name__}'.")


@say_node.register
def _(node: NullLiteral, speaker: Speaker) -> str:
    return words.NOT_KNOWN


@say_node.register(BooleanLiteral)
@say_node.register(IntegerLiteral)
@say_node.register(DecimalLiteral)
@say_node.register(StringLiteral)
@say_node.register(DateLiteral)
def _(node: Any, speaker: Speaker) -> str:
    return speaker.value(node.value, node.type)


@say_node.register
def _(node: QuantityLiteral, speaker: Speaker) -> str:
    return speaker.value(node.converted, node.type)


@say_node.register
def _(node: Name, speaker: Speaker) -> str:
    said = speaker.name(node.name)
    return f"{said}: {words.YES}" if node.type == BOOLEAN else said


@say_node.register
def _(node: Convert, speaker: Speaker) -> str:
    return f"{speaker.say(node.operand)} in {speaker.program.label_of_unit(node.unit)}"


@say_node.register
def _(node: ListOf, speaker: Speaker) -> str:
    items = [_bracketed(item, speaker, is_needed=_is_formula(item)) for item in node.items]
    return words.all_of(items) or words.NOTHING


@say_node.register
def _(node: IntervalOf, speaker: Speaker) -> str:
    return f"{speaker.say(node.low)} to {speaker.say(node.high)}"


@say_node.register
def _(node: If, speaker: Speaker) -> str:
    if is_narrowed(node):
        return f"{_condition(node.condition, speaker)}, and {_condition(node.then, speaker)}"
    then, otherwise = speaker.say_plain(node.then), speaker.say_plain(node.otherwise)
    return f"{then} if {_condition(node.condition, speaker)}; otherwise {otherwise}"


@say_node.register
def _(node: Case, speaker: Speaker) -> str:
    parts = [
        f"{speaker.say_plain(branch.then)} if {_say_when(node, branch.when, speaker)}"
        for branch in node.branches
    ]
    return "; ".join([*parts, f"otherwise {speaker.say_plain(node.otherwise)}"])


def _condition(node: Node, speaker: Speaker) -> str:
    return f"({speaker.say(node)})" if is_compound(node) else speaker.say(node)


def _say_when(node: Case, when: Node, speaker: Speaker) -> str:
    if node.comparand is None:
        return _condition(when, speaker)
    return f"{speaker.say_plain(node.comparand)} is {speaker.say_plain(when)}"


def _sign(node: Call, speaker: Speaker) -> str:
    left, right = node.operands
    rank = words.RANKS[node.operator]
    first = _bracketed(left, speaker, is_needed=_rank(left) < rank)
    second = _bracketed(right, speaker, is_needed=_rank(right) <= rank)
    return f"{first} {words.SIGNS[node.operator]} {second}"


def _rank(node: Node) -> int:
    inner = bare(node)
    if isinstance(inner, Call) and inner.operator in words.SIGNS:
        return words.RANKS[inner.operator]
    return 0 if isinstance(inner, If | Case) else len(words.RANKS)


def _function(node: Call, speaker: Speaker) -> str:
    said = [
        _bracketed(operand, speaker, is_needed=_is_formula(operand)) for operand in node.operands
    ]
    return words.FUNCTIONS[node.operator].format(*said)


def _is_formula(node: Node) -> bool:
    inner = bare(node)
    if isinstance(inner, Call):
        return inner.operator not in {"Value", "Today"}
    return isinstance(inner, If | Case)


def _bracketed(node: Node, speaker: Speaker, *, is_needed: bool) -> str:
    said = speaker.say_plain(node)
    return f"({said})" if is_needed else said


#: How each operator that makes a value is said.
VALUES: Mapping[str, Callable[[Call, Speaker], str]] = {
    **dict.fromkeys(words.SIGNS, _sign),
    **dict.fromkeys(words.FUNCTIONS, _function),
}
