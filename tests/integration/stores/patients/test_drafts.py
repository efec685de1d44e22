"""Entry drafts: nothing typed is lost, and others at work are noticed."""

from __future__ import annotations

import uuid

import pytest

from mgdcds.stores.accounts import queries as accounts
from mgdcds.stores.patients import operations, queries
from mgdcds.stores.patients.values import AssessmentNotFound, PatientNotFound
from tests.builders import AT, days, make_patient

TYPED = {"magnesium": " 0,7 8 ", "note": "½ ﬁne\n<b>", "reviewed": ["symptoms", "medicines"]}


def save(actor, patient, raw=TYPED, **more):
    operations.save_entry_draft(actor=actor, patient_id=patient.id, raw=raw, at=AT, **more)


def find(actor, patient):
    return queries.find_entry_draft(actor.clinic_id, patient.id, user_id=actor.user_id)


def test_a_draft_is_kept_exactly_as_typed(clinician):
    patient = make_patient(clinician)

    save(clinician, patient)

    draft = find(clinician, patient)
    assert draft.raw == TYPED
    assert (draft.person, draft.saved_at) == ("Clara Clinician", AT)


def test_even_what_cannot_be_text_elsewhere_is_kept(clinician):
    patient = make_patient(clinician)

    save(clinician, patient, raw={"note": "\x00 and \ud800"})

    assert find(clinician, patient).raw == {"note": "\x00 and \ud800"}


def test_saving_again_replaces_what_was_kept(clinician):
    patient = make_patient(clinician)
    save(clinician, patient)

    save(clinician, patient, raw={"magnesium": "0.9"})

    assert find(clinician, patient).raw == {"magnesium": "0.9"}


def test_a_discarded_draft_is_gone_and_discarding_again_is_fine(clinician):
    patient = make_patient(clinician)
    save(clinician, patient)

    for _ in range(2):
        operations.discard_entry_draft(actor=clinician, patient_id=patient.id)

    assert find(clinician, patient) is None


def test_each_person_has_a_draft_of_their_own_and_sees_who_else_has(clinician, colleague):
    patient = make_patient(clinician)
    save(clinician, patient, raw={"a": "1"})
    operations.save_entry_draft(
        actor=colleague, patient_id=patient.id, raw={"a": "2"}, at=AT + days(1)
    )

    assert find(clinician, patient).raw == {"a": "1"}
    (other,) = queries.drafts_of_others(clinician.clinic_id, patient.id, user_id=clinician.user_id)
    assert (other.person, other.saved_at) == ("Colin Colleague", AT + days(1))


def test_a_draft_of_another_clinics_patient_is_refused_and_not_found(clinician, stranger):
    patient = make_patient(clinician)
    save(clinician, patient)

    with pytest.raises(PatientNotFound, match="There is no such patient"):
        save(stranger, patient)
    with pytest.raises(PatientNotFound, match="There is no such patient"):
        operations.discard_entry_draft(actor=stranger, patient_id=patient.id)
    assert find(stranger, patient) is None
    others = queries.drafts_of_others(stranger.clinic_id, patient.id, user_id=stranger.user_id)
    assert others == ()


def test_a_draft_of_a_correction_names_an_assessment_of_the_patient(clinician):
    patient = make_patient(clinician)

    with pytest.raises(AssessmentNotFound, match="There is no such assessment"):
        save(clinician, patient, assessment_id=uuid.uuid4())


def test_drafts_are_not_on_the_trail(clinician):
    patient = make_patient(clinician)
    before = accounts.trail().total

    save(clinician, patient)

    assert accounts.trail().total == before
