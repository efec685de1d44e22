"""A rule in words, for people who do not read CQL: in English, or in another language.

`describe` says what a rule asks; `Teller` says what is so for one sheet, with its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Call, Node
from mgdcds.core.engines.conditions import CONDITIONS
from mgdcds.core.engines.english_words import ENGLISH
from mgdcds.core.engines.nouns import VALUES, say_node
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.speaker import Speaker, bare
from mgdcds.core.engines.words import Words

#: How each operator is said.
CALLS: Mapping[str, Callable[[Call, Speaker], str]] = {**VALUES, **CONDITIONS}


class Asking(Speaker):
    """Says what an expression asks, without any values of a patient."""

    def say(self, node: Node) -> str:
        """This method will say any node in words."""
        inner = bare(node)
        if isinstance(inner, Call):
            return CALLS[inner.operator](inner, self)
        return say_node(inner, self)


def describe(
    checked: Checked,
    *,
    program: Program,
    unit_system: str = "conventional",
    words: Words = ENGLISH,
) -> str:
    """This function will say in words what an expression asks, cut-offs in both units.

    `unit_system` ("conventional" or "si") says which unit comes first, and `words` in which
    language it is said. There is no full stop.
    """
    asking = Asking(program, unit_system=unit_system, words=words)
    return words.capital(asking.say(checked.tree))
