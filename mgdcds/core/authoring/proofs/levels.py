"""Questions about levels: is there a patient for each, or does an earlier one take them all?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.prover import Prover, truth_of
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import Formula, all_of, opposite
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.guidance.checked import CheckedRule
from mgdcds.core.values.truth import TRUE


@dataclass(frozen=True)
class InForce:
    """When a level of a rule is in force, and the pieces that this was made of."""

    at: int
    when: Formula
    pieces: tuple[Piece, ...]


def ask_levels(prover: Prover) -> Iterator[Answer]:
    """This function will ask of each level whether it is in force for any patient."""
    for rule in prover.rulebook.checked.values():
        if len(rule.levels) > 1:
            yield from (_ask_level(prover, rule, level) for level in levels_of(prover, rule))


def levels_of(prover: Prover, rule: CheckedRule) -> Iterator[InForce]:
    """This function will answer when each level of a rule is in force: the first that is true."""
    condition = prover.of_name(rule.rule.code)
    reached = truth_of(condition).yes
    pieces: tuple[Piece, ...] = (condition,)
    for at, level in enumerate(rule.levels):
        if level.when is None:
            yield InForce(at, reached, pieces)
            return
        when = prover.of_tree(level.when)
        pieces = (*pieces, when)
        yield InForce(at, all_of(reached, truth_of(when).yes), pieces)
        reached = all_of(reached, opposite(truth_of(when).yes))


def level_in_force(rule: CheckedRule, opened: Evaluation) -> int | None:
    """This function will ask the judge which level is in force, None when the rule is not true."""
    if opened.truth(rule.rule.code) is not TRUE:
        return None
    return next(
        at
        for at, level in enumerate(rule.levels)
        if level.when is None or opened.truth_of_tree(level.when) is TRUE
    )


def _ask_level(prover: Prover, rule: CheckedRule, level: InForce) -> Answer:
    code, number = rule.rule.code, level.at + 1
    question = Question(
        Kind.LEVEL, f"{code}, level {number}", f"Level {number} of {code} is in force.", (code,)
    )
    answer = prover.ask(
        question,
        lambda: (level.when, level.pieces),
        judge=lambda opened: level_in_force(rule, opened) == level.at,
    )
    if answer.verdict is Verdict.NONE:
        said = f"Level {number} of {code} can never be reached: an earlier one always holds."
        return replace(answer, said=said)
    return answer
