"""What reading the advice on real patients changed: each resolution has its worked patient."""

import pytest

from mgdcds.core.guidance.plans import propose
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency
from tests.cases.shipped import actions_of, report_of, withheld_of


def tags_of(slug, code):
    return " ".join(report_of(slug).rule(code).tags)


def test_vitamin_d_waits_while_a_magnesium_deficit_is_an_emergency():
    slug = "r_severe_deficiency_in_an_emergency"

    assert withheld_of(slug, "A02") == [("start vitamin D", ("A04",))]
    assert "a safety rule stands against vitamin D now" in report_of(slug).rule("A02").clinician


@pytest.mark.parametrize("slug", ["r_pregnant_with_low_magnesium", "r_infant_with_low_magnesium"])
def test_in_pregnancy_and_childhood_a_specialist_replaces_magnesium(slug):
    assert actions_of(slug, "B06")[0] == "refer specialist"
    assert withheld_of(slug, "B06") == [("start magnesium replacement", ("S11",))]


def test_the_dose_of_a_child_follows_paediatric_guidance():
    slug = "r_infant_with_low_magnesium"

    assert "start vitamin D" in actions_of(slug, "A02")
    assert "think of rickets; the dose follows local paediatric guidance" in tags_of(slug, "A02")


def test_with_a_transplant_a_supplement_is_only_as_agreed_with_the_team():
    plan = propose(report_of("r_transplant_with_a_supplement"))

    supplement = [item for item in plan.items if item.target == "magnesium supplement"]
    assert [(item.verb, item.details, item.limit) for item in supplement] == [
        ("increase", ("only as agreed with the transplant team",), "350 mg/day")
    ]


def test_where_the_intake_is_reached_no_supplement_is_advised():
    for code in ("B01", "B02"):
        assert "increase dietary magnesium" in actions_of("r_intake_reached", code)
        assert not any("supplement" in act for act in actions_of("r_intake_reached", code))


def test_a_low_magnesium_is_treated_whatever_the_intake():
    assert "start magnesium supplement up to 350 mg/day" in actions_of(
        "r_intake_reached_but_low", "B02"
    )


def test_on_dialysis_an_antacid_with_magnesium_is_stopped():
    assert "stop magnesium products" in actions_of("r_dialysis_with_an_antacid", "K04")
    assert "stop magnesium products" not in actions_of("k04_haemodialysis", "K04")


def test_a_low_magnesium_alone_is_looked_into_soon():
    rule = report_of("r_low_magnesium_alone").rule("A03")

    assert rule.urgency is Urgency.SOON
    assert "A low value has a cause" in rule.clinician
    assert actions_of("r_low_magnesium_alone", "A03") == [
        "inform magnesium status",
        "review diet",
        "measure calcium",
        "measure potassium",
    ]
    assert "magnesium is low now: treat it" in tags_of("r_low_magnesium_alone", "P02")


def test_the_more_reliable_calcium_is_named():
    assert "the ionised calcium is not high" in tags_of("r_adjusted_calcium_misleads", "S01")
    assert "ionised" not in tags_of("s01_moderate", "S01")


def test_on_dialysis_nephrology_is_asked_about_the_pattern_of_hyperparathyroidism():
    assert "ask nephrology first" in tags_of("r_hyperparathyroidism_on_dialysis", "S05")
    assert "the adjusted calcium is unreliable" in tags_of(
        "r_hyperparathyroidism_on_dialysis", "S01"
    )
    assert tags_of("s05_pth_in_the_middle", "S05") == ""


def test_what_is_recorded_and_fresh_is_not_asked_for_again():
    assert report_of("r_work_up_is_done").rule("K01").status is Status.FIRES
    assert actions_of("r_work_up_is_done", "K01") == []
    assert "measure phosphate" in actions_of("d06_ckd_g4_with_oxide", "K01")
    assert "measure PTH" not in actions_of("d06_ckd_g4_with_oxide", "K01")


def test_a_cut_off_that_is_near_is_told_where_it_matters():
    rules = [rule for rule in report_of("d15_gymnast_without_chemistry").rules if rule.tags]

    assert [rule.code for rule in rules if "close to the cut-off" in rule.tags[0]] == ["B02"]
