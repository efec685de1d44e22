"""The cases that a rule lacks."""

from __future__ import annotations

from mgdcds.core.authoring.proposals import find_lack
from mgdcds.core.authoring.trials import Trials
from tests.unit.core.authoring.worked import make_case, open_trials


def _with(trials, proposals):
    more = {f"n{at}": one.case for at, one in enumerate(proposals)}
    return Trials(trials.rulebook, {**trials.rulebook.cases, **more})


def test_few_cases_notice_every_mistake():
    trials = open_trials(
        "vitamin_d < 30 'ng/mL' and seizure",
        make_case("fires", vitamin_d="20 ng/mL", seizure=True),
    )

    lack = find_lack(trials, "B01")

    assert len(lack.proposals) < len(lack.score.survivors)
    assert sum(len(one.sentences) for one in lack.proposals) == len(lack.score.survivors)
    assert find_lack(_with(trials, lack.proposals), "B01").score.is_enough
    assert find_lack(_with(trials, lack.proposals), "B01").proposals == ()


def test_what_is_proven_to_be_the_same_for_everybody_does_not_count():
    when = "vitamin_d < 12 'ng/mL' or (vitamin_d >= 12 'ng/mL' and vitamin_d < 20 'ng/mL')"

    lack = find_lack(open_trials(when, make_case("fires", vitamin_d="10 ng/mL")), "B01")

    assert lack.score.equal > 0
    assert lack.undecided == ()
    assert sum(len(one.sentences) for one in lack.proposals) == len(lack.score.survivors)


def test_what_the_prover_cannot_follow_and_nobody_tells_is_undecided():
    when = "Power(magnesium.value, 2) >= 0 and seizure"

    lack = find_lack(
        open_trials(when, make_case("fires", magnesium="1 mmol/L", seizure=True)), "B01"
    )

    assert all(one.case is None for one in lack.undecided)
    assert lack.score.tried >= len(lack.undecided)


def test_the_gaps_of_the_leaves_are_told_beside():
    lack = find_lack(open_trials("seizure", make_case("fires", seizure=True)), "B01")

    assert "No case has `seizure` unknown." in [gap for _, gap in lack.coverage.gaps]
