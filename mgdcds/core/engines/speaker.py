"""Who says a rule in words: knows labels, units and how a value is written."""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mgdcds.core.cql.nodes import Cast, DecimalLiteral, IntegerLiteral, Name, Node
from mgdcds.core.cql.types import ChoiceType, QuantityType, Type
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines import words
from mgdcds.core.engines.program import Program
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.interval import Interval
from mgdcds.core.values.units import NO_UNIT

_CODE = re.compile(r"[A-Z][0-9]{2}")


class Speaker(ABC):
    """Says names and values.

    The unit that comes first is the one that was `typed` for a substance, else the one of
    `unit_system`.
    """

    typed: Mapping[str, str] = MappingProxyType({})

    def __init__(self, program: Program, *, unit_system: str) -> None:
        self.program = program
        self.unit_system = unit_system

    @abstractmethod
    def say(self, node: Node) -> str:
        """This method will say any node in words."""

    def name(self, name: str) -> str:
        """This method will say a name, as it stands in a sentence; a rule with its code."""
        label = self.program.label(name)
        if name in self.program.dictionary.parameters:
            return f"{words.THE} {words.in_sentence(label)}"
        is_rule = _CODE.fullmatch(name) is not None and label != name
        return f"{name} ({label})" if is_rule else words.in_sentence(label)

    def say_beside(self, node: Node, other: Node) -> str:
        """This method will say a value that is compared with another.

        A bare number takes the unit of a number fact: at least 18 years.
        """
        literal, fact = bare(node), self._number_fact(other)
        if fact is not None and isinstance(literal, IntegerLiteral | DecimalLiteral):
            return self.value(Decimal(literal.value), literal.type, fact=fact)
        return self.say_plain(node)

    def say_plain(self, node: Node) -> str:
        """This method will say a node as a thing, not as a condition: 'pregnant'."""
        inner = bare(node)
        return self.name(inner.name) if isinstance(inner, Name) else self.say(inner)

    def value(self, value: Any, type: Type, *, fact: Fact | None = None) -> str:
        """This method will say a plain value of a type; `fact` is one that it belongs to."""
        if value is None:
            return words.NOT_KNOWN
        known = fact or self._fact_for(type)
        if known is not None and not isinstance(value, tuple | Interval):
            return self.value_of_fact(known, value)
        return self._plain(value, type)

    def value_of_fact(self, fact: Fact, value: Any, **typed: str) -> str:
        """This method will say a canonical value of a fact, with both units."""
        told = typed if any(typed.values()) else {"unit": self.typed.get(fact.substance, "")}
        text = self.program.format_value(fact, value, unit_system=self.unit_system, **told)
        return words.in_sentence(text) if fact.kind is Kind.CHOICE else text

    def _number_fact(self, node: Node) -> Fact | None:
        inner = bare(node)
        return self.program.number_fact(inner.name) if isinstance(inner, Name) else None

    def _fact_for(self, type: Type) -> Fact | None:
        facts = self.program.dictionary
        if isinstance(type, ChoiceType):
            return facts.facts.get(type.fact)
        if isinstance(type, QuantityType) and type.substance:
            alike = facts.of_substance(type.substance)
            return next((fact for fact in alike if fact.unit == type.unit), None)
        return None

    def _plain(self, value: Any, type: Type) -> str:
        if isinstance(value, bool):
            return words.YES if value else words.NO
        if isinstance(value, datetime.date):
            return format_date(value)
        if isinstance(value, Decimal | int):
            unit = type.unit if isinstance(type, QuantityType) else NO_UNIT
            label = "" if unit == NO_UNIT else f" {self.program.label_of_unit(unit)}"
            return f"{decimal_text(Decimal(value))}{label}"
        return self._compound(value, type)

    def _compound(self, value: Any, type: Type) -> str:
        if isinstance(value, Interval):
            return f"{self._end(value.low, type)} to {self._end(value.high, type)}"
        if isinstance(value, tuple):
            return words.all_of([self._end(item, type) for item in value])
        return f"'{value}'"

    def _end(self, value: Any, type: Type) -> str:
        return words.NOT_KNOWN if value is None else self._plain(value, type)


def bare(node: Node) -> Node:
    """This function will answer a node without the casts around it."""
    while isinstance(node, Cast):
        node = node.operand
    return node
