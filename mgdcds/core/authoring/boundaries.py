"""Values of a fact that tell conditions apart: at a threshold, and right beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from mgdcds.core.cql.nodes import DecimalLiteral, IntegerLiteral, Node, QuantityLiteral, walk
from mgdcds.core.dictionary.convert import to_canonical
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.sheet import Recorded
from mgdcds.core.values.dates import add_months

#: How many values of a number are tried across its plausible range.
_ACROSS = 240
_MOST_MONTHS = 1_500


def values_beside(fact: Fact, nodes: Iterable[Node], *, on: datetime.date) -> tuple[Recorded, ...]:
    """This function will answer what a fact can be, beside the numbers in some expressions.

    For yes or no and for choices that is every answer; for a date so many years and months
    before the day `on`. Nothing impossible comes out.
    """
    if fact.kind is Kind.BOOLEAN:
        return (True, False)
    if fact.kind is Kind.CHOICE:
        return tuple(choice.value for choice in fact.choices)
    if fact.kind is Kind.DATE:
        return _dates_before(on, nodes)
    step = reported_step(fact)
    numbers = dict.fromkeys(number for node in nodes for number in _numbers_in(fact, node))
    whole = (number for number in numbers if number % step == 0)
    beside = (number + by for number in whole for by in (0, -step, step))
    return tuple(dict.fromkeys(value for value in beside if fact.possible.contains(value)))


def values_across(fact: Fact) -> tuple[Recorded, ...]:
    """This function will answer values across the plausible range of a number, evenly."""
    low, high = fact.plausible.low, fact.plausible.high
    if fact.kind not in (Kind.NUMBER, Kind.QUANTITY) or low is None or high is None:
        return ()
    step = reported_step(fact)
    width = (high - low) / _ACROSS
    rounded = ((low + width * at).quantize(step) for at in range(_ACROSS + 1))
    return tuple(dict.fromkeys(value for value in rounded if fact.possible.contains(value)))


def reported_step(fact: Fact) -> Decimal:
    """This function will answer the least difference between two reported values of a number."""
    units = (unit for unit in fact.units if unit.code == fact.unit)
    decimals = next((unit.decimals for unit in units), 0)
    return Decimal(1).scaleb(-decimals)


def _dates_before(on: datetime.date, nodes: Iterable[Node]) -> tuple[datetime.date, ...]:
    numbers = {
        each.value for node in nodes for each in walk(node) if isinstance(each, IntegerLiteral)
    }
    months = sorted({number * each for number in numbers for each in (1, 12)})
    found = (add_months(on, months=-number) for number in months if 0 < number < _MOST_MONTHS)
    days = (day + datetime.timedelta(by) for day in found if day is not None for by in (0, 1))
    return tuple(dict.fromkeys(days))


def _numbers_in(fact: Fact, node: Node) -> Iterator[Decimal]:
    codes = {unit.code for unit in fact.units}
    for each in walk(node):
        if isinstance(each, QuantityLiteral):
            if fact.kind is Kind.QUANTITY and each.unit in codes:
                yield to_canonical(fact, each.value, each.unit)
        elif fact.kind is Kind.NUMBER and isinstance(each, IntegerLiteral | DecimalLiteral):
            yield Decimal(each.value)
