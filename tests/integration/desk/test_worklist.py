"""The worklist: who needs somebody, why in one sentence, since when, and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mgdcds.core.guidance.plan import Response
from mgdcds.core.guidance.report import Status
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.queries import tasks
from mgdcds.stores.evaluations.operations import record_answer, record_visit
from mgdcds.stores.evaluations.queries import latest_evaluation
from mgdcds.stores.patients import operations
from mgdcds.stores.patients.values import PatientValue
from tests.builders import days, make_patient, make_values, submission
from tests.house.pages import check_page

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


def _visit(actor: Actor, patient: PatientValue, **facts: Any) -> Any:
    return record_visit(
        actor=actor,
        patient_id=patient.id,
        values=make_values(**facts),
        reviewed={"symptoms", "conditions", "medicines"},
        on=timezone.localdate(),
        submission=submission(),
        at=timezone.localtime(),
    )


def test_an_empty_worklist_says_so(sign_in: SignIn, clinician: Actor) -> None:
    html = check_page(sign_in(clinician).get("/"))

    assert "Nobody waits" in html


def test_an_emergency_stands_first_with_its_reason_and_one_button(
    sign_in: SignIn, clinician: Actor
) -> None:
    ill = make_patient(clinician, given_name="Hilda", family_name="Hyper")
    well = make_patient(clinician, given_name="Willa", family_name="Well")
    visit = _visit(clinician, ill, magnesium="2.3 mmol/L", creatinine="2 mg/dL")
    _visit(clinician, well, vitamin_d_25oh="18 ng/mL", magnesium="0.8 mmol/L")

    html = check_page(sign_in(clinician).get("/"))

    assert "Act now" in html
    assert html.index("Hilda Hyper") < html.index("Willa Well")
    assert f'href="/advice/{visit.evaluation_id}/"' in html
    assert "since" in html


def test_a_follow_up_that_is_due_asks_to_assess(sign_in: SignIn, clinician: Actor) -> None:
    patient = make_patient(clinician)
    visit = _visit(clinician, patient, vitamin_d_25oh="18 ng/mL", magnesium="0.8 mmol/L")
    found = latest_evaluation(clinician.clinic_id, patient.id, at=timezone.localtime())
    assert found is not None
    for rule in found.report.by_status(Status.FIRES):
        record_answer(
            actor=clinician,
            evaluation_id=visit.evaluation_id,
            code=rule.code,
            response=Response.WILL_MONITOR,
            monitor_on=timezone.localdate(),
            at=timezone.localtime(),
        )

    html = check_page(sign_in(clinician).get("/"))

    assert "due today" in html
    assert f'href="/patients/{patient.id}/assess/"' in html


def test_an_archived_patient_is_off_the_worklist(sign_in: SignIn, clinician: Actor) -> None:
    patient = make_patient(clinician)
    _visit(clinician, patient, vitamin_d_25oh="18 ng/mL")
    operations.archive_patient(actor=clinician, patient_id=patient.id, at=timezone.localtime())

    assert "Amara Okafor" not in check_page(sign_in(clinician).get("/"))


def test_another_clinic_is_not_on_the_worklist(
    sign_in: SignIn, clinician: Actor, stranger: Actor
) -> None:
    _visit(stranger, make_patient(stranger), vitamin_d_25oh="18 ng/mL")

    assert "Amara Okafor" not in check_page(sign_in(clinician).get("/"))


def test_who_is_no_clinician_starts_with_the_evidence(sign_in: SignIn, author: Actor) -> None:
    response = sign_in(author).get("/")

    assert (response.status_code, response.url) == (302, "/evidence/")


def test_a_task_is_listed_and_done(sign_in: SignIn, clinician: Actor) -> None:
    patient = make_patient(clinician)
    task = accounts.create_task(
        actor=clinician,
        title="Call about <b>magnesium</b>",
        kind="patient",
        subject=patient.id,
        due_on=timezone.localdate() + days(3),
        at=timezone.localtime(),
    )
    client = sign_in(clinician)

    html = check_page(client.get("/"))
    client.post(f"/tasks/{task.id}/done/")

    assert "Call about &lt;b&gt;magnesium&lt;/b&gt;" in html
    assert f"/patients/{patient.id}/" in html
    assert tasks(clinician.clinic_id) == ()


def test_a_task_of_another_clinic_is_not_there(
    sign_in: SignIn, clinician: Actor, stranger: Actor
) -> None:
    task = accounts.create_task(actor=clinician, title="Call", at=timezone.localtime())

    assert sign_in(stranger).post(f"/tasks/{task.id}/done/").status_code == 404


def test_the_worklist_takes_the_same_number_of_queries_for_one_and_for_many(
    sign_in: SignIn, clinician: Actor, django_assert_num_queries: Any
) -> None:
    client = sign_in(clinician)
    for number in range(6):
        patient = make_patient(clinician, given_name=f"Number {number}")
        _visit(clinician, patient, vitamin_d_25oh="18 ng/mL")
    client.get("/")

    with django_assert_num_queries(13):
        client.get("/")
