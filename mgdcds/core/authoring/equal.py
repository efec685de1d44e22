"""Mutants that no patient can tell apart: proven, not supposed.

The one proof here is about a threshold beyond what is possible: where a recorded number is
compared with a literal, the answer can only change at the literal. When both comparisons agree
at every literal, between them and at the ends of what the fact can be, they agree everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from mgdcds.core.cql.nodes import (
    Call,
    DecimalLiteral,
    IntegerLiteral,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
)
from mgdcds.core.dictionary.convert import to_canonical
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.choices import passed_on
from mgdcds.core.engines.judge import comparison
from mgdcds.core.engines.program import Program

_COMPARE: Mapping[str, Callable[[Decimal, Decimal], object]] = {
    "Less": comparison.less,
    "LessOrEqual": comparison.less_or_equal,
    "Greater": comparison.greater,
    "GreaterOrEqual": comparison.greater_or_equal,
}


def is_same_for_all(before: Node, after: Node, program: Program) -> bool:
    """This function will tell whether two comparisons are proven to be the same for everybody.

    It looks at comparisons of one recorded number with a literal; about others it says no.
    """
    if not (_is_comparison(before) and _is_comparison(after)):
        return False
    fact = _find_fact(before.children[0], program)
    if fact is None or before.children[0] != after.children[0]:
        return False
    cuts = [_number(each.children[1], fact) for each in (before, after)]
    known = [cut for cut in cuts if cut is not None]
    return len(known) == len(cuts) and all(
        _says(before, value, known[0]) is _says(after, value, known[1])
        for value in _telling_values(fact, known)
    )


def _is_comparison(node: Node) -> bool:
    return isinstance(node, Call) and node.operator in _COMPARE


def _says(node: Node, value: Decimal, cut: Decimal) -> object:
    return _COMPARE[node.operator](value, cut) if isinstance(node, Call) else None


def _telling_values(fact: Fact, cuts: list[Decimal]) -> Iterator[Decimal]:
    low, high = fact.possible.low, fact.possible.high
    ends = [low if low is not None else min(cuts) - 1, high if high is not None else max(cuts) + 1]
    points = sorted({*cuts, *ends})
    between = [(one + other) / 2 for one, other in pairwise(points)]
    yield from (value for value in (*points, *between) if fact.possible.contains(value))


def _number(node: Node, fact: Fact) -> Decimal | None:
    if isinstance(node, QuantityLiteral):
        codes = {unit.code for unit in fact.units}
        return to_canonical(fact, node.value, node.unit) if node.unit in codes else None
    if isinstance(node, IntegerLiteral | DecimalLiteral) and fact.kind is Kind.NUMBER:
        return Decimal(node.value)
    return None


def _find_fact(node: Node, program: Program) -> Fact | None:
    """The one fact that a name is, or that its expression passes on unless it is null."""
    if not isinstance(node, Name):
        return None
    if node.name in program.dictionary.facts:
        return program.dictionary.facts[node.name]
    checked = program.expressions.get(node.name)
    if checked is None:
        return None
    values = [each for each in passed_on(checked.tree) if not isinstance(each, NullLiteral)]
    return _find_fact(values[0], program) if len(values) == 1 else None
