"""What the leaflet says to a patient, from the plan that was agreed."""

import datetime

from mgdcds.core.guidance.plan import Plan
from mgdcds.pages.advice.leaflet import compose_leaflet
from tests.cases.shipped import report_of
from tests.unit.pages.advice.leaflets import leaflet_of, texts_in


def test_a_limit_is_something_to_avoid_and_not_a_part_of_the_day():
    leaflet = leaflet_of("b02_egfr_44_normal_magnesium")

    assert leaflet["day"] == []
    assert "Do not take more than 150 mg a day of magnesium tablets or powders." in leaflet["avoid"]


def test_nobody_is_told_to_go_on_with_what_they_do_not_take():
    what = [row["what"] for row in leaflet_of("d01_classic_low_low")["day"]]

    assert what == [
        "Start taking magnesium tablets or powders.",
        "The second part of your magnesium.",
    ]


def test_vitamin_d_that_is_taken_goes_on():
    what = [row["what"] for row in leaflet_of("b02_on_vitamin_d")["day"]]

    assert "Go on with vitamin D." in what


def test_a_start_carries_its_limit():
    limits = {row["what"]: row["limit"] for row in leaflet_of("a02_with_stones")["day"]}

    assert limits["Start taking vitamin D."] == "not more than 2000 IU a day in all"


def test_a_withheld_start_leaves_no_trace():
    said = " ".join(texts_in(leaflet_of("d06_ckd_g4_with_oxide")))

    assert "Start taking" not in said
    assert "Do not take magnesium tablets or powders." in said


def test_a_rule_that_was_not_accepted_leaves_no_trace():
    with_it = " ".join(texts_in(leaflet_of("d01_classic_low_low")))
    without = " ".join(texts_in(leaflet_of("d01_classic_low_low", "B02")))

    assert "In one small study" in with_it
    assert "In one small study" not in without


def test_nothing_agreed_leaves_only_when_to_call():
    report = report_of("d01_classic_low_low")

    leaflet = compose_leaflet(report, Plan(()), numbers=[], on=report.on)

    assert {name for name, found in leaflet.items() if found} == {"call", "emergency"}


def test_tests_of_one_day_are_one_line():
    back = leaflet_of("d01_classic_low_low")["back"]

    assert [line["when"] for line in back] == sorted({line["when"] for line in back})
    assert "blood tests for magnesium, calcium, potassium and vitamin D" in back[0]["what"]


def test_what_is_overdue_is_due_as_soon_as_possible():
    late = leaflet_of("d01_classic_low_low", on=datetime.date(2030, 1, 1))

    assert [line["when"] for line in late["back"]] == ["as soon as you can"]


def test_tests_of_today_are_one_line():
    tests = [line for line in leaflet_of("s09_on_oxide")["do"] if "blood test" in line]

    assert len(tests) == 1


def test_who_is_to_be_seen_at_once_comes_first():
    assert leaflet_of("s01_severe")["first"] == ["Go to emergency care, now."]


def test_stopped_magnesium_is_not_kept_apart_from_anything():
    leaflet = leaflet_of("m02_levothyroxine")
    assert leaflet["apart"]

    both = leaflet_of("s09_on_oxide")
    assert both["apart"] == []


def test_weak_kidneys_ask_before_they_eat_more():
    care = leaflet_of("k02_below_45")["food_care"]
    known = leaflet_of("d01_classic_low_low")["food_care"]
    unknown = leaflet_of("d15_gymnast_without_chemistry")["food_care"]

    assert known == ""
    assert unknown.startswith("If your kidneys are weak")
    assert care == "" or care.startswith("Your kidneys are weak")


def test_magnesium_brings_its_own_reasons_to_call():
    taking = leaflet_of("d01_classic_low_low")["call"]
    not_taking = leaflet_of("d06_ckd_g4_with_oxide")["call"]

    assert "You are ill and cannot drink enough. Stop the magnesium." in taking
    assert not any("magnesium" in line for line in not_taking)
