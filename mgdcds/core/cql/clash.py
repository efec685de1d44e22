"""Why values do not go together: finds the problem that says most about a clash of types."""

from __future__ import annotations

import difflib
from typing import Any

from mgdcds.core.cql import problems
from mgdcds.core.cql.agree import agree
from mgdcds.core.cql.chapters.comparison import COMPARISON
from mgdcds.core.cql.nodes import (
    Call,
    Cast,
    DateLiteral,
    DecimalLiteral,
    IntegerLiteral,
    IntervalOf,
    Node,
    QuantityLiteral,
    UnknownCall,
)
from mgdcds.core.cql.operator import Operator
from mgdcds.core.cql.operators import suggest_function
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.signatures import parse_signature
from mgdcds.core.cql.types import NUMBERS, QuantityType, Type
from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.units import is_unit

_COUNTS = ("nothing", "one operand", "two operands", "three operands")
#: Operators that set values of one kind side by side, so that a clash is one between two values.
_SIDE_BY_SIDE = frozenset({"Add", "Subtract", "Coalesce", "In", "Contains"}) | frozenset(
    operator.name for operator in COMPARISON
)
_LITERALS = (IntegerLiteral, DecimalLiteral, DateLiteral, QuantityLiteral)


def is_known_unit(unit: str, *, scope: Scope) -> bool:
    """This function will tell whether a unit is in UCUM as known here, or in the dictionary."""
    return is_unit(unit) or unit in _units_of_dictionary(scope)


def of_unit(place: Place, unit: str, *, scope: Scope) -> Problem:
    """This function will make the problem of a unit that is not known."""
    suggestion = _close_unit(unit, _units_of_dictionary(scope))
    return problems.unknown_unit(place, unit=unit, suggestion=suggestion)


def of_units(place: Place, unit: str, other: QuantityType, *, scope: Scope) -> Problem:
    """This function will make the problem of a unit that does not turn into another."""
    accepted = scope.units_of_substance(other.substance) or (other.unit,)
    suggestion = _close_unit(unit, accepted)
    return problems.inconvertible(
        place, unit=unit, other=other.unit, accepted=accepted, suggestion=suggestion
    )


def of_unknown_call(node: UnknownCall) -> Problem:
    """This function will make the problem of a function, element or span that does not exist."""
    if node.function.startswith("."):
        hint = "A quantity has only its '.value'."
    elif node.function.endswith(" between"):
        hint = "Dates are counted in years, months, weeks or days."
    elif node.function.startswith(("minimum ", "maximum ")):
        hint = "Integer, Long, Decimal and Date have a minimum and a maximum."
    else:
        hint = problems.did_you_mean(suggest_function(node.function))
    return problems.unknown_function(node.place, name=node.function, hint=hint)


def of_operands(node: Call, operator: Operator, *, scope: Scope) -> Problem:
    """This function will make the problem of an operator that does not take its operands."""
    signatures = [parse_signature(text) for text in operator.signatures]
    if all(signature.for_count(len(node.operands)) is None for signature in signatures):
        return _wrong_count(node, operator)
    clash = _clash_side_by_side(node, scope) if operator.name in _SIDE_BY_SIDE else None
    if clash is not None:
        return clash
    return problems.wrong_operands(
        node.place,
        operator=operator.symbol,
        found=[operand.type for operand in node.operands],
        accepted=dict.fromkeys(signature.describe() for signature in signatures),
        hint=_hint_for_not(node),
    )


def of_alternatives(left: Node, right: Node, *, scope: Scope) -> Problem:
    """This function will make the problem of two alternatives that are of different kinds."""
    return _of_pair(left, right, scope) or problems.different_branches(
        right.place, left=left.type, right=right.type
    )


def of_points(place: Place, point: Type) -> Problem:
    """This function will make the problem of an interval of values that have no order."""
    return problems.wrong_operands(
        place, operator="Interval", found=[point], accepted=["numbers, quantities or dates"]
    )


def of_ends(interval: IntervalOf) -> Problem | None:
    """This function will find out whether an interval of two literals ends before it starts."""
    low, high = (_value_of_literal(end) for end in interval.children)
    if low is None or high is None or interval.low.type != interval.high.type:
        return None
    return problems.backward_interval(interval.place) if low > high else None


def _clash_side_by_side(node: Call, scope: Scope) -> Problem | None:
    first, *others = node.operands
    for other in others:
        left, right = _element(first), _element(other)
        if agree(left.type, right.type, scope=scope) is None:
            return _of_pair(left, right, scope)
    return None


def _element(node: Node) -> Node:
    # In `x in {1, 2}` it is the elements of the list that clash with x.
    return node.children[0] if node.type.base in {"list", "interval"} and node.children else node


def _of_pair(left: Node, right: Node, scope: Scope) -> Problem | None:
    if isinstance(left.type, QuantityType) and isinstance(right.type, QuantityType):
        return _of_quantities(left, left.type, right, right.type, scope)
    if isinstance(left.type, QuantityType) and right.type.base in NUMBERS:
        return _plain_number(right, left, left.type.unit)
    if isinstance(right.type, QuantityType) and left.type.base in NUMBERS:
        return _plain_number(left, right, right.type.unit)
    return None


def _of_quantities(
    left: Node, one: QuantityType, right: Node, other: QuantityType, scope: Scope
) -> Problem:
    if one.substance and other.substance and one.substance != other.substance:
        return problems.different_substances(right.place, left=one.substance, right=other.substance)
    if isinstance(left, QuantityLiteral) and not isinstance(right, QuantityLiteral):
        return of_units(left.place, left.unit, other, scope=scope)
    return of_units(right.place, other.unit, one, scope=scope)


def _plain_number(number: Node, other: Node, unit: str) -> Problem:
    text = print_expression(number, width=None)
    return problems.plain_number(
        number.place,
        number=text,
        other=print_expression(other, width=None),
        unit=unit,
        value=text if isinstance(number, IntegerLiteral | DecimalLiteral) else "",
    )


def _wrong_count(node: Call, operator: Operator) -> Problem:
    signatures = [parse_signature(text) for text in operator.signatures]
    counts = dict.fromkeys(
        _COUNTS[len(each.operands)] + (" or more" if each.repeats else "") for each in signatures
    )
    return problems.wrong_number_of_operands(
        node.place, name=operator.symbol, expected=" or ".join(counts), found=len(node.operands)
    )


def _hint_for_not(node: Call) -> str:
    # `not a > 5` is read as `(not a) > 5`, because `not` binds before a comparison.
    if node.operator != "Not" or node.operands[0].type.base == "boolean":
        return ""
    return "Put brackets around a comparison: not (a > b)."


def _units_of_dictionary(scope: Scope) -> tuple[str, ...]:
    facts = scope.dictionary.facts.values()
    return tuple(dict.fromkeys(unit.code for fact in facts for unit in fact.units))


def _close_unit(unit: str, among: tuple[str, ...]) -> str:
    lower = {known.lower(): known for known in among}
    close = difflib.get_close_matches(unit[:80].lower(), lower, n=1, cutoff=0.7)
    return lower[close[0]] if close and lower[close[0]] != unit else ""


def _value_of_literal(node: Node) -> Any:
    bare = node.operand if isinstance(node, Cast) else node
    if isinstance(bare, QuantityLiteral):
        return bare.converted
    return bare.value if isinstance(bare, _LITERALS) else None
