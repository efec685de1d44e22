"""Visits: saved and advised in one transaction, once, and never changed afterwards."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

import mgdcds
from mgdcds.core.guidance.outcome import outcome_to_text
from mgdcds.core.guidance.report import Status
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import NotAllowed
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.models import Evaluation, PatientSummary
from mgdcds.stores.evaluations.operations import visits
from mgdcds.stores.evaluations.problems import UnableToEvaluate
from mgdcds.stores.evaluations.values import EvaluationNotFound
from mgdcds.stores.library.values import ReleaseNotFound
from mgdcds.stores.patients import operations as patients
from mgdcds.stores.patients import queries as records
from mgdcds.stores.patients.problems import StaleAssessment, UnableToSaveAssessment
from mgdcds.stores.patients.values import AssessmentNotFound, PatientNotFound
from tests.builders import AT, HIGH, LOW, ON, days, make_patient, make_values, make_visit
from tests.integration.stores.library.writing import publish_title
from tests.own_database import at_once


def get(actor, visit, *, at=AT):
    return queries.get_evaluation(actor.clinic_id, visit.evaluation_id, at=at)


def status(actor, visit, code):
    return get(actor, visit).report.rule(code).status


@pytest.fixture
def patient(clinician):
    return make_patient(clinician)


def test_a_visit_is_saved_and_advised(clinician, patient):
    visit = make_visit(clinician, patient, note="Tired.")

    evaluation = get(clinician, visit)
    assert visit.is_new
    assert evaluation.patient == patient
    assert (evaluation.version.note, evaluation.version.number) == ("Tired.", 1)
    assert evaluation.release.label == "Release 1"
    assert evaluation.report.rule("B01").status is Status.FIRES
    assert (evaluation.on, evaluation.by) == (ON, "Clara Clinician")
    assert evaluation.engine_version == mgdcds.__version__
    assert not evaluation.is_stale


def test_what_was_recorded_is_what_was_evaluated(clinician, patient):
    visit = make_visit(clinician, patient, limits={"magnesium_lln": Decimal("0.66")})

    evaluation = get(clinician, visit)
    stored = dict(evaluation.version.values)
    assert dict(evaluation.sheet.values) == stored
    assert evaluation.sheet.limits["magnesium_lln"] == Decimal("0.66")
    assert evaluation.sheet.limits_from["magnesium_lln"] == "result"


def test_the_clinics_profile_sets_the_limits(administrator, clinician, patient):
    accounts.edit_clinic(
        actor=administrator,
        clinic_id=administrator.clinic_id,
        name="Harbour Clinic",
        address="",
        time_zone="UTC",
        unit_system="si",
        profile="eu",
        at=AT,
    )

    sheet = get(clinician, make_visit(clinician, patient)).sheet

    assert sheet.limits["magnesium_supplement_ul"] == 250
    assert sheet.limits_from["magnesium_supplement_ul"] == "clinic"


def test_a_list_gone_through_is_stored_as_no_and_the_others_stay_unknown(clinician, patient):
    visit = make_visit(clinician, patient, {"ppi": True}, reviewed=["medicines"])

    values = get(clinician, visit).version.values
    assert values["ppi"].value is True
    assert values["digoxin"].value is False
    assert "pacemaker" not in values


def test_birth_date_and_sex_come_from_the_record(clinician, patient):
    values = get(clinician, make_visit(clinician, patient)).version.values

    assert values["birth_date"].value == patient.birth_date
    assert values["sex"].value == "female"
    assert values["sex"].provenance.door == "carried"


def test_what_the_form_says_goes_before_the_record(clinician, patient):
    recorded = {**LOW, "sex": "male", "vitamin_d_25oh_previous": "44 ng/mL"}
    make_visit(clinician, patient, on=ON - days(90))

    values = get(clinician, make_visit(clinician, patient, recorded)).version.values

    assert values["sex"].value == "male"
    assert values["vitamin_d_25oh_previous"].value == 44


def test_the_previous_25ohd_is_frozen_with_its_date(clinician, patient):
    make_visit(clinician, patient, on=ON - days(90))

    visit = make_visit(clinician, patient, {**LOW, "vitamin_d_25oh": "25 ng/mL"})

    previous = get(clinician, visit).version.values["vitamin_d_25oh_previous"]
    assert (previous.value, previous.on, previous.provenance.door) == (
        18,
        ON - days(90),
        "carried",
    )


def test_a_first_visit_has_no_previous_value(clinician, patient):
    values = get(clinician, make_visit(clinician, patient)).version.values

    assert "vitamin_d_25oh_previous" not in values


def test_a_stale_or_spoilt_value_is_kept_and_counts_as_unknown(clinician, patient):
    values = make_values(**HIGH, magnesium_haemolysed=True)

    visit = make_visit(clinician, patient, values=values)

    evaluation = get(clinician, visit)
    assert evaluation.version.values["magnesium"].value == Decimal("2.1")
    assert evaluation.sheet.why_unknown("magnesium") == "haemolysed"
    assert evaluation.report.rule("S09").status is Status.UNKNOWN


def test_a_form_sent_twice_is_one_visit(clinician, patient):
    submission = uuid.uuid4()

    first = make_visit(clinician, patient, submission=submission)
    second = make_visit(clinician, patient, submission=submission)

    assert (first.is_new, second.is_new) == (True, False)
    assert second.evaluation_id == first.evaluation_id
    assert len(records.assessments_of(clinician.clinic_id, patient.id)) == 1


def test_a_form_sent_twice_at_once_is_one_visit(own_database, cast):
    patient, submission = make_patient(cast.clinician), uuid.uuid4()

    answers = at_once(*[lambda: make_visit(cast.clinician, patient, submission=submission)] * 4)

    assert len({answer.evaluation_id for answer in answers}) == 1
    assert sorted(answer.is_new for answer in answers) == [False, False, False, True]
    assert Evaluation.objects.count() == 1


def test_visits_at_once_are_one_chain(own_database, cast):
    people_ = [make_patient(cast.clinician, family_name=name) for name in "ABCDEF"]
    alone = make_patient(cast.stranger)

    answers = at_once(
        *[lambda one=one: make_visit(cast.colleague, one) for one in people_],
        lambda: make_visit(cast.stranger, alone),
    )

    assert [str(answer) for answer in answers if isinstance(answer, Exception)] == []
    from mgdcds.stores.evaluations.replaying import broken_chains

    assert broken_chains() == {}
    assert people.find_trail_break(cast.clinic.id) is None
    rows = Evaluation.objects.filter(clinic_id=cast.clinic.id).order_by("sequence")
    assert list(rows.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "broken", ["write_evaluation", "refresh_summary", "record_event", "record_version"]
)
def test_a_crash_half_way_leaves_nothing(clinician, patient, monkeypatch, broken):
    def crash(*_args, **_more):
        raise RuntimeError("The power failed.")

    before = people.trail().total
    patients.save_entry_draft(actor=clinician, patient_id=patient.id, raw={"a": "1"}, at=AT)
    monkeypatch.setattr(visits, broken, crash)

    with pytest.raises(RuntimeError, match="The power failed"):
        make_visit(clinician, patient)

    assert records.assessments_of(clinician.clinic_id, patient.id) == ()
    assert Evaluation.objects.filter(patient_id=patient.id).count() == 0
    assert PatientSummary.objects.filter(patient_id=patient.id).count() == 0
    assert people.trail().total == before
    assert records.find_entry_draft(
        clinician.clinic_id, patient.id, user_id=clinician.user_id
    ).raw == {"a": "1"}


def test_a_visit_is_on_the_trail_without_a_value(clinician, patient):
    visit = make_visit(clinician, patient)

    (event,) = people.trail(TrailFilters(subject=str(visit.assessment_id))).rows

    assert (event.verb, event.kind, event.detail) == ("recorded", "assessment", "")


def test_a_correction_is_advised_anew_and_the_old_advice_stays(clinician, colleague, patient):
    first = make_visit(clinician, patient)
    text = Evaluation.objects.get(pk=first.evaluation_id).outcome

    second = make_visit(
        colleague,
        patient,
        HIGH,
        assessment_id=first.assessment_id,
        reason="Digits were swapped.",
        seen_number=1,
    )

    assert second.assessment_id == first.assessment_id
    assert status(clinician, second, "S09") is Status.FIRES
    old = get(clinician, first)
    assert outcome_to_text(old.report) == text
    assert (old.newer_version, old.newer_evaluation) == (True, second.evaluation_id)
    assert get(clinician, second).version.reason == "Digits were swapped."


def test_a_correction_on_an_older_screen_is_refused(clinician, colleague, patient):
    first = make_visit(clinician, patient)
    told = {"assessment_id": first.assessment_id, "reason": "Typo.", "seen_number": 1}
    make_visit(colleague, patient, **told)

    with pytest.raises(StaleAssessment, match="Colin Colleague has corrected"):
        make_visit(clinician, patient, **told)


def test_refused_values_leave_nothing(clinician, patient):
    with pytest.raises(UnableToSaveAssessment, match="in the future"):
        make_visit(clinician, patient, on=ON + days(9))

    assert records.assessments_of(clinician.clinic_id, patient.id) == ()


def test_a_visit_needs_a_clinician_of_the_clinic(auditor, stranger, patient):
    with pytest.raises(NotAllowed, match="needs: clinician"):
        make_visit(auditor, patient)
    with pytest.raises(PatientNotFound, match="There is no such patient"):
        make_visit(stranger, patient)


def test_another_clinics_advice_is_not_there(clinician, stranger, patient):
    visit = make_visit(clinician, patient)

    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        get(stranger, visit)
    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        operations.evaluate_again(actor=stranger, evaluation_id=visit.evaluation_id, at=AT)
    with pytest.raises(AssessmentNotFound, match="There is no such assessment"):
        operations.mark_entered_in_error(
            actor=stranger, assessment_id=visit.assessment_id, reason="x", at=AT
        )
    assert queries.latest_evaluation(stranger.clinic_id, patient.id, at=AT) is None
    assert queries.evaluations_of(stranger.clinic_id, patient.id) == ()


def test_a_visit_before_the_first_release_is_refused(clinician, patient):
    with pytest.raises(ReleaseNotFound, match="No release is in effect"):
        make_visit(clinician, patient, at=AT - days(5000), on=ON - days(5000))


def test_publishing_changes_no_advice_and_says_that_there_is_newer(
    clinician, author, approver, patient
):
    visit = make_visit(clinician, patient)
    before = Evaluation.objects.get(pk=visit.evaluation_id)

    publish_title(author, approver, "B01", "New words")

    evaluation = get(clinician, visit)
    assert evaluation.release.label == "Release 1"
    assert evaluation.newer_release.label == "Release 2"
    assert evaluation.is_stale
    assert Evaluation.objects.get(pk=visit.evaluation_id).outcome == before.outcome


def test_running_again_uses_the_live_release_and_keeps_the_old(
    clinician, author, approver, patient
):
    visit = make_visit(clinician, patient)
    publish_title(author, approver, "B01", "New words")

    again = operations.evaluate_again(actor=clinician, evaluation_id=visit.evaluation_id, at=AT)

    assert get(clinician, again).report.rule("B01").title == "New words"
    assert get(clinician, visit).report.rule("B01").title != "New words"
    assert get(clinician, visit).newer_evaluation == again.evaluation_id
    assert [
        line.release_label for line in queries.evaluations_of(clinician.clinic_id, patient.id)
    ] == ["Release 2", "Release 1"]


def test_running_again_where_nothing_is_newer_answers_what_there_is(clinician, patient):
    visit = make_visit(clinician, patient)

    again = operations.evaluate_again(actor=clinician, evaluation_id=visit.evaluation_id, at=AT)

    assert (again.evaluation_id, again.is_new) == (visit.evaluation_id, False)


def test_running_again_takes_the_newest_version(clinician, patient):
    first = make_visit(clinician, patient)
    second = make_visit(clinician, patient, HIGH, assessment_id=first.assessment_id, reason="Typo.")

    again = operations.evaluate_again(actor=clinician, evaluation_id=first.evaluation_id, at=AT)

    assert again.evaluation_id == second.evaluation_id


def test_an_assessment_in_error_counts_nowhere_and_stays_readable(clinician, patient):
    earlier = make_visit(clinician, patient, on=ON - days(30))
    wrong = make_visit(clinician, patient, HIGH)

    operations.mark_entered_in_error(
        actor=clinician, assessment_id=wrong.assessment_id, reason="Wrong patient.", at=AT
    )

    evaluation = get(clinician, wrong)
    assert (evaluation.is_in_error, evaluation.error_reason) == (True, "Wrong patient.")
    latest = queries.latest_evaluation(clinician.clinic_id, patient.id, at=AT)
    assert latest.id == earlier.evaluation_id
    assert [
        line.is_in_error for line in queries.evaluations_of(clinician.clinic_id, patient.id)
    ] == [True, False]
    with pytest.raises(UnableToEvaluate, match="can only be read"):
        operations.evaluate_again(actor=clinician, evaluation_id=wrong.evaluation_id, at=AT)


def test_marking_as_in_error_needs_a_reason_and_is_on_the_trail(clinician, patient):
    visit = make_visit(clinician, patient)
    told = {"actor": clinician, "assessment_id": visit.assessment_id, "at": AT}

    with pytest.raises(UnableToSaveAssessment, match="The reason is missing"):
        operations.mark_entered_in_error(reason=" ", **told)
    operations.mark_entered_in_error(reason="Wrong patient.", **told)

    verbs = [
        event.verb for event in people.trail(TrailFilters(subject=str(visit.assessment_id))).rows
    ]
    assert verbs == ["marked as entered in error", "recorded"]


def test_the_latest_advice_is_that_of_the_newest_day(clinician, patient):
    newest = make_visit(clinician, patient)
    make_visit(clinician, patient, on=ON - days(60))

    latest = queries.latest_evaluation(clinician.clinic_id, patient.id, at=AT)

    assert latest.id == newest.evaluation_id
    assert queries.latest_evaluation(clinician.clinic_id, uuid.uuid4(), at=AT) is None


def test_reading_advice_takes_three_queries(clinician, patient, django_assert_num_queries):
    visit = make_visit(clinician, patient)

    with django_assert_num_queries(3):
        get(clinician, visit)


def test_recording_a_visit_takes_a_fixed_number_of_queries(
    clinician, patient, django_assert_max_num_queries
):
    make_visit(clinician, patient, on=ON - days(40))

    with django_assert_max_num_queries(27):
        make_visit(clinician, patient)


def test_advice_cannot_be_changed_in_the_database(clinician, patient):
    visit = make_visit(clinician, patient)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Evaluation.objects.filter(pk=visit.evaluation_id).update(outcome="{}")
