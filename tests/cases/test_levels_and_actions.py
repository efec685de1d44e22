"""What the rules do for a patient: urgency, actions, gates, limits, tags, who withholds."""

import pytest

from mgdcds.core.guidance.plans import propose
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.cases.shipped import actions_of, report_of, withheld_of

SLUGS = sorted(load_shipped_rulebook().cases)


@pytest.mark.parametrize(
    ("slug", "code", "urgency"),
    [
        ("s01_above_uln", "S01", Urgency.SOON),
        ("s01_below_moderate", "S01", Urgency.SOON),
        ("s01_moderate", "S01", Urgency.EMERGENCY),
        ("s01_severe", "S01", Urgency.EMERGENCY),
        ("s01_ionised", "S01", Urgency.SOON),
        ("s03_above_150", "S03", Urgency.SOON),
        ("s03_with_high_calcium", "S03", Urgency.EMERGENCY),
        ("s09_above_uln", "S09", Urgency.SOON),
        ("s09_below_200", "S09", Urgency.SOON),
        ("s09_at_200", "S09", Urgency.EMERGENCY),
        ("s09_at_49_mg_dl", "S09", Urgency.EMERGENCY),
        ("s09_with_hyporeflexia", "S09", Urgency.EMERGENCY),
        ("s09_dialysis", "S09", Urgency.SOON),
        ("a04_below_050", "A04", Urgency.EMERGENCY),
        ("k01_below_60", "K01", Urgency.ROUTINE),
        ("k03_g5", "K01", Urgency.SOON),
        ("m01_magnesium_low", "M01", Urgency.SOON),
        ("m01_thiazide", "M01", Urgency.ROUTINE),
    ],
)
def test_the_level_in_force_sets_the_urgency(slug, code, urgency):
    assert report_of(slug).rule(code).urgency is urgency


def test_a_severe_calcium_needs_emergency_care_and_a_moderate_one_a_doctor_today():
    assert "refer emergency care" in actions_of("s01_severe", "S01")
    assert "refer emergency care" in actions_of("s01_severe_mg_dl", "S01")
    assert "refer same-day assessment" in actions_of("s01_moderate", "S01")
    assert not any(act.startswith("refer") for act in actions_of("s01_below_moderate", "S01"))


def test_a_severe_deficiency_starts_vitamin_d():
    assert actions_of("b07_first_limb_below_30_nmol", "A02")[0] == "start vitamin D"


def test_without_a_calcium_the_start_carries_1000_units():
    assert actions_of("a02_without_calcium", "A02")[0] == "start vitamin D up to 1000 IU/day"


def test_with_stones_the_start_carries_2000_units():
    assert actions_of("a02_with_stones", "A02")[0] == "start vitamin D up to 2000 IU/day"


def test_on_800_units_the_dose_is_reviewed_instead():
    actions = actions_of("a02_on_treatment", "A02")

    assert "review vitamin D dose" in actions
    assert not any(act.startswith("start") for act in actions)


@pytest.mark.parametrize(
    ("slug", "by"),
    [
        ("a02_with_sarcoidosis", ("S04",)),
        ("a02_with_high_calcium", ("S01",)),
        ("a02_with_hyperparathyroidism", ("S05",)),
    ],
)
def test_a_safety_rule_keeps_vitamin_d_from_being_started(slug, by):
    assert withheld_of(slug, "A02") == [("start vitamin D", by)]
    assert report_of(slug).rule("A02").status is Status.FIRES


@pytest.mark.parametrize(
    ("slug", "by"),
    [
        ("d06_ckd_g4_with_oxide", ("K03",)),
        ("b01_pregnant", ("S11",)),
        ("b01_seventeen", ("S11",)),
        ("b01_myasthenia", ("S06",)),
        ("b01_heart_block", ("S07",)),
        ("b01_hypermagnesaemia", ("S09",)),
        ("b01_high_calcium", ("S01", "S05")),
        ("b01_haemodialysis", ("K04",)),
        ("a04_blocks_oral", ("A04",)),
        ("a02_with_sarcoidosis", ("S04",)),
        ("r_two_kinds_of_block", ("K04", "S11")),
    ],
)
def test_withheld_advice_names_the_rules_behind_it(slug, by):
    rule = report_of(slug).rule("B01")

    assert rule.status is Status.WITHHELD
    assert rule.withheld_by == by
    assert actions_of(slug, "B01") == []


def test_advice_that_cannot_be_cleared_names_what_is_missing_and_nobody():
    rule = report_of("d15_gymnast_without_chemistry").rule("B02")

    assert rule.withheld_by == ()
    assert {"creatinine", "egfr", "magnesium", "calcium_adjusted"} <= set(rule.missing)


def test_without_a_kidney_function_food_is_advised_and_no_supplement():
    assert actions_of("b01_egfr_unknown", "B01") == [
        "measure magnesium",
        "increase dietary magnesium",
    ]


def test_the_supplement_of_low_and_low_is_capped_at_the_upper_level():
    assert actions_of("d01_classic_low_low", "B02") == [
        "increase dietary magnesium",
        "start magnesium supplement up to 350 mg/day",
        "review vitamin D dose",
        "measure 25(OH)D",
    ]


def test_vitamin_d_is_continued_only_where_it_is_taken():
    assert "continue vitamin D" in actions_of("b02_on_vitamin_d", "B02")
    assert "continue vitamin D" not in actions_of("d01_classic_low_low", "B02")


def test_the_cap_follows_the_european_level():
    limits = [act for act in actions_of("r_eu_level", "B02") if "supplement" in act]

    assert limits == ["start magnesium supplement up to 250 mg/day"]


def test_at_an_egfr_of_44_food_only_unless_magnesium_is_low():
    assert withheld_of("b02_egfr_44_normal_magnesium", "B02") == [
        ("start magnesium supplement", ("K02",))
    ]
    assert "start magnesium supplement up to 150 mg/day" in actions_of(
        "b02_egfr_44_low_magnesium", "B02"
    )


def test_a_supplement_that_is_taken_is_increased_and_not_started():
    increased = actions_of("r_k02_keeps_the_supplement_small", "B02")

    assert "increase magnesium supplement up to 150 mg/day" in increased
    assert not any(act.startswith("start") for act in increased)


def test_there_is_no_increase_where_the_limit_is_reached():
    assert withheld_of("r_k02_no_room", "B02") == [("increase magnesium supplement", ("K02",))]
    assert withheld_of("b02_supplement_above_the_limit", "B02") == [
        ("increase magnesium supplement", ("S10",))
    ]
    assert not any("supplement" in act for act in actions_of("b02_supplement_at_the_limit", "B02"))


@pytest.mark.parametrize(
    "slug",
    [
        "b06_in_kidney_disease",
        "b06_in_transplant",
        "b06_with_tetany",
        "r_myasthenia_low_magnesium",
        "b06_low_calcium",
    ],
)
def test_a_replacement_that_is_not_cleared_becomes_a_referral(slug):
    actions = actions_of(slug, "B06")

    assert "refer specialist" in actions
    assert "start magnesium replacement" not in actions


def test_an_athlete_keeps_the_food_when_the_supplement_is_blocked():
    assert "increase dietary magnesium" in actions_of("p04_with_high_magnesium", "P04")
    assert withheld_of("p04_with_high_magnesium", "P04") == [
        ("start magnesium supplement", ("S09",))
    ]
    assert withheld_of("p04_under_18", "P04") == [("start magnesium supplement", ("S11",))]
    assert withheld_of("a04_blocks_athlete", "P04") == [("start magnesium supplement", ("A04",))]


def test_exactly_30_is_tagged_as_the_crossover():
    for slug in ("d02_exactly_30_ng", "d03_exactly_75_nmol"):
        assert report_of(slug).rule("B02").tags[0] == "at the crossover; expect little or no change"


def test_a_reported_30_is_tagged_as_borderline():
    assert "borderline" in " ".join(report_of("k02_at_30").rule("K02").tags)
    assert not report_of("k02_calculated").rule("K02").tags


def test_each_medicine_is_separated_by_name():
    assert actions_of("m02_hidden_product", "M02") == ["separate quinolone"]
    assert actions_of("m02_levothyroxine", "M02") == ["separate levothyroxine"]


def test_a_higher_dose_waits_for_magnesium_only_while_it_is_unknown_or_low():
    assert "avoid higher vitamin D dose" in actions_of("r_severe_non_response", "B05")
    assert "avoid higher vitamin D dose" in actions_of("r_non_response_with_low_magnesium", "B05")


def test_no_plan_has_to_set_aside_a_start_or_an_increase():
    opposed = {
        slug: aside.reason
        for slug in SLUGS
        for aside in propose(report_of(slug)).set_aside
        if aside.item.verb in (Verb.START, Verb.INCREASE)
    }

    assert opposed == {}


def test_no_text_holds_an_unfilled_placeholder_or_a_raw_unit():
    texts = (
        (slug, rule.code, text)
        for slug in SLUGS
        for rule in report_of(slug).rules
        for text in (rule.clinician, rule.patient, *rule.tags)
    )

    assert [each for each in texts if set("{}[]") & set(each[2])] == []
