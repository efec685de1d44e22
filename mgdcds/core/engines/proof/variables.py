"""What the prover may choose: every fact, recorded or not, every limit, and the day.

A recorded value lies in its fact's possible range and on its canonical steps, as the doors let it
in. What the doors refuse is no patient.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3  # type: ignore[import-untyped]

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind, Range
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    Amount,
    Boolean,
    Formula,
    Scalar,
    all_of,
    opposite,
    real,
)
from mgdcds.core.facts.limits import LOWER, UPPER
from mgdcds.core.facts.one_fact import OLDEST

#: The days that are tried as the day of an assessment.
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
_DAYS_OF_YEAR = 366


@dataclass(frozen=True)
class Variable:
    """A fact or a limit as the prover sees it.

    `steps` is the whole number that stands for the value: canonical steps, the day's number, or the
    place of a choice. `domain` says which of them are possible.
    """

    term: Boolean | Scalar
    steps: Any
    known: Formula
    domain: tuple[Formula, ...]


class Texts:
    """Every text that a program mentions, each at its place in the order of texts."""

    def __init__(self) -> None:
        self._places: dict[str, Fraction] = {}

    def place(self, text: str) -> Fraction:
        """This method will answer the place of a text, between those of its neighbours."""
        if text not in self._places:
            before = [place for known, place in self._places.items() if known < text]
            after = [place for known, place in self._places.items() if known > text]
            self._places[text] = _between(max(before, default=None), min(after, default=None))
        return self._places[text]

    def text_at(self, place: Fraction) -> str:
        """This method will answer the text at a place (StopIteration when there is none)."""
        return next(text for text, known in self._places.items() if known == place)


def today_variable() -> Variable:
    """This function will make the day of the assessment."""
    day = z3.Int("today")
    domain = all_of(day >= FIRST_DAY.toordinal(), day <= LAST_DAY.toordinal())
    low, high = Fraction(FIRST_DAY.toordinal()), Fraction(LAST_DAY.toordinal())
    return Variable(Scalar(z3.ToReal(day), ALWAYS, low, high, 0), day, ALWAYS, (domain,))


def fact_variable(fact: Fact, *, texts: Texts, today: Variable) -> Variable:
    """This function will make a fact that may be recorded or not."""
    known = z3.Bool(f"known {fact.name}")
    if fact.kind is Kind.BOOLEAN:
        value = z3.Bool(f"value {fact.name}")
        return Variable(
            Boolean(all_of(known, value), all_of(known, opposite(value))), value, known, ()
        )
    if fact.kind is Kind.CHOICE:
        return _choice(fact, known, texts)
    if fact.kind is Kind.DATE:
        return _date(fact, known, today)
    steps = z3.Int(f"value {fact.name}")
    term, domain = _number(steps, known, fact.possible, fact.decimals)
    return Variable(term, steps, known, domain)


def parameter_variable(dictionary: Dictionary, name: str) -> Variable:
    """This function will make a limit, which has a value for every patient."""
    like = dictionary.fact_of_parameter(name)
    steps = z3.Int(f"value {name}")
    term, domain = _number(steps, ALWAYS, like.possible, places_of_limit(dictionary, name))
    return Variable(term, steps, ALWAYS, domain)


def places_of_limit(dictionary: Dictionary, name: str) -> int:
    """This function will answer the decimals of a limit: those of its fact, or more as written."""
    parameter = dictionary.parameter(name)
    written = (parameter.value, *parameter.profiles.values())
    exponents = [value.normalize().as_tuple().exponent for value in written]
    places = [-exponent for exponent in exponents if isinstance(exponent, int)]
    return max(dictionary.fact_of_parameter(name).decimals, *places)


def limits_in_order(variables: dict[str, Variable]) -> tuple[Formula, ...]:
    """This function will say that no laboratory's range ends below its start."""
    return tuple(
        low.value <= high.value
        for name, variable in sorted(variables.items())
        if name.endswith(LOWER) and (upper := name.removesuffix(LOWER) + UPPER) in variables
        if isinstance(low := variable.term, Scalar)
        and isinstance(high := variables[upper].term, Scalar)
    )


def steps_of(value: Decimal, *, places: int) -> int | None:
    """This function will answer how many canonical steps a value is, or None if it lies between."""
    scaled = Fraction(value) * 10**places
    return scaled.numerator if scaled.denominator == 1 else None


def _number(
    steps: Any, known: Formula, possible: Range, places: int
) -> tuple[Scalar, tuple[Formula, ...]]:
    scale = 10**places
    low = None if possible.low is None else Fraction(possible.low)
    high = None if possible.high is None else Fraction(possible.high)
    domain = [] if low is None else [steps >= -(-low * scale // 1)]
    domain += [] if high is None else [steps <= high * scale // 1]
    value: Amount = z3.ToReal(steps) / real(scale) if scale > 1 else z3.ToReal(steps)
    return Scalar(value, known, low, high, places), tuple(domain)


def _choice(fact: Fact, known: Formula, texts: Texts) -> Variable:
    index = z3.Int(f"value {fact.name}")
    words = tuple(choice.value for choice in fact.choices)
    options = tuple((index == at, texts.place(word)) for at, word in enumerate(words))
    value = real(0)
    for when, place in reversed(options):
        value = z3.If(when, real(place), value)
    term = Scalar(value, known, options=options, among=words)
    return Variable(term, index, known, (all_of(index >= 0, index < len(words)),))


def _date(fact: Fact, known: Formula, today: Variable) -> Variable:
    day = z3.Int(f"value {fact.name}")
    oldest = today.steps - (OLDEST + 1) * _DAYS_OF_YEAR
    # Not every day that a door would refuse is left out: the judge refuses those as witnesses.
    domain = all_of(day <= today.steps, day >= oldest, day >= 1)
    low = Fraction(FIRST_DAY.toordinal() - (OLDEST + 1) * _DAYS_OF_YEAR)
    term = Scalar(z3.ToReal(day), known, low, Fraction(LAST_DAY.toordinal()), 0)
    return Variable(term, day, known, (domain,))


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2
