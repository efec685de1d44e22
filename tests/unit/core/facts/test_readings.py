import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from mgdcds.core.dictionary.fact import Range
from mgdcds.core.facts.one_fact import read_one
from mgdcds.core.facts.readings import RawFact, read_facts
from mgdcds.core.facts.sheet import FactValue
from tests.unit.core.facts.with_limits import ON, dictionary


def read(*facts, on=ON):
    return read_facts(dictionary(), [RawFact(*fact) for fact in facts], on=on)


def the_problem(*fact):
    (problem,) = read(fact).problems
    return problem


def the_question(*fact):
    (question,) = read(fact).questions
    return question


def test_a_quantity_is_kept_as_typed_and_as_canonical_value():
    reading = read(("vitamin_d_25oh", "75", "nmol/L"))

    assert reading.values["vitamin_d_25oh"] == FactValue(
        "vitamin_d_25oh", Decimal("30.00"), entered="75", unit="nmol/L"
    )
    assert (reading.problems, reading.questions, reading.notices) == ((), (), ())


def test_an_empty_value_is_not_recorded():
    assert read(("magnesium", "  ", "mmol/L"), ("sex", ""), ("pregnant", "\u200b")).values == {}


@pytest.mark.parametrize(
    ("text", "comparator", "canonical", "kept"),
    [
        ("<4", "", "3.99", "<"),
        ("> 150", "", "150.01", ">"),
        ("≤4", "", "4.00", "<="),
        ("150", ">=", "150.00", ">="),
        ("4", "<", "3.99", "<"),
    ],
)
def test_a_limit_stands_one_step_beyond_with_its_comparator(text, comparator, canonical, kept):
    value = read(("vitamin_d_25oh", text, "ng/mL", comparator)).values["vitamin_d_25oh"]

    assert (value.value, value.comparator) == (Decimal(canonical), kept)
    assert value.entered in ("4", "150")


def test_of_the_decimals_of_a_machine_a_question_shows_four():
    question = the_question("vitamin_d_25oh", "80.23471489045187", "ng/mL")

    assert question.message == "25(OH)D of 80.2347 ng/mL is unusual. Check it."


def test_a_limit_raises_no_question():
    assert read(("vitamin_d_25oh", "<4", "ng/mL")).questions == ()


@pytest.mark.parametrize(
    "text",
    ["abc", "NaN", "inf", "-inf", "1e308", "1E2", "٣٠", "７５", "²", "1 8", "0x10", "1_000", "<"],
)
def test_what_is_no_plain_number_is_refused(text):
    message = the_problem("magnesium", text, "mmol/L").message

    assert message.endswith("is not a number. Write it with the digits 0 to 9, such as 0.78.")


def test_a_number_of_ten_thousand_digits_is_refused_briefly():
    assert len(the_problem("magnesium", "9" * 10_000, "mmol/L").message) < 130


@pytest.mark.parametrize("text", ["-3", "−3"])
def test_a_negative_number_is_refused(text):
    message = the_problem("magnesium", text, "mmol/L").message

    assert message == f"Serum magnesium cannot be negative, but '{text}' is."


def test_a_decimal_comma_is_understood_and_told():
    reading = read(("albumin", "4,1", "g/dL"))

    assert reading.values["albumin"].value == Decimal(41)
    assert reading.values["albumin"].entered == "4.1"
    assert [notice.message for notice in reading.notices] == ["'4,1' was read as 4.1."]


def test_a_comma_that_could_mark_thousands_is_not_guessed():
    problem = the_problem("vitamin_d_dose", "1,000", "IU/d")

    assert problem.message == "'1,000' could mean 1000 or 1.000."
    assert problem.hint == "Write it without the comma."


def test_a_comma_after_zero_cannot_mark_thousands():
    value = read(("magnesium", "0,780", "mmol/L")).values["magnesium"].value

    assert value == Decimal("0.78")


def test_a_quantity_needs_a_unit_where_there_are_two():
    problem = the_problem("vitamin_d_25oh", "18")

    assert problem.message == "25(OH)D needs its unit: ng/mL or nmol/L or µg/L."


def test_a_quantity_with_one_unit_needs_none():
    assert read(("bmi", "26")).values["bmi"].value == 26


def test_an_unknown_unit_gets_the_known_ones_and_a_suggestion():
    problem = the_problem("vitamin_d_25oh", "18", "ng/m")

    assert problem.message == (
        "'ng/m' is not a unit of 25(OH)D, but one of ng/mL, nmol/L, µg/L is expected."
    )
    assert problem.hint == "Did you mean 'ng/mL'?"


def test_an_impossible_value_is_refused_with_what_is_possible():
    problem = the_problem("magnesium", "11", "mmol/L")

    assert problem.message == "Serum magnesium cannot be 11 mmol/L: 0.05 to 10 mmol/L is possible."


def test_an_impossible_value_that_fits_another_unit_says_so():
    problem = the_problem("calcium", "9.4", "mmol/L")

    assert problem.hint == (
        "It would be usual as 9.4 mg/dL (2.35 mmol/L). Was the unit meant to be that one?"
    )


@pytest.mark.parametrize(
    ("fact", "value", "unit", "hint"),
    [
        ("vitamin_d_25oh", "75", "ng/mL", "It would be usual as 75 nmol/L (30 ng/mL)."),
        ("creatinine", "80", "mg/dL", "It would be usual as 80 µmol/L (0.91 mg/dL)."),
        ("magnesium", "1.9", "mmol/L", "It would be usual as 1.9 mg/dL (0.78 mmol/L)."),
        ("albumin", "4", "g/L", "It would be usual as 4 g/dL (40 g/L)."),
    ],
)
def test_a_likely_slip_of_the_unit_is_asked_about_and_not_changed(fact, value, unit, hint):
    reading = read((fact, value, unit))

    assert fact in reading.values
    assert reading.values[fact].unit == unit
    assert reading.questions[0].hint.startswith(hint)


def test_an_unusual_value_is_asked_about():
    question = the_question("pth", "1600", "pg/mL")

    assert question.message == "PTH, intact of 1600 pg/mL is unusual. Check it."
    assert (question.hint, question.place.field) == ("", "pth")


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("No", False), ("TRUE", True)])
def test_a_yes_or_no_has_common_words(word, value):
    assert read(("pregnant", word)).values["pregnant"].value is value


def test_anything_else_is_no_yes_or_no():
    assert the_problem("pregnant", "maybe").message == (
        "'maybe' was found for Pregnant, but yes or no is expected."
    )


@pytest.mark.parametrize("word", ["haemodialysis", "Haemodialysis"])
def test_a_choice_is_read_by_its_word_or_label(word):
    assert read(("dialysis", word)).values["dialysis"].value == "haemodialysis"


def test_an_unknown_choice_gets_a_suggestion():
    problem = the_problem("dialysis", "hemodialysis")

    assert "'hemodialysis' was found for Dialysis, but one of none, haem" in problem.message
    assert problem.hint == "Did you mean 'haemodialysis'?"


@pytest.mark.parametrize("text", ["1980-02-29", "29 Feb 1980", "29 February 1980"])
def test_a_date_is_read(text):
    assert read(("birth_date", text)).values["birth_date"].value == datetime.date(1980, 2, 29)


@pytest.mark.parametrize("text", ["1981-02-29", "29.2.1980", "02/03/1980", "1980", "x" * 99])
def test_what_is_no_clear_date_is_refused(text):
    assert "is not a date. Write it as 2026-11-22 or 22 Nov 2026." in (
        the_problem("birth_date", text).message
    )


def test_nobody_is_born_after_the_assessment():
    message = the_problem("birth_date", "2026-11-23").message

    assert message == "23 Nov 2026 is after the assessment date, 22 Nov 2026."


def test_nobody_is_older_than_130_years():
    message = the_problem("birth_date", "1890-01-01").message

    assert message == ("A birth date of 1 Jan 1890 would make the patient older than 130 years.")


def test_a_result_from_after_the_assessment_is_refused():
    later = RawFact("magnesium", "0.8", "mmol/L", on=datetime.date(2026, 12, 1))

    (problem,) = read_facts(dictionary(), [later], on=ON).problems

    assert problem.message == "1 Dec 2026 is after the assessment date, 22 Nov 2026."


def test_a_number_fact_is_a_plain_decimal():
    assert read(("age_years", "46")).values["age_years"].value == Decimal(46)


@pytest.mark.parametrize("unit", ["years", "a"])
def test_a_number_fact_may_name_its_unit(unit):
    assert read(("age_years", "46", unit)).values["age_years"].value == Decimal(46)


def test_a_number_fact_refuses_another_unit():
    assert the_problem("age_years", "46", "months").message == (
        "'months' is not a unit of Age, but one of years is expected."
    )


def test_a_number_fact_refuses_a_limit():
    assert the_problem("age_years", ">90").message == (
        "'>90' is a limit, but Age is expected as a value."
    )


def test_an_impossible_number_is_refused():
    assert the_problem("training_hours", "200").message == (
        "Vigorous training cannot be 200 hours a week: 0 to 168 hours a week is possible."
    )


def test_an_unknown_fact_gets_a_suggestion():
    problem = the_problem("magnesum", "1", "mmol/L")

    assert (problem.message, problem.hint) == (
        "There is no fact 'magnesum'.",
        "Did you mean 'magnesium'?",
    )


def test_a_fact_that_is_there_twice_is_told():
    reading = read(("bmi", "26"), ("bmi", "27"))

    assert [problem.message for problem in reading.problems] == [
        "Body mass index is there twice, but one value is expected."
    ]


def test_all_problems_are_told_at_once():
    reading = read(("bmi", "x"), ("pregnant", "x"), ("sex", "x"), ("zzz", "1"))

    assert len(reading.problems) == 4


def test_a_word_with_a_unit_is_no_yes():
    assert the_problem("pregnant", "yes", "mg/dL").message == (
        "'yes mg/dL' was found for Pregnant, but yes or no is expected."
    )


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((None, "5"), "at most 5 mmol/L is possible"),
        (("3", None), "at least 3 mmol/L is possible"),
    ],
)
def test_an_open_range_says_its_one_end(ends, words):
    low, high = (None if end is None else Decimal(end) for end in ends)
    fact = replace(dictionary().fact("magnesium"), possible=Range(low, high))
    value = "99" if low is None else "1"

    read = read_one(fact, RawFact("magnesium", value, "mmol/L"), on=ON)

    assert words in read.problem.message
