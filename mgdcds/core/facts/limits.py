"""Limits that come with a result: which site parameter they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from mgdcds.core.dictionary.convert import to_canonical
from mgdcds.core.dictionary.dictionary import Dictionary, find_close
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.parameter import Parameter
from mgdcds.core.dictionary.show import format_in_unit
from mgdcds.core.dictionary.units import find_unit, names_of_units
from mgdcds.core.facts import problems
from mgdcds.core.facts.numbers import parse_number, split_quantity
from mgdcds.core.values.problems import Place, Problem

LOWER, UPPER = "_lln", "_uln"


def read_limits(
    dictionary: Dictionary, texts: Mapping[str, object], *, place: Place
) -> tuple[dict[str, Decimal], tuple[Problem, ...]]:
    """This function will read limits written as '1.05 mmol/L' by the name of their parameter.

    Answers canonical decimals, and what is wrong. Empty texts are no limits.
    """
    limits: dict[str, Decimal] = {}
    found: list[Problem] = []
    for name, text in texts.items():
        at = Place(place.document, f"{place.field}.{name}".strip("."))
        read = _read_limit(dictionary, name, str(text), at) if str(text).strip() else None
        if isinstance(read, Problem):
            found.append(read)
        elif read is not None:
            limits[name] = read
    return limits, tuple(found)


def print_limits(dictionary: Dictionary, limits: Mapping[str, Decimal]) -> dict[str, str]:
    """This function will write limits as texts in the canonical unit, by parameter name."""
    texts = {}
    for name, value in sorted(limits.items()):
        fact = dictionary.fact_of_parameter(name)
        texts[name] = f"{format_in_unit(fact, value, fact.unit)} {fact.unit}"
    return texts


def limits_of_result(
    dictionary: Dictionary,
    fact: Fact,
    *,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
) -> dict[str, Decimal]:
    """This function will turn the reference range of a result into limits.

    A range counts for the parameters of the fact's substance: `low` for the one that ends in
    _lln, `high` for _uln. A range that is empty or impossible counts for none.
    """
    ends = {LOWER: low, UPPER: high}
    canonical = {
        ending: to_canonical(fact, value, unit)
        for ending, value in ends.items()
        if value is not None
    }
    if not _is_sensible(fact, canonical):
        return {}
    return {
        parameter.name: canonical[ending]
        for parameter in parameters_of(dictionary, fact)
        for ending in canonical
        if parameter.name.endswith(ending)
    }


def parameters_of(dictionary: Dictionary, fact: Fact) -> tuple[Parameter, ...]:
    """This function will answer the parameters that limit a fact's substance."""
    return tuple(
        parameter
        for parameter in dictionary.parameters.values()
        if dictionary.fact(parameter.like).substance == fact.substance
        and parameter.name.endswith((LOWER, UPPER))
    )


def _is_sensible(fact: Fact, canonical: Mapping[str, Decimal]) -> bool:
    values = list(canonical.values())
    return values == sorted(values) and all(fact.possible.contains(value) for value in values)


def _read_limit(dictionary: Dictionary, name: str, text: str, place: Place) -> Decimal | Problem:
    if name not in dictionary.parameters:
        close = find_close(name, among=tuple(dictionary.parameters))
        return problems.unknown_limit(place, name=name, close=close)
    fact, label = dictionary.fact_of_parameter(name), dictionary.parameters[name].label
    digits, spelling = split_quantity(text)
    number = parse_number(digits, place=place, label=label)
    if isinstance(number, Problem):
        return number
    if number.comparator:
        return problems.limit_for_exact(place, label=label, found=text)
    unit = find_unit(fact, spelling)
    if unit is None:
        units = names_of_units(fact)
        close = find_close(spelling, among=units)
        return problems.unknown_unit(place, found=spelling, label=label, units=units, close=close)
    canonical = to_canonical(fact, number.value, unit.code)
    if not fact.possible.contains(canonical):
        return problems.impossible_limit(place, label=label, found=text)
    return canonical
