"""The named expressions of a release: definitions and the conditions of rules, typed in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Node, names_in
from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import BOOLEAN, BROKEN
from mgdcds.core.engines.constants import find_valueless
from mgdcds.core.guidance import problems
from mgdcds.core.guidance.circles import order_names
from mgdcds.core.guidance.rule import Rule
from mgdcds.core.values.problems import Place, Problem


@dataclass
class NamedExpressions:
    """Definitions and rule conditions, settled one after the other.

    `scope` ends with every name; `checked` has each expression that could be typed.
    """

    scope: Scope
    sources: Mapping[str, str]
    rules: Mapping[str, Rule]
    checked: dict[str, Checked] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def settle(self) -> None:
        """This method will parse, order and check everything, and keep every problem."""
        taken = self._refuse_taken_names()
        conditions = {code: rule.when for code, rule in self.rules.items()}
        trees = {
            name: tree
            for name, source in {**self.sources, **conditions}.items()
            if name not in taken and (tree := self._parsed(name, source)) is not None
        }
        order, circles = order_names({name: names_in(tree) for name, tree in trees.items()})
        for circle in circles:
            self.problems.append(problems.cycle(self._place(circle[0]), names=circle))
        for name in (*order, *(name for name in self._all() if name not in {*order, *taken})):
            self._settle_one(name, trees.get(name) if name in order else None)

    def stands_on(self, names: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """This method will answer, for each name, itself and all names that it reads."""
        return {name: self._read_by(name, set()) for name in names}

    def _all(self) -> tuple[str, ...]:
        return (*self.sources, *self.rules)

    def _place(self, name: str) -> Place:
        if name in self.rules:
            return Place(f"rule {name}", "when")
        return Place(f"definition {name}", "expression")

    def _parsed(self, name: str, source: str) -> Node | None:
        place = self._place(name)
        try:
            return parse_expression(source, document=place.document, field=place.field)
        except UnableToParse as unable:
            # The checker of the rule says the same about its condition.
            self.problems += () if name in self.rules else unable.problems
            return None

    def _settle_one(self, name: str, tree: Node | None) -> None:
        """A name that cannot be typed is broken, which says nothing twice."""
        if tree is None:
            self.scope = self.scope.with_definition(name, BROKEN)
            return
        is_rule = name in self.rules
        checked = check_expression(tree, scope=self.scope, expected=BOOLEAN if is_rule else None)
        self.checked[name] = checked
        if not is_rule:
            self.problems += checked.problems
            self.problems += find_valueless(checked, scope=self.scope)
        if is_rule:
            self.scope = self.scope.with_rule(name, depth=checked.depth)
        else:
            self.scope = self.scope.with_definition(name, checked.type, depth=checked.depth)

    def _read_by(self, name: str, seen: set[str]) -> frozenset[str]:
        seen.add(name)
        if name in self.checked:
            for read in self.checked[name].names - seen:
                self._read_by(read, seen)
        return frozenset(seen)

    def _refuse_taken_names(self) -> set[str]:
        taken = {name: known.role for name in self._all() if (known := self.scope.find(name))}
        twins = dict.fromkeys(self.sources.keys() & self.rules.keys(), "definition")
        for name, role in {**taken, **twins}.items():
            problem = problems.name_taken(self._place(name), name=name, other=f"a {role}")
            self.problems.append(problem)
        return set(taken)
