"""What must hold between the declarations of one dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mgdcds.core.dictionary import problems
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.units import plain_spelling
from mgdcds.core.values.problems import Place, Problem

#: Codes of these systems lead to one fact only; the names and codes of medicines may lead to two.
_ONE_FACT = ("loinc",)


def check_dictionary(dictionary: Dictionary) -> tuple[Problem, ...]:
    """This function will answer what is wrong within facts, and between facts and parameters."""
    found = [problem for fact in dictionary.facts.values() for problem in check_fact(fact)]
    found += _check_references(dictionary)
    found += _check_substances(dictionary)
    found += _check_names(dictionary)
    found += _check_codes(dictionary)
    return tuple(sorted(found))


def check_fact(fact: Fact) -> tuple[Problem, ...]:
    """This function will answer what is wrong within one fact."""
    return (*_check_units(fact), *_check_spellings(fact), *_check_ranges(fact))


def _check_units(fact: Fact) -> Iterator[Problem]:
    if fact.kind is not Kind.QUANTITY:
        return
    place = Place(fact.name, "units")
    canonical = [unit for unit in fact.units if unit.code == fact.unit]
    if not canonical:
        yield problems.unit_without_canonical(place, unit=fact.unit)
    for unit in canonical:
        if unit.factor != 1 or unit.pairs:
            yield problems.canonical_factor(place, unit=unit.code, factor=unit.factor)


def _check_spellings(fact: Fact) -> Iterator[Problem]:
    meaning: dict[str, str] = {}
    for unit in fact.units:
        for spelling in {plain_spelling(text) for text in (unit.code, unit.label, *unit.also)}:
            first = meaning.setdefault(spelling, unit.code)
            if first != unit.code:
                yield problems.spelling_twice(
                    Place(fact.name, "units"), spelling=spelling, first=first, second=unit.code
                )


def _check_ranges(fact: Fact) -> Iterator[Problem]:
    inner, outer = fact.plausible, fact.possible
    if not _covers(outer.low, inner.low) or not _covers(inner.high, outer.high):
        yield problems.plausible_not_possible(Place(fact.name, "plausible"))


def _covers(lower: Decimal | None, upper: Decimal | None) -> bool:
    return lower is None or upper is None or lower <= upper


def _check_references(dictionary: Dictionary) -> Iterator[Problem]:
    for fact in dictionary.facts.values():
        if fact.instead_of and fact.instead_of not in dictionary.facts:
            yield problems.unknown_fact(
                Place(fact.name, "instead_of"),
                name=fact.instead_of,
                close=dictionary.suggest(fact.instead_of),
            )


def _check_substances(dictionary: Dictionary) -> Iterator[Problem]:
    first: dict[str, Fact] = {}
    for fact in dictionary.facts.values():
        if not fact.substance:
            continue
        like = first.setdefault(fact.substance, fact)
        if (like.unit, like.units, like.decimals) != (fact.unit, fact.units, fact.decimals):
            yield problems.substance_differs(
                Place(fact.name, "substance"), substance=fact.substance, other=like.name
            )


def _check_names(dictionary: Dictionary) -> Iterator[Problem]:
    for name in dictionary.parameters:
        if name in dictionary.facts:
            yield problems.name_twice(Place(name, "name"), name=name)


def _check_codes(dictionary: Dictionary) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for fact in dictionary.facts.values():
        for system in _ONE_FACT:
            for code in fact.codes.get(system, ()):
                other = first.setdefault(code, fact.name)
                if other != fact.name:
                    yield problems.code_twice(
                        Place(fact.name, "codes"), code=code, first=other, second=fact.name
                    )
