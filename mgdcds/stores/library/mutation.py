"""The gate of mutants: would the cases of the rules that changed notice a small mistake?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mgdcds.core.authoring.mutants import (
    Score,
    conditions_behind,
    names_to_try,
    score_calculated,
    score_rule,
    try_mutants,
)
from mgdcds.core.authoring.touched import find_touched, find_touched_definitions
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import problems
from mgdcds.stores.library.values import GateState, GateValue

MUTANTS = "mutation score"
_CALCULATED = "calculated values"


def ask_mutants(
    rulebook: Rulebook, *, base: Iterable[Entry]
) -> tuple[GateValue, tuple[Problem, ...]]:
    """This function will try mistakes in the rules that a draft touches, on all cases.

    A rule that nobody touched holds up no correction elsewhere. On an empty base all rules are
    tried and reported, and none holds up anything: there was no draft. It takes some seconds
    for all rules, and some tenths of a second for one.
    """
    base = tuple(base)
    scores = tuple(_scores(rulebook, base))
    scores = tuple(_settled(rulebook, score) if base else score for score in scores)
    low = [score for score in scores if not score.is_enough]
    found = tuple(_problem(score) for score in low) if base else ()
    return _gate(scores, low), found


def _scores(rulebook: Rulebook, base: tuple[Entry, ...]) -> Iterator[Score]:
    codes = find_touched(rulebook.entries, base)
    changed = find_touched_definitions(rulebook.entries, base)
    conditions = (name for code in codes for name in conditions_behind(rulebook, code))
    calculated = set(names_to_try(rulebook)) & {*changed} if changed else set()
    names = tuple(dict.fromkeys((*conditions, *sorted(calculated))))
    if not names:
        return
    trials = Trials(rulebook)
    tried = try_mutants(trials, names)
    yield from (score_rule(trials, code, tried) for code in codes)
    if any(name in changed for name in tried):
        yield score_calculated(trials, tried)


def _settled(rulebook: Rulebook, score: Score) -> Score:
    """A score that is too low, without the mistakes that are proven to change nothing."""
    if score.is_enough:
        return score
    from mgdcds.core.authoring.proofs.mutants import find_equal  # noqa: PLC0415 - loads z3

    return score.without(find_equal(rulebook, score.survivors))


def _gate(scores: tuple[Score, ...], low: list[Score]) -> GateValue:
    tried, killed = (sum(each) for each in ([s.tried for s in scores], [s.killed for s in scores]))
    if not scores:
        return GateValue(MUTANTS, GateState.PASSED, "no rule is touched")
    told = f"{killed} of {tried} mistakes are noticed"
    if not low:
        return GateValue(MUTANTS, GateState.PASSED, told)
    names = ", ".join(score.code or _CALCULATED for score in low)
    return GateValue(MUTANTS, GateState.FAILED, f"{told}; too few in {names}")


def _problem(score: Score) -> Problem:
    first = score.survivors[0].sentence
    return problems.mistakes_unnoticed(
        score.code or _CALCULATED, killed=score.killed, tried=score.tried, first=first
    )
