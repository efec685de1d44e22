"""Fact sheets for measuring: random ones, and their plain values for the hand-written rules."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import Any

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactSheet, FactValue, Recorded

ON = datetime.date(2026, 11, 22)
MISSING = 0.15
_TENTH = Decimal("0.1")


def random_sheets(dictionary: Dictionary, number: int, *, seed: int = 1) -> list[FactSheet]:
    """This function will make sheets of which about 15 % of the facts are missing.

    Quantities lie around the middle of what is plausible, so that every rule has a chance.
    """
    chance = random.Random(seed)
    return [_sheet(dictionary, chance) for _ in range(number)]


def plain_values(sheet: FactSheet) -> dict[str, Any]:
    """This function will answer a sheet's values as floats, bools and texts, with its age."""
    plain = {name: _plain(value.value) for name, value in sheet.values.items()}
    born = sheet.get("birth_date")
    if isinstance(born, datetime.date):
        months = (sheet.on.year - born.year) * 12 + sheet.on.month - born.month
        months -= sheet.on.day < born.day
        plain |= {"age_years": months // 12, "age_months": months}
    elif plain.get("age_years") is not None:
        plain["age_months"] = plain["age_years"] * 12
    return plain


def _plain(value: Recorded) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _sheet(dictionary: Dictionary, chance: random.Random) -> FactSheet:
    values = {
        fact.name: FactValue(fact.name, _value(fact, chance))
        for fact in dictionary.facts.values()
        if chance.random() > MISSING and fact.name != "birth_date"
    }
    return make_sheet(dictionary, values, on=ON, reviewed=())


def _value(fact: Fact, chance: random.Random) -> Recorded:
    if fact.kind is Kind.BOOLEAN:
        return chance.random() < 0.1
    if fact.kind is Kind.CHOICE:
        return chance.choice(fact.choices).value
    if fact.kind is Kind.DATE:
        return ON - datetime.timedelta(days=chance.randrange(7000, 32000))
    low, high = fact.plausible.low or Decimal(0), fact.plausible.high or Decimal(100)
    step = Decimal(1).scaleb(-min(fact.decimals, 2))
    return (low + (high - low) * Decimal(repr(chance.random() ** 2))).quantize(step)
