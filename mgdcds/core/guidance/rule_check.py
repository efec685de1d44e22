"""Checks a rule: its shape, its texts, and every expression in it, with all problems at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import BOOLEAN, BROKEN, IntervalType, ListType, Type
from mgdcds.core.engines.constants import find_valueless
from mgdcds.core.guidance import problems
from mgdcds.core.guidance.checked import (
    CheckedAction,
    CheckedBlock,
    CheckedGate,
    CheckedLevel,
    CheckedRule,
    CheckedTag,
    CheckedText,
)
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES, Action, Gate, Level, Rule
from mgdcds.core.guidance.targets import TARGETS, suggest_target
from mgdcds.core.guidance.text import (
    Placeholder,
    UnableToSplitText,
    check_text,
    place_within,
    split_text,
)
from mgdcds.core.values.problems import Place, Problem

_CODE = re.compile(r"[A-Z][0-9]{2}")
_WEEKS = re.compile(r"[0-9]{1,3}([–-][0-9]{1,3})?")
_DOSE = re.compile(r"([0-9]+(\.[0-9]+)?|\{.*\}) ?\S*")


@dataclass(frozen=True)
class Surroundings:
    """What a rule may speak of: names and their types, and on which names each gate stands."""

    scope: Scope
    types: Mapping[str, Type]
    gates: Mapping[str, frozenset[str]]


@dataclass
class RuleChecker:
    """Checks one rule. `problems` grows; a checked rule comes out only when it stays empty."""

    rule: Rule
    around: Surroundings
    problems: list[Problem] = field(default_factory=list)

    def check(self) -> CheckedRule | None:
        """This method will check everything, and answer the checked rule if nothing is wrong."""
        rule = self.rule
        self._check_shape()
        when = self._condition(rule.when, "when")
        levels = [self._level(level, f"levels.{at}") for at, level in enumerate(rule.levels, 1)]
        tags = [
            CheckedTag(found, self._text(tag.text, f"tags.{at}.text"))
            for at, tag in enumerate(rule.tags, 1)
            if (found := self._condition(tag.when, f"tags.{at}.when"))
        ]
        blocks = [
            CheckedBlock(rule.code, block.gate, found)
            for at, block in enumerate(rule.blocks, 1)
            if (found := self._block(block.gate, block.when or rule.when, f"blocks.{at}"))
        ]
        if self.problems or when is None:
            return None
        return CheckedRule(rule, when, tuple(levels), tuple(tags), tuple(blocks))

    def _place(self, field_name: str) -> Place:
        return Place(f"rule {self.rule.code}", field_name)

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)

    def _check_shape(self) -> None:
        rule = self.rule
        if not _CODE.fullmatch(rule.code):
            self._add(problems.bad_code(self._place("code"), found=rule.code))
        for name in ("title", "why_it_matters", "owner", "authored_by", "checked_by"):
            self.problems += check_text(getattr(rule, name), place=self._place(name))
        for name in ("reviewed_on", "review_due"):
            self._check_date(getattr(rule, name), name)
        for name in SOURCE_ATTRIBUTES:
            if not rule.attributes.get(name):
                place = self._place(f"attributes.{name}")
                self._add(problems.missing_attribute(place, name=name))
        for name in rule.needs:
            if name not in self.around.types:
                hint = problems.did_you_mean(name, self.around.types)
                self._add(problems.unknown_need(self._place("needs"), found=name, hint=hint))
        self._check_levels(rule.levels)

    def _check_date(self, text: str, name: str) -> None:
        try:
            datetime.date.fromisoformat(text or "2026-01-01")
        except ValueError:
            self._add(problems.bad_date(self._place(name), found=text))

    def _check_levels(self, levels: tuple[Level, ...]) -> None:
        if not levels:
            self._add(problems.no_levels(self._place("levels")))
        for at, level in enumerate(levels, 1):
            place = self._place(f"levels.{at}")
            if at < len(levels) and not level.when:
                self._add(problems.level_without_when(place))
            if at == len(levels) and level.when:
                self._add(problems.last_level_with_when(place))

    def _level(self, level: Level, path: str) -> CheckedLevel:
        return CheckedLevel(
            level=level,
            when=self._condition(level.when, f"{path}.when") if level.when else None,
            clinician=self._text(level.clinician, f"{path}.clinician"),
            patient=self._text(level.patient, f"{path}.patient"),
            actions=tuple(
                self._action(action, f"{path}.actions.{at}")
                for at, action in enumerate(level.actions, 1)
            ),
        )

    def _action(self, action: Action, path: str) -> CheckedAction:
        if action.target not in TARGETS:
            near = suggest_target(action.target)
            hint = f"Did you mean '{near}'?" if near else f"Targets are {', '.join(TARGETS)}."
            place = self._place(f"{path}.target")
            self._add(problems.unknown_target(place, found=action.target, hint=hint))
        if action.limit and not _DOSE.fullmatch(action.limit):
            self._add(problems.bad_limit(self._place(f"{path}.limit"), found=action.limit))
        if action.in_weeks and not _WEEKS.fullmatch(action.in_weeks):
            self._add(problems.bad_weeks(self._place(f"{path}.in_weeks"), found=action.in_weeks))
        return CheckedAction(
            action=action,
            when=self._condition(action.when, f"{path}.when") if action.when else None,
            detail=self._text(action.detail, f"{path}.detail"),
            limit=self._text(action.limit, f"{path}.limit"),
            gates=tuple(
                self._gate(gate, f"{path}.gates.{at}") for at, gate in enumerate(action.gates, 1)
            ),
        )

    def _gate(self, gate: Gate, path: str) -> CheckedGate:
        self._check_gate_name(gate.gate, f"{path}.gate")
        replaces = "replace" in (gate.when_false, gate.when_unknown)
        if replaces and gate.instead is None:
            self._add(problems.replace_without_instead(self._place(path)))
        if gate.instead is not None and not replaces:
            self._add(problems.instead_without_replace(self._place(path)))
        return CheckedGate(
            gate=gate,
            stands_on=self.around.gates.get(gate.gate, frozenset({gate.gate})),
            instead=self._action(gate.instead, f"{path}.instead") if gate.instead else None,
        )

    def _block(self, gate: str, when: str, path: str) -> Checked | None:
        self._check_gate_name(gate, f"{path}.gate")
        return self._condition(when, f"{path}.when")

    def _check_gate_name(self, name: str, path: str) -> None:
        place, found = self._place(path), self.around.types.get(name)
        if name not in self.around.gates or found is None:
            hint = problems.did_you_mean(name, self.around.gates)
            self._add(problems.not_a_gate(place, found=name, hint=hint))
        elif found not in (BOOLEAN, BROKEN):
            self._add(problems.gate_not_boolean(place, found=name, type_name=found.describe()))

    def _condition(self, source: str, path: str) -> Checked | None:
        return self._checked(source, self._place(path), expected=BOOLEAN)

    def _checked(self, source: str, place: Place, *, expected: Type | None) -> Checked | None:
        try:
            tree = parse_expression(source, document=place.document, field=place.field)
        except UnableToParse as unable:
            self.problems += unable.problems
            return None
        checked = check_expression(tree, scope=self.around.scope, expected=expected)
        self.problems += checked.problems
        self.problems += find_valueless(checked, scope=self.around.scope)
        return checked

    def _text(self, text: str, path: str) -> CheckedText:
        place = self._place(path)
        self.problems += check_text(text, place=place)
        try:
            parts = split_text(text, place=place)
        except UnableToSplitText:
            return CheckedText()
        filled = (
            part if isinstance(part, str) else self._filled(part, text, place) for part in parts
        )
        return CheckedText(tuple(part for part in filled if part is not None))

    def _filled(self, part: Placeholder, text: str, place: Place) -> Checked | None:
        before = len(self.problems)
        checked = self._checked(part.source, place, expected=None)
        if checked is not None and isinstance(checked.type, ListType | IntervalType):
            found = checked.type.describe()
            self._add(problems.many_values(checked.tree.place, found=found))
        start = place_within(place, text, part.at)
        self.problems[before:] = [_shifted(found, start) for found in self.problems[before:]]
        return checked


def _shifted(problem: Problem, start: Place) -> Problem:
    """A problem inside a placeholder, at its place in the whole text."""
    place = problem.place
    if place.line > 1:
        return replace(problem, place=replace(place, line=place.line + start.line - 1))
    column = max(place.column, 1) + start.column - 1
    return replace(problem, place=replace(start, column=column))
