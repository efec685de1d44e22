"""Which recorded value stands behind a calculated one that only chooses and does not reckon."""

from __future__ import annotations

from mgdcds.core.cql.nodes import Call, Case, Cast, If, Name
from mgdcds.core.engines.missing import find_choice
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.state import State
from mgdcds.core.facts.sheet import FactValue


def find_recorded(name: str, state: State) -> FactValue | None:
    """This function will find the recorded value that a name passes on as it is, or None.

    `best_calcium_adjusted` passes on a reported value, and calculates one otherwise.
    """
    plan = state.program.plans.get(name)
    return state.sheet.values.get(name) if plan is None else _behind(plan, state)


def _behind(plan: Plan, state: State) -> FactValue | None:
    node = plan.node
    if isinstance(node, Name):
        return find_recorded(node.name, state)
    if isinstance(node, Cast):
        return _behind(plan.parts[0], state)
    if isinstance(node, If):
        condition, then, otherwise = plan.parts
        return _behind(then if condition.run(state) is True else otherwise, state)
    if isinstance(node, Case):
        return _behind(find_choice(node, plan, state)[1], state)
    if isinstance(node, Call) and node.operator == "Coalesce":
        known = (part for part in plan.parts if part.run(state) is not None)
        first = next(known, None)
        return None if first is None else _behind(first, state)
    return None
