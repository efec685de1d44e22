"""The answer of the compiled evaluator: two masks, and what is missing as one more for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mgdcds.core.engines.compiled.row import Row
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth

if TYPE_CHECKING:
    from mgdcds.core.engines.compiled.compile import Compiled

#: Masks of conditions come in words: up to so many bits Python adds a bit fastest.
WIDTH = 30
#: What the generated function answers: words of what is true, of what is unknown, and for each
#: condition a mask of facts, which counts where it is unknown.
Answer = tuple[tuple[int, ...], tuple[int, ...], Sequence[int]]


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
        return _joined(self.answer[0])

    @property
    def unknown(self) -> int:
        """The unknown conditions, as a mask."""
        return _joined(self.answer[1])

    def truth(self, name: str) -> Truth:
        """This method will answer the truth of a condition (KeyError if it was not compiled)."""
        word, bit = place_of(self.compiled.positions[name])
        if self.answer[0][word] & bit:
            return TRUE
        return UNKNOWN if self.answer[1][word] & bit else FALSE

    def missing(self, name: str) -> frozenset[str]:
        """This method will answer the facts whose absence leaves a condition unknown."""
        if self.truth(name) is not UNKNOWN:
            return frozenset()
        facts, has = self.compiled.facts, self.row.get
        number = len(facts)
        mask = self.answer[2][self.compiled.positions[name]]
        return frozenset(
            facts[at % number]
            for at in positions_of(mask)
            if at >= number or has(facts[at]) is None
        )


def place_of(position: int) -> tuple[int, int]:
    """This function will answer the word of a condition, and its bit there."""
    word, bit = divmod(position, WIDTH)
    return word, 1 << bit


def words_of(number: int) -> int:
    """This function will answer how many words so many conditions take."""
    return (number + WIDTH - 1) // WIDTH


def positions_of(mask: int) -> list[int]:
    """This function will answer the positions of the bits of a mask, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def _joined(words: Iterable[int]) -> int:
    return sum(word << (WIDTH * at) for at, word in enumerate(words))
