"""Visits: an assessment is saved and evaluated in one transaction, or not at all."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from django.db import transaction

from mgdcds.core.facts.make_sheet import expand_reviewed
from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import problems, queries
from mgdcds.stores.evaluations.models import Evaluation
from mgdcds.stores.evaluations.operations.evaluating import write_evaluation
from mgdcds.stores.evaluations.operations.summaries import refresh_summary
from mgdcds.stores.evaluations.values import EvaluationNotFound, VisitValue
from mgdcds.stores.library.queries import live_rulebook
from mgdcds.stores.patients.columns import fact_columns
from mgdcds.stores.patients.operations.patients import patient_for_update
from mgdcds.stores.patients.operations.versions import (
    NewVersion,
    find_submitted,
    record_version,
    retire_assessment,
)
from mgdcds.stores.patients.queries import get_newest_version, patient_value, previous_values
from mgdcds.stores.patients.values import PatientValue, VersionValue


@transaction.atomic
def record_visit(
    *,
    actor: Actor,
    patient_id: uuid.UUID,
    values: Mapping[str, FactValue],
    reviewed: Collection[str],
    on: datetime.date,
    submission: uuid.UUID,
    at: datetime.datetime,
    assessment_id: uuid.UUID | None = None,
    note: str = "",
    reason: str = "",
    limits: Mapping[str, Decimal] = MappingProxyType({}),
    seen_number: int | None = None,
) -> VisitValue:
    """This function will save an assessment (or its correction) and advise on it.

    `values` are canonical; lists gone through are expanded here, and birth date, sex and
    previous values come from the record where the form did not give them. `limits` are
    the results' own. `submission` is the form's own number: sent twice, the second finds
    the first. A correction names `assessment_id`, a `reason`, and with `seen_number` the
    version that was on the screen.

    Raises PatientNotFound, AssessmentNotFound, StaleAssessment, UnableToSaveAssessment
    and ReleaseNotFound.
    """
    patient = patient_value(patient_for_update(actor, patient_id))
    submitted = find_submitted(actor=actor, submission=submission)
    if submitted is not None:
        return _found_visit(submitted)
    release, rulebook = live_rulebook(at)
    known = _with_record(actor, patient, values, on=on, but_not=assessment_id)
    new = NewVersion(
        patient_id=patient_id,
        assessment_id=assessment_id,
        on=on,
        values=expand_reviewed(rulebook.dictionary, known, reviewed),
        reviewed=reviewed,
        limits=limits,
        note=note,
        reason=reason,
        submission=submission,
        seen_number=seen_number,
    )
    version = record_version(actor=actor, new=new, at=at)
    evaluation = write_evaluation(actor=actor, version=version, release=release, at=at)
    refresh_summary(patient_id)
    verb = "recorded" if assessment_id is None else "corrected"
    record_event(actor=actor, verb=verb, kind="assessment", subject=version.assessment_id, at=at)
    return _visit(version, evaluation)


@transaction.atomic
def evaluate_again(*, actor: Actor, evaluation_id: uuid.UUID, at: datetime.datetime) -> VisitValue:
    """This function will advise again, on the newest version and with the live release.

    The older advice stays as it is. Where there is nothing newer, it answers what there
    is. Raises EvaluationNotFound, UnableToEvaluate and ReleaseNotFound.
    """
    require_role(actor, Role.CLINICIAN)
    before = queries.get_evaluation(actor.clinic_id, evaluation_id, at=at)
    patient_for_update(actor, before.patient.id)
    if before.is_in_error:
        raise problems.UnableToEvaluate([problems.in_error()])
    version = get_newest_version(actor.clinic_id, before.version.assessment_id)
    release, _ = live_rulebook(at)
    same = Evaluation.objects.filter(version_id=version.id, release_id=release.id, mode="live")
    newest = same.order_by("-sequence").first()
    if newest is not None:
        return _visit(version, newest, is_new=False)
    evaluation = write_evaluation(actor=actor, version=version, release=release, at=at)
    refresh_summary(before.patient.id)
    record_event(actor=actor, verb="ran again", kind="advice", subject=evaluation.pk, at=at)
    return _visit(version, evaluation)


@transaction.atomic
def mark_entered_in_error(
    *, actor: Actor, assessment_id: uuid.UUID, reason: str, at: datetime.datetime
) -> None:
    """This function will strike an assessment through: it stays readable and counts nowhere.

    Raises AssessmentNotFound, and UnableToSaveAssessment without a reason.
    """
    version = retire_assessment(actor=actor, assessment_id=assessment_id, reason=reason)
    refresh_summary(version.patient_id)
    record_event(
        actor=actor,
        verb="marked as entered in error",
        kind="assessment",
        subject=assessment_id,
        at=at,
    )


def _with_record(
    actor: Actor,
    patient: PatientValue,
    values: Mapping[str, FactValue],
    *,
    on: datetime.date,
    but_not: uuid.UUID | None,
) -> dict[str, FactValue]:
    """An assessment stands alone: what the record knows is copied into it, with its date."""
    carried = Provenance("carried", "the patient's record")
    known = {"birth_date": FactValue("birth_date", patient.birth_date, provenance=carried)}
    if patient.sex:
        known["sex"] = FactValue("sex", patient.sex, provenance=carried)
    earlier = previous_values(
        actor.clinic_id, patient.id, before=on - datetime.timedelta(days=1), but_not=but_not
    )
    return {**known, **_previous(earlier), **values}


def _previous(earlier: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """For each fact `x_previous`, the last earlier value of `x`."""
    pairs = ((column.name, column.name.removesuffix("_previous")) for column in fact_columns())
    return {
        name: replace(earlier[base], name=name)
        for name, base in pairs
        if base != name and base in earlier
    }


def _found_visit(version_id: uuid.UUID) -> VisitValue:
    found = Evaluation.objects.filter(version_id=version_id, mode="live")
    row = found.select_related("version").order_by("sequence").first()
    if row is None:
        raise EvaluationNotFound("There is no advice for this submission.")
    return VisitValue(
        patient_id=row.patient_id,
        assessment_id=row.version.assessment_id,
        version_id=version_id,
        evaluation_id=row.pk,
        is_new=False,
    )


def _visit(version: VersionValue, evaluation: Evaluation, *, is_new: bool = True) -> VisitValue:
    return VisitValue(
        patient_id=version.patient_id,
        assessment_id=version.assessment_id,
        version_id=version.id,
        evaluation_id=evaluation.pk,
        is_new=is_new,
    )
