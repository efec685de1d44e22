"""The nearest change of one fact that changes what is said of a sheet.

How far a change is: for numbers and quantities, the step divided by the width of the
plausible range (the possible range, or the value itself, where none is declared), so 10 ng/mL
of 25(OH)D and 10 years of age compare by what is usual for each; for dates, the days divided
by the days of the longest life that is accepted; another word, or yes instead of no, counts 1,
like a walk through the whole plausible range.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.engines.crossings import Crossings
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.turns import Flow, Turn
from mgdcds.core.engines.variations import Variations, vary_fact, words_of
from mgdcds.core.facts.sheet import Recorded

#: What is said of a sheet; two sheets of which it is the same are not told apart.
Says = Callable[[Evaluation], Hashable]


@dataclass(frozen=True)
class Change:
    """Another value of one fact with which something else is said.

    `to` is the nearest such value in its direction: with `before`, the value one step nearer,
    what is said stays as it is (None for words, which have no steps). `distance` compares
    changes of different facts.
    """

    fact: str
    now: Recorded
    to: Recorded
    before: Recorded | None
    distance: Decimal
    said: Hashable


def find_nearest(
    evaluation: Evaluation, fact: Fact, turns: tuple[Turn, ...], says: Says
) -> tuple[Change, ...]:
    """This function will find the nearest changes of a recorded fact, nearest first.

    A number, a quantity or a date has at most one change upwards and one downwards, within
    the possible range. Of words there is the first one for each other thing that is said.
    """
    now = evaluation.sheet.values[fact.name].value
    crossings = Variations(evaluation, fact).crossings
    if crossings is None:
        found = _among_words(evaluation, fact, says, now)
    else:
        found = _along_grid(crossings, fact, turns, says, said_now=says(evaluation), now=now)
    return tuple(sorted(found, key=lambda change: change.distance))


def _among_words(evaluation: Evaluation, fact: Fact, says: Says, now: Recorded) -> Iterator[Change]:
    seen = {says(evaluation)}
    for word in words_of(fact):
        if word == now:
            continue
        said = says(vary_fact(evaluation, fact.name, word))
        if said not in seen:
            seen.add(said)
            yield Change(fact.name, now, word, None, Decimal(1), said)


def _along_grid(
    crossings: Crossings,
    fact: Fact,
    turns: tuple[Turn, ...],
    says: Says,
    *,
    said_now: Hashable,
    now: Recorded,
) -> Iterator[Change]:
    grid = crossings.grid
    here = grid.place(now)
    places = crossings.places(turns, around=here)
    up = [place for place in places if place > here]
    down = [place for place in reversed(places) if place < here]
    # Where a turn may have been missed, every place is asked.
    step = 1 if all(turn.flow is not Flow.ANY_WAY for turn in turns) else grid.high - grid.low
    for direction in (up, down):
        found = _first_other(crossings, [here, *direction], says, said_now, step)
        if found is not None:
            before, to = (grid.value(place) for place in found[:2])
            yield Change(fact.name, now, to, before, _distance(fact, now, to), found[2])


def _first_other(
    crossings: Crossings, places: list[int], says: Says, said_now: Hashable, step: int
) -> tuple[int, int, Hashable] | None:
    """The last place that says the same, its neighbour that does not, and what that one says.

    Between places that are further apart than `step`, nothing turns.
    """
    for last, place in itertools.pairwise(places):
        if abs(place - last) > step:
            continue
        said = says(crossings.at(place))
        if said != said_now:
            return _closer(crossings, says, said_now, same=last, other=place, said=said)
    return None


def _closer(
    crossings: Crossings, says: Says, said_now: Hashable, *, same: int, other: int, said: Hashable
) -> tuple[int, int, Hashable]:
    while abs(other - same) > 1:
        middle = (same + other) // 2
        said_there = says(crossings.at(middle))
        if said_there == said_now:
            same = middle
        else:
            other, said = middle, said_there
    return same, other, said


def _distance(fact: Fact, now: Recorded, to: Recorded) -> Decimal:
    if isinstance(now, datetime.date) and isinstance(to, datetime.date):
        return Decimal(abs((to - now).days)) / _DAYS_OF_LIFE
    if not isinstance(now, Decimal) or not isinstance(to, Decimal):
        return Decimal(1)
    return abs(to - now) / _width(fact, now)


def _width(fact: Fact, now: Decimal) -> Decimal:
    for limits in (fact.plausible, fact.possible):
        if limits.low is not None and limits.high is not None and limits.low < limits.high:
            return limits.high - limits.low
    return abs(now) or Decimal(1)


_DAYS_OF_LIFE = 130 * 366
