"""Summaries: where each patient stands. Derived from advice and answers, never edited."""

from __future__ import annotations

import uuid

from django.db import transaction

from mgdcds.core.guidance.outcome import outcome_from_text
from mgdcds.stores.evaluations import queries
from mgdcds.stores.evaluations.answering import due_words, find_standing
from mgdcds.stores.evaluations.models import Evaluation, PatientSummary


def refresh_summary(patient_id: uuid.UUID) -> None:
    """This function will derive a patient's summary anew (in a transaction, patient locked)."""
    newest = queries.latest_rows(patient_id).first()
    if newest is None:
        PatientSummary.objects.filter(patient_id=patient_id).delete()
        return
    answers = queries.answers_to(newest.pk).standing
    standing = find_standing(
        outcome_from_text(newest.outcome),
        answers,
        exempt=queries.exemptions_of(newest.clinic_id, patient_id),
        on=newest.on,
    )
    first, due = next(iter(standing.waiting), None), standing.next_due
    PatientSummary.objects.update_or_create(
        patient_id=patient_id,
        defaults={
            "clinic_id": newest.clinic_id,
            "evaluation": newest,
            "on": newest.on,
            "urgency": standing.rank,
            "code": "" if first is None else first.code,
            "title": "" if first is None else first.title,
            "unanswered": len(standing.waiting),
            "due_on": None if due is None else due.due_on,
            "due_for": "" if due is None else due_words(due),
        },
    )


@transaction.atomic
def rebuild_summaries() -> int:
    """This function will derive every summary anew, and answer how many there are."""
    patients = Evaluation.objects.order_by().values_list("patient_id", flat=True).distinct()
    for patient_id in patients:
        refresh_summary(patient_id)
    return PatientSummary.objects.count()
