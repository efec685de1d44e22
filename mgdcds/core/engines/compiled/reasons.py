"""Why conditions are true or unknown: light values, made for all of them at once.

What a reason holds was found together with the statuses: the truth of every leaf in two bits,
the row with every value, and the facts that are missing. Words are put together when they are
read, and are then those of the judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mgdcds.core.cql.nodes import names_in
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.engines.answer import Reason
from mgdcds.core.engines.compiled.leaves import Leaf
from mgdcds.core.engines.compiled.opened import OpenedRow
from mgdcds.core.engines.compiled.statuses import Statuses
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth, truth_of

_BITS = 10
_LAST = (1 << _BITS) - 1
#: The positions of the bits of every word of so many bits.
_POSITIONS = tuple(tuple(at for at in range(_BITS) if word >> at & 1) for word in range(1 << _BITS))
_TRUTHS = (FALSE, TRUE, UNKNOWN)


class Explained:
    """Statuses of a row together with the truths of all leaves, in `words`."""

    __slots__ = ("__dict__", "reasons", "statuses", "words")

    def __init__(self, statuses: Statuses, words: tuple[int, ...]) -> None:
        self.statuses = statuses
        self.words = words
        self.reasons = [Why(self, position) for position in _positions(statuses)]

    @cached_property
    def opened(self) -> OpenedRow:
        """The row, opened for the judge's words."""
        return OpenedRow(self.statuses.row, self.statuses.compiled.program)


class Why:
    """Why one condition is true or unknown."""

    __slots__ = ("position", "whole")

    def __init__(self, whole: Explained, position: int) -> None:
        self.whole = whole
        self.position = position

    @property
    def name(self) -> str:
        """The name of the condition."""
        return self.whole.statuses.compiled.names[self.position]

    @property
    def truth(self) -> Truth:
        """True or unknown."""
        return self.whole.statuses.truth(self.name)

    @property
    def missing(self) -> frozenset[str]:
        """The facts whose absence leaves it unknown."""
        return self.whole.statuses.missing(self.name)

    @property
    def leaves(self) -> tuple[Seen, ...]:
        """Every comparison and every yes or no that it is made of, with what was found."""
        leaves = self.whole.statuses.compiled.leaves[self.position]
        return tuple(Seen(self.whole, leaf) for leaf in leaves)

    def tell(self, *, unit_system: str = "conventional") -> Reason:
        """This method will explain it in words, as the judge does."""
        return self.whole.opened.explain(self.name, unit_system=unit_system)


@dataclass(frozen=True)
class Seen:
    """A leaf as it was found for a row."""

    whole: Explained
    leaf: Leaf

    @property
    def text(self) -> str:
        """The leaf as printed."""
        return print_expression(self.leaf.node, width=None)

    @property
    def truth(self) -> Truth:
        """True, false or unknown."""
        if self.leaf.fact:
            return truth_of(self.whole.statuses.row.get(self.leaf.fact))
        return _TRUTHS[self.whole.words[self.leaf.word] >> self.leaf.shift & 3]

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the names in it, as the judge counts them; None is not known."""
        opened = self.whole.opened
        read, named = sorted(names_in(self.leaf.node)), opened.program.expressions
        return {
            name: opened.value(name) if name in named else opened.known.get(name) for name in read
        }

    @property
    def recorded(self) -> Mapping[str, FactValue]:
        """The recorded facts in it, with their dates and where they come from."""
        known = self.whole.opened.sheet.values
        return {name: known[name] for name in sorted(names_in(self.leaf.node)) if name in known}


def _positions(statuses: Statuses) -> list[int]:
    word, start = statuses.true | statuses.unknown, 0
    found: list[int] = []
    while word:
        found += [start + at for at in _POSITIONS[word & _LAST]]
        word >>= _BITS
        start += _BITS
    return found
