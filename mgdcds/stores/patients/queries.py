"""Questions about patients and their assessments, always within one clinic."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from django.db.models import F, Max, QuerySet

from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.stores.accounts.paging import Page, page_of
from mgdcds.stores.patients import stored
from mgdcds.stores.patients.folding import fold
from mgdcds.stores.patients.models import Assessment, AssessmentVersion, EntryDraft, Patient
from mgdcds.stores.patients.values import (
    AssessmentNotFound,
    AssessmentState,
    AssessmentValue,
    EntryDraftValue,
    PatientNotFound,
    PatientValue,
    VersionValue,
)

#: How many assessments back a previous value is looked for.
_FAR_BACK = 20


def find_patients(
    clinic_id: int, text: str = "", archived: bool = False, page: int = 1
) -> Page[PatientValue]:
    """This function will answer a page of patients by name, in two queries.

    Every word of `text` must begin a word of the name, or the MRN; case and accents
    do not count. `archived` answers the archived ones instead.
    """
    found = Patient.objects.filter(clinic_id=clinic_id, archived_at__isnull=not archived)
    for word in fold(text).split():
        found = found.filter(search__contains=f" {word}")
    return page_of(found.order_by("sort_name", "id"), number=page, value_of=patient_value)


def get_patient(clinic_id: int, patient_id: uuid.UUID) -> PatientValue:
    """This function will answer a patient. Raises PatientNotFound, for another clinic's too."""
    found = Patient.objects.filter(clinic_id=clinic_id, pk=patient_id).first()
    if found is None:
        raise PatientNotFound("There is no such patient in this clinic.")
    return patient_value(found)


def likely_duplicates(
    clinic_id: int,
    *,
    family_name: str,
    given_name: str,
    birth_date: datetime.date,
    but_not: uuid.UUID | None = None,
) -> tuple[PatientValue, ...]:
    """This function will answer patients who may be the same person, archived ones too.

    Either the birth date and a part of the name are the same (given and family name
    in any order), or the whole name is and the birth date differs in one part only.
    """
    words = set(fold(f"{family_name} {given_name}").split())
    same_day = Patient.objects.filter(clinic_id=clinic_id, birth_date=birth_date)
    same_name = Patient.objects.filter(
        clinic_id=clinic_id, sort_name=fold_name(family_name, given_name)
    )
    found = {patient.pk: patient for patient in (*same_day, *same_name) if patient.pk != but_not}
    return tuple(
        patient_value(patient)
        for patient in sorted(found.values(), key=lambda one: (one.sort_name, one.pk))
        if _is_alike(patient, words, birth_date)
    )


def fold_name(family_name: str, given_name: str) -> str:
    """This function will write a name as it is sorted."""
    return f"{fold(family_name)} {fold(given_name)}".strip()


def last_assessed(
    clinic_id: int, patient_ids: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, datetime.date]:
    """This function will answer the date of the last assessment of each patient that has one."""
    found = Assessment.objects.filter(
        patient__clinic_id=clinic_id, patient_id__in=patient_ids, state=AssessmentState.FINAL
    )
    return dict(found.values_list("patient_id").annotate(last=Max("on")).order_by())


def assessments_of(clinic_id: int, patient_id: uuid.UUID) -> tuple[AssessmentValue, ...]:
    """This function will answer the assessments of a patient, newest first, errors too."""
    found = _newest(clinic_id).filter(assessment__patient_id=patient_id)
    return tuple(_assessment(row) for row in found.order_by("-on", "-at"))


def get_assessment(clinic_id: int, assessment_id: uuid.UUID) -> AssessmentValue:
    """This function will answer an assessment. Raises AssessmentNotFound."""
    found = _newest(clinic_id).filter(assessment_id=assessment_id).first()
    if found is None:
        raise AssessmentNotFound("There is no such assessment in this clinic.")
    return _assessment(found)


def get_version(clinic_id: int, version_id: uuid.UUID) -> VersionValue:
    """This function will answer one version with its values. Raises AssessmentNotFound."""
    return _one(_versions(clinic_id).filter(pk=version_id))


def get_newest_version(clinic_id: int, assessment_id: uuid.UUID) -> VersionValue:
    """This function will answer the newest version of an assessment. Raises AssessmentNotFound."""
    found = _versions(clinic_id).filter(assessment_id=assessment_id)
    return _one(found.filter(number=F("assessment__number")))


def versions_of(clinic_id: int, assessment_id: uuid.UUID) -> tuple[VersionValue, ...]:
    """This function will answer every version of an assessment, newest first."""
    found = _versions(clinic_id).filter(assessment_id=assessment_id)
    return tuple(version_value(row) for row in found.order_by("-number"))


def newest_versions(
    clinic_id: int, patient_id: uuid.UUID, *, most: int = _FAR_BACK
) -> tuple[VersionValue, ...]:
    """This function will answer the newest version of each assessment that counts, newest first.

    At most the last `most` assessments, in one query: for trends.
    """
    rows = _versions(clinic_id).filter(
        assessment__patient_id=patient_id,
        assessment__state=AssessmentState.FINAL,
        number=F("assessment__number"),
    )
    return tuple(version_value(row) for row in rows.order_by("-on", "-at")[:most])


def previous_values(
    clinic_id: int,
    patient_id: uuid.UUID,
    *,
    before: datetime.date,
    but_not: uuid.UUID | None = None,
) -> Mapping[str, FactValue]:
    """This function will answer, for each fact, its last value on or before a day, with its date.

    `but_not` is the assessment being corrected. Assessments entered in error do not count.
    The values are ready to be carried forward: each has its own date and says so.
    """
    rows = _versions(clinic_id).filter(
        assessment__patient_id=patient_id,
        assessment__state=AssessmentState.FINAL,
        number=F("assessment__number"),
        on__lte=before,
    )
    found: dict[str, FactValue] = {}
    if but_not is not None:
        rows = rows.exclude(assessment_id=but_not)
    for row in rows.order_by("-on", "-at")[:_FAR_BACK]:
        for name, value in stored.values_of(row).items():
            found.setdefault(name, _carried(value, row.on))
    return MappingProxyType(found)


def find_entry_draft(
    clinic_id: int, patient_id: uuid.UUID, *, user_id: int, assessment_id: uuid.UUID | None = None
) -> EntryDraftValue | None:
    """This function will find what a person left unfinished: a new assessment, or a correction."""
    which: dict[str, Any] = {"user_id": user_id, "assessment_id": assessment_id}
    draft = _drafts(clinic_id, patient_id).filter(**which).first()
    return None if draft is None else _draft_value(draft)


def drafts_of_others(
    clinic_id: int, patient_id: uuid.UUID, *, user_id: int
) -> tuple[EntryDraftValue, ...]:
    """This function will answer what other people have unfinished for a patient, newest first."""
    found = _drafts(clinic_id, patient_id).exclude(user_id=user_id)
    return tuple(_draft_value(draft) for draft in found.order_by("-saved_at"))


def patient_value(patient: Patient) -> PatientValue:
    """This function will answer a row of patients as a value (for this store's operations)."""
    return PatientValue(
        id=patient.pk,
        clinic_id=patient.clinic_id,
        family_name=patient.family_name,
        given_name=patient.given_name,
        birth_date=patient.birth_date,
        sex=patient.sex,
        mrn=patient.mrn,
        archived=patient.archived_at is not None,
        revision=patient.revision,
    )


def version_value(row: AssessmentVersion) -> VersionValue:
    """This function will answer a row of versions as a value (for this store's operations)."""
    return VersionValue(
        id=row.pk,
        assessment_id=row.assessment_id,
        patient_id=row.assessment.patient_id,
        number=row.number,
        on=row.on,
        by=row.by.full_name,
        at=row.at,
        reason=row.reason,
        note=row.note,
        values=stored.values_of(row),
        reviewed=stored.reviewed_of(row),
        limits=stored.limits_of(row),
    )


def _versions(clinic_id: int) -> QuerySet[AssessmentVersion]:
    scope = AssessmentVersion.objects.filter(assessment__patient__clinic_id=clinic_id)
    return scope.select_related("assessment", "by")


def _one(found: QuerySet[AssessmentVersion]) -> VersionValue:
    row = found.first()
    if row is None:
        raise AssessmentNotFound("There is no such assessment in this clinic.")
    return version_value(row)


def _newest(clinic_id: int) -> QuerySet[AssessmentVersion, Any]:
    scope = AssessmentVersion.objects.filter(
        assessment__patient__clinic_id=clinic_id, number=F("assessment__number")
    )
    return scope.values(
        "assessment_id",
        "assessment__patient_id",
        "on",
        "number",
        "assessment__state",
        "assessment__error_reason",
        "note",
        "by__full_name",
        "at",
    )


def _assessment(row: dict[str, Any]) -> AssessmentValue:
    return AssessmentValue(
        id=row["assessment_id"],
        patient_id=row["assessment__patient_id"],
        on=row["on"],
        versions=row["number"],
        state=AssessmentState(row["assessment__state"]),
        note=row["note"],
        by=row["by__full_name"],
        at=row["at"],
        error_reason=row["assessment__error_reason"],
    )


def _drafts(clinic_id: int, patient_id: uuid.UUID) -> QuerySet[EntryDraft]:
    scope = EntryDraft.objects.filter(patient__clinic_id=clinic_id, patient_id=patient_id)
    return scope.select_related("user")


def _draft_value(draft: EntryDraft) -> EntryDraftValue:
    return EntryDraftValue(
        patient_id=draft.patient_id,
        assessment_id=draft.assessment_id,
        user_id=draft.user_id,
        person=draft.user.full_name,
        raw=MappingProxyType(json.loads(draft.raw)),
        saved_at=draft.saved_at,
    )


def _carried(value: FactValue, on: datetime.date) -> FactValue:
    return replace(value, on=value.on or on, provenance=Provenance("carried"))


def _is_alike(patient: Patient, words: set[str], birth_date: datetime.date) -> bool:
    shared = words & set(patient.sort_name.split())
    if patient.birth_date == birth_date:
        return bool(shared)
    same = zip(patient.birth_date.timetuple()[:3], birth_date.timetuple()[:3], strict=True)
    return sum(left == right for left, right in same) == 2 or _is_swapped(
        patient.birth_date, birth_date
    )


def _is_swapped(one: datetime.date, other: datetime.date) -> bool:
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)
