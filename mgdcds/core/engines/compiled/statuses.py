"""The answer of the compiled evaluator: two masks, and what is missing as one more for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mgdcds.core.engines.compiled.row import Row
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth

if TYPE_CHECKING:
    from mgdcds.core.engines.compiled.compile import Compiled

#: What the generated function answers: the true and the unknown conditions; masks of what is
#: missing; and of the conditions that are looked up, their clauses and what these lack besides.
Answer = Sequence[Any]


class Statuses:
    """Truths of all conditions of one row, and what is missing.

    A mask of facts has in its lower half those that are missing unless the row has them, and in
    its upper half those that are missing anyway.
    """

    __slots__ = ("answer", "compiled", "row")

    def __init__(self, compiled: Compiled, row: Row, answer: Answer) -> None:
        self.compiled = compiled
        self.row = row
        self.answer = answer

    @property
    def true(self) -> int:
        """The true conditions, as a mask: bit i is the condition `names[i]`."""
        found: int = self.answer[0]
        return found

    @property
    def unknown(self) -> int:
        """The unknown conditions, as a mask."""
        found: int = self.answer[1]
        return found

    def truth(self, name: str) -> Truth:
        """This method will answer the truth of a condition (KeyError if it was not compiled)."""
        position = self.compiled.positions[name]
        if self.true >> position & 1:
            return TRUE
        return UNKNOWN if self.unknown >> position & 1 else FALSE

    def missing(self, name: str) -> frozenset[str]:
        """This method will answer the facts whose absence leaves a condition unknown."""
        if self.truth(name) is not UNKNOWN:
            return frozenset()
        facts, has = self.compiled.facts, self.row.get
        number = len(facts)
        mask = self.compiled.missing_of(self.compiled.positions[name], self.answer)
        return frozenset(
            facts[at % number]
            for at in positions_of(mask)
            if at >= number or has(facts[at]) is None
        )


def positions_of(mask: int) -> list[int]:
    """This function will answer the positions of the bits of a mask, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
