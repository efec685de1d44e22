"""Reading declarations from plain content (a TOML table, the body of an entry)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mgdcds.core.dictionary import problems
from mgdcds.core.dictionary.check import check_dictionary
from mgdcds.core.dictionary.content import Content, number_from
from mgdcds.core.dictionary.convert import to_canonical
from mgdcds.core.dictionary.dictionary import Dictionary, find_close, in_form_order
from mgdcds.core.dictionary.fact import Choice, Fact, Kind, Range
from mgdcds.core.dictionary.parameter import Parameter
from mgdcds.core.dictionary.read_units import read_unit
from mgdcds.core.dictionary.sections import LISTS, SECTIONS
from mgdcds.core.dictionary.units import find_unit, names_of_units
from mgdcds.core.values.problems import Problem, UnableTo

#: The code systems of facts and choices. `loinc_mass` and `loinc_molar` are LOINC codes of results
#: in mass and in molar units, `loinc_part` those that measure a part of it only (D3 of 25(OH)D).
#: `names` are free-text names of medicines. `counts` limits what a reader may take for the fact.
CODE_SYSTEMS = (
    "loinc",
    "loinc_mass",
    "loinc_molar",
    "loinc_part",
    "snomed",
    "icd10",
    "icd9",
    "rxnorm",
    "names",
    "counts",
)
#: What `counts` may say: a medicine only by that way or only for 3 months or more, a condition also
#: when it is over, a state only with a date that makes it present.
COUNTS = ("by mouth", "by injection", "long term", "ever", "dated")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_QUANTITY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) +(\S+)")


class UnableToReadFact(UnableTo):
    """A declaration of a fact that cannot be used."""


class UnableToReadParameter(UnableTo):
    """A declaration of a parameter that cannot be used."""


class UnableToReadDictionary(UnableTo):
    """A set of declarations that cannot be used together."""


def fact_from_content(name: str, content: Mapping[str, Any], *, document: str = "") -> Fact:
    """This function will read one declaration of a fact.

    Raises UnableToReadFact with every wrong key and type at once.
    """
    table = Content(content, document=document or name)
    kind = _read_kind(table, name)
    fact = _read_fact(table, name, kind)
    table.refuse_the_rest()
    found = [*table.problems, *_check_kind(table, fact)]
    if found:
        raise UnableToReadFact(found)
    return fact


def parameter_from_content(
    name: str, content: Mapping[str, Any], *, facts: Mapping[str, Fact], document: str = ""
) -> Parameter:
    """This function will read one declaration of a parameter, in the units of the fact it is like.

    Raises UnableToReadParameter with every problem at once.
    """
    table = Content(content, document=document or name)
    _check_name(table, name)
    like = table.text("like", needed=True)
    label, source = table.text("label", needed=True), table.text("source")
    value, profiles = table.text("value", needed=True), table.mapping("profiles")
    table.refuse_the_rest()
    if like and like not in facts:
        close = find_close(like, among=tuple(facts))
        table.problems.append(problems.unknown_fact(table.place("like"), name=like, close=close))
    if table.problems:
        raise UnableToReadParameter(table.problems)
    fact = facts[like]
    texts = {"value": value, **{f"profiles.{key}": text for key, text in profiles.items()}}
    values = _read_values(table, fact, texts)
    if table.problems:
        raise UnableToReadParameter(table.problems)
    default = values.pop("value")
    by_profile = {key.removeprefix("profiles."): value for key, value in values.items()}
    return Parameter(name, label, like, default, fact.unit, by_profile, source)


def dictionary_from_contents(
    facts: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, Mapping[str, Any]]
) -> Dictionary:
    """This function will read a whole dictionary: contents of facts and parameters by name.

    Raises UnableToReadDictionary with the problems of all declarations, and of their fit.
    """
    found: list[Problem] = []
    read_facts: dict[str, Fact] = {}
    for name, content in facts.items():
        try:
            read_facts[name] = fact_from_content(name, content)
        except UnableToReadFact as unable:
            found += unable.problems
    read_parameters: dict[str, Parameter] = {}
    for name, content in parameters.items():
        try:
            read_parameters[name] = parameter_from_content(name, content, facts=read_facts)
        except UnableToReadParameter as unable:
            found += unable.problems
    dictionary = Dictionary(in_form_order(read_facts), read_parameters)
    found += check_dictionary(dictionary)
    if found:
        raise UnableToReadDictionary(found)
    return dictionary


def _read_fact(table: Content, name: str, kind: Kind) -> Fact:
    unit = table.text("unit")
    return Fact(
        name=name,
        kind=kind,
        label=table.text("label", needed=True),
        question=table.text("question", needed=True),
        help=table.text("help"),
        section=table.word("section", known=[known.key for known in SECTIONS], needed=True),
        position=table.whole("position") or 0,
        list=table.word("list", known=LISTS),
        common=table.flag("common"),
        unit=unit,
        substance=table.text("substance"),
        decimals=table.whole("decimals") or 0,
        units=tuple(read_unit(inner, unit, table.problems) for inner in table.tables("units")),
        plausible=table.range("plausible"),
        possible=table.range("possible"),
        fresh_days=table.whole("fresh_days"),
        choices=tuple(_read_choice(inner, table) for inner in table.tables("choices")),
        codes=_read_codes(table),
        instead_of=table.text("instead_of"),
        source=table.text("source"),
        retired=table.flag("retired"),
    )


def _read_codes(table: Content) -> Mapping[str, tuple[str, ...]]:
    codes = table.codes("codes", systems=CODE_SYSTEMS)
    for word in codes.get("counts", ()):
        if word not in COUNTS:
            close = find_close(word, among=COUNTS)
            place = table.place("codes.counts")
            found = problems.unknown_word(place, found=word, close=close, known=COUNTS)
            table.problems.append(found)
    return codes


def _read_kind(table: Content, name: str) -> Kind:
    _check_name(table, name)
    word = table.word("kind", known=[kind.value for kind in Kind], needed=True)
    return Kind(word) if word else Kind.BOOLEAN


def _check_name(table: Content, name: str) -> None:
    inside = table.text("name") if table.has("name") else name
    if inside != name:
        table.problems.append(problems.name_differs(table.place("name"), name=name, inside=inside))
    if not _NAME.fullmatch(name):
        table.problems.append(problems.bad_name(table.place("name"), name=name))


def _read_choice(inner: Content, table: Content) -> Choice:
    choice = Choice(
        value=inner.text("value", needed=True),
        label=inner.text("label", needed=True),
        codes=inner.codes("codes", systems=CODE_SYSTEMS),
    )
    inner.refuse_the_rest()
    table.problems += inner.problems
    return choice


def _check_kind(table: Content, fact: Fact) -> list[Problem]:
    quantity = fact.kind is Kind.QUANTITY
    given = {
        "units": (bool(fact.units), quantity, quantity),
        "substance": (bool(fact.substance), quantity, quantity),
        "unit": (bool(fact.unit), quantity, quantity or fact.kind is Kind.NUMBER),
        "choices": (bool(fact.choices), fact.kind is Kind.CHOICE, fact.kind is Kind.CHOICE),
        "list": (bool(fact.list), False, fact.kind is Kind.BOOLEAN),
        "plausible": (fact.plausible != Range(), False, quantity or fact.kind is Kind.NUMBER),
        "possible": (fact.possible != Range(), False, quantity or fact.kind is Kind.NUMBER),
    }
    found = []
    for key, (there, needed, allowed) in given.items():
        if needed and not there and not table.has(key):
            found.append(problems.needed_for_kind(table.place(), key=key, kind=fact.kind))
        if there and not allowed:
            found.append(problems.not_for_kind(table.place(), key=key, kind=fact.kind))
    return found


def _read_values(table: Content, fact: Fact, texts: Mapping[str, object]) -> dict[str, Any]:
    if fact.kind is not Kind.QUANTITY:
        table.problems.append(problems.not_a_quantity(table.place("like"), name=fact.name))
        return {}
    values = {}
    for key, text in texts.items():
        parts = _QUANTITY.fullmatch(text) if isinstance(text, str) else None
        unit = find_unit(fact, parts[2]) if parts else None
        number = number_from(parts[1]) if parts else None
        if unit is None or number is None:
            found = problems.bad_parameter_value(
                table.place(key), found=text, label=fact.label, units=names_of_units(fact)
            )
            table.problems.append(found)
        else:
            values[key] = to_canonical(fact, number, unit.code)
    return values
