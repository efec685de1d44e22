"""Versions of assessments: the half of a visit that this store writes.

`stores.evaluations.operations` calls these inside its transaction, evaluates what was
saved, and writes the trail.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.patients import problems, queries, stored
from mgdcds.stores.patients.models import Assessment, AssessmentVersion, Patient
from mgdcds.stores.patients.operations.drafts import forget_draft
from mgdcds.stores.patients.operations.patients import patient_for_update
from mgdcds.stores.patients.values import AssessmentNotFound, AssessmentState, VersionValue


@dataclass(frozen=True)
class NewVersion:
    """What is to be saved. `reason` is needed for a correction, `seen_number` notices others."""

    patient_id: uuid.UUID
    assessment_id: uuid.UUID | None
    on: datetime.date
    values: Mapping[str, FactValue]
    reviewed: Collection[str]
    limits: Mapping[str, Decimal]
    note: str
    reason: str
    submission: uuid.UUID
    seen_number: int | None = None


def record_version(*, actor: Actor, new: NewVersion, at: datetime.datetime) -> VersionValue:
    """This function will save a first or next version of an assessment (in a transaction).

    Raises PatientNotFound, AssessmentNotFound, StaleAssessment and UnableToSaveAssessment.
    The actor's entry draft has then done its work and is forgotten.
    """
    patient = patient_for_update(actor, new.patient_id)
    assessment = _assessment_for_update(actor, patient, new)
    found = [*_problems_of(patient, assessment, new, at), *stored.check_values(new.values)]
    if found:
        raise problems.UnableToSaveAssessment(found)
    assessment.save()
    version = AssessmentVersion.objects.create(
        assessment=assessment,
        number=assessment.number,
        on=new.on,
        by_id=actor.user_id,
        at=at,
        reason=new.reason.strip(),
        note=new.note.strip(),
        entered=stored.entered_text(new.values),
        reviewed=stored.reviewed_text(new.reviewed),
        limits=stored.limits_text(new.limits),
        submission=new.submission,
        **stored.columns_of(stored.settle_values(new.values)),
    )
    forget_draft(patient, user_id=actor.user_id, assessment_id=new.assessment_id)
    return queries.version_value(version)


def find_submitted(*, actor: Actor, submission: uuid.UUID) -> uuid.UUID | None:
    """This function will find the version that a submission has already made, or None."""
    scope = AssessmentVersion.objects.filter(
        assessment__patient__clinic_id=actor.clinic_id, submission=submission
    )
    return scope.values_list("pk", flat=True).first()


def retire_assessment(*, actor: Actor, assessment_id: uuid.UUID, reason: str) -> VersionValue:
    """This function will mark an assessment as entered in error (in a transaction).

    Raises AssessmentNotFound, and UnableToSaveAssessment without a reason.
    """
    newest = queries.get_newest_version(actor.clinic_id, assessment_id)
    patient_for_update(actor, newest.patient_id)
    if not reason.strip():
        raise problems.UnableToSaveAssessment([problems.reason_missing()])
    Assessment.objects.filter(pk=assessment_id, state=AssessmentState.FINAL).update(
        state=AssessmentState.ENTERED_IN_ERROR, error_reason=reason.strip()
    )
    return newest


def _assessment_for_update(actor: Actor, patient: Patient, new: NewVersion) -> Assessment:
    if new.assessment_id is None:
        return Assessment(patient=patient, on=new.on)
    scope = Assessment.objects.select_for_update().filter(patient=patient)
    found = scope.filter(pk=new.assessment_id).first()
    if found is None:
        raise AssessmentNotFound("There is no such assessment in this clinic.")
    if new.seen_number is not None and found.number != new.seen_number:
        raise problems.StaleAssessment(queries.get_newest_version(actor.clinic_id, found.pk))
    found.number, found.on = found.number + 1, new.on
    return found


def _problems_of(
    patient: Patient, assessment: Assessment, new: NewVersion, at: datetime.datetime
) -> list[Problem]:
    found = []
    if patient.archived_at is not None:
        found.append(problems.patient_archived())
    if assessment.state != AssessmentState.FINAL:
        found.append(problems.assessment_in_error())
    if new.assessment_id is not None and not new.reason.strip():
        found.append(problems.reason_missing())
    # A clinic east of Greenwich is already in tomorrow.
    if new.on > at.date() + datetime.timedelta(days=1):
        found.append(problems.date_in_the_future(new.on))
    if new.on < patient.birth_date:
        found.append(problems.date_before_birth(new.on, patient.birth_date))
    return found
