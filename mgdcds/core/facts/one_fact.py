"""Reading one raw fact, by its kind: refuse, ask, or accept."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from mgdcds.core.dictionary.convert import (
    beyond_limit,
    guess_other_unit,
    round_decimal,
    to_canonical,
)
from mgdcds.core.dictionary.dictionary import find_close
from mgdcds.core.dictionary.fact import Fact, Kind, Unit
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.dictionary.units import find_unit, names_of_units
from mgdcds.core.facts import problems
from mgdcds.core.facts.numbers import Number, clean, parse_date, parse_number
from mgdcds.core.facts.raw import RawFact, Read
from mgdcds.core.facts.sheet import FactValue, Recorded
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.dates import whole_years
from mgdcds.core.values.problems import Problem

OLDEST = 130
_SPARE_DECIMALS = 2
_MOST_DECIMALS = 4
_WORDS = (Kind.BOOLEAN, Kind.CHOICE, Kind.DATE)
_YES_OR_NO = {
    **dict.fromkeys(("yes", "true", "on", "y"), True),
    **dict.fromkeys(("no", "false", "off", "n"), False),
}
_UNITS_OF_NUMBERS = {
    "years": ("a", "year", "yr", "yrs", "y"),
    "weeks": ("wk", "week"),
    "days": ("d", "day"),
    "hours a week": ("h/wk", "h/week", "h", "hours"),
}


def read_one(fact: Fact, item: RawFact, *, on: datetime.date) -> Read:
    """This function will read one raw fact for an assessment on a date."""
    if fact.kind in _WORDS and item.unit:
        item = replace(item, value=f"{item.value} {item.unit}", unit="")
    if fact.kind is Kind.BOOLEAN:
        return _read_boolean(fact, item)
    if fact.kind is Kind.CHOICE:
        return _read_choice(fact, item)
    if fact.kind is Kind.DATE:
        return _read_date(fact, item, on)
    number = parse_number(item.comparator + item.value, place=item.where(), label=fact.label)
    if isinstance(number, Problem):
        return Read(problem=number)
    if fact.kind is Kind.NUMBER:
        return _read_number(fact, item, number)
    return _read_quantity(fact, item, number)


def _read_boolean(fact: Fact, item: RawFact) -> Read:
    word = clean(item.value).lower()
    if word not in _YES_OR_NO:
        return Read(
            problem=problems.not_yes_or_no(item.where(), found=item.value, label=fact.label)
        )
    return Read(_value(item, _YES_OR_NO[word]))


def _read_choice(fact: Fact, item: RawFact) -> Read:
    word = clean(item.value)
    known = {choice.value: choice.value for choice in fact.choices}
    by_label = {choice.label.lower(): choice.value for choice in fact.choices}
    found = known.get(word.lower()) or by_label.get(word.lower())
    if found is None:
        close = find_close(word, among=tuple(known))
        problem = problems.not_a_choice(
            item.where(), found=word, label=fact.label, words=known, close=close
        )
        return Read(problem=problem)
    return Read(_value(item, found))


def _read_date(fact: Fact, item: RawFact, on: datetime.date) -> Read:
    date = parse_date(item.value, place=item.where())
    if isinstance(date, Problem):
        return Read(problem=date)
    if date > on:
        return Read(problem=problems.after_the_assessment(item.where(), date=date, on=on))
    if whole_years(date, on=on) > OLDEST:
        return Read(problem=problems.born_too_long_ago(item.where(), date=date))
    return Read(_value(item, date))


def _read_number(fact: Fact, item: RawFact, number: Number) -> Read:
    if number.comparator:
        found = item.comparator + item.value
        problem = problems.limit_for_exact(item.where(), label=fact.label, found=found)
        return Read(problem=problem)
    known = (fact.unit, *_UNITS_OF_NUMBERS.get(fact.unit, ()))
    if item.unit and clean(item.unit) not in known:
        problem = problems.unknown_unit(
            item.where(), found=item.unit, label=fact.label, units=(fact.unit,), close=""
        )
        return Read(problem=problem)
    canonical = round_decimal(number.value, decimals=fact.decimals)
    value = _value(item, canonical, number=number)
    return _in_range(fact, item, value, number, unit=None)


def _read_quantity(fact: Fact, item: RawFact, number: Number) -> Read:
    unit = _unit_meant(fact, item)
    if isinstance(unit, Problem):
        return Read(problem=unit)
    limit = to_canonical(fact, number.value, unit.code)
    canonical = beyond_limit(fact, limit, comparator=number.comparator)
    value = _value(item, canonical, number=_as_typed(number, unit), unit=unit.code)
    return _in_range(fact, item, value, number, unit=unit)


def _as_typed(number: Number, unit: Unit) -> Number:
    """The text to keep. Of 16 decimals nothing is kept: the value is shown instead."""
    decimals = number.text.partition(".")[2].rstrip("0")
    if len(decimals) <= unit.decimals + _SPARE_DECIMALS:
        return number
    return replace(number, text="")


def _unit_meant(fact: Fact, item: RawFact) -> Unit | Problem:
    names = names_of_units(fact)
    if not clean(item.unit):
        if len(fact.units) == 1:
            return fact.units[0]
        return problems.needs_unit(item.where(), label=fact.label, units=names)
    found = find_unit(fact, item.unit)
    if found is None:
        close = find_close(item.unit, among=names)
        return problems.unknown_unit(
            item.where(), found=item.unit, label=fact.label, units=names, close=close
        )
    return found


def _in_range(
    fact: Fact, item: RawFact, value: FactValue, number: Number, *, unit: Unit | None
) -> Read:
    canonical = value.value
    assert isinstance(canonical, Decimal)  # noqa: S101 - numbers and quantities only
    shown = _shown(number, unit.label if unit else fact.unit)
    if not fact.possible.contains(canonical):
        hint = _slip(fact, number, unit)
        allowed = _allowed(fact)
        problem = problems.impossible(
            item.where(), label=fact.label, shown=shown, allowed=allowed, hint=hint
        )
        return Read(problem=problem, notice=number.notice)
    question = None
    if not number.comparator and not fact.plausible.contains(canonical):
        hint = _slip(fact, number, unit)
        question = problems.implausible(item.where(), label=fact.label, shown=shown, hint=hint)
    return Read(value, question=question, notice=number.notice)


def _slip(fact: Fact, number: Number, unit: Unit | None) -> str:
    other = guess_other_unit(fact, number.value, unit.code) if unit else None
    if other is None:
        return ""
    canonical = to_canonical(fact, number.value, other.code)
    return problems.unit_slip(format_value(fact, canonical, entered=number.text, unit=other.code))


def _allowed(fact: Fact) -> str:
    low, high = fact.possible.low, fact.possible.high
    unit = fact.unit_of(fact.unit).label if fact.units else fact.unit
    if low is None or high is None:
        end, word = (high, "at most") if low is None else (low, "at least")
        return f"{word} {decimal_text(end or Decimal(0))} {unit} is possible"
    return f"{decimal_text(low)} to {decimal_text(high)} {unit} is possible"


def _shown(number: Number, unit: str) -> str:
    """What was typed, with its unit. Of a machine's fifteen decimals four are shown."""
    decimals = len(number.text.partition(".")[2])
    text = number.text if decimals <= _MOST_DECIMALS else decimal_text(round(number.value, 4))
    return " ".join(filter(None, (number.comparator, problems.shorten(text), unit)))


def _value(
    item: RawFact, value: Recorded, *, number: Number | None = None, unit: str = ""
) -> FactValue:
    return FactValue(
        name=item.name,
        value=value,
        entered=number.text if number else "",
        unit=unit,
        comparator=number.comparator if number else "",
        on=item.on,
        provenance=item.provenance,
    )
