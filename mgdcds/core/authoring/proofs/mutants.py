"""Is a mutant the same as the release for every possible patient?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from mgdcds.core.authoring.mutants import Mutant, Tried
from mgdcds.core.authoring.proofs.prover import Prover
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.proof.compare import is_equal
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.search import Goal, find_patient
from mgdcds.core.engines.proof.term import (
    Boolean,
    Formula,
    Scalar,
    Term,
    all_of,
    any_of,
    opposite,
)
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.book import Rulebook

#: A day for patients whom nobody sees: only whether there are any is asked.
_ANY_DAY = datetime.date(2026, 11, 22)


def find_equal(rulebook: Rulebook, survivors: Iterable[Tried]) -> tuple[Tried, ...]:
    """This function will find the survivors that no possible patient could tell from the release.

    Mostly some hundredths of a second each. What stays undecided is not among them.
    """
    prover = Prover(rulebook, on=_ANY_DAY)
    return tuple(each for each in survivors if is_equal_for_all(prover, each.mutant))


def is_equal_for_all(prover: Prover, mutant: Mutant) -> bool:
    """This function will tell whether it is proven that no patient gives a mutant another value.

    False means that there is one, or that the question is undecided: then the mutant counts.
    """
    original, changed = prover.of_name(mutant.name), prover.of_tree(mutant.checked)
    formula = _differ(original.term, changed.term)
    if formula is None:
        return False
    pieces = ((prover.reader, original), (prover.reader, changed))
    run = prover.rulebook.program.make_plan(mutant.checked).run

    def is_different(sheet: FactSheet) -> bool:
        opened = open_sheet(prover.rulebook.program, sheet)
        return bool(run(opened) != opened.value(mutant.name))

    found = find_patient(Goal(formula, pieces), confirm=is_different, on=prover.on)
    return found.verdict is Verdict.NONE


def _differ(one: Term, other: Term) -> Formula | None:
    """When two terms have different values; None where that cannot be said."""
    if isinstance(one, Boolean) or isinstance(other, Boolean):
        first, second = truth(one), truth(other)
        return any_of(_only(first.yes, second.yes), _only(first.no, second.no))
    if not (isinstance(one, Scalar) and isinstance(other, Scalar)):
        return None
    same = is_equal(one, other)
    return None if same is None else any_of(same.no, _only(one.known, other.known))


def _only(one: Formula, other: Formula) -> Formula:
    return any_of(all_of(one, opposite(other)), all_of(other, opposite(one)))
