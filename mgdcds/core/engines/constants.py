"""Finds what can be computed without a patient, and comes to nothing: `1 / 0`, `Ln(0)`.

The standard makes such an expression null, so it is no error of the language. In a rule it is a
slip: nothing that anybody records would give it a value.
"""

from __future__ import annotations

import itertools
from typing import Any, cast

from mgdcds.core.cql import problems
from mgdcds.core.cql.check import MOST_PROBLEMS, Checked
from mgdcds.core.cql.nodes import Call, Convert, IntervalOf, Name, Node, NullLiteral, walk
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.engines.plan import Names, make_plan
from mgdcds.core.engines.state import State
from mgdcds.core.values.problems import Problem

_DIVISIONS = frozenset({"Divide", "TruncatedDivide", "Modulo"})
_NO_STATE = cast(State, None)


def find_valueless(checked: Checked, *, scope: Scope) -> tuple[Problem, ...]:
    """This function will find the innermost parts of an expression that never have a value."""
    if checked.problems:
        return ()
    names = Names(frozenset(), scope)
    valueless = (node for node in walk(checked.tree) if _is_valueless(node, names))
    found = itertools.islice(valueless, MOST_PROBLEMS)
    return tuple(sorted(problems.never_has_a_value(each.place, text=_text(each)) for each in found))


def _is_valueless(node: Node, names: Names) -> bool:
    if not isinstance(node, Call | Convert | IntervalOf):
        return False
    if isinstance(node, Call) and node.operator in _DIVISIONS:
        divisor = node.operands[1]
        return _is_constant(divisor) and _value(divisor, names) == 0
    parts = node.children
    return (
        bool(parts)
        and all(_is_constant(part) and _value(part, names) is not None for part in parts)
        and _value(node, names) is None
    )


def _is_constant(node: Node) -> bool:
    return not any(
        isinstance(inner, Name | NullLiteral)
        or (isinstance(inner, Call) and inner.operator == "Today")
        for inner in walk(node)
    )


def _value(node: Node, names: Names) -> Any:
    # A constant asks nothing of a sheet.
    return make_plan(node, names).run(_NO_STATE)


def _text(node: Node) -> str:
    return print_expression(node, width=None)
