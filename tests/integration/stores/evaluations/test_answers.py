"""Answers: they lie over the advice, stay in the history, and move the worklist."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.rule import Urgency
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import NotAllowed
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.models import Answer, Evaluation, PatientSummary
from mgdcds.stores.evaluations.problems import UnableToAnswer, UnableToExempt
from mgdcds.stores.evaluations.values import EvaluationNotFound
from mgdcds.stores.patients import operations as patients
from mgdcds.stores.patients.values import PatientNotFound
from tests.builders import AT, HIGH, ON, days, make_patient, make_visit
from tests.own_database import at_once


@pytest.fixture
def patient(clinician):
    return make_patient(clinician)


@pytest.fixture
def visit(clinician, patient):
    return make_visit(clinician, patient)


def answer(actor, visit, code="B01", response=Response.ACCEPTED, **more):
    return operations.record_answer(
        actor=actor,
        evaluation_id=visit.evaluation_id,
        code=code,
        response=response,
        at=AT,
        **more,
    )


def standing(visit):
    return dict(queries.answers_to(visit.evaluation_id).standing)


def answer_all(actor, visit):
    work = queries.find_work(actor.clinic_id, visit.patient_id)
    while work.unanswered:
        answer(actor, visit, work.code)
        work = queries.find_work(actor.clinic_id, visit.patient_id)
    return work


@pytest.mark.parametrize(
    "given",
    [
        {"response": Response.ACCEPTED},
        {"response": Response.ALREADY_DONE, "comment": "Since June."},
        {"response": Response.WILL_MONITOR, "monitor_on": ON + days(30)},
        {"response": Response.NOT_FOR_THIS_PATIENT},
        {"response": Response.OVERRIDDEN, "reason": "tolerated_before"},
        {"response": Response.OVERRIDDEN, "reason": "other", "comment": "See letter."},
    ],
)
def test_every_kind_of_answer_stands_as_given(clinician, visit, given):
    found = answer(clinician, visit, **given)

    assert found.standing == {"B01": RuleAnswer("B01", **given)}
    assert standing(visit) == found.standing


def test_a_new_answer_stands_and_the_old_one_stays_in_the_history(clinician, colleague, visit):
    answer(clinician, visit)

    found = answer(colleague, visit, response=Response.ALREADY_DONE)

    assert found.standing["B01"].response is Response.ALREADY_DONE
    assert [(event.answer.response, event.by) for event in found.history_of("B01")] == [
        (Response.ALREADY_DONE, "Colin Colleague"),
        (Response.ACCEPTED, "Clara Clinician"),
    ]


def test_an_answer_is_taken_back_as_a_new_row(clinician, visit):
    answer(clinician, visit)

    found = operations.withdraw_answer(
        actor=clinician, evaluation_id=visit.evaluation_id, code="B01", at=AT
    )

    assert found.standing == {}
    assert [event.answer is None for event in found.history] == [True, False]
    with pytest.raises(UnableToAnswer, match="B01 has no answer that could be taken back"):
        operations.withdraw_answer(
            actor=clinician, evaluation_id=visit.evaluation_id, code="B01", at=AT
        )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "X99"}, "There is no rule 'X99' in this advice"),
        ({"code": "S09"}, "S09 gave no advice here"),
        ({"response": Response.WILL_MONITOR}, "The date is missing"),
        (
            {"response": Response.WILL_MONITOR, "monitor_on": ON - days(2)},
            "20 Nov 2026 is in the past",
        ),
        ({"response": Response.OVERRIDDEN}, "The reason for the override is missing"),
        (
            {"response": Response.OVERRIDDEN, "reason": "Because I say so"},
            "'Because I say so' was found, but the code of a reason is expected",
        ),
        ({"response": Response.OVERRIDDEN, "reason": "other"}, "The comment is missing"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(clinician, visit, given, words):
    with pytest.raises(UnableToAnswer, match=words):
        answer(clinician, visit, **given)

    assert standing(visit) == {}


def test_several_answers_are_recorded_all_or_none(clinician, visit):
    both = [
        RuleAnswer("B01", Response.ACCEPTED),
        RuleAnswer("B02", Response.OVERRIDDEN),
    ]
    told = {"actor": clinician, "evaluation_id": visit.evaluation_id, "at": AT}

    with pytest.raises(UnableToAnswer, match="The reason for the override is missing"):
        operations.record_answers(answers=both, **told)
    assert standing(visit) == {}

    both[1] = RuleAnswer("B02", Response.ALREADY_DONE)
    operations.record_answers(answers=both, **told)
    assert set(standing(visit)) == {"B01", "B02"}


def test_answers_do_not_change_the_advice(clinician, visit):
    before = Evaluation.objects.get(pk=visit.evaluation_id)

    answer(clinician, visit)

    after = Evaluation.objects.get(pk=visit.evaluation_id)
    assert (after.outcome, after.hash) == (before.outcome, before.hash)


def test_answers_are_given_by_clinicians_of_the_clinic(auditor, stranger, visit):
    with pytest.raises(NotAllowed, match="needs: clinician"):
        answer(auditor, visit)
    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        answer(stranger, visit)
    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        operations.withdraw_answer(
            actor=stranger, evaluation_id=visit.evaluation_id, code="B01", at=AT
        )


def test_advice_in_error_is_not_answered(clinician, visit):
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong.", at=AT
    )

    with pytest.raises(UnableToAnswer, match="entered in error"):
        answer(clinician, visit)


def test_answers_are_on_the_trail_by_code(clinician, visit):
    answer(clinician, visit, comment="A clinical comment.")

    event = people.trail(TrailFilters(subject=str(visit.evaluation_id))).rows[0]

    assert (event.verb, event.detail) == ("answered", "B01")


def test_the_database_itself_wants_a_date_and_a_reason(clinician, visit):
    for wrong in ({"response": "will_monitor"}, {"response": "overridden"}):
        with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT011  (words differ)
            Answer.objects.create(
                evaluation_id=visit.evaluation_id,
                code="B01",
                by_id=clinician.user_id,
                at=AT,
                **wrong,
            )


def test_an_emergency_is_first_on_the_worklist(clinician, patient):
    visit = make_visit(clinician, patient, HIGH)

    work = queries.worklist(clinician.clinic_id, on=ON)

    (item,) = work.act_now.items
    assert (item.patient, item.evaluation_id) == (patient, visit.evaluation_id)
    assert (item.urgency, item.code, item.on) == (Urgency.EMERGENCY, "S09", ON)
    assert item.title
    assert (work.due.total, work.unanswered.total) == (0, 0)


def test_an_answered_emergency_leaves_the_first_group(clinician, patient):
    visit = make_visit(clinician, patient, HIGH)

    answer(clinician, visit, "S09")

    work = queries.worklist(clinician.clinic_id, on=ON)
    assert work.act_now.total == 0
    assert (work.due.total, work.unanswered.total) in ((0, 1), (0, 0))


def test_unanswered_advice_waits_in_the_third_group(clinician, patient, visit):
    work = queries.worklist(clinician.clinic_id, on=ON)

    (item,) = work.unanswered.items
    assert (item.patient, item.urgency) == (patient, Urgency.ROUTINE)
    assert item.unanswered >= 2


def test_a_follow_up_is_due_on_its_day_and_not_before(clinician, patient, visit):
    work = answer_all(clinician, visit)

    assert work.unanswered == 0
    assert work.due_on > ON
    the_day_before = queries.worklist(clinician.clinic_id, on=work.due_on - days(1))
    that_day = queries.worklist(clinician.clinic_id, on=work.due_on)
    assert (the_day_before.due.total, the_day_before.unanswered.total) == (0, 0)
    assert [item.patient for item in that_day.due.items] == [patient]
    assert that_day.due.items[0].due_for


def test_monitoring_comes_up_on_its_date(clinician, patient, visit):
    answer_all(clinician, visit)
    for code in standing(visit):
        answer(clinician, visit, code, Response.NOT_FOR_THIS_PATIENT)

    answer(clinician, visit, "B01", Response.WILL_MONITOR, monitor_on=ON + days(10))

    work = queries.find_work(clinician.clinic_id, patient.id)
    assert work.due_on == ON + days(10)


def test_taking_an_answer_back_puts_the_patient_on_the_list_again(clinician, patient, visit):
    answer_all(clinician, visit)

    operations.withdraw_answer(
        actor=clinician, evaluation_id=visit.evaluation_id, code="B01", at=AT
    )

    work = queries.find_work(clinician.clinic_id, patient.id)
    assert (work.unanswered, work.code) == (1, "B01")


def test_a_new_visit_asks_again(clinician, patient, visit):
    answer_all(clinician, visit)

    make_visit(clinician, patient, on=ON, at=AT + datetime.timedelta(hours=1))

    assert queries.find_work(clinician.clinic_id, patient.id).unanswered >= 2


def test_archived_patients_and_other_clinics_are_off_the_worklist(
    clinician, stranger, patient, visit
):
    assert queries.worklist(stranger.clinic_id, on=ON).unanswered.total == 0
    assert queries.find_work(stranger.clinic_id, patient.id) is None

    patients.archive_patient(actor=clinician, patient_id=patient.id, at=AT)

    assert queries.worklist(clinician.clinic_id, on=ON).unanswered.total == 0


def test_a_patient_whose_only_assessment_is_in_error_is_off_the_worklist(clinician, patient, visit):
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong.", at=AT
    )

    assert queries.find_work(clinician.clinic_id, patient.id) is None


def test_the_worklist_takes_six_queries_whatever_its_length(
    clinician, patient, visit, django_assert_num_queries
):
    for name in "ABCDE":
        make_visit(clinician, make_patient(clinician, family_name=name), HIGH)

    with django_assert_num_queries(6):
        work = queries.worklist(clinician.clinic_id, on=ON)

    assert (work.act_now.total, work.unanswered.total) == (5, 1)


def test_summaries_can_be_made_again_from_nothing(clinician, patient, visit):
    answer(clinician, visit)
    before = queries.find_work(clinician.clinic_id, patient.id)
    PatientSummary.objects.all().delete()

    assert operations.rebuild_summaries() >= 1

    assert queries.find_work(clinician.clinic_id, patient.id) == before


def test_a_rule_is_put_aside_for_a_patient_and_shown_again(clinician, patient, visit):
    before = queries.find_work(clinician.clinic_id, patient.id).unanswered
    told = {"actor": clinician, "patient_id": patient.id, "code": "B01", "at": AT}

    operations.record_exemption(reason="Cannot swallow.", **told)

    found = queries.exemptions_of(clinician.clinic_id, patient.id)
    assert (found["B01"].reason, found["B01"].by) == ("Cannot swallow.", "Clara Clinician")
    assert queries.find_work(clinician.clinic_id, patient.id).unanswered == before - 1

    operations.end_exemption(**told)

    assert queries.exemptions_of(clinician.clinic_id, patient.id) == {}
    assert queries.find_work(clinician.clinic_id, patient.id).unanswered == before
    with pytest.raises(UnableToExempt, match="There is no rule 'B01'"):
        operations.end_exemption(**told)


@pytest.mark.parametrize("code", ["S09", "S01", "A04"])
def test_safety_and_emergencies_are_never_put_aside(clinician, patient, code):
    with pytest.raises(UnableToExempt, match="is about safety or an emergency"):
        operations.record_exemption(
            actor=clinician, patient_id=patient.id, code=code, reason="Tired of it.", at=AT
        )


def test_an_exemption_needs_a_rule_a_reason_and_the_clinic(clinician, stranger, patient):
    told = {"patient_id": patient.id, "at": AT}

    with pytest.raises(UnableToExempt, match="There is no rule 'X1'") as refused:
        operations.record_exemption(actor=clinician, code="X1", reason="", **told)
    assert len(refused.value.problems) == 2
    with pytest.raises(PatientNotFound, match="There is no such patient"):
        operations.record_exemption(actor=stranger, code="B01", reason="x", **told)
    assert queries.exemptions_of(stranger.clinic_id, patient.id) == {}


def test_two_answers_at_once_are_both_kept(own_database, cast):
    visit = make_visit(cast.clinician, make_patient(cast.clinician))

    answers = at_once(
        lambda: answer(cast.clinician, visit, "B01"),
        lambda: answer(cast.colleague, visit, "B02"),
    )

    assert [str(one) for one in answers if isinstance(one, Exception)] == []
    assert set(standing(visit)) == {"B01", "B02"}
    work = queries.find_work(cast.clinic.id, visit.patient_id)
    waiting = operations.rebuild_summaries() and queries.find_work(cast.clinic.id, visit.patient_id)
    assert work == waiting


def test_an_answer_given_since_is_said_and_stays(clinician, colleague, visit):
    answer(colleague, visit, response=Response.ALREADY_DONE)

    with pytest.raises(
        UnableToAnswer,
        match="Colin Colleague has answered 'already done' to B01 since this page was opened",
    ):
        answer(clinician, visit, seen=0)

    assert standing(visit) == {"B01": RuleAnswer("B01", Response.ALREADY_DONE)}


def test_an_answer_taken_back_since_is_said(clinician, colleague, visit):
    answer(clinician, visit)
    operations.withdraw_answer(
        actor=colleague, evaluation_id=visit.evaluation_id, code="B01", at=AT, seen=1
    )

    with pytest.raises(UnableToAnswer, match="Colin Colleague has taken the answer to B01 back"):
        answer(clinician, visit, response=Response.ALREADY_DONE, seen=1)


def test_an_answer_changed_since_is_not_taken_back(clinician, colleague, visit):
    answer(clinician, visit)
    answer(colleague, visit, response=Response.ALREADY_DONE)

    with pytest.raises(UnableToAnswer, match="Answer again to change it"):
        operations.withdraw_answer(
            actor=clinician, evaluation_id=visit.evaluation_id, code="B01", at=AT, seen=1
        )


def test_the_same_answer_sent_twice_is_written_once(clinician, visit):
    answer(clinician, visit, seen=0)

    found = answer(clinician, visit, seen=0)

    assert len(found.history) == 1
