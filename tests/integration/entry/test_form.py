"""The form of an assessment: every fact, every problem at once, nothing typed lost."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.sheet import Provenance
from mgdcds.pages.entry.reading import Known, raw_of_values, read_entry
from tests.builders import ON
from tests.house.pages import problems_of_page, read_page
from tests.integration.entry.typing import (
    DICTIONARY,
    EARLIER,
    frame,
    html_of,
    previous,
    sample,
    sent,
    typed,
)

FACTS = [fact for fact in DICTIONARY.facts.values() if not fact.retired]
RUBBISH = [
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "1e308",
    "-0.8",
    "٠٫٧٨",
    "０.７８",
    "0x10",
    "1_000",
    "7" * 10_000,
    "<script>alert(1)</script>",
    "=1+1",
    "'; DROP TABLE patients; --",
    "{{ page }}",
    "0.78\x00",
]


def _controls(html: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for element in read_page(html).walk():
        if "name" in element.attributes:
            found.setdefault(element.attributes["name"], []).append(element.attributes)
    return found


def test_every_fact_has_a_field_with_a_label() -> None:
    html = html_of(sent(typed()))

    assert {fact.name for fact in FACTS} <= set(_controls(html))
    assert problems_of_page(html, is_part=True) == []


def test_every_quantity_with_more_than_one_unit_has_a_unit_switch() -> None:
    controls = _controls(html_of(sent(typed())))

    switched = [fact.name for fact in FACTS if len(fact.units) > 1]
    assert switched
    assert all(f"{name}__unit" in controls for name in switched)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_fact_survives_the_round_trip(fact) -> None:
    raw = typed(**{fact.name: sample(fact)})
    reading = sent(raw).reading

    again = raw_of_values(DICTIONARY, reading.values)

    assert reading.problems == ()
    assert set(reading.values) == {fact.name}
    assert read_entry(DICTIONARY, again, known=Known(), on=ON).values == reading.values


def test_a_limit_is_typed_with_its_sign_and_kept() -> None:
    form = sent(typed(vitamin_d_25oh="<4 ng/mL"))

    value = form.reading.values["vitamin_d_25oh"]

    assert (value.value, value.comparator) == (Decimal("3.99"), "<")
    assert 'value="&lt;4"' in html_of(form)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda text: text[:12])
def test_rubbish_gets_a_message_at_its_place_and_is_not_lost(rubbish: str) -> None:
    form = sent(typed(potassium="4.2 mmol/L") | {"magnesium": rubbish, "magnesium__unit": "mmol/L"})
    html = html_of(form)

    assert not form.is_valid()
    assert [problem.place.field for problem in form.reading.problems] == ["magnesium"]
    assert form.reading.values["potassium"].value == Decimal("4.2")
    assert form.raw["magnesium"] == rubbish
    assert problems_of_page(html.replace(rubbish, "x"), is_part=True) == []


def test_what_is_typed_is_shown_escaped() -> None:
    html = html_of(sent(typed() | {"magnesium": "<script>alert(1)</script>", "note": "<b>x</b>"}))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_all_problems_are_told_at_once_in_the_order_of_the_page() -> None:
    form = sent(
        typed(creatinine="abc mg/dL", magnesium="-1 mmol/L", vitamin_d_25oh="75 ng/mL")
        | {"on": "2027-01-01", "note": "x" * 2001}
    )

    assert not form.is_valid()
    assert [mistake.anchor for mistake in form.mistakes] == [
        "id_on",
        "id_note",
        "id_vitamin_d_25oh",
        "id_magnesium",
        "id_creatinine",
    ]
    assert form.mistakes_title == "Nothing is saved yet: 5 answers need another look"


def test_every_line_of_the_summary_leads_to_a_control() -> None:
    html = html_of(sent(typed(creatinine="abc mg/dL") | {"on": "2027-01-01"}))

    summary = next(
        one for one in read_page(html).walk() if one.attributes.get("class") == "c-errors"
    )
    assert summary.attributes["autofocus"] == ""
    assert problems_of_page(html, is_part=True) == []


def test_a_likely_slip_of_the_unit_is_asked_about() -> None:
    form = sent(typed(vitamin_d_25oh="75 ng/mL"))

    assert not form.is_valid()
    assert form.reading.problems == ()
    (question,) = form.reading.questions
    assert question.message == "25(OH)D of 75 ng/mL is unusual. Check it."
    assert "75 nmol/L" in question.hint
    assert form.mistakes_title == "Before this is saved: is this value right?"


def test_a_confirmed_value_is_not_asked_about_again() -> None:
    raw = typed(vitamin_d_25oh="75 ng/mL") | {"vitamin_d_25oh__sure": "75 ng/mL"}

    assert sent(raw).is_valid()


def test_a_confirmation_does_not_cover_another_value() -> None:
    raw = typed(vitamin_d_25oh="80 ng/mL") | {"vitamin_d_25oh__sure": "75 ng/mL"}

    assert not sent(raw).is_valid()


def test_the_question_can_be_confirmed_on_the_page() -> None:
    controls = _controls(html_of(sent(typed(creatinine="80 mg/dL"))))

    assert controls["creatinine__sure"][0]["value"] == "80 mg/dL"


def test_an_impossible_value_is_refused_whatever_is_confirmed() -> None:
    raw = typed(magnesium="20 mmol/L") | {"magnesium__sure": "20 mmol/L"}
    form = sent(raw)

    assert not form.is_valid()
    assert "cannot be 20 mmol/L" in form.reading.problems[0].message


def test_a_unit_can_be_typed_behind_the_number() -> None:
    form = sent(typed(vitamin_d_25oh="x ng/mL") | {"vitamin_d_25oh": "75 nmol/L"})

    assert form.is_valid()
    assert form.raw["vitamin_d_25oh__unit"] == "nmol/L"
    assert form.reading.values["vitamin_d_25oh"].value == Decimal(30)


def test_the_units_of_the_clinic_come_first() -> None:
    for system, first in (("si", "nmol/L"), ("conventional", "ng/mL")):
        row = sent(typed(), unit_system=system).row("vitamin_d_25oh")

        assert row.units[0].value == first
        assert row.units[0].chosen


def test_a_list_that_was_gone_through_is_ticked_and_the_rest_is_left_to_saving() -> None:
    form = sent(typed(coeliac_disease="yes") | {"reviewed__conditions": "1"})

    assert form.reading.reviewed == {"conditions"}
    assert set(form.reading.values) == {"coeliac_disease"}


def test_a_no_in_a_list_that_was_not_gone_through_is_kept() -> None:
    form = sent(typed(coeliac_disease="no"))

    assert form.reading.values["coeliac_disease"].value is False
    assert '<option value="no" selected>' in html_of(form)


def test_a_date_of_the_results_holds_for_results_without_one() -> None:
    raw = typed(magnesium="0.8 mmol/L", potassium="4.2 mmol/L", weight="70 kg", qtc="400 ms")
    raw |= {"drawn_on": "2026-11-20", "potassium__on": "2026-11-19"}
    form = sent(raw)

    assert form.is_valid(), form.mistakes
    dates = {name: value.on for name, value in form.reading.values.items()}
    assert dates == {
        "magnesium": datetime.date(2026, 11, 20),
        "potassium": datetime.date(2026, 11, 19),
        "weight": None,
        "qtc": None,
    }


def test_results_are_not_younger_than_the_assessment() -> None:
    form = sent(typed() | {"drawn_on": "2026-11-23", "magnesium__on": "2026-11-23"})

    assert not form.is_valid()
    assert "This is after the date of the assessment." in html_of(form)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("", "Enter the date of the assessment."),
        ("2026-13-01", "Enter a date as year-month-day"),
        ("2026-11-23", "23 Nov 2026 is in the future."),
        ("1979-01-01", "1 Jan 1979 is before the birth, 14 Mar 1980."),
    ],
)
def test_a_date_that_cannot_be_is_refused(on: str, said: str) -> None:
    html = html_of(sent(typed() | {"on": on}))

    assert said in html


def test_a_previous_value_is_used_again_with_its_date_and_source() -> None:
    known = Known(previous=previous(magnesium="0.78 mmol/L"))
    form = sent(typed() | {"magnesium__again": "1"}, known=known)

    value = form.reading.values["magnesium"]

    assert (value.value, value.on) == (Decimal("0.78"), EARLIER)
    assert value.provenance == Provenance("carried")


def test_a_value_typed_over_the_previous_one_is_a_value_of_today() -> None:
    known = Known(previous=previous(magnesium="0.78 mmol/L"))
    form = sent(typed(magnesium="0.9 mmol/L") | {"magnesium__again": "1"}, known=known)

    value = form.reading.values["magnesium"]

    assert (value.value, value.on, value.provenance.door) == (Decimal("0.9"), None, "form")


def test_the_previous_value_is_shown_with_its_arrow_and_words() -> None:
    known = Known(previous=previous(vitamin_d_25oh="18 ng/mL"))
    row = sent(typed(vitamin_d_25oh="30 ng/mL"), known=known).row("vitamin_d_25oh")

    assert row.previous is not None
    assert row.previous.text == "18 ng/mL (45 nmol/L)"
    assert (row.previous.on, row.previous.arrow) == ("12 Aug 2026", "up")
    assert row.previous.compared == "higher than before"


def test_the_ticks_of_last_time_are_used_again() -> None:
    known = Known(previous=previous(coeliac_disease=True, osteoporosis=False))
    form = sent(typed() | {"again__conditions": "1"}, known=known)

    assert set(form.reading.values) == {"coeliac_disease"}
    assert form.reading.values["coeliac_disease"].on == EARLIER
    assert form.checklist("conditions").last_time == DICTIONARY.fact("coeliac_disease").label


def test_a_correction_leaves_untouched_values_as_they_were() -> None:
    recorded = previous(magnesium="0.78 mmol/L", ppi=True)
    raw = typed() | raw_of_values(DICTIONARY, recorded) | {"reason": "typing error"}
    form = sent(raw, known=Known(recorded=recorded), is_correction=True)

    assert form.is_valid(), form.mistakes
    assert dict(form.reading.values) == recorded


def test_a_correction_needs_a_reason() -> None:
    form = sent(typed(), is_correction=True)

    assert not form.is_valid()
    assert "Say in a few words why this is corrected." in html_of(form)


def test_limits_of_the_laboratory_take_the_unit_of_their_row() -> None:
    raw = typed(magnesium="1.8 mg/dL") | {"limit__magnesium_lln": "1.6"}
    form = sent(raw)

    assert form.is_valid(), form.mistakes
    assert form.raw["limit__magnesium_lln"] == "1.6 mg/dL"
    assert set(form.reading.limits) == {"magnesium_lln"}


def test_a_limit_that_cannot_be_read_is_told_in_its_row() -> None:
    form = sent(typed() | {"limit__magnesium_lln": "low"})

    assert not form.is_valid()
    assert form.row("magnesium").problems
    assert problems_of_page(html_of(form), is_part=True) == []


def test_a_form_that_was_not_sent_does_not_complain() -> None:
    from mgdcds.pages.entry.assessment import AssessmentForm

    form = AssessmentForm(frame=frame(), raw=typed(magnesium="abc mmol/L"))

    assert form.mistakes == ()
    assert form.row("magnesium").problems == ()
    assert form.row("magnesium").value == "abc"


def test_a_reference_band_says_its_limits_in_words() -> None:
    if "magnesium_lln" not in DICTIONARY.parameters:
        pytest.fail("The parameters are not shipped.")
    band = sent(typed(magnesium="0.6 mmol/L"), unit_system="si").row("magnesium").band

    assert band is not None
    assert band.words == "Reference 0.70 to 1.05 mmol/L"
    assert band.is_outside


def test_every_text_field_offers_a_numeric_keyboard() -> None:
    controls = _controls(html_of(sent(typed())))
    numbers = [fact.name for fact in FACTS if fact.kind in (Kind.QUANTITY, Kind.NUMBER)]

    assert {controls[name][0].get("inputmode") for name in numbers} == {"decimal"}
