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
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.conditions import CONDITIONS, is_compound, is_narrowed
from mgdcds.core.engines.speaker import Speaker, bare

#: Operators with a node of their own are said by `say_node`.
_NODES = {name for name, operator in OPERATORS.items() if operator.form is Form.SPECIAL}
#: Which signs are read first: those of a higher rank.
_RANKS: Mapping[str, int] = {
    "Add": 1,
    "Subtract": 1,
    "Multiply": 2,
    "Divide": 2,
    "TruncatedDivide": 2,
    "Modulo": 2,
}


@singledispatch
def say_node(node: Node, speaker: Speaker) -> str:
    """This function will say a node that is not a call."""
    raise NotImplementedError(f"No words are known for '{type(node).__name__}'.")


@say_node.register
def _(node: NullLiteral, speaker: Speaker) -> str:
    return speaker.words.say("not known")


@say_node.register(BooleanLiteral)
@say_node.register(IntegerLiteral)
@say_node.register(DecimalLiteral)
@say_node.register(StringLiteral)
@say_node.register(DateLiteral)
def _(node: Any, speaker: Speaker) -> str:
    return speaker.value(node.value, node.type)


@say_node.register
def _(node: QuantityLiteral, speaker: Speaker) -> str:
    said = speaker.value(node.converted, node.type)
    # Nothing is nothing in every unit.
    return said if node.converted else said.partition(" (")[0]


@say_node.register
def _(node: Name, speaker: Speaker) -> str:
    if node.type == BOOLEAN:
        return speaker.condition(node.name, is_true=True)
    return speaker.name(node.name)


@say_node.register
def _(node: Convert, speaker: Speaker) -> str:
    unit = speaker.program.label_of_unit(node.unit)
    return speaker.words.say("in unit", speaker.say(node.operand), unit)


@say_node.register
def _(node: ListOf, speaker: Speaker) -> str:
    items = [_bracketed(item, speaker, is_needed=_is_formula(item)) for item in node.items]
    return speaker.words.all_of(items) or speaker.words.say("nothing")


@say_node.register
def _(node: IntervalOf, speaker: Speaker) -> str:
    return speaker.words.say("interval", speaker.say(node.low), speaker.say(node.high))


@say_node.register
def _(node: If, speaker: Speaker) -> str:
    condition = _condition(node.condition, speaker)
    if is_narrowed(node):
        return speaker.words.join("And", [condition, _condition(node.then, speaker)])
    then, otherwise = speaker.say_plain(node.then), speaker.say_plain(node.otherwise)
    return speaker.words.say("If", then, condition, otherwise)


@say_node.register
def _(node: Case, speaker: Speaker) -> str:
    say = speaker.words.say
    parts = [
        say("Case when", speaker.say_plain(branch.then), _say_when(node, branch.when, speaker))
        for branch in node.branches
    ]
    branches = speaker.words.join("Case", parts)
    return say("Case otherwise", branches, speaker.say_plain(node.otherwise))


def _condition(node: Node, speaker: Speaker) -> str:
    said = speaker.say(node)
    return speaker.words.say("in brackets", said) if is_compound(node) else said


def _say_when(node: Case, when: Node, speaker: Speaker) -> str:
    if node.comparand is None:
        return _condition(when, speaker)
    said = (speaker.say_plain(each) for each in (node.comparand, when))
    return speaker.words.say("Case of", *said)


def _sign(node: Call, speaker: Speaker) -> str:
    left, right = node.operands
    rank = _RANKS[node.operator]
    first = _bracketed(left, speaker, is_needed=_rank(left) < rank)
    second = _bracketed(right, speaker, is_needed=_rank(right) <= rank)
    return speaker.words.say(node.operator, first, second)


def _rank(node: Node) -> int:
    inner = bare(node)
    if isinstance(inner, Call) and inner.operator in _RANKS:
        return _RANKS[inner.operator]
    return 0 if isinstance(inner, If | Case) else len(_RANKS)


def _function(node: Call, speaker: Speaker) -> str:
    said = [
        _bracketed(operand, speaker, is_needed=_is_formula(operand)) for operand in node.operands
    ]
    return speaker.words.say(node.operator, *said)


def _is_formula(node: Node) -> bool:
    inner = bare(node)
    if isinstance(inner, Call) and inner.operator == "Negate":
        return bool(inner.operands[0].children)
    if isinstance(inner, Call):
        return inner.operator not in {"Value", "Today"}
    return isinstance(inner, If | Case)


def _bracketed(node: Node, speaker: Speaker, *, is_needed: bool) -> str:
    said = speaker.say_plain(node)
    return speaker.words.say("in brackets", said) if is_needed else said


#: How each operator that makes a value is said.
VALUES: Mapping[str, Callable[[Call, Speaker], str]] = {
    **{name: _function for name in OPERATORS if name not in CONDITIONS.keys() | _NODES},
    **dict.fromkeys(_RANKS, _sign),
}
