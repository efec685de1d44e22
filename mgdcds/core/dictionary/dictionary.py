"""The data dictionary: every fact and every site parameter, by name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.parameter import Parameter
from mgdcds.core.dictionary.sections import SECTIONS, Section


def find_close(name: str, *, among: tuple[str, ...]) -> str:
    """This function will find the word most like a name, or answer ''."""
    close = difflib.get_close_matches(name[:80], among, n=1, cutoff=0.6)
    return close[0] if close else ""


@dataclass(frozen=True)
class Dictionary:
    """Facts and parameters by name. Facts are in form order: section, then position."""

    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))

    def fact(self, name: str) -> Fact:
        """This method will answer a fact that must exist (KeyError otherwise)."""
        return self.facts[name]

    def parameter(self, name: str) -> Parameter:
        """This method will answer a parameter that must exist (KeyError otherwise)."""
        return self.parameters[name]

    def suggest(self, name: str) -> str:
        """This method will find the fact or parameter most like a name, or answer ''."""
        return find_close(name, among=(*self.facts, *self.parameters))

    def sections(self) -> tuple[tuple[Section, tuple[Fact, ...]], ...]:
        """This method will answer the sections in form order, each with its facts in use."""
        return tuple((section, self._in_section(section.key)) for section in SECTIONS)

    def facts_of_list(self, name: str) -> tuple[Fact, ...]:
        """This method will answer the facts in use of a list that can be gone through."""
        return tuple(fact for fact in self.facts.values() if fact.list == name and not fact.retired)

    def facts_with_freshness(self) -> tuple[Fact, ...]:
        """This method will answer the facts that go stale, retired ones too (they have columns)."""
        return tuple(fact for fact in self.facts.values() if fact.fresh_days is not None)

    def of_substance(self, substance: str) -> tuple[Fact, ...]:
        """This method will answer the quantities of one substance. They share units and pairs."""
        return tuple(fact for fact in self.facts.values() if fact.substance == substance)

    def fact_of_parameter(self, name: str) -> Fact:
        """This method will answer the fact whose units a parameter shares."""
        return self.facts[self.parameters[name].like]

    def _in_section(self, key: str) -> tuple[Fact, ...]:
        found = (fact for fact in self.facts.values() if fact.section == key and not fact.retired)
        return tuple(sorted(found, key=lambda fact: fact.position))


def in_form_order(facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """This function will put facts in form order: by section, position and name."""
    order = {section.key: number for number, section in enumerate(SECTIONS)}
    ranked = sorted(
        facts.values(),
        key=lambda fact: (order.get(fact.section, len(order)), fact.position, fact.name),
    )
    return MappingProxyType({fact.name: fact for fact in ranked})
