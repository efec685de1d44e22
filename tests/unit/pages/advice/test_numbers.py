"""A patient's own numbers on paper."""

import datetime
from dataclasses import replace
from decimal import Decimal

from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.pages.advice.numbers import present_numbers
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.cases.shipped import report_of

ON = datetime.date(2026, 11, 22)


def numbers_of(slug, unit_system="conventional", **changes):
    rulebook = load_shipped_rulebook()
    sheet = sheet_of_case(rulebook.cases[slug], dictionary=rulebook.dictionary)
    found = present_numbers(
        replace(sheet, **changes),
        rulebook.dictionary,
        context=report_of(slug).context,
        unit_system=unit_system,
        on=ON,
    )
    return {number["label"]: number for number in found}


def test_both_units_are_shown_as_typed():
    numbers = numbers_of("d01_classic_low_low")

    assert numbers["Vitamin D"]["text"] == "18 ng/mL (45 nmol/L)"
    assert numbers["Vitamin D"]["on"] == "22 Nov 2026"


def test_the_usual_range_of_magnesium_is_that_in_force():
    bar = numbers_of("d01_classic_low_low")["Magnesium"]["bar"]

    assert bar["words"] == "Usual: 0.70 to 1.05 mmol/L"
    assert bar["length"] > 0


def test_vitamin_d_has_marks_and_no_range():
    bar = numbers_of("d01_classic_low_low")["Vitamin D"]["bar"]

    assert bar["words"] == "Lines: 12, 20, 30, 50 ng/mL"
    assert [mark["text"] for mark in bar["marks"]] == ["12", "20", "30", "50"]
    places = [mark["at"] for mark in bar["marks"]]
    assert places == sorted(places)


def test_marks_follow_the_unit_that_was_typed():
    bar = numbers_of("d03_exactly_75_nmol")["Vitamin D"]["bar"]

    assert bar["words"] == "Lines: 30, 50, 75, 125 nmol/L"


def test_a_calculated_kidney_function_is_shown_as_a_whole_number():
    assert numbers_of("d01_classic_low_low")["Kidneys (eGFR)"]["text"].startswith("80 ")


def test_without_limits_there_is_no_bar():
    assert numbers_of("d01_classic_low_low", limits={})["Magnesium"]["bar"] is None


def test_what_is_not_recorded_is_not_shown():
    assert numbers_of("d15_gymnast_without_chemistry").keys() == {"Vitamin D"}


def test_a_value_far_above_the_marks_stays_in_the_drawing():
    rulebook = load_shipped_rulebook()
    sheet = sheet_of_case(rulebook.cases["d01_classic_low_low"], dictionary=rulebook.dictionary)
    high = replace(sheet.values["vitamin_d_25oh"], value=Decimal(400), entered="")

    bar = numbers_of("d01_classic_low_low", values={"vitamin_d_25oh": high})["Vitamin D"]["bar"]

    across = int(bar["here_points"].split(",")[0])
    assert 150 < across <= 200
