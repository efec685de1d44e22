"""Where a rule stands on a sheet: its status, its level and its actions, without any words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mgdcds.core.cql.check import Checked
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.guidance.checked import CheckedAction, CheckedRule, Deed
from mgdcds.core.guidance.gates import find_closed_gate
from mgdcds.core.guidance.report import ActionState, Status
from mgdcds.core.guidance.rule import Urgency
from mgdcds.core.values.truth import FALSE, TRUE


@dataclass(frozen=True)
class Standing:
    """Where a rule stands. `urgency` is that of the level in force, None without one.

    `deeds` are all actions and `proposed` those that nothing holds back. Levels that are as
    urgent and propose the same differ only in words, or in what they cannot say: they are the
    same here.
    """

    status: Status
    level: int = field(default=-1, compare=False)
    urgency: Urgency | None = None
    deeds: tuple[Deed, ...] = field(default=(), compare=False)
    proposed: tuple[Deed, ...] = ()


_NOT_MET, _UNKNOWN = Standing(Status.NOT_MET), Standing(Status.UNKNOWN)


def find_standing(rule: CheckedRule, evaluation: Evaluation) -> Standing:
    """This function will find where a rule stands. `advise` says the same, in words."""
    truth = evaluation.truth(rule.rule.code)
    if truth is not TRUE:
        return _NOT_MET if truth is FALSE else _UNKNOWN
    at = level_in_force(rule, evaluation)
    level = rule.levels[at]
    told = [
        _deeds(action, evaluation)
        for action in level.actions
        if action.when is None or evaluation.truth_of_tree(action.when) is TRUE
    ]
    is_withheld = any(withholds for _, withholds in told)
    deeds = tuple(deed for some, _ in told for deed in some)
    if is_withheld:
        deeds = tuple(deed.action.withheld for deed in deeds)
    status = Status.WITHHELD if is_withheld else Status.FIRES
    proposed = tuple(deed for deed in deeds if deed.state is ActionState.PROPOSED)
    return Standing(status, at, level.level.urgency, deeds, proposed)


def level_in_force(rule: CheckedRule, evaluation: Evaluation) -> int:
    """This function will answer which level of a rule is in force: the first that is true."""
    for at, level in enumerate(rule.levels):
        if level.when is None or evaluation.truth_of_tree(level.when) is TRUE:
            return at
    raise AssertionError("The checker lets no rule pass whose last level has a condition.")


def find_waiting(
    rule: CheckedRule, evaluation: Evaluation, *, facts_of: Callable[[str], frozenset[str]]
) -> frozenset[str]:
    """This function will find the facts that a rule waits for.

    They are those that leave its condition open, or a more urgent level, or a gate. `facts_of`
    answers those of a condition by its name: all that are missing, or only those that could
    settle it.
    """
    truth = evaluation.truth(rule.rule.code)
    if truth is not TRUE:
        return facts_of(rule.rule.code)
    at = level_in_force(rule, evaluation)
    missing: frozenset[str] = frozenset()
    for level in rule.levels[:at]:
        if level.when is not None:
            missing |= evaluation.answer_tree(level.when).missing
    for action in rule.levels[at].actions:
        closed = find_closed_gate(evaluation, action)
        if closed is not None and closed.truth is not FALSE:
            missing |= facts_of(closed.gate.gate.gate)
    return missing


def conditions_of(rule: CheckedRule) -> Iterator[Checked | str]:
    """This function will visit all that decides where a rule stands: names, and other trees."""
    yield rule.rule.code
    for level in rule.levels:
        if level.when is not None:
            yield level.when
        for action in level.actions:
            if action.when is not None:
                yield action.when
            yield from (gate.gate.gate for gate in action.gates)


def _deeds(action: CheckedAction, evaluation: Evaluation) -> tuple[tuple[Deed, ...], bool]:
    """The deeds of one action, and whether its gate withholds the whole rule."""
    closed = find_closed_gate(evaluation, action)
    if closed is None:
        return (action.proposed,), False
    if closed.word == "replace" and closed.gate.instead is not None:
        return (action.withheld, closed.gate.instead.proposed), False
    return (action.withheld,), closed.word == "withhold rule"
