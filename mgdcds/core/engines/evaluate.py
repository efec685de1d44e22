"""Runs a program on a fact sheet: values, what is missing, and reasons when asked.

`open_sheet(program, sheet)` answers an Evaluation. Each named expression is evaluated at most
once for it, and only when something asks for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.types import QuantityType, Type
from mgdcds.core.engines.answer import Answer, Reason, Value
from mgdcds.core.engines.explain import explain_checked, explain_name
from mgdcds.core.engines.missing import find_missing
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.telling import Teller
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.values.quantity import Quantity
from mgdcds.core.values.truth import Truth, truth_of

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ValuesUsed:
    """What an expression reads, itself and through definitions: only what is known of it.

    `facts` are recorded values, `definitions` calculated ones. Both are sorted by name.
    """

    facts: Mapping[str, FactValue]
    definitions: Mapping[str, Value]


class Evaluation:
    """A program and a sheet. Ask it for answers; it remembers what it has computed."""

    def __init__(self, program: Program, sheet: FactSheet) -> None:
        self.program = program
        self.sheet = sheet
        self.on: datetime.date = sheet.on
        self.known: dict[str, Any] = {**program.defaults, **sheet.limits}
        self.known.update((name, fact.value) for name, fact in sheet.values.items())
        self._plans = program.plans
        self._values: dict[str, Any] = {}
        self._missing: dict[str, frozenset[str]] = {}
        self.reasons: dict[tuple[str, str], Reason] = {}
        self.tellers: dict[str, Teller] = {}

    # Answers

    def answer(self, name: str) -> Answer:
        """This method will answer a named expression (KeyError if the program has it not)."""
        value = _with_unit(self.value(name), self.program.expressions[name].type)
        return Answer(value, self.missing_of(name))

    def answer_tree(self, checked: Checked) -> Answer:
        """This method will answer a checked expression that has no name in the program."""
        plan = self.program.plan_of(checked)
        value = plan.run(self)
        missing = find_missing(plan, self) if value is None else _NOTHING
        return Answer(_with_unit(value, checked.type), missing)

    def truth(self, name: str) -> Truth:
        """This method will answer the truth of a named condition."""
        return truth_of(self.value(name))

    def truth_of_tree(self, checked: Checked) -> Truth:
        """This method will answer the truth of a condition that has no name in the program."""
        return truth_of(self.program.plan_of(checked).run(self))

    def explain(self, what: str | Checked, *, unit_system: str = "conventional") -> Reason:
        """This method will explain an answer, as a tree of reasons down to recorded facts."""
        if isinstance(what, Checked):
            return explain_checked(what, self, unit_system=unit_system)
        return explain_name(what, self, unit_system=unit_system)

    def values_used(self, name: str) -> ValuesUsed:
        """This method will answer the known facts and definitions that an expression reads."""
        read = sorted(self.program.names_read[name])
        values = self.sheet.values
        computed = [each for each in read if each in self._plans]
        return ValuesUsed(
            facts={each: values[each] for each in read if each in values},
            definitions={
                each: self.answer(each).value for each in computed if self.value(each) is not None
            },
        )

    def with_program(self, program: Program, *, stale: Collection[str]) -> Evaluation:
        """This method will answer the evaluation of another program on the same sheet.

        Named values that are not in `stale` are taken over: they have to be the same in both.
        """
        other = Evaluation(program, self.sheet)
        kept = ((name, value) for name, value in self._values.items() if name not in stale)
        other._values.update(kept)
        return other

    def vary(self, changes: Mapping[str, Any], *, sheet: FactSheet | None = None) -> Evaluation:
        """This method will answer the same evaluation with other plain values of some facts.

        None is not recorded. Only what reads a changed fact is evaluated again. It is for
        values, truths and what is missing. Ask it for no reasons: unless another `sheet` is
        given, its sheet is the one of before.
        """
        other = object.__new__(Evaluation)
        other.program, other._plans, other.on = self.program, self._plans, self.on
        other.sheet = self.sheet if sheet is None else sheet
        other.known = {**self.known, **changes}
        other._values = self._values_beside(tuple(changes)).copy()
        other._missing, other.reasons, other.tellers = {}, {}, {}
        return other

    @cached_property
    def _beside(self) -> dict[tuple[str, ...], dict[str, Any]]:
        return {}

    def _values_beside(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The values so far that read none of some facts. Few facts are varied, but often."""
        if names not in self._beside:
            kept = self._values.copy()
            for name in names:
                for stale in self.program.readers.get(name, _NOTHING):
                    kept.pop(stale, None)
            self._beside[names] = kept
        return self._beside[names]

    # What running plans ask for

    def value(self, name: str) -> Any:
        """This method will answer the plain value of a named expression: a quantity's number."""
        try:
            return self._values[name]
        except KeyError:
            value = self._values[name] = self._plans[name].run(self)
            return value

    def missing_of(self, name: str) -> frozenset[str]:
        """This method will answer the facts whose absence leaves a name null."""
        if name not in self._missing:
            self._missing[name] = self._find_missing(name)
        return self._missing[name]

    def facts_of(self, name: str) -> frozenset[str]:
        """This method will answer the facts that a name stands for: itself, or those it reads."""
        if name in self._plans:
            return self.program.facts_read[name]
        return frozenset({name}) & self.program.dictionary.facts.keys()

    def _find_missing(self, name: str) -> frozenset[str]:
        plan = self._plans.get(name)
        if plan is not None:
            return find_missing(plan, self) if self.value(name) is None else _NOTHING
        return frozenset({name}) if self.known.get(name) is None else _NOTHING


def open_sheet(program: Program, sheet: FactSheet) -> Evaluation:
    """This function will make a program ready to answer for one sheet."""
    return Evaluation(program, sheet)


def _with_unit(value: Any, type: Type) -> Value:
    if isinstance(type, QuantityType) and value is not None:
        return Quantity(value, type.unit)
    answer: Value = value
    return answer
