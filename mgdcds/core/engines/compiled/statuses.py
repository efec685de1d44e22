"""The answer of the compiled evaluator: two masks, and what is missing as one more for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mgdcds.core.engines.compiled.row import Row
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth

if TYPE_CHECKING:
    from mgdcds.core.engines.compiled.compile import Compiled


class Statuses:
    """Truths of all conditions of one row.

    `true` and `unknown` have a bit for each condition; the others are false. `masks` has, for
    each unknown condition in the order of their bits, a mask of facts: in its lower half those
    that are missing unless the row has them, in its upper half those that are missing anyway.
    """

    __slots__ = ("compiled", "masks", "row", "true", "unknown")

    def __init__(
        self, compiled: Compiled, row: Row, true: int, unknown: int, masks: Sequence[int]
    ) -> None:
        self.compiled = compiled
        self.row = row
        self.true = true
        self.unknown = unknown
        self.masks = masks

    def truth(self, name: str) -> Truth:
        """This method will answer the truth of a condition (KeyError if it was not compiled)."""
        bit = self.compiled.bits[name]
        if self.true & bit:
            return TRUE
        return UNKNOWN if self.unknown & bit else FALSE

    def missing(self, name: str) -> frozenset[str]:
        """This method will answer the facts whose absence leaves a condition unknown."""
        bit = self.compiled.bits[name]
        if not self.unknown & bit:
            return frozenset()
        mask = self.masks[(self.unknown & (bit - 1)).bit_count()]
        facts, has = self.compiled.facts, self.row.get
        number = len(facts)
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
