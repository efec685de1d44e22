"""What the accounts store answers: clinics, people, the trail, tasks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import Http404

from mgdcds.stores.accounts.actor import Role


class NotFound(Http404):
    """There is no such record in the clinic that asks.

    It is a 404 by itself, so that no view can forget to make it one, and so that
    another clinic's record answers exactly as one that does not exist.
    """


@dataclass(frozen=True)
class ClinicValue:
    """A clinic. `unit_system` is 'si' or 'conventional', `profile` (of limits) 'us' or 'eu'."""

    id: int
    name: str
    address: str
    time_zone: str
    unit_system: str
    profile: str


@dataclass(frozen=True)
class PersonValue:
    """A person and what they may do in one clinic."""

    user_id: int
    username: str
    name: str
    is_active: bool
    is_demo: bool
    roles: frozenset[Role]
    last_sign_in_at: datetime.datetime | None


@dataclass(frozen=True)
class TrailFilters:
    """Which events to answer. Nothing given means all of them.

    `clinic_id` None is every clinic and the system; 0 is the system's own events.
    `person` is part of a name or username. Dates include their whole day, in UTC.
    """

    clinic_id: int | None = None
    person: str = ""
    verb: str = ""
    kind: str = ""
    subject: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True)
class TrailValue:
    """One event of the trail: who did what to which record, when. Never a clinical value."""

    id: int
    at: datetime.datetime
    user_id: int
    username: str
    name: str
    clinic_id: int
    clinic_name: str
    verb: str
    kind: str
    subject: str
    detail: str


@dataclass(frozen=True)
class TaskValue:
    """Something to do in a clinic. `kind` and `subject` name the record it is about."""

    id: int
    clinic_id: int
    title: str
    kind: str
    subject: str
    due_on: datetime.date | None
    done_at: datetime.datetime | None
