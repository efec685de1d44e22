"""How the generated function asks the judge: about a node, in the row that it runs on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mgdcds.core.cql.nodes import Node
from mgdcds.core.engines.compiled.code import Value
from mgdcds.core.engines.compiled.page import Page
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.program import Program

#: The row as the judge reads it, opened when it is first asked for.
_OPENED = "(sheet or (sheet := opened(row)))"


class AskingPage(Page):
    """A page that can ask the judge. `masks` has the bit of each fact."""

    def __init__(self, program: Program, masks: Mapping[str, int]) -> None:
        super().__init__()
        self.program = program
        self.masks = masks

    def plan_of(self, node: Node) -> Plan:
        """This method will find the judge's plan for a node."""
        return self.plans[id(node)]

    @cached_property
    def plans(self) -> Mapping[int, Plan]:
        """The judge's plan for every node of every expression."""
        found: dict[int, Plan] = {}
        waiting = list(self.program.plans.values())
        while waiting:
            plan = waiting.pop()
            found[id(plan.node)] = plan
            waiting.extend(plan.parts)
        return found

    def judged(self, plan: Plan) -> Value:
        """This method will ask the judge for a value and for what is missing."""
        first, again = self.keep(self.asked(plan))
        return Value(first, again, self._missing_by_judge(plan))

    def missing_by_judge(self, node: Node) -> str:
        """This method will ask the judge what is missing in a node that is null."""
        return self._missing_by_judge(self.plan_of(node))

    def _missing_by_judge(self, plan: Plan) -> str:
        return f"missing({self.bind(plan)}, {_OPENED})"

    def surely(self, mask: int) -> str:
        """This method will write facts that are missing even where they are recorded."""
        return hex(mask << len(self.masks))

    def asked(self, plan: Plan) -> str:
        """This method will write a call of the judge."""
        return f"{self.bind(plan.run)}({_OPENED})"
