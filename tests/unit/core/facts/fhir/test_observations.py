import datetime
from decimal import Decimal

import pytest

from tests.unit.core.facts.fhir.bundles import LOINC, concept, notices, observation, read, values

VITAMIN_D = "62292-8"
D3_ONLY = "1989-3"


def test_a_result_is_read_with_its_unit_and_date():
    value = read(observation(value=1.7)).reading.values["magnesium"]

    assert (value.value, value.entered, value.unit) == (Decimal("0.7"), "1.7", "mg/dL")
    assert value.on == datetime.date(2026, 11, 20)


def test_the_digits_of_a_result_are_kept():
    assert read(observation(value=2.0)).reading.values["magnesium"].entered == "2.0"


def test_of_sixteen_decimals_only_the_value_is_kept():
    value = read(observation("29463-7", 78.39431668559237, "kg")).reading.values["weight"]

    assert (value.value, value.entered) == (Decimal("78.39"), "")


def test_the_latest_result_on_or_before_the_day_is_taken():
    results = [
        observation(value=1.5, on="2026-09-01"),
        observation(value=1.9, on="2026-11-20"),
        observation(value=2.5, on="2026-12-24"),
    ]

    value = read(*results).reading.values["magnesium"]

    assert value.entered == "1.9"
    assert value.provenance.detail.endswith("latest of 2")
    assert (
        "These results were skipped, because they are from after 22 Nov 2026: Test 19123-9."
        in notices(*results)
    )


def test_of_one_day_the_latest_moment_is_taken_whatever_its_zone():
    results = [
        observation(value=1.5, on="2026-11-20T10:00:00+00:00"),
        observation(value=1.9, on="2026-11-20T08:00:00-05:00"),
    ]

    assert read(*results).reading.values["magnesium"].entered == "1.9"


def test_two_different_results_of_one_moment_are_told():
    results = [
        observation(value=1.5, issued="2026-11-20T10:00:00Z"),
        observation(value=1.9, issued="2026-11-20T11:00:00Z"),
    ]

    assert read(*results).reading.values["magnesium"].entered == "1.9"
    assert (
        "Serum magnesium has two different results of the same time on 20 Nov 2026; "
        "the one issued later was taken."
    ) in notices(*results)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"status": "entered-in-error"}, "its status is 'entered-in-error'."),
        ({"status": "cancelled"}, "its status is 'cancelled'."),
        ({"valueQuantity": None}, "Test 19123-9 has no value, so it gives no Serum magnesium."),
        ({"valueQuantity": {"unit": "mg/dL"}}, "Test 19123-9 has no value"),
        ({"valueQuantity": {"value": "1.9", "unit": "mg/dL"}}, "Test 19123-9 has no value"),
        ({"valueQuantity": {"value": True, "unit": "mg/dL"}}, "Test 19123-9 has no value"),
        ({"valueQuantity": {"value": 1.9}}, "Test 19123-9 has no unit"),
        ({"unit": "furlong"}, "its unit 'furlong' is not known."),
        (
            {"valueQuantity": {"value": 1.9, "code": "mg/dL", "unit": "mmol/L"}},
            "its unit is both 'mg/dL' and 'mmol/L'.",
        ),
        (
            {"unit": "mmol/L"},
            "LOINC 19123-9 is for mass units, but its unit is 'mmol/L'.",
        ),
        ({"code": "2601-3"}, "LOINC 2601-3 is for molar units, but its unit is 'mg/dL'."),
        ({"on": "2026"}, "was skipped, because it has no date to the day."),
        ({"on": ""}, "was skipped, because it has no date to the day."),
        ({"value": 1e308}, "Serum magnesium was skipped. "),
        ({"value": -1}, "Serum magnesium was skipped. Serum magnesium cannot be negative"),
        ({"value": 99}, "Serum magnesium was skipped. Serum magnesium cannot be 99 mg/dL"),
        ({"code": "2951-2"}, "These results are not used by any fact: Test 2951-2 (2951-2)."),
    ],
)
def test_what_cannot_be_used_is_skipped_and_told(more, words):
    odd = observation(**more)

    assert "magnesium" not in values(odd)
    assert any(words in message for message in notices(odd))


def test_an_older_result_stands_in_for_one_that_cannot_be_used():
    results = [observation(value=1.5, on="2026-11-01"), observation(value=99, on="2026-11-20")]

    assert read(*results).reading.values["magnesium"].entered == "1.5"


@pytest.mark.parametrize(
    ("code", "value", "unit", "fact", "canonical"),
    [
        ("2823-3", 4.2, "mEq/L", "potassium", "4.2"),
        ("6768-6", 95, "[IU]/L", "alp", "95"),
        ("98979-8", 60, "mL/min/{1.73_m2}", "egfr", "60"),
        ("33914-3", 60, "mL/min", "egfr", "60"),
        ("14866-8", 6.9, "pmol/L", "pth", "65"),
        ("68438-1", 75, "nmol/L", "vitamin_d_25oh", "30"),
        ("2601-3", 2.0, "meq/L", "magnesium", "1"),
    ],
)
def test_units_have_the_spellings_of_real_laboratories(code, value, unit, fact, canonical):
    assert values(observation(code, value, unit))[fact] == Decimal(canonical)


def test_a_comparator_is_kept():
    result = observation(
        VITAMIN_D, valueQuantity={"value": 4, "comparator": "<", "unit": "ng/mL", "code": "ng/mL"}
    )

    value = read(result).reading.values["vitamin_d_25oh"]

    assert (value.value, value.comparator) == (Decimal("3.99"), "<")


def test_a_result_in_words_counts_when_it_has_number_and_unit():
    assert values(observation(VITAMIN_D, valueQuantity=None, valueString="< 4 ng/mL"))[
        "vitamin_d_25oh"
    ] == Decimal("3.99")
    assert "vitamin_d_25oh" not in values(
        observation(VITAMIN_D, valueQuantity=None, valueString="see note")
    )


def test_a_test_of_vitamin_d3_alone_is_taken_and_told():
    result = observation(D3_ONLY, 18, "ng/mL")

    assert values(result)["vitamin_d_25oh"] == 18
    assert any("measures a part of it only" in message for message in notices(result))


def test_a_total_comes_before_a_newer_part():
    results = [
        observation(VITAMIN_D, 25, "ng/mL", on="2026-10-01"),
        observation(D3_ONLY, 18, "ng/mL", on="2026-11-01"),
    ]

    assert values(*results)["vitamin_d_25oh"] == 25
    assert not any("measures a part" in message for message in notices(*results))


def test_a_stale_total_does_not_come_before_a_part():
    results = [
        observation(VITAMIN_D, 25, "ng/mL", on="2025-01-01"),
        observation(D3_ONLY, 18, "ng/mL", on="2026-11-01"),
    ]

    assert values(*results)["vitamin_d_25oh"] == 18


@pytest.mark.parametrize(
    ("before", "found"), [("2026-09-20", 12), ("2026-11-01", None), ("2023-01-01", None)]
)
def test_a_value_of_eight_weeks_before_or_more_is_the_previous_one(before, found):
    results = [
        observation(VITAMIN_D, 12, "ng/mL", on=before),
        observation(VITAMIN_D, 25, "ng/mL", on="2026-11-20"),
    ]

    assert values(*results).get("vitamin_d_25oh_previous") == found


def test_components_are_results_of_their_own():
    panel = observation(
        "24323-8",
        valueQuantity=None,
        component=[
            {
                "code": concept("2160-0", LOINC),
                "valueQuantity": {"value": 0.9, "unit": "mg/dL"},
            },
            {"code": concept("9999-9", LOINC), "valueQuantity": {"value": 1, "unit": "x"}},
        ],
    )

    assert values(panel)["creatinine"] == Decimal("0.9")


def test_the_reference_range_of_the_chosen_result_becomes_its_limits():
    ends = {"low": {"value": 1.7, "unit": "mg/dL"}, "high": {"value": 2.6, "unit": "mg/dL"}}
    old = {"low": {"value": 1.2}, "high": {"value": 3.0}}

    limits = read(
        observation(on="2026-01-01", referenceRange=[old]), observation(referenceRange=[ends])
    ).reading.limits

    assert limits == {"magnesium_lln": Decimal("0.7"), "magnesium_uln": Decimal("1.05")}


def test_two_reference_ranges_are_not_chosen_between():
    ends = {"low": {"value": 1.7}, "high": {"value": 2.6}}

    assert read(observation(referenceRange=[ends, ends])).reading.limits == {}


def test_a_haemolysed_sample_is_told_and_recorded():
    result = observation(note=[{"text": "SPECIMEN HEMOLYZED"}])

    assert values(result)["magnesium_haemolysed"] is True
    assert "The magnesium sample is noted as haemolysed: 'SPECIMEN HEMOLYZED'." in notices(result)


@pytest.mark.parametrize("words", ["No haemolysis", "not hemolyzed", "clear"])
def test_a_sample_that_was_not_haemolysed_is_left_alone(words):
    assert "magnesium_haemolysed" not in values(observation(note=[{"text": words}]))


def test_an_unseen_character_is_passed_over_and_told():
    result = observation(code="x")
    result["code"] = concept("19123-9", LOINC, "Magnesium [Mass/\u200bvolume]")

    assert "magnesium" in values(result)
    assert "An unseen character in 'Magnesium [Mass/volume]' was passed over." in notices(result)


def test_a_likely_slip_of_the_unit_is_a_question():
    (question,) = read(observation(VITAMIN_D, 75, "ng/mL")).reading.questions

    assert question.message == "25(OH)D of 75 ng/mL is unusual. Check it."


@pytest.mark.parametrize("moment", ["2026-02-31", "0001-01-01T00:00:00+14:00", "2026-11-20T99:00"])
def test_an_odd_moment_never_raises(moment):
    assert "sex" in values(observation(on=moment))


def test_a_reference_range_in_two_units_counts_for_nothing():
    ends = {"low": {"value": 0.7, "unit": "mmol/L"}, "high": {"value": 2.6, "unit": "mg/dL"}}

    assert read(observation(referenceRange=[ends])).reading.limits == {}


def test_a_preliminary_result_is_marked():
    value = read(observation(status="preliminary")).reading.values["magnesium"]

    assert value.provenance.detail.endswith(", preliminary")


def test_a_result_without_an_id_still_says_its_code():
    value = read(observation(id="")).reading.values["magnesium"]

    assert value.provenance.detail == "Observation, LOINC 19123-9"
