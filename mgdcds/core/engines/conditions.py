"""Conditions in words. One function for each operator, or for a family of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    If,
    IntervalOf,
    ListOf,
    Name,
    Node,
)
from mgdcds.core.cql.types import BOOLEAN, DATE
from mgdcds.core.engines import words
from mgdcds.core.engines.speaker import Speaker, bare

_LOGIC = frozenset({"And", "Or", "Xor", "Implies"})
_ORDERS = frozenset({"Less", "LessOrEqual", "Greater", "GreaterOrEqual"})


def say_comparison(node: Call, speaker: Speaker, *, is_true: bool = True) -> str:
    """This function will say a comparison as it is, or as it is not."""
    verb = _verbs(node)[0 if is_true else 1]
    if node.operator == "Exists":
        return f"{speaker.say_plain(node.operands[0])} {verb}"
    if node.operator == "Between":
        value, low, high = node.operands
        ends = f"{speaker.say_beside(low, value)} and {speaker.say_beside(high, value)}"
        return f"{speaker.say_plain(value)} {verb} {ends}"
    left, right = node.operands
    if node.operator == "In":
        return f"{speaker.say_beside(left, right)} {verb} {_members(right, speaker)}"
    return f"{speaker.say_beside(left, right)} {verb} {speaker.say_beside(right, left)}"


def _verbs(node: Call) -> tuple[str, str]:
    usual = words.COMPARISONS[node.operator]
    is_date = node.operands[0].type == DATE
    return words.COMPARISONS_OF_DATES.get(node.operator, usual) if is_date else usual


def say_presence(node: Node, speaker: Speaker, *, is_known: bool) -> str:
    """This function will say that a value is known, or that it is not."""
    inner = bare(node)
    facts = speaker.program.dictionary.facts
    word = "recorded" if isinstance(inner, Name) and inner.name in facts else "known"
    return f"{speaker.say_plain(node)} is {word if is_known else f'not {word}'}"


def say_not(node: Node, speaker: Speaker) -> str:
    """This function will say that a condition is false."""
    inner = bare(node)
    if isinstance(inner, Name):
        return f"{speaker.name(inner.name)}: {words.NO}"
    if isinstance(inner, BooleanLiteral):
        return words.NEVER if inner.value else words.ALWAYS
    if isinstance(inner, Call) and inner.operator in _OPPOSITES:
        return _OPPOSITES[inner.operator](inner, speaker)
    return f"not ({speaker.say(inner)})"


def say_together(operands: Sequence[Node], speaker: Speaker) -> list[str]:
    """This function will say conditions that all hold; a band is one of them: 'is a and b'."""
    said = []
    for subject, group in itertools.groupby(operands, key=subject_of_order):
        together = list(group)
        if subject is None or len(together) == 1:
            said += [_within(operand, speaker) for operand in together]
        else:
            said.append(_say_band(together, speaker))
    return said


def subject_of_order(node: Node) -> Node | None:
    """This function will answer what is compared with one end of a band, or None."""
    inner = bare(node)
    is_order = isinstance(inner, Call) and inner.operator in _ORDERS
    return bare(inner.children[0]) if is_order else None


def _say_band(conditions: Sequence[Node], speaker: Speaker) -> str:
    first, *others = (speaker.say(node) for node in conditions)
    subject = speaker.say_plain(conditions[0].children[0])
    ends = [other.removeprefix(subject).removeprefix(" is ") for other in others]
    return words.all_of([first, *ends])


def _members(node: Node, speaker: Speaker) -> str:
    if isinstance(node, ListOf):
        return words.one_of([speaker.say_plain(item) for item in node.items])
    return f"{'in the range' if isinstance(node, IntervalOf) else 'in'} {speaker.say(node)}"


def _comparison(node: Call, speaker: Speaker) -> str:
    return say_comparison(node, speaker)


def _and(node: Call, speaker: Speaker) -> str:
    return ", and ".join(say_together(node.operands, speaker))


def _or(node: Call, speaker: Speaker) -> str:
    names = [bare(operand) for operand in node.operands]
    if len(names) > 2 and all(isinstance(name, Name) for name in names):
        said = [speaker.name(name.name) for name in names if isinstance(name, Name)]
        return f"any of {words.one_of(said)}: {words.YES}"
    return ", or ".join(_within(operand, speaker) for operand in node.operands)


def _xor(node: Call, speaker: Speaker) -> str:
    left, right = (_within(operand, speaker) for operand in node.operands)
    return f"either {left}, or {right}, but not both"


def _implies(node: Call, speaker: Speaker) -> str:
    left, right = (_within(operand, speaker) for operand in node.operands)
    return f"if {left}, then {right}"


def _within(node: Node, speaker: Speaker) -> str:
    said = speaker.say(node)
    return f"({said})" if is_compound(node) else said


def is_compound(node: Node) -> bool:
    """This function will tell whether a condition stands in brackets inside another one."""
    inner = bare(node)
    if isinstance(inner, If | Case):
        return inner.type == BOOLEAN
    is_logic = isinstance(inner, Call) and inner.operator in _LOGIC
    return is_logic and not is_band(inner)


def is_narrowed(node: If) -> bool:
    """This function will tell whether an `if` is a plain 'and': its `else` is false."""
    return bare(node.otherwise) == BooleanLiteral(False)


def is_band(node: Node) -> bool:
    """This function will tell whether a condition is a band: `x >= a and x < b`."""
    if not isinstance(node, Call) or node.operator != "And":
        return False
    subjects = {subject_of_order(operand) for operand in node.operands}
    return len(subjects) == 1 and None not in subjects


def _deny_and(node: Call, speaker: Speaker) -> str:
    return ", or ".join(_denied(operand, speaker) for operand in node.operands)


def _deny_or(node: Call, speaker: Speaker) -> str:
    return ", and ".join(_denied(operand, speaker) for operand in node.operands)


def _denied(node: Node, speaker: Speaker) -> str:
    said = say_not(node, speaker)
    return f"({said})" if is_compound(node) else said


def _deny_comparison(node: Call, speaker: Speaker) -> str:
    return say_comparison(node, speaker, is_true=False)


def _deny_not(node: Call, speaker: Speaker) -> str:
    return speaker.say(node.operands[0])


def _not(node: Call, speaker: Speaker) -> str:
    return say_not(node.operands[0], speaker)


def _is_true(node: Call, speaker: Speaker) -> str:
    return speaker.say(node.operands[0])


def _is_not_true(node: Call, speaker: Speaker) -> str:
    return _or_not_known(say_not(node.operands[0], speaker), node.operands[0])


def _is_not_false(node: Call, speaker: Speaker) -> str:
    return _or_not_known(speaker.say(node.operands[0]), node.operands[0])


def _or_not_known(said: str, operand: Node) -> str:
    is_name = isinstance(bare(operand), Name)
    return f"{said} or {words.NOT_KNOWN}" if is_name else f"{said}, or this is {words.NOT_KNOWN}"


def _is_null(node: Call, speaker: Speaker) -> str:
    return say_presence(node.operands[0], speaker, is_known=False)


def _is_not_null(node: Call, speaker: Speaker) -> str:
    return say_presence(node.operands[0], speaker, is_known=True)


def _coalesce(node: Call, speaker: Speaker) -> str:
    first, *others = node.operands
    fallback = bare(others[0]) if len(others) == 1 else None
    if node.type == BOOLEAN and isinstance(fallback, BooleanLiteral):
        said = _within(first, speaker)
        return f"{said} (or {words.NOT_KNOWN})" if fallback.value else f"{said} (if known)"
    *first_ones, last = (speaker.say_plain(operand) for operand in node.operands)
    return ", ".join([*first_ones, f"or if that is {words.NOT_KNOWN} {last}"])


#: How the opposite of a condition is said, where that is more than 'not'.
_OPPOSITES: Mapping[str, Callable[[Call, Speaker], str]] = {
    **dict.fromkeys(words.COMPARISONS, _deny_comparison),
    "And": _deny_and,
    "Or": _deny_or,
    "Not": _deny_not,
    "IsNull": _is_not_null,
    "IsNotNull": _is_null,
}
#: How each operator that makes a condition is said; Coalesce makes either.
CONDITIONS: Mapping[str, Callable[[Call, Speaker], str]] = {
    **dict.fromkeys(words.COMPARISONS, _comparison),
    "And": _and,
    "Or": _or,
    "Xor": _xor,
    "Implies": _implies,
    "Not": _not,
    "IsTrue": _is_true,
    "IsFalse": _not,
    "IsNotTrue": _is_not_true,
    "IsNotFalse": _is_not_false,
    "IsNull": _is_null,
    "IsNotNull": _is_not_null,
    "Coalesce": _coalesce,
}
