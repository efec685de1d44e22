"""How the logic of three values is tested. Every writer follows a table of `values.truth`."""

from __future__ import annotations

from dataclasses import replace

from mgdcds.core.cql.nodes import BooleanLiteral, Call
from mgdcds.core.engines.compiled.code import (
    ALWAYS,
    NEVER,
    NULL,
    Condition,
    Value,
    all_of,
    all_strict,
    any_of,
    condition_of,
    is_null,
    known,
    missing_of,
    missing_when,
    none_of,
    pick,
    union,
)
from mgdcds.core.engines.compiled.writer import Writer


def write_boolean(node: BooleanLiteral, writer: Writer) -> Condition:
    return ALWAYS if node.value else NEVER


def write_and(node: Call, writer: Writer) -> Condition:
    return conjoin([writer.condition(operand) for operand in node.operands])


def write_or(node: Call, writer: Writer) -> Condition:
    return disjoin([writer.condition(operand) for operand in node.operands])


def write_not(node: Call, writer: Writer) -> Condition:
    return negate(writer.condition(node.operands[0]))


def write_implies(node: Call, writer: Writer) -> Condition:
    left, right = (writer.condition(operand) for operand in node.operands)
    return disjoin([negate(left), right])


def write_xor(node: Call, writer: Writer) -> Condition:
    left, right = (writer.value(operand) for operand in node.operands)
    nulls = any_of([is_null(left.first, left), is_null(right.first, right)])
    first, again = writer.keep(pick(nulls, NULL, f"{known(left)} is not {known(right)}"))
    is_strict = all_strict((left, right))
    return condition_of(Value(first, again, missing_of((left, right)), is_strict=is_strict))


def write_is_true(node: Call, writer: Writer) -> Condition:
    return _known(writer.condition(node.operands[0]).certain)


def write_is_false(node: Call, writer: Writer) -> Condition:
    return _known(none_of([writer.condition(node.operands[0]).possible]))


def write_is_not_true(node: Call, writer: Writer) -> Condition:
    return negate(write_is_true(node, writer))


def write_is_not_false(node: Call, writer: Writer) -> Condition:
    return negate(write_is_false(node, writer))


def write_is_null(node: Call, writer: Writer) -> Condition:
    written = writer.write(node.operands[0])
    if isinstance(written, Value):
        return _known(is_null(written.first, written))
    return _known(all_of([written.possible, none_of([written.certain])]))


def write_is_not_null(node: Call, writer: Writer) -> Condition:
    return negate(write_is_null(node, writer))


def conjoin(parts: list[Condition]) -> Condition:
    """This function will write `and`: false as soon as one part is. Short parts go first."""
    parts = sorted(parts, key=lambda part: len(part.possible))
    if len(parts) == 1:
        return parts[0]
    possible = all_of(part.possible for part in parts)
    return Condition(
        possible=possible,
        certain=all_of(part.certain for part in parts),
        open=any_of(part.open for part in parts),
        undecided=possible,
        missing=union(missing_when(part.open, part) for part in parts),
        parts=tuple(parts),
    )


def disjoin(parts: list[Condition]) -> Condition:
    """This function will write `or`: true as soon as one part is. Short parts go first."""
    parts = sorted(parts, key=lambda part: len(part.certain))
    if len(parts) == 1:
        return parts[0]
    certain = any_of(part.certain for part in parts)
    return Condition(
        possible=any_of(part.possible for part in parts),
        certain=certain,
        open=none_of([certain]),
        undecided=any_of(part.undecided for part in parts),
        missing=union(missing_when(part.undecided, part) for part in parts),
        is_choice=True,
        alternatives=tuple(parts),
    )


def negate(part: Condition) -> Condition:
    """This function will write `not`: what is unknown stays so."""
    return Condition(
        possible=none_of([part.certain]),
        certain=none_of([part.possible]),
        open=part.undecided,
        undecided=part.open,
        missing=part.missing,
        is_choice=not part.is_choice,
        is_strict=part.is_strict,
        parts=tuple(map(negate, part.alternatives)),
        alternatives=tuple(map(negate, part.parts)),
        literal=part.literal and replace(part.literal, is_denied=not part.literal.is_denied),
    )


def _known(test: str) -> Condition:
    return Condition(test, test, "False", "False")
