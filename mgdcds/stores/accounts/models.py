"""People, clinics, and the trail of what was done."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q

from mgdcds.stores.accounts.append_only import AppendOnly


class Users(BaseUserManager["User"]):
    """Finds people by username. People are made by operations alone."""


class User(AbstractBaseUser):
    """A person who can sign in. What they may do hangs on their memberships."""

    username = models.CharField(max_length=80, unique=True, validators=[UnicodeUsernameValidator()])
    full_name = models.CharField(max_length=160)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    objects = Users()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name


class Clinic(models.Model):
    """A clinic: patients belong to one."""

    name = models.CharField(max_length=160, unique=True)
    address = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64)
    unit_system = models.CharField(max_length=16)
    profile = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clinic_unit_system_is_known",
                condition=Q(unit_system__in=["si", "conventional"]),
            ),
            models.CheckConstraint(
                name="clinic_profile_is_known", condition=Q(profile__in=["us", "eu"])
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do in a clinic. `roles` are words of Role, sorted, with commas."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    roles = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "clinic"], name="one_membership_a_clinic")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.clinic_id}: {self.roles}"


class ChainHead(models.Model):
    """The end of a hash chain. Whoever adds a link locks this row first, and last of all rows."""

    name = models.CharField(max_length=40, primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.sequence}"


class TrailEvent(AppendOnly):
    """Who did what to which record, when. No foreign keys, no clinical values.

    `clinic_id` 0 is the system. Links of one clinic form a chain: `hash` covers the
    event and the hash of the one before it.
    """

    clinic_id = models.BigIntegerField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    user_id = models.BigIntegerField()
    username = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=160)
    clinic_name = models.CharField(max_length=160, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=400, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic_id", "sequence"], name="one_trail_link_a_place")
        ]
        indexes = [
            models.Index(fields=["clinic_id", "-at", "-id"], name="trail_by_clinic"),
            models.Index(fields=["-at", "-id"], name="trail_by_time"),
            models.Index(fields=["kind", "subject"], name="trail_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.username} {self.verb} {self.kind} {self.subject}"


class Task(models.Model):
    """Something to do in a clinic, for one person or for whoever comes first."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "due_on"],
                name="open_tasks",
                condition=Q(done_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.title
