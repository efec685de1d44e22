"""Finds what can be computed without a patient, and comes to nothing: `1 / 0`, `Ln(0)`.

The standard makes such an expression null, so it is no error of the language. In a rule it is a
slip: nothing that anybody records would give it a value.
"""

from __future__ import annotations

from typing import Any, cast

from mgdcds.core.cql import problems
from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Call, Convert, IntervalOf, Name, Node, NullLiteral
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.source import MOST_PROBLEMS
from mgdcds.core.engines.plan import Names, Plan, make_plan
from mgdcds.core.engines.state import State
from mgdcds.core.values.problems import Problem

_DIVISIONS = frozenset({"Divide", "TruncatedDivide", "Modulo"})
#: What asks something of the assessment although it reads no name.
_ASKS = frozenset({"Today"})
_NO_NAMES = Scope()
_NO_STATE = cast(State, None)


def find_valueless(checked: Checked, *, scope: Scope) -> tuple[Problem, ...]:
    """This function will tell the innermost parts of an expression that never have a value."""
    parts = () if checked.problems else find_valueless_parts(checked, scope=scope)
    return tuple(sorted(problems.never_has_a_value(each.place, text=_text(each)) for each in parts))


def find_valueless_parts(checked: Checked, *, scope: Scope = _NO_NAMES) -> tuple[Node, ...]:
    """This function will find the innermost parts of a sound expression without a value."""
    plans = _plans_in(make_plan(checked.tree, Names(frozenset(), scope)))
    constant: set[int] = set()
    found: list[Node] = []
    for plan in reversed(plans):
        if _is_constant(plan, constant):
            constant.add(id(plan))
        if len(found) < MOST_PROBLEMS and _is_valueless(plan, constant):
            found.append(plan.node)
    return tuple(found)


def _plans_in(plan: Plan) -> list[Plan]:
    """The plans of all parts, each before its own parts."""
    found, waiting = [], [plan]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(found[-1].parts)
    return found


def _is_constant(plan: Plan, constant: set[int]) -> bool:
    node = plan.node
    if isinstance(node, Name | NullLiteral) or (isinstance(node, Call) and node.operator in _ASKS):
        return False
    return all(id(part) in constant for part in plan.parts)


def _is_valueless(plan: Plan, constant: set[int]) -> bool:
    node, parts = plan.node, plan.parts
    if isinstance(node, Call) and node.operator in _DIVISIONS:
        return id(parts[1]) in constant and _value(parts[1]) == 0
    return (
        isinstance(node, Call | Convert | IntervalOf)
        and bool(parts)
        and id(plan) in constant
        and _value(plan) is None
        and all(_value(part) is not None for part in parts)
    )


def _value(plan: Plan) -> Any:
    # A constant asks nothing of a sheet.
    return plan.run(_NO_STATE)


def _text(node: Node) -> str:
    return print_expression(node, width=None)
