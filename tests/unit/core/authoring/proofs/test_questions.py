"""Questions about all patients of a small release, with patients whom the judge confirms."""

from __future__ import annotations

import datetime

import pytest

from mgdcds.core.authoring.cases import run_case
from mgdcds.core.authoring.proofs.advice import ask_contradictions
from mgdcds.core.authoring.proofs.bands import ask_bands
from mgdcds.core.authoring.proofs.conditions import can_fire, find_exception, fire_together
from mgdcds.core.authoring.proofs.prover import Prover
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.case_file import print_case, read_case
from tests.unit.core.guidance.small import (
    FACTS,
    RULES,
    gate,
    make_action,
    make_level,
    make_rule,
    small_rulebook,
)

ON = datetime.date(2026, 11, 22)


def _prover(rules=None, **changes):
    return Prover(small_rulebook(rules, **changes), on=ON)


def _rule(code, when, *actions, **more):
    return make_rule(code, when, [make_level(*map(make_action, actions))], **more)


def _recorded(answer):
    return {name: str(value.value) for name, value in answer.witness.values.items()}


# Can it fire?


def test_a_rule_that_can_fire_is_shown_with_the_least_that_it_takes():
    answer = can_fire(_prover(), "B01")

    assert answer.verdict is Verdict.FOUND
    assert _recorded(answer).keys() == {"vitamin_d"}
    assert not answer.is_finding


def test_a_witness_is_a_case_that_reads_back_and_passes():
    prover = _prover()
    answer = can_fire(prover, "K03")

    text = print_case(answer.witness, dictionary=prover.rulebook.dictionary)
    case = read_case(text, dictionary=prover.rulebook.dictionary)

    assert run_case(prover.rulebook, case).passed
    assert case.expect == {"fires": ("K03",)}


@pytest.mark.parametrize(
    "when",
    [
        "magnesium < 0.5 'mmol/L' and magnesium > 0.6 'mmol/L'",
        "magnesium > 0.50 'mmol/L' and magnesium < 0.51 'mmol/L'",
        "sex = 'female' and sex = 'male'",
        "seizure and not seizure",
        "seizure is null and seizure",
        "mg_ok and calcium_is_high",
        "magnesium_lln > 0.8 'mmol/L' and magnesium < 0.7 'mmol/L' and magnesium > magnesium_lln",
        "vitamin_d < 30 'ng/mL' and vitamin_d > 75 'nmol/L'",
    ],
)
def test_a_dead_rule_is_proved_dead(when):
    answer = can_fire(_prover({"B01": _rule("B01", when)}), "B01")

    assert answer.verdict is Verdict.NONE
    assert answer.is_serious
    assert answer.said == "B01 can never be true: it is a dead rule."


@pytest.mark.parametrize(
    "when",
    [
        "magnesium > 0.50 'mmol/L' and magnesium < 0.52 'mmol/L'",
        "magnesium > magnesium_lln and magnesium < 0.5 'mmol/L'",
        "best_egfr < 30 and best_egfr > 20 and egfr is null",
        "best_egfr > 7.6 and best_egfr < 7.7",
        "Power(magnesium.value, 2) > 4.01 and magnesium.value < 2.01",
        "sex = 'male' and seizure is null and not calcium_is_high",
    ],
)
def test_what_can_be_true_is_shown_on_a_patient_whom_the_judge_confirms(when):
    prover = _prover({"B01": _rule("B01", when)})

    answer = can_fire(prover, "B01")

    assert answer.verdict is Verdict.FOUND
    assert run_case(prover.rulebook, answer.witness).report.rule("B01").status.value == "fires"


def test_what_no_patient_settles_in_its_time_is_undecided():
    rule = _rule("B01", "Ln(creatinine + 1) > 3.00000001 and Ln(creatinine + 1) < 3.00000002")

    answer = can_fire(_prover({"B01": rule}), "B01")

    assert answer.verdict is Verdict.UNDECIDED
    assert not answer.is_finding
    assert answer.is_undecided


def test_a_case_of_the_release_is_shown_before_a_patient_is_made_up():
    from tests.unit.core.authoring.worked import make_case, worked_rulebook

    rulebook = worked_rulebook("seizure", make_case("fires", seizure=True))

    answer = can_fire(Prover(rulebook, on=ON), "B01")

    assert (answer.verdict, answer.case) == (Verdict.FOUND, "c1")


# Together, and implied


def test_two_rules_that_fire_together_are_shown_on_one_patient():
    answer = fire_together(_prover(), "B02", "S01")

    assert answer.verdict is Verdict.FOUND
    assert answer.witness.expect == {"withheld": ("B02",), "fires": ("S01",)}


def test_two_rules_that_exclude_each_other_are_proved_apart():
    rules = {
        "B01": _rule("B01", "magnesium < 0.7 'mmol/L'"),
        "B02": _rule("B02", "magnesium >= 0.7 'mmol/L'"),
    }

    assert fire_together(_prover(rules), "B01", "B02").verdict is Verdict.NONE


def test_a_condition_that_implies_another_has_no_exception():
    prover = _prover()

    assert find_exception(prover, "both_ok", "mg_ok").verdict is Verdict.NONE
    exception = find_exception(prover, "B01", "B02")
    assert exception.verdict is Verdict.FOUND
    assert _recorded(exception).keys() == {"vitamin_d"}


# Bands

_BANDS = {
    "B02": "vitamin_d_25oh <= 30 'ng/mL' and magnesium < 0.85 'mmol/L'",
    "B03": "vitamin_d_25oh > 30 'ng/mL' and vitamin_d_25oh <= 50 'ng/mL'",
    "B04": "vitamin_d_25oh > 50 'ng/mL'",
}


def _ask_bands(**changes):
    rules = dict.fromkeys(RULES) | {
        code: _rule(code, when) for code, when in (_BANDS | changes).items()
    }
    facts = FACTS.replace('"vitamin_d"\nkind', '"vitamin_d_25oh"\nkind')
    prover = _prover(rules, facts=facts, definitions="define usual: magnesium_lln\n")
    return {answer.question.kind.value: answer for answer in ask_bands(prover)}


def test_bands_that_share_out_every_value_have_no_gap_and_no_overlap():
    answers = _ask_bands()

    assert {kind: answer.verdict for kind, answer in answers.items()} == {
        "gap": Verdict.NONE,
        "overlap": Verdict.NONE,
    }


def test_a_value_that_no_band_covers_is_shown():
    answer = _ask_bands(B03="vitamin_d_25oh > 30 'ng/mL' and vitamin_d_25oh < 50 'ng/mL'")["gap"]

    assert _recorded(answer) == {"vitamin_d_25oh": "50.00"}
    assert answer.is_serious
    assert answer.said == "There is a gap between the bands of 25(OH)D."


def test_a_value_that_two_bands_cover_is_shown():
    answers = _ask_bands(B03="vitamin_d_25oh >= 30 'ng/mL' and vitamin_d_25oh <= 50 'ng/mL'")

    assert _recorded(answers["overlap"]) == {"vitamin_d_25oh": "30.00"}
    assert answers["gap"].verdict is Verdict.NONE


def test_a_release_without_bands_is_not_asked_for_them():
    apart = dict.fromkeys(RULES) | {code: RULES[code] for code in ("A01", "S01")}

    assert list(ask_bands(_prover(apart))) == []


# Contradicting advice


def _contradictions(*rules):
    made = dict.fromkeys(RULES) | {rule["code"]: rule for rule in rules} | {"S01": RULES["S01"]}
    return {answer.question.subject: answer for answer in ask_contradictions(_prover(made))}


def test_gates_that_keep_advice_apart_are_proved():
    answers = {answer.question.subject: answer for answer in ask_contradictions(_prover())}

    assert {answer.verdict for answer in answers.values()} == {Verdict.NONE}
    assert answers.keys() == {"B01 and K03", "B02 and K03"}


def test_a_start_beside_a_stop_is_shown_on_one_patient():
    start = _rule("B01", "vitamin_d < 30 'ng/mL'", "start vitamin D")

    answer = _contradictions(start)["B01 and S01"]

    assert answer.is_serious
    assert _recorded(answer).keys() == {"vitamin_d", "calcium_is_high"}
    assert answer.witness.expect == {"fires": ("B01", "S01")}
    assert answer.said == (
        "One patient gets both: B01 says 'start vitamin D', and S01 'stop vitamin D'."
    )


def test_a_gate_that_forgets_the_unknown_is_found():
    forgetful = gate("mg_ok", "drop action", "keep")
    start = make_level(make_action("start magnesium supplement", forgetful))
    rules = (make_rule("B01", "seizure", [start]), RULES["K03"])
    keeps_dose = _rule("B04", "magnesium > 1 'mmol/L'", "stop magnesium products")

    answers = _contradictions(*rules, keeps_dose)

    assert answers["B01 and K03"].verdict is Verdict.NONE
    assert _recorded(answers["B01 and B04"]).keys() == {"seizure", "magnesium"}


def test_what_stands_in_the_place_of_an_action_counts_too():
    instead = make_action("start vitamin D", limit="1000 IU/day")
    replaced = gate("d_ok", "replace", "drop action", instead=instead)
    start = make_level(make_action("start vitamin D", replaced))

    answers = _contradictions(make_rule("B01", "seizure", [start]))

    assert _recorded(answers["B01 and S01"]) == {"calcium_is_high": "True", "seizure": "True"}


def test_a_rule_that_is_withheld_by_another_action_says_nothing():
    closed = gate("d_ok", "withhold rule", "withhold rule")
    level = make_level(make_action("start vitamin D"), make_action("measure calcium", closed))

    answers = _contradictions(make_rule("B01", "seizure", [level]))

    assert answers["B01 and S01"].verdict is Verdict.NONE


def test_a_limit_that_a_start_takes_over_is_no_contradiction():
    limits = make_level(make_action("limit vitamin D", limit="2000 IU/day"))
    start = _rule("B01", "vitamin_d < 30 'ng/mL'", "start vitamin D")

    assert "B01 and S08" not in _contradictions(start, make_rule("S08", "seizure", [limits]))


def test_an_earlier_level_takes_the_patient():
    levels = [
        make_level(make_action("measure calcium"), when="calcium_is_high"),
        make_level(make_action("start vitamin D")),
    ]

    answers = _contradictions(make_rule("B01", "seizure", levels))

    assert answers["B01 and S01"].verdict is Verdict.NONE
