"""A rule in English, for people who do not read CQL.

`describe` says what a rule asks; `Teller` says what is so for one sheet, with its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Call, Node
from mgdcds.core.engines import words
from mgdcds.core.engines.conditions import CONDITIONS
from mgdcds.core.engines.nouns import VALUES, say_node
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.speaker import Speaker, bare

#: How each operator is said.
CALLS: Mapping[str, Callable[[Call, Speaker], str]] = {**VALUES, **CONDITIONS}


class English(Speaker):
    """Says what an expression asks, without any values of a patient."""

    def say(self, node: Node) -> str:
        """This method will say any node in words."""
        inner = bare(node)
        if isinstance(inner, Call):
            return CALLS[inner.operator](inner, self)
        return say_node(inner, self)


def describe(checked: Checked, *, program: Program, unit_system: str = "conventional") -> str:
    """This function will say in English what an expression asks, cut-offs in both units.

    `unit_system` ("conventional" or "si") says which unit comes first. There is no full stop.
    """
    return words.as_sentence(English(program, unit_system=unit_system).say(checked.tree))
