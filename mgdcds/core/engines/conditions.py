"""Conditions in words. One function for each operator, or for a family of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import cast

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
from mgdcds.core.engines.speaker import Speaker, bare

#: Operators that set values side by side, or ask what a list holds.
COMPARISONS = (
    *("Equal", "NotEqual", "Equivalent", "NotEquivalent"),
    *("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Between"),
    *("In", "Contains", "IncludedIn", "Includes", "ProperlyIncludedIn", "ProperlyIncludes"),
    *("Overlaps", "OverlapsBefore", "OverlapsAfter", "Meets", "MeetsBefore", "MeetsAfter"),
    *("Before", "After", "SameOrBefore", "SameOrAfter", "Starts", "Ends", "Exists"),
)
_LOGIC = frozenset({"And", "Or", "Xor", "Implies"})
_ORDERS = frozenset({"Less", "LessOrEqual", "Greater", "GreaterOrEqual"})


def say_comparison(node: Call, speaker: Speaker, *, is_true: bool = True) -> str:
    """This function will say a comparison as it is, or as it is not."""
    key = _key_of(node) if is_true else f"{_key_of(node)} not"
    if node.operator == "Exists":
        return speaker.words.say(key, speaker.say_plain(node.operands[0]))
    if node.operator == "Between":
        value, *ends = node.operands
        said = (speaker.say_beside(end, value) for end in ends)
        return speaker.words.say(key, speaker.say_plain(value), *said)
    left, right = node.operands
    container = _members(right, speaker) if node.operator == "In" else None
    return speaker.words.say(
        key, speaker.say_beside(left, right), container or speaker.say_beside(right, left)
    )


def _key_of(node: Call) -> str:
    """The key of the phrase for a comparison."""
    if node.operator == "In":
        container = node.operands[1]
        kinds = {ListOf: "In", IntervalOf: "In range"}
        return kinds.get(type(container), "In list")
    is_date = node.operands[0].type == DATE and node.operator in _ORDERS
    return f"{node.operator} of dates" if is_date else node.operator


def say_presence(node: Node, speaker: Speaker, *, is_known: bool) -> str:
    """This function will say that a value is known, or that it is not."""
    inner = bare(node)
    facts = speaker.program.dictionary.facts
    key = "is recorded" if isinstance(inner, Name) and inner.name in facts else "is known"
    return speaker.words.say(key if is_known else f"{key} not", speaker.say_plain(node))


def say_not(node: Node, speaker: Speaker) -> str:
    """This function will say that a condition is false."""
    inner = bare(node)
    if isinstance(inner, Name):
        return speaker.condition(inner.name, is_true=False)
    if isinstance(inner, BooleanLiteral):
        return speaker.words.say("never" if inner.value else "always")
    if isinstance(inner, Call) and inner.operator in _OPPOSITES:
        return _OPPOSITES[inner.operator](inner, speaker)
    return speaker.words.say("Not", speaker.say(inner))


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
    ends = [_say_end(cast(Call, bare(node)), speaker) for node in conditions]
    subject = speaker.say_plain(bare(conditions[0]).children[0])
    return speaker.words.say("band", subject, speaker.words.all_of(list(dict.fromkeys(ends))))


def _say_end(node: Call, speaker: Speaker) -> str:
    left, right = node.operands
    return speaker.words.say(f"{_key_of(node)} end", speaker.say_beside(right, left))


def _members(node: Node, speaker: Speaker) -> str:
    if isinstance(node, ListOf):
        return speaker.words.one_of([speaker.say_plain(item) for item in node.items])
    return speaker.say(node)


def _comparison(node: Call, speaker: Speaker) -> str:
    return say_comparison(node, speaker)


def _and(node: Call, speaker: Speaker) -> str:
    return speaker.words.join("And", say_together(node.operands, speaker))


def _or(node: Call, speaker: Speaker) -> str:
    names = [each.name for each in map(bare, node.operands) if isinstance(each, Name)]
    if len(names) == len(node.operands) > 2 and not any(map(speaker.is_sentence, names)):
        return speaker.words.say("any of", speaker.words.one_of([*map(speaker.name, names)]))
    return speaker.words.join("Or", [_within(operand, speaker) for operand in node.operands])


def _both(node: Call, speaker: Speaker) -> str:
    return speaker.words.say(node.operator, *(_within(each, speaker) for each in node.operands))


def _within(node: Node, speaker: Speaker) -> str:
    said = speaker.say(node)
    return speaker.words.say("in brackets", said) if is_compound(node) else said


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
    return speaker.words.join("Or", [_denied(operand, speaker) for operand in node.operands])


def _deny_or(node: Call, speaker: Speaker) -> str:
    return speaker.words.join("And", [_denied(operand, speaker) for operand in node.operands])


def _denied(node: Node, speaker: Speaker) -> str:
    said = say_not(node, speaker)
    return speaker.words.say("in brackets", said) if is_compound(node) else said


def _deny_comparison(node: Call, speaker: Speaker) -> str:
    return say_comparison(node, speaker, is_true=False)


def _deny_not(node: Call, speaker: Speaker) -> str:
    return speaker.say(node.operands[0])


def _not(node: Call, speaker: Speaker) -> str:
    return say_not(node.operands[0], speaker)


def _is_true(node: Call, speaker: Speaker) -> str:
    return speaker.say(node.operands[0])


def _is_not_true(node: Call, speaker: Speaker) -> str:
    return _or_not_known(say_not(node.operands[0], speaker), node.operands[0], speaker)


def _is_not_false(node: Call, speaker: Speaker) -> str:
    return _or_not_known(speaker.say(node.operands[0]), node.operands[0], speaker)


def _or_not_known(said: str, operand: Node, speaker: Speaker) -> str:
    inner = bare(operand)
    is_answer = isinstance(inner, Name) and not speaker.is_sentence(inner.name)
    return speaker.words.say("answer or not known" if is_answer else "condition or not known", said)


def _is_null(node: Call, speaker: Speaker) -> str:
    return say_presence(node.operands[0], speaker, is_known=False)


def _is_not_null(node: Call, speaker: Speaker) -> str:
    return say_presence(node.operands[0], speaker, is_known=True)


def _coalesce(node: Call, speaker: Speaker) -> str:
    first, *others = node.operands
    fallback = bare(others[0]) if len(others) == 1 else None
    if node.type == BOOLEAN and isinstance(fallback, BooleanLiteral):
        key = "counts as yes" if fallback.value else "counts as no"
        return speaker.words.say(key, _within(first, speaker))
    *before, last = (speaker.say_plain(operand) for operand in node.operands)
    firsts = speaker.words.join("Coalesce", before)
    return speaker.words.say("Coalesce last", firsts, last) if before else last


#: How the opposite of a condition is said, where that is more than 'not'.
_OPPOSITES: Mapping[str, Callable[[Call, Speaker], str]] = {
    **dict.fromkeys(COMPARISONS, _deny_comparison),
    "And": _deny_and,
    "Or": _deny_or,
    "Not": _deny_not,
    "IsNull": _is_not_null,
    "IsNotNull": _is_null,
}
#: How each operator that makes a condition is said; Coalesce makes either.
CONDITIONS: Mapping[str, Callable[[Call, Speaker], str]] = {
    **dict.fromkeys(COMPARISONS, _comparison),
    "And": _and,
    "Or": _or,
    "Xor": _both,
    "Implies": _both,
    "Not": _not,
    "IsTrue": _is_true,
    "IsFalse": _not,
    "IsNotTrue": _is_not_true,
    "IsNotFalse": _is_not_false,
    "IsNull": _is_null,
    "IsNotNull": _is_not_null,
    "Coalesce": _coalesce,
}
