"""From a sheet to a report: what every rule of a release says about one patient."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from mgdcds.core.engines.answer import Reason
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.settling import Settling
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.because import sentences_of
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedLevel, CheckedRule
from mgdcds.core.guidance.gates import Outcome, judge_action, withhold
from mgdcds.core.guidance.missing import rank_missing
from mgdcds.core.guidance.report import (
    CONTEXT_NAMES,
    ActionState,
    Report,
    ReportedAction,
    ReportedRule,
    Status,
)
from mgdcds.core.guidance.rule import Category, Urgency
from mgdcds.core.guidance.words import Words
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN

_CATEGORIES, _URGENCIES = tuple(Category), tuple(Urgency)


def advise(rulebook: Rulebook, sheet: FactSheet, *, reasons: bool = True) -> Report:
    """This function will answer what a release says about a sheet. Every rule is accounted for.

    Without `reasons` the sentences of `because` are left out; they are no part of the stored
    outcome, and `add_reasons` composes them when it is read.
    """
    advisor = _Advisor(rulebook, sheet)
    rules = [advisor.report(rule) for rule in rulebook.checked.values()]
    report = Report(
        release_hash=rulebook.hash,
        release_label=rulebook.label,
        on=sheet.on,
        rules=tuple(sorted(rules, key=_page_order)),
        missing=rank_missing(
            rules,
            settles=advisor.settles,
            urgencies={rule.code: _could_become(rulebook, rule) for rule in rules},
            sheet=sheet,
            dictionary=rulebook.dictionary,
        ),
        context=advisor.context(),
    )
    return advisor.with_reasons(report) if reasons else report


def add_reasons(
    rulebook: Rulebook,
    sheet: FactSheet,
    report: Report,
    *,
    codes: Collection[str] | None = None,
) -> Report:
    """This function will fill in `because` for a report that was stored without it.

    `rulebook` is the release of the report and `sheet` the sheet that it was made for. With
    `codes` only those rules get their reasons: each takes a good part of a millisecond.
    """
    return _Advisor(rulebook, sheet).with_reasons(report, codes=codes)


def explain_rule(rulebook: Rulebook, sheet: FactSheet, code: str) -> Reason:
    """This function will answer the reasons of one rule as a tree.

    Its children are the condition, then the conditions of the levels that were tried, then the
    gates of the actions of the level in force. KeyError when there is no such rule.
    """
    rule = rulebook.checked[code]
    return _Advisor(rulebook, sheet).tree(rule)


@dataclass(frozen=True)
class _Chosen:
    """The level in force, and the facts that could make a more urgent one hold."""

    at: int
    level: CheckedLevel
    missing: frozenset[str]


class _Advisor:
    """One sheet before one rulebook."""

    def __init__(self, rulebook: Rulebook, sheet: FactSheet) -> None:
        self._rulebook = rulebook
        self._evaluation: Evaluation = open_sheet(rulebook.program, sheet)
        self._words = Words(rulebook.dictionary, sheet, self._evaluation)
        self._settling = Settling(self._evaluation)
        #: The facts that would settle something of a rule, by its code.
        self.settles: dict[str, frozenset[str]] = {}

    def report(self, rule: CheckedRule) -> ReportedRule:
        truth = self._evaluation.truth(rule.rule.code)
        if truth is TRUE:
            return self._true(rule)
        if truth is FALSE:
            return _untold(rule, Status.NOT_MET, frozenset())
        missing = self._evaluation.missing_of(rule.rule.code)
        self.settles[rule.rule.code] = self._that_settle(rule.rule.code)
        told = _untold(rule, Status.UNKNOWN, missing)
        return replace(told, values_used=self._values_used(rule))

    def context(self) -> Mapping[str, str]:
        known = {name: self._plain(name) for name in CONTEXT_NAMES}
        return MappingProxyType({name: text for name, text in known.items() if text})

    def with_reasons(self, report: Report, *, codes: Collection[str] | None = None) -> Report:
        rules = (
            replace(rule, because=self._because(rule))
            if codes is None or rule.code in codes
            else rule
            for rule in report.rules
        )
        return replace(report, rules=tuple(rules))

    def tree(self, rule: CheckedRule) -> Reason:
        explain = partial(self._evaluation.explain, unit_system=self._words.unit_system)
        rule_code = rule.rule.code
        condition = explain(rule_code)
        children = [condition]
        if self._evaluation.truth(rule_code) is TRUE:
            chosen = self._level(rule)
            tried = rule.levels[: chosen.at + 1]
            children += [explain(level.when) for level in tried if level.when is not None]
            gates = [gate.gate.gate for action in chosen.level.actions for gate in action.gates]
            children += [explain(name) for name in dict.fromkeys(gates)]
        return replace(
            condition, name=rule_code, sentence=rule.rule.title, facts=(), children=tuple(children)
        )

    def _true(self, rule: CheckedRule) -> ReportedRule:
        chosen = self._level(rule)
        outcomes = [
            judge_action(self._rulebook, self._evaluation, self._words, action)
            for action in chosen.level.actions
            if action.when is None or self._evaluation.truth_of_tree(action.when) is TRUE
        ]
        told = self._told(rule, chosen)
        self._note_what_settles(rule, chosen, outcomes)
        if any(outcome.withholds_rule for outcome in outcomes):
            return _withheld(told, outcomes)
        actions = _flat(outcomes)
        waiting = chosen.missing.union(*(action.missing for action in actions))
        return replace(told, actions=actions, missing=tuple(sorted(waiting)))

    def _note_what_settles(
        self, rule: CheckedRule, chosen: _Chosen, outcomes: Iterable[Outcome]
    ) -> None:
        verdicts = (outcome.verdict for outcome in outcomes)
        waiting = {each.gate.gate.gate for each in verdicts if each is not None and each.missing}
        found = chosen.missing.union(*map(self._that_settle, waiting))
        if found:
            self.settles[rule.rule.code] = found

    def _that_settle(self, name: str) -> frozenset[str]:
        """The facts that alone settle a condition; all that are missing when none does."""
        return self._settling.of(name) or self._evaluation.missing_of(name)

    def _level(self, rule: CheckedRule) -> _Chosen:
        missing: frozenset[str] = frozenset()
        for at, level in enumerate(rule.levels):
            if level.when is None:
                return _Chosen(at, level, missing)
            truth = self._evaluation.truth_of_tree(level.when)
            if truth is TRUE:
                return _Chosen(at, level, missing)
            if truth is UNKNOWN:
                missing |= self._evaluation.answer_tree(level.when).missing
        raise AssertionError("The checker lets no rule pass whose last level has a condition.")

    def _told(self, rule: CheckedRule, chosen: _Chosen) -> ReportedRule:
        tags = (tag for tag in rule.tags if self._evaluation.truth_of_tree(tag.when) is TRUE)
        return replace(
            _untold(rule, Status.FIRES, frozenset()),
            urgency=chosen.level.level.urgency,
            level=chosen.at,
            clinician=self._words.fill(chosen.level.clinician),
            patient=self._words.fill(chosen.level.patient),
            tags=tuple(self._words.fill(tag.text) for tag in tags),
            values_used=self._values_used(rule),
        )

    def _values_used(self, rule: CheckedRule) -> Mapping[str, str]:
        names = self._rulebook.scope.names
        shown = [name for name in rule.used if name in rule.rule.needs or self._tells(name)]
        return MappingProxyType({name: self._words.name(name, names[name].type) for name in shown})

    def _tells(self, name: str) -> bool:
        """What is unknown is listed as missing, and a list of what is not so helps nobody."""
        return self._value(name) not in (None, False)

    def _value(self, name: str) -> object:
        is_defined = name in self._rulebook.definitions
        return self._evaluation.value(name) if is_defined else self._evaluation.known.get(name)

    def _because(self, rule: ReportedRule) -> tuple[str, ...]:
        system = self._words.unit_system
        return sentences_of(self._evaluation.explain(rule.code, unit_system=system))

    def _plain(self, name: str) -> str:
        value = self._value(name)
        if isinstance(value, Decimal):
            return decimal_text(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)


def _untold(rule: CheckedRule, status: Status, missing: frozenset[str]) -> ReportedRule:
    """A rule that says nothing yet. It is as urgent as it could become."""
    if status is Status.NOT_MET:
        return rule.untold
    return replace(rule.untold, status=status, missing=tuple(sorted(missing)))


def _withheld(told: ReportedRule, outcomes: list[Outcome]) -> ReportedRule:
    """A rule that is true and withheld proposes nothing at all."""
    verdicts = [
        outcome.verdict for outcome in outcomes if outcome.withholds_rule and outcome.verdict
    ]
    actions = tuple(
        withhold(action, verdicts[0]) if action.state is ActionState.PROPOSED else action
        for action in _flat(outcomes)
    )
    return replace(
        told,
        status=Status.WITHHELD,
        actions=actions,
        withheld_by=tuple(sorted({code for each in verdicts for code in each.withheld_by})),
        missing=tuple(sorted({name for each in verdicts for name in each.missing})),
    )


def _flat(outcomes: Iterable[Outcome]) -> tuple[ReportedAction, ...]:
    return tuple(action for outcome in outcomes for action in outcome.actions)


def _could_become(rulebook: Rulebook, rule: ReportedRule) -> Urgency:
    """The most urgent level that more facts could bring into force."""
    levels = rulebook.rules[rule.code].levels
    open_ones = levels if rule.level < 0 else levels[: rule.level + 1]
    return min((level.urgency for level in open_ones), key=_URGENCIES.index)


def _page_order(rule: ReportedRule) -> tuple[bool, int, int, str]:
    """Safety and emergencies first; then by urgency, category and code."""
    is_safety = rule.category is Category.SAFETY or rule.urgency is Urgency.EMERGENCY
    return (
        not is_safety,
        _URGENCIES.index(rule.urgency),
        _CATEGORIES.index(rule.category),
        rule.code,
    )
