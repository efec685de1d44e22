"""The chart of a patient: banner, latest values, trends, history."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.queries import trail
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.evaluations.operations import mark_entered_in_error, record_visit
from mgdcds.stores.evaluations.values import VisitValue
from mgdcds.stores.patients.values import PatientValue
from tests.builders import days, make_patient, make_values, submission
from tests.house.pages import check_page

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


def _visit(
    actor: Actor, patient: PatientValue, *, ago: int = 0, note: str = "", **facts: Any
) -> VisitValue:
    return record_visit(
        actor=actor,
        patient_id=patient.id,
        values=make_values(**facts),
        reviewed={"conditions"},
        on=timezone.localdate() - days(ago),
        submission=submission(),
        note=note,
        at=timezone.localtime(),
    )


def _chart(patient: PatientValue) -> str:
    return f"/patients/{patient.id}/"


@pytest.fixture
def patient(clinician: Actor) -> PatientValue:
    """Amara Okafor, with an MRN."""
    return make_patient(clinician, mrn="A-17")


def test_a_new_patient_has_an_empty_chart(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert "No values yet" in html
    assert "Not assessed yet" in html
    assert "A-17" in html


def test_the_latest_values_are_in_both_units_with_their_dates(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    _visit(clinician, patient, ago=40, vitamin_d_25oh="18 ng/mL", magnesium="0.78 mmol/L")
    _visit(clinician, patient, magnesium="0.82 mmol/L")

    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert "(45 nmol/L)" in html
    assert "0.82" in html
    assert "Reference" in html


def test_a_value_measured_twice_is_drawn_over_time(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    _visit(clinician, patient, ago=90, vitamin_d_25oh="12 ng/mL", potassium="4 mmol/L")
    _visit(clinician, patient, vitamin_d_25oh="25 ng/mL")

    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert html.count('<figure class="trend">') == 1
    assert html.count('class="trend-point') == 2
    assert "25 ng/mL (62.5 nmol/L)" in html


def test_a_reduced_kidney_function_stays_in_sight(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    _visit(clinician, patient, creatinine="2.6 mg/dL")

    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert "eGFR 2" in html


def test_the_history_has_assessments_advice_and_errors(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    wrong = _visit(clinician, patient, ago=3, magnesium="7 mmol/L")
    visit = _visit(clinician, patient, note="tired <b>always</b>", magnesium="0.8 mmol/L")
    mark_entered_in_error(
        actor=clinician,
        assessment_id=wrong.assessment_id,
        reason="wrong patient",
        at=timezone.localtime(),
    )

    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert "tired &lt;b&gt;always&lt;/b&gt;" in html
    assert f'href="/advice/{visit.evaluation_id}/"' in html
    assert "wrong patient" in html
    assert f'href="/advice/{wrong.evaluation_id}/"' not in html
    assert "7 mmol/L" not in html


def test_what_waits_is_named(sign_in: SignIn, clinician: Actor, patient: PatientValue) -> None:
    visit = _visit(clinician, patient, magnesium="2.3 mmol/L")

    html = check_page(sign_in(clinician).get(_chart(patient)))

    assert "What waits" in html
    assert f'href="/advice/{visit.evaluation_id}/"' in html


def test_a_look_at_a_patient_is_on_the_trail(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    sign_in(clinician).get(_chart(patient))

    event = trail(TrailFilters(verb="viewed")).rows[0]
    assert (event.kind, event.subject) == ("patient", str(patient.id))


def test_the_age_of_an_infant_is_in_months(sign_in: SignIn, clinician: Actor) -> None:
    born = timezone.localdate() - datetime.timedelta(days=100)
    infant = make_patient(clinician, given_name="Ida", birth_date=born)

    assert "3 months" in check_page(sign_in(clinician).get(_chart(infant)))


def test_the_chart_of_another_clinic_is_not_there(
    sign_in: SignIn, stranger: Actor, patient: PatientValue
) -> None:
    assert sign_in(stranger).get(_chart(patient)).status_code == 404


def test_the_chart_takes_the_same_number_of_queries_for_one_and_for_many(
    sign_in: SignIn, clinician: Actor, patient: PatientValue, django_assert_num_queries: Any
) -> None:
    client = sign_in(clinician)
    for ago in range(5):
        _visit(clinician, patient, ago=ago, magnesium="0.8 mmol/L", vitamin_d_25oh="20 ng/mL")
    client.get(_chart(patient))

    with django_assert_num_queries(20):
        client.get(_chart(patient))
