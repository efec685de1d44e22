"""Who says a rule in words: knows labels, units and how a value is written."""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mgdcds.core.cql.characters import escape_hidden
from mgdcds.core.cql.nodes import Cast, DecimalLiteral, IntegerLiteral, Name, Node
from mgdcds.core.cql.types import BOOLEAN, ChoiceType, QuantityType, Type
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.english_words import ENGLISH
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.words import Words
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.interval import Interval
from mgdcds.core.values.units import NO_UNIT

#: Answers and dates are said alike, of whatever fact.
_NO_TYPE = Type("any")
_CODE = re.compile(r"[A-Z][0-9]{2}")


class Speaker(ABC):
    """Says names and values.

    The unit that comes first is the one that was `typed` for a substance, else the one of
    `unit_system`.
    """

    typed: Mapping[str, str] = MappingProxyType({})

    def __init__(self, program: Program, *, unit_system: str, words: Words = ENGLISH) -> None:
        self.program = program
        self.unit_system = unit_system
        self.words = words

    @abstractmethod
    def say(self, node: Node) -> str:
        """This method will say any node in words."""

    def name(self, name: str) -> str:
        """This method will say a name, as it stands in a sentence; a rule with its code."""
        label = self.program.label(name)
        if name in self.program.dictionary.parameters:
            return self.words.say("parameter", self.words.inside(label))
        if self._is_rule(name):
            return self.words.say("rule", name, label)
        checked = self.program.expressions.get(name)
        is_value = checked is not None and checked.type != BOOLEAN
        return self.words.definite(label) if is_value else self.words.inside(label)

    def condition(self, name: str, *, is_true: bool) -> str:
        """This method will say that a condition with a name is so, or that it is not."""
        if self._is_rule(name):
            key = "rule applies" if is_true else "rule applies not"
            return self.words.say(key, Speaker.name(self, name))
        statement = self.words.statement(self.program.label(name))
        if statement is not None:
            return statement[0 if is_true else 1]
        return self.words.say("is yes" if is_true else "is no", Speaker.name(self, name))

    def is_sentence(self, name: str) -> bool:
        """This method will tell whether a condition is a sentence by its name alone."""
        return self._is_rule(name) or self.words.statement(self.program.label(name)) is not None

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
            return self.words.say("not known")
        known = fact or self._fact_for(type)
        if known is not None and not isinstance(value, tuple | Interval):
            return self.value_of_fact(known, value)
        return self._plain(value, type)

    def value_of_fact(self, fact: Fact, value: Any, **typed: str) -> str:
        """This method will say a canonical value of a fact, with both units."""
        if isinstance(value, bool | datetime.date):
            return self._plain(value, _NO_TYPE)
        told = typed if any(typed.values()) else {"unit": self.typed.get(fact.substance, "")}
        text = self.program.format_value(fact, value, unit_system=self.unit_system, **told)
        return self.words.inside(text) if fact.kind is Kind.CHOICE else text

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
            return self.words.say("yes" if value else "no")
        if isinstance(value, datetime.date):
            return self.words.date(value)
        if isinstance(value, Decimal | int):
            unit = type.unit if isinstance(type, QuantityType) else NO_UNIT
            return self._with_unit(decimal_text(Decimal(value)), unit)
        return self._compound(value, type)

    def _compound(self, value: Any, type: Type) -> str:
        if isinstance(value, Interval):
            ends = (self._end(end, type) for end in (value.low, value.high))
            return self.words.say("interval", *ends)
        if isinstance(value, tuple):
            return self.words.all_of([self._end(item, type) for item in value])
        return self.words.say("text", escape_hidden(str(value)))

    def _with_unit(self, number: str, unit: str) -> str:
        if unit == NO_UNIT:
            return number
        if self.words.has(unit):
            return self.words.say(f"{unit} one" if number == "1" else unit, number)
        return f"{number} {self.program.label_of_unit(unit)}"

    def _is_rule(self, name: str) -> bool:
        return _CODE.fullmatch(name) is not None and self.program.label(name) != name

    def _end(self, value: Any, type: Type) -> str:
        return self.words.say("not known") if value is None else self._plain(value, type)


def bare(node: Node) -> Node:
    """This function will answer a node without the casts around it."""
    while isinstance(node, Cast):
        node = node.operand
    return node
