"""The status of one rule for one patient, without the words of a report."""

from __future__ import annotations

from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedAction, CheckedGate, CheckedLevel, CheckedRule
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
    deciding = [action for level in rule.levels for action in _deciding(level)]
    for action in deciding:
        names |= {gate.gate.gate for gate in _gates_that_count(action)}
        names |= action.when.names if action.when is not None else frozenset()
    for level in rule.levels if deciding else ():
        names |= level.when.names if level.when is not None else frozenset()
    return frozenset(names)


def definitions_behind(rulebook: Rulebook, code: str) -> tuple[str, ...]:
    """This function will answer a rule's code, and the definitions that its status reads.

    Another rule that a gate names is not opened: its own cases are asked about it.
    """
    found = [code]
    waiting = sorted(names_behind(rulebook.checked[code]))
    while waiting:
        name = waiting.pop(0)
        if name in rulebook.definitions and name not in found:
            found.append(name)
            waiting += sorted(rulebook.program.expressions[name].names)
    return tuple(found)


def _deciding(level: CheckedLevel) -> list[CheckedAction]:
    """The actions that can withhold the rule.

    One for some patients only decides nothing when another withholds alike for everybody.
    """
    for_all = [_way_of_withholding(action) for action in level.actions if action.when is None]
    return [
        action
        for action in level.actions
        if (way := _way_of_withholding(action)) and (action.when is None or way not in for_all)
    ]


def _way_of_withholding(action: CheckedAction) -> tuple[tuple[str, ...], ...]:
    """Its gates that count, each with its words. What is no withholding by the last is alike."""
    words = [
        (gate.gate.gate, gate.gate.when_false, gate.gate.when_unknown)
        for gate in _gates_that_count(action)
    ]
    return tuple(
        (name, *(word if word in last else "" for word in told))
        for at, (name, *told) in enumerate(words, 1)
        for last in [(_WITHHOLD,) if at == len(words) else (_WITHHOLD, _KEEP)]
    )


def _gates_that_count(action: CheckedAction) -> tuple[CheckedGate, ...]:
    """The gates up to the last that can withhold: those after it only change the action."""
    last = max((at for at, gate in enumerate(action.gates, 1) if _can_withhold(gate)), default=0)
    return action.gates[:last]


def _can_withhold(gate: CheckedGate) -> bool:
    return _WITHHOLD in (gate.gate.when_false, gate.gate.when_unknown)


def _withholds(evaluation: Evaluation, action: CheckedAction) -> bool:
    gates = _gates_that_count(action)
    if not gates or not _holds(evaluation, action):
        return False
    for gate in gates:
        truth = evaluation.truth(gate.gate.gate)
        if truth is TRUE:
            continue
        word = gate.gate.when_false if truth is FALSE else gate.gate.when_unknown
        if word != _KEEP:
            return word == _WITHHOLD
    return False


def _holds(evaluation: Evaluation, action: CheckedAction) -> bool:
    return action.when is None or evaluation.truth_of_tree(action.when) is TRUE
