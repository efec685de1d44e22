"""Fills texts with values: both units, "not recorded" for what is unknown."""

from __future__ import annotations

import datetime
from collections import Counter
from copy import copy
from decimal import Decimal

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Name
from mgdcds.core.cql.types import ChoiceType, QuantityType, Type
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import NOT_RECORDED, format_value
from mgdcds.core.engines.answer import Value
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.facts.typed import typed_units
from mgdcds.core.guidance.checked import CheckedText
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.quantity import Quantity


class Words:
    """The words for one sheet, in the units in which its values were typed.

    A calculated value takes the unit that was typed for its substance, else that of the
    system in which most values were typed.
    """

    def __init__(self, dictionary: Dictionary, sheet: FactSheet, evaluation: Evaluation) -> None:
        self._dictionary = dictionary
        self._sheet = sheet
        self._evaluation = evaluation
        self.unit_system = unit_system_of(dictionary, sheet)
        self._typed = typed_units(dictionary, sheet)
        self._named: dict[str, str] = {}

    def beside(self, evaluation: Evaluation) -> Words:
        """This method will answer the words of the same sheet for another evaluation."""
        other = copy(self)
        vars(other).update(_evaluation=evaluation, _named={})
        return other

    def fill(self, text: CheckedText) -> str:
        """This method will write a text with its values filled in."""
        return "".join(
            part if isinstance(part, str) else self._of_expression(part) for part in text.parts
        )

    def fill_known(self, text: CheckedText) -> str:
        """This method will write a text without its clauses about what is not recorded.

        Clauses end at '; '. "dose by guidance; taken now: {vitamin_d_dose}" is "dose by
        guidance" where no dose is recorded: beside an action a gap says nothing.
        """
        clauses: list[list[str]] = [[]]
        for part in text.parts:
            if isinstance(part, str):
                first, *others = part.split("; ")
                clauses[-1].append(first)
                clauses += [[other] for other in others]
            else:
                clauses[-1].append(self._of_expression(part))
        return "; ".join("".join(parts) for parts in clauses if NOT_RECORDED not in parts)

    def name(self, name: str, of_type: Type) -> str:
        """This method will write the value of a fact, a parameter or a definition."""
        if name not in self._named:
            self._named[name] = self._of_name(name, of_type)
        return self._named[name]

    def _of_expression(self, checked: Checked) -> str:
        if isinstance(checked.tree, Name):
            return self.name(checked.tree.name, checked.type)
        return self._of_value(self._evaluation.answer_tree(checked).value, checked.type)

    def _of_name(self, name: str, of_type: Type) -> str:
        fact = self._dictionary.facts.get(name)
        if fact is not None:
            return self._of_fact(fact)
        if name in self._dictionary.parameters:
            like = self._dictionary.fact_of_parameter(name)
            return self._like(like, self._evaluation.known[name])
        return self._of_value(self._evaluation.answer(name).value, of_type)

    def _of_fact(self, fact: Fact) -> str:
        recorded = self._sheet.values.get(fact.name)
        if recorded is None:
            return NOT_RECORDED
        return self._evaluation.program.format_value(
            fact,
            recorded.value,
            unit_system=self.unit_system,
            comparator=recorded.comparator,
            entered=recorded.entered,
            unit=recorded.unit,
        )

    def _of_value(self, value: Value, of_type: Type) -> str:
        if value is None:
            return NOT_RECORDED
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Quantity):
            return self._of_quantity(value, of_type)
        if isinstance(value, Decimal | int):
            return decimal_text(Decimal(value))
        if isinstance(value, datetime.date):
            return format_date(value)
        return self._of_text(str(value), of_type)

    def _of_quantity(self, value: Quantity, of_type: Type) -> str:
        fact = self._fact_like(value, of_type)
        if fact is None:
            return f"{decimal_text(value.value)} {self._label_of_unit(value.unit)}"
        return self._like(fact, value.value)

    def _like(self, fact: Fact, value: Decimal) -> str:
        unit = self._typed.get(fact.substance, "")
        program = self._evaluation.program
        return program.format_value(fact, value, unit_system=self.unit_system, unit=unit)

    def _fact_like(self, value: Quantity, of_type: Type) -> Fact | None:
        """The fact whose units a quantity has: that of its substance, else of its unit alone.

        A unit that several substances have (mg a day) says nothing about the other unit.
        """
        substance = of_type.substance if isinstance(of_type, QuantityType) else ""
        facts = self._dictionary.facts.values()
        alike = [
            fact
            for fact in facts
            if fact.substance and fact.unit == value.unit and substance in ("", fact.substance)
        ]
        return alike[0] if len({fact.substance for fact in alike}) == 1 else None

    def _label_of_unit(self, code: str) -> str:
        units = (unit for fact in self._dictionary.facts.values() for unit in fact.units)
        return next((unit.label for unit in units if unit.code == code), code)

    def _of_text(self, value: str, of_type: Type) -> str:
        fact = self._dictionary.facts.get(of_type.fact) if isinstance(of_type, ChoiceType) else None
        return value if fact is None else format_value(fact, value)


def unit_system_of(dictionary: Dictionary, sheet: FactSheet) -> str:
    """This function will answer in which system most values were typed: "si" or "conventional"."""
    systems = Counter(
        unit.system
        for value in sheet.values.values()
        if value.unit and (fact := dictionary.facts.get(value.name))
        if fact.kind is Kind.QUANTITY
        for unit in fact.units
        if unit.code == value.unit
    )
    return "si" if systems["si"] > systems["conventional"] else "conventional"
