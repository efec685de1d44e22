"""Between which cut-offs a number lies, as the place in a list."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mgdcds.core.engines.compiled.code import Literal

#: The place of a number among points that go up.
look_up = bisect_right


@dataclass(frozen=True)
class Cuts:
    """The cut-offs of comparisons of one value. With k of them there are 2k + 1 places: below the
    first, at it, between it and the second, and so on.
    """

    literals: tuple[Literal, ...]

    @cached_property
    def cuts(self) -> tuple[float, ...]:
        """The cut-offs, going up, each once."""
        return tuple(sorted({literal.cut for literal in self.literals}))

    @cached_property
    def is_exact(self) -> bool:
        """Whether the value is no estimate."""
        return all(literal.bound == 0 for literal in self.literals)

    @cached_property
    def points(self) -> tuple[float, ...]:
        """Where the places begin, from the second. An estimate is too close within its bound."""
        bounds = {literal.cut: literal.bound for literal in self.literals}
        return tuple(
            end
            for cut in self.cuts
            for end in (cut - bounds[cut], math.nextafter(cut + bounds[cut], math.inf))
        )

    def orders(self) -> Iterator[tuple[int, ...]]:
        """How each place lies to each cut-off: -1 below it, 0 at it, 1 above it."""
        for place in range(2 * len(self.cuts) + 1):
            yield tuple(
                _sign(place - (2 * self.cuts.index(each.cut) + 1)) for each in self.literals
            )

    def marked(self, states: Sequence[int]) -> list[int | None]:
        """The states, with None where an estimate is too close to a cut-off."""
        return [None if place % 2 else state for place, state in enumerate(states)]

    def look_up_exactly(self, states: Sequence[int]) -> Callable[[Decimal], int]:
        """What finds the state of a number as the judge counts it."""
        exact = [Decimal(repr(cut)) for cut in self.cuts]
        return lambda value: states[bisect_left(exact, value) + bisect_right(exact, value)]


def have_room(literals: Sequence[Literal]) -> bool:
    """This function will tell whether cut-offs lie far enough apart to tell them apart."""
    points = Cuts(tuple(literals)).points
    return all(one < other for one, other in itertools.pairwise(points))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
