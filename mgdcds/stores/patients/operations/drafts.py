"""Entry drafts: what a person has typed and not yet saved.

They are no records: they are kept as typed, and not on the trail.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.patients.models import Assessment, EntryDraft, Patient
from mgdcds.stores.patients.operations.patients import patient_for_update
from mgdcds.stores.patients.values import AssessmentNotFound, RawValue


@transaction.atomic
def save_entry_draft(
    *,
    actor: Actor,
    patient_id: uuid.UUID,
    raw: Mapping[str, RawValue],
    at: datetime.datetime,
    assessment_id: uuid.UUID | None = None,
) -> None:
    """This function will keep what the actor has typed, in place of what was kept before.

    `assessment_id` is the assessment being corrected. Raises PatientNotFound and
    AssessmentNotFound.
    """
    patient = patient_for_update(actor, patient_id)
    if assessment_id is not None and not _is_of(patient, assessment_id):
        raise AssessmentNotFound("There is no such assessment in this clinic.")
    which: dict[str, Any] = {"user_id": actor.user_id, "assessment_id": assessment_id}
    EntryDraft.objects.update_or_create(
        patient=patient,
        **which,
        # Not canonical JSON: that would tidy up what was typed.
        defaults={"raw": json.dumps(dict(raw)), "saved_at": at},
    )


@transaction.atomic
def discard_entry_draft(
    *, actor: Actor, patient_id: uuid.UUID, assessment_id: uuid.UUID | None = None
) -> None:
    """This function will forget what the actor has typed, if anything is kept."""
    patient = patient_for_update(actor, patient_id)
    forget_draft(patient, user_id=actor.user_id, assessment_id=assessment_id)


def forget_draft(patient: Patient, *, user_id: int, assessment_id: uuid.UUID | None) -> None:
    """This function will remove a person's draft for a patient that is locked."""
    which: dict[str, Any] = {"user_id": user_id, "assessment_id": assessment_id}
    EntryDraft.objects.filter(patient=patient, **which).delete()


def _is_of(patient: Patient, assessment_id: uuid.UUID) -> bool:
    return Assessment.objects.filter(patient=patient, pk=assessment_id).exists()
