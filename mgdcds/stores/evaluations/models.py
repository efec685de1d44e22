"""What was advised, what was answered, what was printed.

A foreign key has no index of its own where a constraint or an index below begins with it,
or where nobody is ever searched by it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mgdcds.stores.accounts.append_only import AppendOnly


class Evaluation(AppendOnly):
    """One release run over one version of an assessment. It is never changed.

    `sheet` and `outcome` are canonical JSON: the same sheet and the same release give the
    same outcome for ever. The evaluations of a clinic form a chain by `hash`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(
        "accounts.Clinic", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sequence = models.BigIntegerField()
    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    version = models.ForeignKey(
        "patients.AssessmentVersion", on_delete=models.PROTECT, related_name="+"
    )
    release = models.ForeignKey("library.Release", on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, default="live")
    on = models.DateField()
    sheet = models.TextField()
    outcome = models.TextField()
    outcome_format = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "sequence"], name="one_evaluation_a_place"),
            models.CheckConstraint(
                name="evaluation_mode_is_known", condition=Q(mode__in=["live", "shadow"])
            ),
        ]
        indexes = [models.Index(fields=["patient", "-on", "-at"], name="evaluations_by_date")]

    def __str__(self) -> str:
        return str(self.id)


class Answer(AppendOnly):
    """A clinician's word on one rule of one evaluation. The newest one stands.

    `response` '' takes the answer before it back.
    """

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    response = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    comment = models.TextField(blank=True)
    monitor_on = models.DateField(null=True)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["evaluation", "id"], name="answers_by_evaluation")]
        constraints = [
            models.CheckConstraint(
                name="monitoring_has_a_date",
                condition=~Q(response="will_monitor") | Q(monitor_on__isnull=False),
            ),
            models.CheckConstraint(
                name="override_has_a_reason", condition=~Q(response="overridden") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.response}"


class Exemption(AppendOnly):
    """A rule that is not shown for a patient. A row with `ends` takes the one before back."""

    patient = models.ForeignKey(
        "patients.Patient", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.CharField(max_length=20)
    ends = models.BooleanField(default=False)
    reason = models.TextField()
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "id"], name="exemptions_by_patient")]

    def __str__(self) -> str:
        return f"{self.code} {'ends' if self.ends else 'begins'}"


class Document(AppendOnly):
    """A printed page, frozen. Whoever has its `code` can ask whether it is the one we made.

    `content` is the page value as canonical JSON; `entries` the hashes of the knowledge
    that it rests on, for a recall.
    """

    code = models.CharField(max_length=16, unique=True)
    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=10, default="en")
    paper = models.CharField(max_length=10)
    large = models.BooleanField(default=False)
    content = models.TextField()
    entries = models.TextField()
    hash = models.CharField(max_length=64)
    by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_kind_is_known", condition=Q(kind__in=["summary", "leaflet"])
            ),
            models.CheckConstraint(
                name="document_paper_is_known", condition=Q(paper__in=["a4", "letter"])
            ),
        ]
        indexes = [models.Index(fields=["evaluation", "-at"], name="documents_by_evaluation")]

    def __str__(self) -> str:
        return self.code


class PatientSummary(models.Model):
    """Where a patient stands, for the worklist. Derived: it can be made again at any time.

    `urgency` is the rank of the most urgent unanswered advice (0 is an emergency), null
    when nothing waits. `due_on` is the next day on which something is to be looked at.
    """

    patient = models.OneToOneField(
        "patients.Patient", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    clinic = models.ForeignKey("accounts.Clinic", on_delete=models.PROTECT, related_name="+")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    urgency = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=20, blank=True)
    title = models.TextField(blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    due_for = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "urgency", "on"],
                condition=Q(urgency__isnull=False),
                name="summaries_by_urgency",
            ),
            models.Index(
                fields=["clinic", "due_on"],
                condition=Q(due_on__isnull=False),
                name="summaries_by_due_date",
            ),
        ]

    def __str__(self) -> str:
        return str(self.patient_id)
