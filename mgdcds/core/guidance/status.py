"""The status of one rule for one patient, without the words of a report."""

from __future__ import annotations

from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.guidance.checked import CheckedAction, CheckedLevel, CheckedRule
from mgdcds.core.guidance.report import Status
from mgdcds.core.values.truth import FALSE, TRUE

_WITHHOLD, _KEEP = "withhold rule", "keep"


def find_status(evaluation: Evaluation, rule: CheckedRule) -> Status:
    """This function will answer the status that `advise` reports, and nothing else of it."""
    truth = evaluation.truth(rule.rule.code)
    if truth is not TRUE:
        return Status.NOT_MET if truth is FALSE else Status.UNKNOWN
    actions = find_level(evaluation, rule).actions
    is_withheld = any(_withholds(evaluation, action) for action in actions)
    return Status.WITHHELD if is_withheld else Status.FIRES


def find_level(evaluation: Evaluation, rule: CheckedRule) -> CheckedLevel:
    """This function will answer the level in force of a rule that is true."""
    return next(
        level
        for level in rule.levels
        if level.when is None or evaluation.truth_of_tree(level.when) is TRUE
    )


def names_behind(rule: CheckedRule) -> frozenset[str]:
    """This function will answer the names that the status reads: condition, and what withholds."""
    names = set(rule.when.names)
    withholding = [action for level in rule.levels for action in level.actions if _may(action)]
    for action in withholding:
        names |= {gate.gate.gate for gate in action.gates}
        names |= action.when.names if action.when is not None else frozenset()
    for level in rule.levels if withholding else ():
        names |= level.when.names if level.when is not None else frozenset()
    return frozenset(names)


def _may(action: CheckedAction) -> bool:
    gates = (gate.gate for gate in action.gates)
    return any(_WITHHOLD in (gate.when_false, gate.when_unknown) for gate in gates)


def _withholds(evaluation: Evaluation, action: CheckedAction) -> bool:
    if not _may(action) or not _holds(evaluation, action):
        return False
    for gate in action.gates:
        truth = evaluation.truth(gate.gate.gate)
        if truth is TRUE:
            continue
        word = gate.gate.when_false if truth is FALSE else gate.gate.when_unknown
        if word != _KEEP:
            return word == _WITHHOLD
    return False


def _holds(evaluation: Evaluation, action: CheckedAction) -> bool:
    return action.when is None or evaluation.truth_of_tree(action.when) is TRUE
