"""The values of one fact that are worth trying on a sheet: both sides of every turn."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Sequence

from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.grid import Grid
from mgdcds.core.engines.turns import Flow, Turn

#: So many places are tried one by one where nothing is known about what happens between them.
MOST_PLACES = 512
_SAMPLES = 48


class Crossings:
    """One number, quantity or date on one sheet; `vary` answers the sheet with a place of it.

    Where a turn is reached in any way, and the grid has more than 512 places, only a sample
    of the places is looked at: two turns between neighbours of the sample stay unseen.
    """

    def __init__(self, grid: Grid, vary: Callable[[int], Evaluation], base: Evaluation) -> None:
        self.grid, self._base = grid, base
        self._vary = vary
        self._varied: dict[int, Evaluation] = {}
        self._found: dict[Turn, set[int]] = {}

    def at(self, place: int) -> Evaluation:
        """This method will answer the evaluation with the fact at a place."""
        if place not in self._varied:
            self._varied[place] = self._vary(place)
        return self._varied[place]

    def places(self, turns: Iterable[Turn], *, around: int | None = None) -> list[int]:
        """This method will answer the places worth trying, in order.

        They are the ends of the grid, and the last place before and the first place after
        each turn. Two that are not neighbours have nothing between them that turns.
        """
        found = {self.grid.low, self.grid.high} | ({around} if around is not None else set())
        for turn in turns:
            if turn not in self._found:
                self._found[turn] = self._places_of(turn, found, around)
            found |= self._found[turn]
        return sorted(found)

    def _places_of(self, turn: Turn, found: set[int], around: int | None) -> set[int]:
        if turn.cut is not None:
            return set(self.grid.places_at(turn.cut.run(self._base), turn.around_cut))
        starts = found | self._sample(around) if turn.flow is Flow.ANY_WAY else found
        return self._bisected(turn.side, sorted(starts))

    def _bisected(self, side: Callable[[Evaluation], Hashable], places: Sequence[int]) -> set[int]:
        found: set[int] = set()
        sides = {place: side(self.at(place)) for place in places}
        waiting = list(itertools.pairwise(places))
        while waiting:
            low, high = waiting.pop()
            if sides[low] == sides[high]:
                continue
            if high - low <= 1:
                found |= {low, high}
                continue
            middle = self.grid.between(low, high)
            sides[middle] = side(self.at(middle))
            waiting += [(low, middle), (middle, high)]
        return found

    def _sample(self, around: int | None) -> set[int]:
        low, high = self.grid.low, self.grid.high
        if high - low <= MOST_PLACES:
            return set(range(low, high + 1))
        evenly = {low + (high - low) * part // _SAMPLES for part in range(_SAMPLES)}
        middle = 0 if around is None else around
        near = {middle + sign * 2**power for power in range(24) for sign in (-1, 1)}
        return {place for place in evenly | near if low <= place <= high}
