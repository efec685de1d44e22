"""Patients, their assessments and the versions of these, and what is being typed.

A foreign key has no index of its own where a constraint or an index below begins with it,
or where nobody is ever searched by it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mgdcds.stores.accounts.append_only import AppendOnly
from mgdcds.stores.patients.columns import make_fields


class Patient(models.Model):
    """A patient of a clinic. `search` and `sort_name` are folded: no case, no accents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        "accounts.Clinic", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    family_name = models.CharField(max_length=120)
    given_name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=10, blank=True)
    mrn = models.CharField(max_length=60, blank=True)
    search = models.TextField()
    sort_name = models.CharField(max_length=400)
    revision = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "mrn"], condition=~Q(mrn=""), name="one_mrn_in_a_clinic"
            ),
            models.CheckConstraint(
                name="patient_sex_is_known", condition=Q(sex__in=["", "female", "male"])
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "sort_name", "id"],
                condition=Q(archived_at__isnull=True),
                name="patients_by_name",
            ),
            models.Index(fields=["clinic", "birth_date"], name="patients_by_birth_date"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Assessment(models.Model):
    """One assessment of a patient. `number` is that of its newest version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, related_name="assessments", db_index=False
    )
    on = models.DateField()
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, default="final")
    error_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_state_is_known",
                condition=Q(state="final", error_reason="")
                | (Q(state="entered_in_error") & ~Q(error_reason="")),
            )
        ]
        indexes = [models.Index(fields=["patient", "-on"], name="assessments_by_date")]

    def __str__(self) -> str:
        return str(self.id)


class _FactColumns(models.Model):
    """The columns of the facts, one each, from the shipped dictionary."""

    class Meta:
        abstract = True


for _name, _column in make_fields().items():
    _FactColumns.add_to_class(_name, _column)


class AssessmentVersion(_FactColumns, AppendOnly):
    """What was recorded at one saving of an assessment. It is never changed.

    Fact columns hold canonical values. `entered` holds, for each fact, what was typed
    and where it came from; `reviewed` the lists gone through; `limits` the results' own
    reference limits: all canonical JSON. `submission` makes a double submit find the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    on = models.DateField()
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    entered = models.TextField()
    reviewed = models.TextField()
    limits = models.TextField()
    submission = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} version {self.number}"


class EntryDraft(models.Model):
    """An unfinished assessment of one person, exactly as typed, as JSON."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="+", null=True
    )
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    raw = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "user", "assessment"], name="one_entry_draft_a_correction"
            ),
            models.UniqueConstraint(
                fields=["patient", "user"],
                condition=Q(assessment__isnull=True),
                name="one_entry_draft_a_patient",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.user_id}"
