"""Questions about conditions: can it be true, can two be, does one follow from the other?"""

from __future__ import annotations

from collections.abc import Iterator

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.prover import Prover, truth_of
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.proof.term import all_of, opposite
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.values.truth import TRUE


def ask_firing(prover: Prover) -> Iterator[Answer]:
    """This function will ask of each rule whether it can ever be true."""
    for code in prover.rulebook.rules:
        yield can_fire(prover, code)


def can_fire(prover: Prover, code: str) -> Answer:
    """This function will ask whether the condition of a rule is true for any patient."""
    question = Question(Kind.FIRES, code, f"{code} is true.", (code,))
    answer = prover.ask(
        question,
        lambda: (truth_of(prover.of_name(code)).yes, [prover.of_name(code)]),
        judge=lambda opened: opened.truth(code) is TRUE,
        about=(code,),
    )
    if answer.verdict is Verdict.NONE:
        return _saying(answer, f"{code} can never be true: it is a dead rule.")
    return answer


def fire_together(prover: Prover, one: str, other: str) -> Answer:
    """This function will ask whether two rules are true for one patient."""
    question = Question(
        Kind.TOGETHER, f"{one} and {other}", f"{one} and {other} are both true.", (one, other)
    )
    pieces = [prover.of_name(one), prover.of_name(other)]
    return prover.ask(
        question,
        lambda: (all_of(*(truth_of(piece).yes for piece in pieces)), pieces),
        judge=lambda opened: _is_true(opened, one) and _is_true(opened, other),
    )


def find_exception(prover: Prover, one: str, other: str) -> Answer:
    """This function will ask whether one condition holds anywhere without the other.

    NONE means that the first implies the second: wherever it is true, so is the other.
    """
    question = Question(
        Kind.IMPLIES, f"{one} implies {other}", f"{one} is true, and {other} is not.", ()
    )
    pieces = [prover.of_name(one), prover.of_name(other)]
    first, second = map(truth_of, pieces)
    return prover.ask(
        question,
        lambda: (all_of(first.yes, opposite(second.yes)), pieces),
        judge=lambda opened: _is_true(opened, one) and not _is_true(opened, other),
    )


def _is_true(opened: Evaluation, name: str) -> bool:
    return opened.truth(name) is TRUE


def _saying(answer: Answer, said: str) -> Answer:
    return Answer(answer.question, answer.verdict, answer.witness, answer.case, said)
