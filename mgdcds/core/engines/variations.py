"""One sheet with other values of one fact: one value at least for each thing that can be said."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from functools import cached_property

from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.crossings import Crossings
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.grid import find_grid
from mgdcds.core.engines.turns import Turn
from mgdcds.core.facts.make_sheet import change_sheet, find_entangled
from mgdcds.core.facts.sheet import Recorded


class Variations:
    """The variations of one sheet by one fact. Each is evaluated once."""

    def __init__(self, evaluation: Evaluation, fact: Fact) -> None:
        self._evaluation, self._fact = evaluation, fact
        self._worded: dict[Recorded, Evaluation] = {}
        now = evaluation.sheet.get(fact.name)
        self._grid = find_grid(fact, on=evaluation.on, now=now)

    def find(self, turns: Iterable[Turn]) -> Iterator[Evaluation]:
        """This method will find the variations that can differ, for what has these turns.

        They are one for every word, or one for each piece of the possible range in which
        nothing turns. Who has seen enough of them leaves the others unmade.
        """
        crossings = self.crossings
        if crossings is None:
            yield from map(self._with_word, words_of(self._fact))
            return
        places = crossings.places(turns)
        ends = [here for here, after in itertools.pairwise(places) if after - here == 1]
        yield from map(crossings.at, (*ends, places[-1]))

    @cached_property
    def crossings(self) -> Crossings | None:
        """The places of a number, a quantity or a date; None for words."""
        grid = self._grid
        if grid is None:
            return None
        evaluation, name = self._evaluation, self._fact.name
        return Crossings(
            grid, lambda place: vary_fact(evaluation, name, grid.value(place)), evaluation
        )

    def _with_word(self, word: Recorded) -> Evaluation:
        if word not in self._worded:
            self._worded[word] = vary_fact(self._evaluation, self._fact.name, word)
        return self._worded[word]


def words_of(fact: Fact) -> tuple[Recorded, ...]:
    """This function will answer the words that a fact can have: yes and no, or its choices."""
    if fact.kind is Kind.BOOLEAN:
        return (True, False)
    return tuple(choice.value for choice in fact.choices)


def vary_fact(evaluation: Evaluation, name: str, value: Recorded) -> Evaluation:
    """This function will answer an evaluation with another value of one fact."""
    together = find_entangled(name)
    if not together:
        return evaluation.vary({name: value})
    changed = change_sheet(evaluation.program.dictionary, evaluation.sheet, name, value)
    return evaluation.vary({each: changed.get(each) for each in together}, sheet=changed)
