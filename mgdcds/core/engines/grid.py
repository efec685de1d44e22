"""The values that a fact can have, in order: canonical steps, or days."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.one_fact import OLDEST
from mgdcds.core.facts.sheet import Recorded

#: The ends of a fact without declared limits, in its unit.
_FAR = Decimal(1_000_000)
_DAYS_OF_YEAR = 366


@dataclass(frozen=True)
class Grid:
    """The possible values of a number, a quantity or a date, by their place in the order.

    A place is a whole number: so many canonical steps, or a day of the calendar.
    """

    kind: Kind
    decimals: int
    low: int
    high: int

    def value(self, place: int) -> Decimal | datetime.date:
        """This method will answer the canonical value at a place."""
        if self.kind is Kind.DATE:
            return datetime.date.fromordinal(place)
        return Decimal(place).scaleb(-self.decimals)

    def places_at(self, value: object, steps: Iterable[int] = (-1, 0, 1)) -> tuple[int, ...]:
        """This method will answer the places that are some steps from a value.

        They are the two beside it where it is between places.
        """
        if isinstance(value, datetime.date):
            return self._inside(value.toordinal() + step for step in steps)
        if not isinstance(value, Decimal | int):
            return ()
        exact = Decimal(value).scaleb(self.decimals)
        below = math.floor(exact)
        return self._inside(below + step for step in (steps if below == exact else (0, 1)))

    def place(self, value: Recorded) -> int:
        """This method will answer the place of a value that is on the grid, or the one below."""
        if isinstance(value, datetime.date):
            return value.toordinal()
        return math.floor(Decimal(value).scaleb(self.decimals))

    def between(self, low: int, high: int) -> int:
        """This method will answer a place between two that are no neighbours: where to look next.

        It is about the middle. Of dates it is a birthday of the day of the sheet, or the day
        after, wherever there is one: ages turn there, and all of them look at the same days.
        """
        middle = (low + high) // 2
        if self.kind is not Kind.DATE:
            return middle
        year = datetime.date.fromordinal(middle).year
        years = (year, max(year - 1, datetime.MINYEAR))
        days = (self._birthday(each) + step for each in years for step in (0, 1))
        return next((day for day in days if low < day < high), middle)

    def _birthday(self, year: int) -> int:
        """The day in a year on which who is born has a birthday on the last day of the grid."""
        last = datetime.date.fromordinal(self.high)
        day = min(last.day, 28) if last.month == 2 else last.day
        return datetime.date(year, last.month, day).toordinal()

    def _inside(self, places: Iterable[int]) -> tuple[int, ...]:
        return tuple(place for place in places if self.low <= place <= self.high)


def find_grid(fact: Fact, *, on: datetime.date, now: Recorded | None = None) -> Grid | None:
    """This function will find the grid of a fact for a sheet of a day; None for words.

    It ends where a value would be refused, or with the value of `now` where a limit ('<0.5')
    lies beyond that. Nobody is born after the sheet.
    """
    if fact.kind not in (Kind.DATE, Kind.NUMBER, Kind.QUANTITY):
        return None
    low, high = _ends(fact, on)
    grid = Grid(fact.kind, fact.decimals, low, high)
    if now is None:
        return grid
    here = grid.place(now)
    return replace(grid, low=min(low, here), high=max(high, here))


def _ends(fact: Fact, on: datetime.date) -> tuple[int, int]:
    if fact.kind is Kind.DATE:
        return max(on.toordinal() - OLDEST * _DAYS_OF_YEAR, 1), on.toordinal()
    low, high = fact.possible.low, fact.possible.high
    return (
        math.ceil((-_FAR if low is None else low).scaleb(fact.decimals)),
        math.floor((_FAR if high is None else high).scaleb(fact.decimals)),
    )
