"""The gate of proofs: is there a patient for whom the advice contradicts itself?"""

from __future__ import annotations

import time
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

from mgdcds.core.authoring.proofs.answers import SERIOUS, Answer
from mgdcds.core.authoring.proofs.starting import UnableToProve, start_prover
from mgdcds.core.authoring.proofs.witness import describe_witness
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import problems
from mgdcds.stores.library.values import GateState, GateValue

if TYPE_CHECKING:
    from mgdcds.core.authoring.proofs.release import Proofs

PROVED = "no contradicting advice, no dead rule, no gap between bands"
#: How long a page may wait. What is not decided then is said to be undecided.
MOST_SECONDS = 60
#: What is kept of searches: some hundred for each release.
MOST_KEPT = 5_000
#: One proof at a time: z3 is not made for several threads.
_proving = Lock()
_remembered: dict[str, Answer] = {}


def ask_proofs(
    rulebook: Rulebook, *, base: Iterable[Entry]
) -> tuple[GateValue, tuple[Problem, ...]]:
    """This function will ask a release every question that stands against publishing.

    It takes some seconds, and less for a release that was changed in one place: searches are
    remembered. What is undecided is not passed. On an empty base that holds nothing up: shipped
    knowledge is proved before it is shipped, and there is no draft to correct.
    """
    try:
        proofs = _prove(rulebook)
    except UnableToProve as unable:
        gate = GateValue(PROVED, GateState.UNDECIDED, str(unable))
        return gate, (problems.prover_not_started(str(unable)),) if tuple(base) else ()
    found = tuple(_problem(rulebook, answer) for answer in proofs.serious)
    open_ones = proofs.undecided if tuple(base) else ()
    return _gate(proofs), (*found, *(_undecided(answer) for answer in open_ones))


def _prove(rulebook: Rulebook) -> Proofs:
    prove_release = start_prover()
    with _proving:
        if len(_remembered) > MOST_KEPT:
            _remembered.clear()
        ends_at = time.monotonic() + MOST_SECONDS
        return prove_release(
            rulebook,
            kinds=SERIOUS,
            remembered=_remembered,
            is_over=lambda: time.monotonic() > ends_at,
        )


def _gate(proofs: Proofs) -> GateValue:
    asked = len(proofs.answers)
    if proofs.serious:
        return GateValue(PROVED, GateState.FAILED, f"{len(proofs.serious)} to correct")
    if proofs.undecided:
        told = f"{len(proofs.undecided)} of {asked} questions are not decided"
        return GateValue(PROVED, GateState.UNDECIDED, told)
    return GateValue(PROVED, GateState.PASSED, f"{asked} questions about every possible patient")


def _problem(rulebook: Rulebook, answer: Answer) -> Problem:
    code = next(iter(answer.question.rules), "")
    example = describe_witness(rulebook, answer)
    return problems.disproved(EntryKind.RULE, code, said=answer.said, example=example)


def _undecided(answer: Answer) -> Problem:
    code = next(iter(answer.question.rules), "")
    return problems.undecided(EntryKind.RULE, code, question=answer.question.text)
