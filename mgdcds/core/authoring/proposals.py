"""The cases that a rule lacks: as few as notice every mistake that goes unnoticed now."""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdcds.core.authoring.coverage import RuleCoverage, cover_rule
from mgdcds.core.authoring.mutants import (
    Score,
    Tried,
    conditions_behind,
    score_rule,
    try_mutants,
)
from mgdcds.core.authoring.survivors import Survivor, explain_survivor
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.facts.case import Case

#: More mistakes are not explained at once: the first cases mostly notice the others too.
MOST_EXPLAINED = 40


@dataclass(frozen=True)
class Proposal:
    """A case that is proposed, and sentences about the mistakes that it would notice."""

    case: Case
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Lack:
    """What the cases of a rule lack: proposed cases, and mistakes that no search could tell."""

    score: Score
    coverage: RuleCoverage
    proposals: tuple[Proposal, ...]
    undecided: tuple[Survivor, ...]


@dataclass
class _Found:
    case: Case
    sentences: list[str] = field(default_factory=list)


def find_lack(trials: Trials, code: str) -> Lack:
    """This function will try the mistakes of a rule's conditions and propose cases.

    It takes some tenths of a second, and seconds when many mistakes go unnoticed. KeyError when
    there is no such rule.
    """
    tried = try_mutants(trials, conditions_behind(trials.rulebook, code))
    score = score_rule(trials, code, tried)
    found: list[_Found] = []
    undecided: list[Survivor] = []
    for survivor in score.survivors[:MOST_EXPLAINED]:
        noticed = next((one for one in found if _notices(trials, one.case, survivor)), None)
        if noticed is not None:
            noticed.sentences.append(survivor.sentence)
            continue
        explained = explain_survivor(trials, survivor)
        if explained.case is None:
            undecided.append(explained)
        else:
            found.append(_Found(explained.case, [explained.sentence]))
    equal = _find_equal(trials, [one.tried for one in undecided])
    return Lack(
        score=score.without(equal),
        coverage=cover_rule(trials, code),
        proposals=tuple(Proposal(one.case, tuple(one.sentences)) for one in found),
        undecided=tuple(one for one in undecided if one.tried not in equal),
    )


def _find_equal(trials: Trials, open_ones: list[Tried]) -> tuple[Tried, ...]:
    if not open_ones:
        return ()
    from mgdcds.core.authoring.proofs.mutants import find_equal  # noqa: PLC0415 - loads z3

    return find_equal(trials.rulebook, open_ones)


def _notices(trials: Trials, case: Case, tried: Tried) -> bool:
    variant = trials.variant(tried.mutant.name, tried.mutant.checked)
    codes = [code for codes in case.expect.values() for code in codes]
    return any(variant.find_changed(trials.open(case), codes))
