"""The patient whom the cases of a rule lack."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.cases import run_case
from mgdcds.core.authoring.killing import change_case, find_killing_case
from mgdcds.core.authoring.mutants import make_mutants, score_calculated, score_rule, try_mutants
from mgdcds.core.authoring.survivors import explain_survivor
from mgdcds.core.facts.case_file import print_case, read_case
from tests.unit.core.authoring.worked import make_case, open_trials


def _explained(trials, name="B01"):
    tried = try_mutants(trials, [name])[name]
    return [explain_survivor(trials, each) for each in tried if each.is_survivor]


def _mutant(trials, said, name="B01"):
    return next(
        mutant for mutant in make_mutants(trials.rulebook, name) if mutant.said.endswith(said)
    )


@pytest.mark.parametrize(
    ("when", "start"),
    [
        ("vitamin_d < 30 'ng/mL'", {"vitamin_d": "20 ng/mL"}),
        ("vitamin_d < 30 'ng/mL' and seizure", {"vitamin_d": "20 ng/mL", "seizure": True}),
        ("magnesium is null or magnesium < 0.85 'mmol/L'", {"magnesium": "0.80 mmol/L"}),
        ("if sex = 'male' then seizure else true", {"sex": "female", "seizure": True}),
        ("mg_ok and seizure", {"egfr": 60, "seizure": True, "calcium_is_high": False}),
    ],
)
def test_a_patient_is_found_for_every_survivor_and_told_by_both(when, start):
    trials = open_trials(when, make_case("fires", **start))

    explained = _explained(trials)

    assert explained
    for survivor in explained:
        assert survivor.case is not None, survivor.sentence
        assert run_case(trials.rulebook, survivor.case).passed
        changed = trials.variant("B01", survivor.tried.mutant.checked).changed
        assert not run_case(changed, survivor.case).passed


def test_the_sentence_names_the_patient_who_is_missing():
    trials = open_trials("vitamin_d < 30 'ng/mL'", make_case("fires", vitamin_d="20 ng/mL"))

    first = _explained(trials)[0]

    assert first.sentence == (
        "`vitamin_d < 30 'ng/mL'` could be `vitamin_d <= 30 'ng/mL'` and no case would notice: "
        "add a case with 25(OH)D: 30 ng/mL (75 nmol/L), in which B01 is asked about."
    )
    assert first.case.name == "25(OH)D: 30 ng/mL (75 nmol/L)"
    assert first.case.expect == {"not_met": ("B01",)}


def test_the_case_can_be_written_and_read_back():
    trials = open_trials("vitamin_d < 30 'ng/mL'", make_case("fires", vitamin_d="20 ng/mL"))
    dictionary = trials.rulebook.dictionary

    case = _explained(trials)[0].case
    again = read_case(print_case(case, dictionary=dictionary), dictionary=dictionary)

    assert (again.name, again.expect, again.rule) == (case.name, case.expect, "B01")
    assert run_case(trials.rulebook, again).passed


def test_adding_the_cases_leaves_no_survivor():
    when = "vitamin_d < 30 'ng/mL' and (magnesium is null or magnesium < 0.85 'mmol/L')"
    began = make_case("fires", vitamin_d="20 ng/mL", magnesium="0.80 mmol/L")
    trials = open_trials(when, began)
    cases = {f"n{at}": each.case for at, each in enumerate(_explained(trials))}

    more = type(trials)(trials.rulebook, {**trials.rulebook.cases, **cases})

    assert _explained(more) == []


def test_a_mutant_that_nobody_can_tell_is_said_to_be_undecided():
    when = "vitamin_d < 12 'ng/mL' or (vitamin_d >= 12 'ng/mL' and vitamin_d < 20 'ng/mL')"
    trials = open_trials(when, make_case("fires", vitamin_d="10 ng/mL"))
    mutant = _mutant(trials, "`vitamin_d >= 12 'ng/mL'` could be left out")

    survivor = next(each for each in _explained(trials) if each.tried.mutant.said == mutant.said)

    assert find_killing_case(trials, mutant) is None
    assert survivor.case is None
    assert survivor.sentence.endswith("Perhaps no patient would either: none was found.")


def test_a_threshold_below_all_that_is_possible_is_proven_equal_and_does_not_count():
    when = "magnesium > 0 'mmol/L'"
    facts_with_range = open_trials(when, make_case("fires", magnesium="0.7 mmol/L"), ranges=True)

    score = score_rule(facts_with_range, "B01", try_mutants(facts_with_range, ["B01"]))

    assert (score.equal, score.tried, score.killed) == (2, 1, 1)


def test_a_threshold_within_what_is_possible_is_not_proven_equal():
    trials = open_trials("magnesium > 0.5 'mmol/L'", ranges=True)

    assert score_rule(trials, "B01", try_mutants(trials, ["B01"])).equal == 0


def test_calculated_values_are_counted_by_themselves():
    trials = open_trials("best_egfr < 30", make_case("fires", egfr=20))
    tried = try_mutants(trials, ["B01", "best_egfr"])

    rule, calculated = score_rule(trials, "B01", tried), score_calculated(trials, tried)

    assert {each.mutant.name for each in rule.survivors} == {"B01"}
    assert {each.mutant.name for each in calculated.survivors} == {"best_egfr"}
    assert (rule.code, calculated.code, calculated.wanted) == ("B01", "", 0.8)


def test_a_record_can_be_taken_away_from_a_case():
    trials = open_trials("seizure", make_case("fires", seizure=True, vitamin_d="20 ng/mL"))
    case = trials.rulebook.cases["c1"]

    assert set(change_case(case, {"seizure": None}).values) == {"vitamin_d"}
