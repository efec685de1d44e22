import datetime
from decimal import Decimal

from mgdcds.core.facts.form import read_form
from tests.unit.core.facts.with_limits import ON, dictionary


def read(**typed):
    return read_form(dictionary(), typed, on=ON)


def test_a_value_is_read_with_its_unit_and_date():
    reading = read(magnesium="0.78", magnesium__unit="mmol/L", magnesium__on="2026-10-02")

    value = reading.values["magnesium"]
    assert (value.value, value.on) == (Decimal("0.78"), datetime.date(2026, 10, 2))
    assert value.provenance.door == "form"


def test_fields_of_the_form_itself_are_passed_over():
    assert read(on="2026-11-22", note="tired", csrf="x").problems == ()


def test_lists_that_were_gone_through_are_told():
    assert read(reviewed__conditions="1", reviewed__symptoms="").reviewed == {"conditions"}


def test_a_limit_of_the_result_is_read():
    assert read(limit__magnesium_uln="1.10 mmol/L").limits == {"magnesium_uln": Decimal("1.1")}


def test_a_wrong_limit_is_told_at_its_field():
    (problem,) = read(limit__magnesium_uln="lots").problems

    assert problem.place.field == "limit__magnesium_uln"


def test_a_wrong_date_is_told_at_its_field():
    (problem,) = read(magnesium="0.78", magnesium__unit="mmol/L", magnesium__on="soon").problems

    assert problem.place.field == "magnesium__on"


def test_a_question_is_asked_until_exactly_this_value_is_confirmed():
    typed = {"vitamin_d_25oh": "75", "vitamin_d_25oh__unit": "ng/mL"}

    assert read(**typed).questions
    assert not read(**typed, vitamin_d_25oh__sure="75 ng/mL").questions
    assert read(**typed, vitamin_d_25oh__sure="75 nmol/L").questions


def test_nothing_typed_is_nothing_read():
    reading = read(magnesium="  ", magnesium__unit="mmol/L")

    assert (dict(reading.values), reading.problems) == ({}, ())
