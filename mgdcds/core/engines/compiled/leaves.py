"""The leaves of conditions: what a reason of the compiled evaluator holds, and how it is found.

A leaf is a recorded yes or no, which the row has, or a comparison, whose truth is kept in two
bits: 1 for true, 2 for unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mgdcds.core.cql.nodes import Call, Case, Cast, If, Name, Node
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.writer import Writer
from mgdcds.core.engines.program import Program

#: How many leaves have their bits in one word.
LEAVES = 15
_LOGIC = frozenset(
    {"And", "Or", "Xor", "Implies", "Not", "Coalesce"}
    | {"IsTrue", "IsFalse", "IsNotTrue", "IsNotFalse"}
)


@dataclass(frozen=True)
class Leaf:
    """A condition that is not made of others. `fact` is the recorded yes or no that it is.

    For a comparison `fact` is '', and `word` and `shift` say where its bits are.
    """

    node: Node
    fact: str = ""
    word: int = 0
    shift: int = 0


@dataclass
class Leaves:
    """The leaves of the conditions that were compiled, and the lines that find their truths."""

    program: Program
    writer: Writer
    lines: list[str] = field(default_factory=list)
    number: int = 0
    _kept: dict[str, Leaf] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """How many words the truths take."""
        return (self.number + LEAVES - 1) // LEAVES

    def of(self, name: str) -> tuple[Leaf, ...]:
        """This method will answer the leaves of a named condition, each once, as written."""
        nodes = leaves_below(self.program, name)
        return tuple(dict.fromkeys(self._leaf(node) for node in nodes))

    def _leaf(self, node: Node) -> Leaf:
        if isinstance(node, Name):
            return self._kept.setdefault(node.name, Leaf(node, node.name))
        condition = self.writer.condition(node)
        if condition.certain not in self._kept:
            word, place = divmod(self.number, LEAVES)
            self.number += 1
            leaf = Leaf(node, "", word, 2 * place)
            self._kept[condition.certain] = leaf
            self.lines += [
                f"if {condition.certain}: z{word} += {1 << leaf.shift:#x}",
                f"elif {condition.undecided}: z{word} += {2 << leaf.shift:#x}",
            ]
        return self._kept[condition.certain]


def leaves_below(program: Program, name: str) -> Iterator[Node]:
    """This function will find the leaves of a named condition, through the conditions it reads."""
    waiting, seen = [program.expressions[name].tree], {name}
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name) and node.name in program.expressions:
            if node.name not in seen and node.type == BOOLEAN:
                seen.add(node.name)
                waiting.append(program.expressions[node.name].tree)
        elif _is_made_of_conditions(node):
            waiting += [part for part in node.children[::-1] if part.type == BOOLEAN]
        elif isinstance(node, Name | Call):
            yield node


def _is_made_of_conditions(node: Node) -> bool:
    if isinstance(node, If | Case | Cast):
        return True
    return isinstance(node, Call) and node.operator in _LOGIC
