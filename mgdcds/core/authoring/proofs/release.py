"""All questions of a release, asked at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from mgdcds.core.authoring.proofs.advice import ask_contradictions
from mgdcds.core.authoring.proofs.answers import Answer, Kind
from mgdcds.core.authoring.proofs.bands import ask_bands
from mgdcds.core.authoring.proofs.conditions import ask_firing, fire_together
from mgdcds.core.authoring.proofs.levels import ask_levels
from mgdcds.core.authoring.proofs.parts import ask_parts
from mgdcds.core.authoring.proofs.prover import Memory, Prover
from mgdcds.core.guidance.book import Rulebook

#: The day of witnesses for a release without cases.
_SOME_DAY = datetime.date(2026, 1, 1)


@dataclass(frozen=True)
class Proofs:
    """What was asked of a release, and every answer."""

    hash: str
    answers: tuple[Answer, ...]

    @property
    def findings(self) -> tuple[Answer, ...]:
        """What an author has to look at."""
        return tuple(answer for answer in self.answers if answer.is_finding)

    @property
    def serious(self) -> tuple[Answer, ...]:
        """What nothing is published with: contradictions, dead rules, gaps, overlaps."""
        return tuple(answer for answer in self.answers if answer.is_serious)

    @property
    def undecided(self) -> tuple[Answer, ...]:
        """What stayed open in its time. It is not proved."""
        return tuple(answer for answer in self.answers if answer.is_undecided)


def prove_release(
    rulebook: Rulebook,
    *,
    kinds: Iterable[Kind] | None = None,
    remembered: Memory | None = None,
    is_over: Callable[[], bool] | None = None,
) -> Proofs:
    """This function will ask a release every question, or those of some kinds.

    Shipped knowledge takes about 20 seconds, and the questions that stand against publishing
    (`answers.SERIOUS`) about 3. `remembered` holds searches of other releases, and grows: what has
    not changed is not searched again. Once `is_over` answers True, what is left is undecided.
    """
    prover = Prover(rulebook, on=day_of(rulebook), remembered=remembered, is_over=is_over)
    wanted = frozenset(Kind if kinds is None else kinds)
    answers = [answer for asked, ask in _ASKED if asked & wanted for answer in ask(prover)]
    return Proofs(
        rulebook.hash, tuple(answer for answer in answers if answer.question.kind in wanted)
    )


def day_of(rulebook: Rulebook) -> datetime.date:
    """This function will answer the day of the witnesses of a release: that of its latest case."""
    return max((case.on for case in rulebook.cases.values()), default=_SOME_DAY)


def ask_together(prover: Prover) -> Iterator[Answer]:
    """This function will ask of every two rules whether they are true for one patient."""
    for one, other in combinations(prover.rulebook.rules, 2):
        yield fire_together(prover, one, other)


_ASKED: tuple[tuple[frozenset[Kind], Callable[[Prover], Iterator[Answer]]], ...] = (
    (frozenset({Kind.FIRES}), ask_firing),
    (frozenset({Kind.CONTRADICTS}), ask_contradictions),
    (frozenset({Kind.GAP, Kind.OVERLAP}), ask_bands),
    (frozenset({Kind.LEVEL}), ask_levels),
    (frozenset({Kind.MATTERS}), ask_parts),
    (frozenset({Kind.TOGETHER}), ask_together),
)


def count_kinds(answers: Iterable[Answer]) -> Mapping[Kind, int]:
    """This function will count answers by the kind of their question."""
    kinds = [answer.question.kind for answer in answers]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}
