"""Assessing a patient: saved and advised on, kept while unfinished, never lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mgdcds.core.guidance.report import Status
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations.queries import latest_evaluation
from mgdcds.stores.patients import operations, queries
from mgdcds.stores.patients.values import PatientValue, VersionValue
from tests.builders import days, make_patient
from tests.house.pages import check_page, problems_of_page
from tests.integration.entry.typing import posted, typed

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db

#: Case D3: the same patient as D2, in SI units.
D3 = {
    "vitamin_d_25oh": "75 nmol/L",
    "vitamin_d_dose": "0 [IU]/d",
    "magnesium": "0.82 mmol/L",
    "creatinine": "79.6 umol/L",
    "calcium_adjusted": "2.35 mmol/L",
    "pth": "4.27 pmol/L",
    "potassium": "4.1 mmol/L",
    "magnesium_diet": "250 mg/d",
    "magnesium_supplement": "0 mg/d",
    "calcium_supplement": "0 mg/d",
    "bmi": "25 kg/m2",
    "lactating": "no",
    "dialysis": "none",
    "kidney_transplant": "no",
    "training_hours": "0",
    "competitive_athlete": "no",
}
GONE_THROUGH = {"reviewed__symptoms": "1", "reviewed__conditions": "1", "reviewed__medicines": "1"}


def _today(**facts: str) -> dict[str, str]:
    return typed(**facts) | {"on": timezone.localdate().isoformat(), "do": "save"}


def _yesterday() -> str:
    return (timezone.localdate() - days(1)).isoformat()


def _assess(patient: PatientValue, deed: str = "") -> str:
    return f"/patients/{patient.id}/assess/{deed}"


def _newest(actor: Actor, patient: PatientValue) -> VersionValue | None:
    found = queries.newest_versions(actor.clinic_id, patient.id)
    return found[0] if found else None


def _draft(actor: Actor, patient: PatientValue) -> Any:
    return queries.find_entry_draft(actor.clinic_id, patient.id, user_id=actor.user_id)


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, f"There is no field {name}."
    return found[1]


@pytest.fixture
def patient(clinician: Actor) -> PatientValue:
    """Amara Okafor, born 1980."""
    return make_patient(clinician)


def test_the_empty_form_is_a_sound_page(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    html = check_page(sign_in(clinician).get(_assess(patient)))

    assert 'value="1980-03-14"' in html
    assert 'id="live"' in html


def test_case_d3_in_si_units_fires_b02_and_not_b03(sign_in: SignIn, clinician: Actor) -> None:
    born = timezone.localdate().replace(year=timezone.localdate().year - 52, day=1)
    man = make_patient(clinician, given_name="Didier", birth_date=born, sex="male")

    response = sign_in(clinician).post(_assess(man), _today(**D3) | GONE_THROUGH)

    found = latest_evaluation(clinician.clinic_id, man.id, at=timezone.localtime())
    assert found is not None
    assert response.url == f"/advice/{found.id}/"
    assert found.report.rule("B02").status is Status.FIRES
    assert found.report.rule("B03").status is Status.NOT_MET
    assert found.version.values["vitamin_d_25oh"].value == Decimal(30)
    assert found.version.values["vitamin_d_25oh"].entered == "75"


def test_what_was_gone_through_is_saved_as_no(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(magnesium="0.8 mmol/L", sarcoidosis="yes") | {"reviewed__conditions": "1"}

    sign_in(clinician).post(_assess(patient), raw)

    saved = _newest(clinician, patient)
    assert saved is not None
    assert saved.values["sarcoidosis"].value is True
    assert saved.values["lymphoma"].value is False
    assert "ppi" not in saved.values


def test_a_double_submit_finds_the_first(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(**D3) | {"reviewed__conditions": "1", "drawn_on": _yesterday(), "note": " x "}
    client = sign_in(clinician)

    first, second = client.post(_assess(patient), raw), client.post(_assess(patient), raw)

    assert first.url == second.url
    assert len(queries.assessments_of(clinician.clinic_id, patient.id)) == 1


def test_a_saved_form_that_is_gone_back_to_and_changed_becomes_a_correction(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(magnesium="0.8 mmol/L") | {"reviewed__conditions": "1", "drawn_on": _yesterday()}
    client = sign_in(clinician)
    client.post(_assess(patient), raw)

    response = client.post(_assess(patient), raw | {"magnesium": "0.9"}, follow=True)

    html = check_page(response)
    assert "You had saved this form before." in html
    assert 'name="magnesium" value="0.9"' in html
    saved = _newest(clinician, patient)
    assert saved is not None
    assert saved.values["magnesium"].value == Decimal("0.8")
    assert response.redirect_chain[-1][0] == f"/assessments/{saved.assessment_id}/correct/"


@pytest.mark.parametrize("rubbish", ["NaN", "1e308", "-1", "٠٫٧٨", "<b>", "9" * 10_000])
def test_rubbish_changes_nothing_and_loses_nothing(
    sign_in: SignIn, clinician: Actor, patient: PatientValue, rubbish: str
) -> None:
    raw = _today(potassium="4.2 mmol/L", sarcoidosis="yes") | {
        "magnesium": rubbish,
        "note": "tired",
    }
    raw |= {"magnesium__unit": "mmol/L"}

    response = sign_in(clinician).post(_assess(patient), raw)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing is saved yet: one answer needs another look" in html
    assert 'value="4.2"' in html
    assert "tired" in html
    assert _newest(clinician, patient) is None
    assert _draft(clinician, patient).raw["magnesium"] == rubbish


def test_a_form_with_problems_is_a_sound_page(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(magnesium="abc mmol/L", vitamin_d_25oh="75 ng/mL", creatinine="80 mg/dL")

    html = check_page(sign_in(clinician).post(_assess(patient), raw), status=422)

    assert 'id="vitamin_d_25oh-question"' in html
    assert "75 ng/mL is right" in html


def test_a_question_is_asked_once_and_then_saved(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(vitamin_d_25oh="75 ng/mL")
    client = sign_in(clinician)

    html = client.post(_assess(patient), raw).content.decode()
    sure = _hidden(html, "vitamin_d_25oh__sure")
    response = client.post(_assess(patient), raw | {"vitamin_d_25oh__sure": sure})

    assert response.status_code == 302
    saved = _newest(clinician, patient)
    assert saved is not None
    assert saved.values["vitamin_d_25oh"].value == Decimal(75)


def test_a_reported_egfr_that_the_creatinine_does_not_explain_is_asked_about(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(creatinine="0.9 mg/dL", egfr="45 mL/min/{1.73_m2}")
    client = sign_in(clinician)

    html = check_page(client.post(_assess(patient), raw), status=422)

    assert "is this value right?" in html
    assert 'id="egfr-question"' in html
    assert "is calculated from the creatinine, which counts here." in html
    sure = _hidden(html, "egfr__sure")
    response = client.post(_assess(patient), raw | {"egfr__sure": sure})
    assert response.status_code == 302
    saved = _newest(clinician, patient)
    assert saved is not None
    assert saved.values["egfr"].value == Decimal(45)


def test_a_reported_egfr_near_the_calculated_one_is_not_asked_about(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(creatinine="2.0 mg/dL", egfr="45 mL/min/{1.73_m2}", vitamin_d_25oh="18 ng/mL")
    html = sign_in(clinician).post(_assess(patient), raw).content.decode()
    calculated = re.search(r"but (\d+)", html)
    assert calculated is not None

    near = raw | {"egfr": calculated[1]}

    assert sign_in(clinician).post(_assess(patient), near).status_code == 302


def test_a_draft_is_kept_as_typed_and_restored_with_its_time(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    client = sign_in(clinician)
    raw = _today(magnesium="0,8x mmol/L", sarcoidosis="yes") | {"note": "half\ndone", "do": "draft"}

    client.post(_assess(patient), raw)
    html = check_page(client.get(_assess(patient)))

    assert "Your draft is restored" in html
    assert 'value="0,8x"' in html
    assert re.search(r'name="sarcoidosis" value="yes" checked', html)
    assert "half\ndone" in html


def test_typing_keeps_a_draft_and_shows_the_advice(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(**D3) | GONE_THROUGH | {"seen": "", "heard": ""}

    response = sign_in(clinician).post(
        _assess(patient, "live/"), raw, headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    # Its links lead to fields of the form, which is on the page around it.
    assert [one for one in problems_of_page(html, is_part=True) if "A link leads" not in one] == []
    assert "would apply" in html
    assert "Draft kept on" in html
    assert _draft(clinician, patient).raw["vitamin_d_25oh"] == "75"
    assert _newest(clinician, patient) is None


def test_the_panel_names_the_one_fact_that_would_help_most(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(vitamin_d_25oh="18 ng/mL", magnesium_diet="200 mg/d")

    html = sign_in(clinician).post(_assess(patient, "live/"), raw).content.decode()

    assert "What would help most:" in html
    assert re.search(r'href="#id_\w+"', html)


def test_the_panel_shows_problems_instead_of_advice(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    raw = _today(magnesium="abc mmol/L")

    html = sign_in(clinician).post(_assess(patient, "live/"), raw).content.decode()

    assert "One answer needs another look" in html
    assert "would apply" not in html
    assert _draft(clinician, patient).raw["magnesium"] == "abc"


def test_the_panel_reads_out_only_what_is_new(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    client = sign_in(clinician)
    first = client.post(_assess(patient, "live/"), _today(magnesium="0.6 mmol/L")).content.decode()
    seen, heard = _hidden(first, "seen"), _hidden(first, "heard")
    again = _today(magnesium="0.6 mmol/L") | {"seen": seen, "heard": heard}

    second = client.post(_assess(patient, "live/"), again).content.decode()

    assert "#live-news" in first
    assert "#live-news" not in second


def test_another_tab_is_noticed_and_not_written_over(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    client = sign_in(clinician)
    client.post(_assess(patient, "live/"), _today(magnesium="0.6 mmol/L") | {"seen": ""})

    html = client.post(
        _assess(patient, "live/"), _today(magnesium="0.9 mmol/L") | {"seen": ""}
    ).content.decode()

    assert "This assessment is open in another tab" in html
    assert _draft(clinician, patient).raw["magnesium"] == "0.6"


def test_a_colleague_with_a_draft_is_noticed(
    sign_in: SignIn, clinician: Actor, colleague: Actor, patient: PatientValue
) -> None:
    sign_in(colleague).post(_assess(patient), _today(magnesium="0.6 mmol/L") | {"do": "draft"})

    html = check_page(sign_in(clinician).get(_assess(patient)))

    assert "Colin Colleague has an unfinished assessment of this patient" in html
    assert 'value="0.6"' not in html


def test_saving_forgets_the_draft(sign_in: SignIn, clinician: Actor, patient: PatientValue) -> None:
    client = sign_in(clinician)
    client.post(_assess(patient, "live/"), _today(magnesium="0.8 mmol/L") | {"seen": ""})

    client.post(_assess(patient), _today(magnesium="0.8 mmol/L"))

    assert _draft(clinician, patient) is None


def test_two_tabs_that_restored_one_draft_are_two_submissions(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    client = sign_in(clinician)
    client.post(_assess(patient), _today(magnesium="0.8 mmol/L") | {"do": "draft"})
    tabs = [posted(client.get(_assess(patient)).content.decode()) for _ in range(2)]

    for tab, magnesium in zip(tabs, ("0.81", "0.82"), strict=True):
        client.post(_assess(patient), tab | {"magnesium": magnesium, "do": "save"})

    assert len(queries.assessments_of(clinician.clinic_id, patient.id)) == 2


def test_a_draft_is_discarded(sign_in: SignIn, clinician: Actor, patient: PatientValue) -> None:
    client = sign_in(clinician)
    client.post(_assess(patient), _today(magnesium="0.8 mmol/L") | {"do": "draft"})

    client.post(_assess(patient, "discard/"))

    assert _draft(clinician, patient) is None


def test_what_is_sent_after_the_sign_out_comes_back_after_the_sign_in(
    sign_in: SignIn, client: Client, clinician: Actor, patient: PatientValue
) -> None:
    keeper = _hidden(sign_in(clinician).get(_assess(patient)).content.decode(), "keeper")
    client.logout()

    response = client.post(_assess(patient), _today(magnesium="0.77 mmol/L") | {"keeper": keeper})
    assert response.url == f"/sign-in/?next={_assess(patient)}"
    html = check_page(sign_in(clinician).get(_assess(patient)))

    assert "Nothing was lost while you were signed out" in html
    assert 'value="0.77"' in html


def test_what_one_person_sent_is_not_given_to_another(
    sign_in: SignIn, client: Client, clinician: Actor, colleague: Actor, patient: PatientValue
) -> None:
    keeper = _hidden(sign_in(clinician).get(_assess(patient)).content.decode(), "keeper")
    client.logout()
    client.post(_assess(patient), _today(magnesium="0.77 mmol/L") | {"keeper": keeper})

    html = check_page(sign_in(colleague).get(_assess(patient)))

    assert 'value="0.77"' not in html


@pytest.mark.parametrize("keeper", ["", "made:up"])
def test_a_form_that_was_not_signed_is_not_held(
    client: Client, patient: PatientValue, keeper: str
) -> None:
    client.post(_assess(patient), _today(magnesium="0.77 mmol/L") | {"keeper": keeper})

    assert "held_entry" not in client.session


def test_the_live_panel_without_a_sign_in_is_refused_quietly(
    client: Client, patient: PatientValue
) -> None:
    part = client.post(_assess(patient, "live/"), {}, headers={"HX-Request": "true"})

    assert part.status_code == 401


def test_the_previous_values_are_offered_again(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    client = sign_in(clinician)
    before = (timezone.localdate() - days(90)).isoformat()
    first = _today(magnesium="0.8 mmol/L", vitamin_d_25oh="18 ng/mL") | {"on": before}
    client.post(_assess(patient), first)

    html = check_page(client.get(_assess(patient)))
    client.post(_assess(patient), posted(html) | {"magnesium__again": "1", "do": "save"})

    assert "Before:" in html
    assert "18 ng/mL (45 nmol/L)" in html
    saved = _newest(clinician, patient)
    assert saved is not None
    assert saved.values["magnesium"].provenance.door == "carried"
    assert saved.values["vitamin_d_25oh_previous"].value == Decimal(18)


def test_an_archived_patient_is_not_assessed(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    operations.archive_patient(actor=clinician, patient_id=patient.id, at=timezone.localtime())

    html = check_page(sign_in(clinician).get(_assess(patient), follow=True))

    assert "Restore the patient" in html


def test_a_patient_archived_meanwhile_gets_a_message_and_nothing_is_lost(
    sign_in: SignIn, clinician: Actor, patient: PatientValue
) -> None:
    operations.archive_patient(actor=clinician, patient_id=patient.id, at=timezone.localtime())

    sign_in(clinician).post(_assess(patient), _today(magnesium="0.8 mmol/L"))

    assert _newest(clinician, patient) is None


def test_the_form_is_for_clinicians(sign_in: SignIn, author: Actor, patient: PatientValue) -> None:
    assert sign_in(author).get(_assess(patient)).status_code == 403


def test_the_form_takes_a_fixed_number_of_queries(
    sign_in: SignIn, clinician: Actor, patient: PatientValue, django_assert_num_queries: Any
) -> None:
    client = sign_in(clinician)
    client.post(_assess(patient), _today(magnesium="0.8 mmol/L"))
    client.get(_assess(patient))
    for _ in range(3):
        client.post(_assess(patient), _today(magnesium="0.8 mmol/L"))

    with django_assert_num_queries(17):
        client.get(_assess(patient))


def test_an_unknown_patient_is_not_there(sign_in: SignIn, clinician: Actor) -> None:
    assert sign_in(clinician).get(f"/patients/{uuid.uuid4()}/assess/").status_code == 404
