"""What gates make of the actions of a rule: proposed, dropped, replaced, or the rule withheld."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedAction, CheckedGate
from mgdcds.core.guidance.report import ActionState, ReportedAction
from mgdcds.core.guidance.words import Words
from mgdcds.core.values.truth import FALSE, TRUE, Truth


@dataclass(frozen=True)
class ClosedGate:
    """The first gate of an action that is not true, and its word for that."""

    gate: CheckedGate
    word: str
    truth: Truth


@dataclass(frozen=True)
class Verdict:
    """What the first gate that is not true says: its word, who stands behind it, what is missing.

    `missing` is empty for a gate that is false: nothing that is added could open it.
    """

    gate: CheckedGate
    word: str
    withheld_by: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one action: itself, and another in its place. No verdict means proposed."""

    actions: tuple[ReportedAction, ...]
    verdict: Verdict | None = None

    @property
    def withholds_rule(self) -> bool:
        """Whether the whole rule is withheld because of this action."""
        return self.verdict is not None and self.verdict.word == "withhold rule"


def judge_action(
    rulebook: Rulebook, evaluation: Evaluation, words: Words, action: CheckedAction
) -> Outcome:
    """This function will say what becomes of an action.

    The first gate that is not true decides; one that says 'keep' lets the next one decide.
    """
    proposed = _report(words, action)
    verdict = _find_verdict(rulebook, evaluation, action)
    if verdict is None:
        return Outcome((proposed,))
    withheld = withhold(proposed, verdict)
    if verdict.word == "replace" and verdict.gate.instead is not None:
        return Outcome((withheld, _report(words, verdict.gate.instead)), verdict)
    return Outcome((withheld,), verdict)


def withhold(action: ReportedAction, verdict: Verdict) -> ReportedAction:
    """This function will mark an action as withheld by a verdict."""
    return replace(
        action,
        state=ActionState.WITHHELD,
        withheld_by=verdict.withheld_by,
        missing=verdict.missing,
    )


def find_blockers(rulebook: Rulebook, evaluation: Evaluation, gate: CheckedGate) -> tuple[str, ...]:
    """This function will answer the codes of the rules that stand behind a gate now."""
    blocks = (block for name in gate.stands_on for block in rulebook.blocks.get(name, ()))
    return tuple(
        sorted({block.code for block in blocks if evaluation.truth_of_tree(block.when) is TRUE})
    )


def find_closed_gate(evaluation: Evaluation, action: CheckedAction) -> ClosedGate | None:
    """This function will find the first gate of an action that is not true and decides."""
    for gate in action.gates:
        truth = evaluation.truth(gate.gate.gate)
        if truth is TRUE:
            continue
        word = gate.gate.when_false if truth is FALSE else gate.gate.when_unknown
        if word != "keep":
            return ClosedGate(gate, word, truth)
    return None


def _find_verdict(
    rulebook: Rulebook, evaluation: Evaluation, action: CheckedAction
) -> Verdict | None:
    closed = find_closed_gate(evaluation, action)
    if closed is None:
        return None
    is_false, gate = closed.truth is FALSE, closed.gate
    missing = () if is_false else tuple(sorted(evaluation.missing_of(gate.gate.gate)))
    return Verdict(gate, closed.word, find_blockers(rulebook, evaluation, gate), missing)


def _report(words: Words, action: CheckedAction) -> ReportedAction:
    return ReportedAction(
        verb=action.action.verb,
        target=action.action.target,
        detail=words.fill_known(action.detail),
        limit=words.fill(action.limit),
        in_weeks=action.action.in_weeks,
        state=ActionState.PROPOSED,
    )
