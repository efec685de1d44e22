"""A program: every named expression of a release, checked and ready to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.scope import Scope
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.engines.choices import names_passed_on
from mgdcds.core.engines.plan import Names, Plan, make_plan


@dataclass(frozen=True)
class Program:
    """Definitions and rules by name, over a dictionary. `labels` are the names in words.

    Every expression is without problems, and every name that one reads is a fact, a parameter
    or another expression here. Definitions do not need each other in a circle. Who loads a
    release has checked all that; a program that is not so is refused with a ValueError.
    """

    dictionary: Dictionary
    expressions: Mapping[str, Checked] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for name, checked in self.expressions.items():
            if checked.problems:
                raise ValueError(f"The expression '{name}' has problems, so it cannot be run.")
            self._refuse_unknown_names(checked)

    @cached_property
    def plans(self) -> Mapping[str, Plan]:
        """Every expression, ready to run."""
        return {name: make_plan(each.tree, self._names) for name, each in self.expressions.items()}

    @cached_property
    def defaults(self) -> Mapping[str, Decimal]:
        """The release's value of every parameter."""
        return {name: each.value for name, each in self.dictionary.parameters.items()}

    @cached_property
    def facts_read(self) -> Mapping[str, frozenset[str]]:
        """The facts that each expression reads, itself or through others."""
        return {name: self._facts_below(names) for name, names in self.names_read.items()}

    @cached_property
    def names_read(self) -> Mapping[str, frozenset[str]]:
        """Every name that each expression reads, itself or through others."""
        return {name: self._names_below(each) for name, each in self.expressions.items()}

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """The expressions that read each name, themselves or through others."""
        found: dict[str, set[str]] = defaultdict(set)
        for reader, names in self.names_read.items():
            for name in names:
                found[name].add(reader)
        return {name: frozenset(readers) for name, readers in found.items()}

    def plan_of(self, checked: Checked) -> Plan:
        """This method will make an expression ready to run that has no name here (once)."""
        kept = self._unnamed.get(id(checked))
        if kept is None:
            kept = self._unnamed[id(checked)] = (checked, self.make_plan(checked))
        return kept[1]

    def make_plan(self, checked: Checked) -> Plan:
        """This method will make an expression ready to run, and not keep what it made."""
        if checked.problems:
            raise ValueError("The expression has problems, so it cannot be run.")
        self._refuse_unknown_names(checked)
        return make_plan(checked.tree, self._names)

    def with_expression(self, name: str, checked: Checked) -> Program:
        """This method will answer this program with another expression under a name that it has.

        What is ready to run is shared, so it takes a fraction of a millisecond.
        """
        others = {**self.expressions, name: checked}
        changed = replace(self, expressions=MappingProxyType(others))
        plan = make_plan(checked.tree, self._names)
        vars(changed).update(
            plans={**self.plans, name: plan},
            defaults=self.defaults,
            _names=self._names,
            _unnamed=self._unnamed,
        )
        return changed

    def label(self, name: str) -> str:
        """This method will answer the name of a fact, parameter or expression in words."""
        known = self.dictionary.facts.get(name) or self.dictionary.parameters.get(name)
        found = known.label if known is not None else self.labels.get(name, "")
        return found or name.replace("_", " ")

    def number_fact(self, name: str) -> Fact | None:
        """This method will find the number fact that a name is, or passes on as it is.

        Such a number has the unit of the fact: an age in years, also when it is calculated.
        """
        fact = self.dictionary.facts.get(name)
        if fact is not None:
            return fact if fact.kind is Kind.NUMBER else None
        checked = self.expressions.get(name)
        passed_on = () if checked is None else names_passed_on(checked.tree)
        return next((found for each in passed_on if (found := self.number_fact(each))), None)

    def format_value(self, fact: Fact, value: Any, *, unit_system: str, **typed: str) -> str:
        """This method will write a canonical value of a fact with both units (`show`).

        `typed` may have the `unit` that comes first, else `unit_system` says which; and what was
        `entered`, with its `comparator`.
        """
        return self._formatted(fact.name, value, unit_system, **typed)

    def label_of_unit(self, unit: str) -> str:
        """This method will answer how a unit is printed."""
        return self._unit_labels.get(unit, unit)

    @cached_property
    def _formatted(self) -> Callable[..., str]:
        # Cut-offs are written again and again, and each takes exact fractions.
        @lru_cache(maxsize=4096)
        def write(
            name: str,
            value: Any,
            unit_system: str,
            *,
            unit: str = "",
            entered: str = "",
            comparator: str = "",
        ) -> str:
            return format_value(
                self.dictionary.fact(name),
                value,
                unit_system=unit_system,
                unit=unit,
                entered=entered,
                comparator=comparator,
            )

        return write

    @cached_property
    def _unit_labels(self) -> Mapping[str, str]:
        units = (unit for fact in self.dictionary.facts.values() for unit in fact.units)
        return {unit.code: unit.label for unit in units}

    @cached_property
    def _names(self) -> Names:
        return Names(frozenset(self.expressions), Scope(dictionary=self.dictionary))

    @cached_property
    def _unnamed(self) -> dict[int, tuple[Checked, Plan]]:
        # The checked value is kept beside its plan, so that its id stays its own.
        return {}

    def _refuse_unknown_names(self, checked: Checked) -> None:
        known = self.expressions.keys() | self.dictionary.facts.keys()
        unknown = checked.names - known - self.dictionary.parameters.keys()
        if unknown:
            raise ValueError(f"The program does not have '{min(unknown)}'.")

    def _names_below(self, checked: Checked) -> frozenset[str]:
        found: set[str] = set()
        waiting = set(checked.names)
        while waiting:
            name = waiting.pop()
            found.add(name)
            deeper = self.expressions.get(name)
            waiting |= (deeper.names if deeper else frozenset()) - found
        return frozenset(found)

    def _facts_below(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name in names if name in self.dictionary.facts)
