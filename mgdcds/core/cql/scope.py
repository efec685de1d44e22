"""The names that an expression may read, each with its type."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from mgdcds.core.cql.types import BOOLEAN, DATE, DECIMAL, ChoiceType, QuantityType, Type
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind


class Role(StrEnum):
    """What a name stands for."""

    FACT = "fact"
    PARAMETER = "parameter"
    DEFINITION = "definition"
    RULE = "rule"


@dataclass(frozen=True)
class Known:
    """A name that is known. `depth` is how deep its expression is, with all that it reads."""

    name: str
    type: Type
    role: Role
    depth: int = 1


@dataclass(frozen=True)
class Scope:
    """Every name by itself, and the dictionary for units and choices."""

    dictionary: Dictionary = field(default_factory=Dictionary)
    names: Mapping[str, Known] = field(default_factory=lambda: MappingProxyType({}))

    def find(self, name: str) -> Known | None:
        """This method will find what a name stands for, or answer None."""
        return self.names.get(name)

    def suggest(self, name: str) -> str:
        """This method will find the name most like another, or answer ''."""
        close = difflib.get_close_matches(name[:80], self.names, n=1, cutoff=0.6)
        return close[0] if close else ""

    def with_definition(self, name: str, type: Type, *, depth: int = 1) -> Scope:
        """This method will answer a scope that knows one definition more."""
        return self._with(Known(name, type, Role.DEFINITION, depth))

    def with_rule(self, code: str, *, depth: int = 1) -> Scope:
        """This method will answer a scope that knows one rule more, by its code."""
        return self._with(Known(code, BOOLEAN, Role.RULE, depth))

    def fact_of_substance(self, substance: str, *, units: Iterable[str]) -> Fact | None:
        """This method will find a fact of a substance that has all of these units, or None."""
        wanted = set(units)
        for fact in self.dictionary.of_substance(substance) if substance else ():
            if wanted <= {unit.code for unit in fact.units}:
                return fact
        return None

    def units_of_substance(self, substance: str) -> tuple[str, ...]:
        """This method will answer every unit in which a substance may be written."""
        facts = self.dictionary.of_substance(substance) if substance else ()
        return tuple(dict.fromkeys(unit.code for fact in facts for unit in fact.units))

    def _with(self, known: Known) -> Scope:
        return replace(self, names=MappingProxyType({**self.names, known.name: known}))


def make_scope(
    dictionary: Dictionary,
    *,
    definitions: Mapping[str, Type] = MappingProxyType({}),
    rules: Iterable[str] = (),
) -> Scope:
    """This function will make a scope: facts, parameters, definitions with types, rule codes."""
    names = {
        **{name: Known(name, type_of_fact(fact), Role.FACT) for name, fact in _facts(dictionary)},
        **{name: _parameter(dictionary, name) for name in dictionary.parameters},
        **{name: Known(name, type, Role.DEFINITION) for name, type in definitions.items()},
        **{code: Known(code, BOOLEAN, Role.RULE) for code in rules},
    }
    return Scope(dictionary=dictionary, names=MappingProxyType(names))


def type_of_fact(fact: Fact) -> Type:
    """This function will answer the type that a fact has in the language."""
    if fact.kind is Kind.QUANTITY:
        return QuantityType(unit=fact.unit, substance=fact.substance)
    if fact.kind is Kind.CHOICE:
        return ChoiceType(fact=fact.name, choices=tuple(each.value for each in fact.choices))
    return {Kind.NUMBER: DECIMAL, Kind.BOOLEAN: BOOLEAN, Kind.DATE: DATE}[fact.kind]


def _facts(dictionary: Dictionary) -> Iterable[tuple[str, Fact]]:
    return dictionary.facts.items()


def _parameter(dictionary: Dictionary, name: str) -> Known:
    parameter = dictionary.parameter(name)
    like = dictionary.facts.get(parameter.like)
    if like is None:
        return Known(name, QuantityType(unit=parameter.unit), Role.PARAMETER)
    if like.kind is Kind.NUMBER:
        return Known(name, DECIMAL, Role.PARAMETER)
    return Known(name, QuantityType(unit=parameter.unit, substance=like.substance), Role.PARAMETER)
