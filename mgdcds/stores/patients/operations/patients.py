"""Patients: created, edited, archived and restored by clinicians of their clinic."""

from __future__ import annotations

import datetime
import unicodedata
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from mgdcds.core.values.dates import whole_years
from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.patients import problems, queries
from mgdcds.stores.patients.folding import searchable
from mgdcds.stores.patients.models import Patient
from mgdcds.stores.patients.values import PatientNotFound, PatientValue

_OLDEST_YEARS = 125
_LONGEST = {"family_name": 120, "given_name": 120, "mrn": 60}
_LABELS = {"family_name": "family name", "given_name": "given name", "mrn": "MRN"}


@dataclass(frozen=True)
class _Words:
    family_name: str
    given_name: str
    birth_date: datetime.date
    sex: str
    mrn: str


@transaction.atomic
def create_patient(
    *,
    actor: Actor,
    family_name: str,
    given_name: str,
    birth_date: datetime.date,
    sex: str = "",
    mrn: str = "",
    at: datetime.datetime,
) -> PatientValue:
    """This function will make a patient of the actor's clinic.

    Likely duplicates are the page's question, not a refusal. Raises
    UnableToSavePatient with every problem; an MRN belongs to one patient of a clinic.
    """
    require_role(actor, Role.CLINICIAN)
    patient = Patient(clinic_id=actor.clinic_id, made_at=at)
    words = _Words(family_name, given_name, birth_date, sex, mrn)
    _write(patient, words, today=at.date())
    record_event(actor=actor, verb="created", kind="patient", subject=patient.pk, at=at)
    return queries.patient_value(patient)


@transaction.atomic
def edit_patient(
    *,
    actor: Actor,
    patient_id: uuid.UUID,
    seen_revision: int,
    family_name: str,
    given_name: str,
    birth_date: datetime.date,
    sex: str = "",
    mrn: str = "",
    at: datetime.datetime,
) -> PatientValue:
    """This function will change a patient as of the revision that the actor saw.

    Raises PatientNotFound, StalePatient (with the patient as it stands now) and
    UnableToSavePatient.
    """
    patient = patient_for_update(actor, patient_id)
    if patient.revision != seen_revision:
        raise problems.StalePatient(queries.patient_value(patient))
    patient.revision += 1
    words = _Words(family_name, given_name, birth_date, sex, mrn)
    _write(patient, words, today=at.date())
    record_event(actor=actor, verb="edited", kind="patient", subject=patient_id, at=at)
    return queries.patient_value(patient)


@transaction.atomic
def archive_patient(
    *, actor: Actor, patient_id: uuid.UUID, reason: str = "", at: datetime.datetime
) -> PatientValue:
    """This function will take a patient off the lists. Nothing is removed.

    `reason` is a word for the trail ("moved", "died"), never text about the patient.
    """
    return _set_archived(actor, patient_id, archived_at=at, verb="archived", reason=reason, at=at)


@transaction.atomic
def restore_patient(*, actor: Actor, patient_id: uuid.UUID, at: datetime.datetime) -> PatientValue:
    """This function will put an archived patient back on the lists."""
    return _set_archived(actor, patient_id, archived_at=None, verb="restored", at=at)


def patient_for_update(actor: Actor, patient_id: uuid.UUID) -> Patient:
    """This function will lock a patient of the clinician's clinic (in a transaction).

    Raises NotAllowed and PatientNotFound.
    """
    require_role(actor, Role.CLINICIAN)
    scope = Patient.objects.select_for_update().filter(clinic_id=actor.clinic_id)
    patient = scope.filter(pk=patient_id).first()
    if patient is None:
        raise PatientNotFound("There is no such patient in this clinic.")
    return patient


def _set_archived(
    actor: Actor,
    patient_id: uuid.UUID,
    *,
    archived_at: datetime.datetime | None,
    verb: str,
    reason: str = "",
    at: datetime.datetime,
) -> PatientValue:
    patient = patient_for_update(actor, patient_id)
    if (patient.archived_at is None) == (archived_at is None):
        return queries.patient_value(patient)
    patient.archived_at = archived_at
    patient.revision += 1
    patient.save(update_fields=["archived_at", "revision"])
    record_event(actor=actor, verb=verb, kind="patient", subject=patient_id, at=at, detail=reason)
    return queries.patient_value(patient)


def _write(patient: Patient, words: _Words, *, today: datetime.date) -> None:
    patient.family_name, patient.given_name = _tidy(words.family_name), _tidy(words.given_name)
    patient.birth_date, patient.sex, patient.mrn = words.birth_date, words.sex, _tidy(words.mrn)
    patient.search = searchable(patient.family_name, patient.given_name, patient.mrn)
    patient.sort_name = queries.fold_name(patient.family_name, patient.given_name)
    found = _problems_of(patient, today=today)
    if found:
        raise problems.UnableToSavePatient(found)
    _save(patient)


def _save(patient: Patient) -> None:
    """Somebody may have taken the MRN since it was looked up: the database has the last word."""
    try:
        with transaction.atomic():
            patient.save()
    except IntegrityError as taken:
        found = _problems_of_mrn(patient)
        if not found:
            raise
        raise problems.UnableToSavePatient(found) from taken


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _problems_of(patient: Patient, *, today: datetime.date) -> list[Problem]:
    found = [
        problems.text_too_long(name, _LABELS[name], most)
        for name, most in _LONGEST.items()
        if len(getattr(patient, name)) > most
    ]
    if not patient.family_name:
        found.append(problems.something_missing("family_name", "family name"))
    if patient.sex not in ("", "female", "male"):
        found.append(problems.sex_unknown(patient.sex))
    return [*found, *_problems_of_birth(patient.birth_date, today), *_problems_of_mrn(patient)]


def _problems_of_birth(birth_date: datetime.date, today: datetime.date) -> list[Problem]:
    # A clinic east of Greenwich is already in tomorrow.
    if birth_date > today + datetime.timedelta(days=1):
        return [problems.born_in_the_future(birth_date)]
    if whole_years(birth_date, on=today) > _OLDEST_YEARS:
        return [problems.born_long_ago(birth_date)]
    return []


def _problems_of_mrn(patient: Patient) -> list[Problem]:
    if not patient.mrn:
        return []
    same = Patient.objects.filter(clinic_id=patient.clinic_id, mrn=patient.mrn)
    other = same.exclude(pk=patient.pk).first()
    return [] if other is None else [problems.mrn_taken(patient.mrn, queries.patient_value(other))]
