"""Corrections are new versions; what was entered stays readable; errors are struck through."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations.operations import record_visit
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.values import PatientValue, VersionValue
from tests.builders import make_patient, make_values, submission
from tests.house.pages import check_page
from tests.integration.entry.typing import typed

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(clinician: Actor) -> PatientValue:
    """Amara Okafor, born 1980."""
    return make_patient(clinician)


@pytest.fixture
def version(clinician: Actor, patient: PatientValue) -> VersionValue:
    """An assessment of today with a magnesium, a medicine, and the conditions gone through."""
    visit = record_visit(
        actor=clinician,
        patient_id=patient.id,
        values=make_values(magnesium="0.78 mmol/L", ppi=True, potassium="4.2 mmol/L"),
        reviewed={"conditions"},
        on=timezone.localdate(),
        submission=submission(),
        note="tired for weeks",
        at=timezone.localtime(),
    )
    return queries.get_version(clinician.clinic_id, visit.version_id)


def _address(version: VersionValue, deed: str = "") -> str:
    return f"/assessments/{version.assessment_id}/{deed}"


def _as_typed(version: VersionValue, **facts: str) -> dict[str, str]:
    raw = typed(magnesium="0.78 mmol/L", potassium="4.2 mmol/L", ppi="yes") | typed(**facts)
    raw |= {"on": version.on.isoformat(), "note": version.note, "reviewed__conditions": "1"}
    return raw | {"base": str(version.number), "reason": "typing error", "do": "save"}


def _newest(actor: Actor, version: VersionValue) -> VersionValue:
    return queries.get_newest_version(actor.clinic_id, version.assessment_id)


def test_the_version_page_shows_exactly_what_was_entered(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    html = check_page(sign_in(clinician).get(_address(version)))

    assert "Version 1, saved by Clara Clinician" in html
    assert "tired for weeks" in html
    assert "Serum magnesium" in html
    assert "entered here" in html
    assert "Sarcoidosis" in html


def test_a_correction_is_filled_with_what_was_recorded(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    html = check_page(sign_in(clinician).get(_address(version, "correct/")))

    assert 'name="magnesium" value="0.78"' in html
    assert re.search(r'name="ppi" value="yes" checked', html)
    assert re.search(r'name="reviewed__conditions" value="1" checked', html)
    assert "tired for weeks" in html


def test_a_correction_is_a_new_version_with_its_reason(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    client = sign_in(clinician)

    response = client.post(
        _address(version, "correct/"), _as_typed(version, magnesium="0.87 mmol/L")
    )

    newest = _newest(clinician, version)
    assert response.status_code == 302
    assert (newest.number, newest.reason) == (2, "typing error")
    assert newest.values["magnesium"].value == Decimal("0.87")
    assert newest.values["potassium"] == version.values["potassium"]
    html = check_page(client.get(_address(version)))
    assert "typing error" in html
    assert "What changed from the version before" in html


def test_an_older_version_says_that_there_is_a_newer_one(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    client = sign_in(clinician)
    client.post(_address(version, "correct/"), _as_typed(version, magnesium="0.87 mmol/L"))

    html = check_page(client.get(_address(version, "versions/1/")))

    assert "There is a newer version" in html
    assert "0.78" in html


def test_a_version_that_never_was_is_not_there(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    assert sign_in(clinician).get(_address(version, "versions/9/")).status_code == 404


def test_unticking_a_list_that_was_gone_through_makes_its_members_unknown(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    raw = _as_typed(version)
    del raw["reviewed__conditions"]

    sign_in(clinician).post(_address(version, "correct/"), raw)

    assert "sarcoidosis" not in _newest(clinician, version).values


def test_two_corrections_at_once_are_merged_and_shown(
    sign_in: SignIn, clinician: Actor, colleague: Actor, version: VersionValue
) -> None:
    theirs = _as_typed(version, magnesium="0.87 mmol/L", potassium="4.4 mmol/L")
    sign_in(colleague).post(_address(version, "correct/"), theirs)
    yours = _as_typed(version, magnesium="0.70 mmol/L")

    html = check_page(sign_in(clinician).post(_address(version, "correct/"), yours), status=409)

    assert "Colin Colleague has corrected this assessment since you opened it" in html
    assert "Taken from theirs: Potassium." in html
    assert "0.87 mmol/L" in html
    assert 'name="magnesium" value="0.70"' in html
    assert 'name="potassium" value="4.4"' in html
    assert 'name="base" value="2"' in html
    assert _newest(clinician, version).number == 2


def test_entered_in_error_needs_a_reason(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    client = sign_in(clinician)
    check_page(client.get(_address(version, "error/")))

    html = check_page(client.post(_address(version, "error/"), {"reason": " "}), status=422)

    assert "Say in a few words why." in html
    assert not queries.get_assessment(clinician.clinic_id, version.assessment_id).is_in_error


def test_entered_in_error_is_struck_through_and_stays_readable(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    client = sign_in(clinician)

    client.post(_address(version, "error/"), {"reason": "wrong patient"})

    html = check_page(client.get(_address(version)))
    assert "wrong patient" in html
    assert 'class="struck"' in html
    assert "0.78" in html


def test_what_was_entered_in_error_is_not_corrected(
    sign_in: SignIn, clinician: Actor, version: VersionValue
) -> None:
    client = sign_in(clinician)
    client.post(_address(version, "error/"), {"reason": "wrong patient"})

    client.post(_address(version, "correct/"), _as_typed(version, magnesium="0.87 mmol/L"))

    assert _newest(clinician, version).number == 1
    assert client.get(_address(version, "correct/")).status_code == 302


@pytest.mark.parametrize("deed", ["", "versions/1/", "correct/", "error/"])
def test_an_assessment_of_another_clinic_is_not_there(
    sign_in: SignIn, stranger: Actor, version: VersionValue, deed: str
) -> None:
    assert sign_in(stranger).get(_address(version, deed)).status_code == 404


@pytest.mark.parametrize("deed", ["correct/", "correct/live/", "correct/discard/", "error/"])
def test_nothing_is_done_to_an_assessment_of_another_clinic(
    sign_in: SignIn, clinician: Actor, stranger: Actor, version: VersionValue, deed: str
) -> None:
    raw = _as_typed(version, magnesium="0.87 mmol/L")

    assert sign_in(stranger).post(_address(version, deed), raw).status_code == 404
    assert _newest(clinician, version) == version


def test_a_correction_keeps_its_own_draft(
    sign_in: SignIn, clinician: Actor, patient: PatientValue, version: VersionValue
) -> None:
    client = sign_in(clinician)

    client.post(_address(version, "correct/live/"), _as_typed(version, magnesium="0.9 mmol/L"))

    html = check_page(client.get(_address(version, "correct/")))
    assert 'name="magnesium" value="0.9"' in html
    fresh = check_page(client.get(f"/patients/{patient.id}/assess/"))
    assert 'name="magnesium" value="0.9"' not in fresh
