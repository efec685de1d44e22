"""Questions about people, clinics, the trail and tasks. They answer values, never rows."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q

from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.accounts.chain import find_break
from mgdcds.stores.accounts.models import Clinic, Membership, Task, TrailEvent, User
from mgdcds.stores.accounts.paging import Page, page_of
from mgdcds.stores.accounts.values import (
    ClinicValue,
    NotFound,
    PersonValue,
    TaskValue,
    TrailFilters,
    TrailValue,
)

EVERYTHING = TrailFilters()
#: What the hash of an event covers, in words that last.
COVERED = (
    "clinic_id",
    "sequence",
    "at",
    "user_id",
    "username",
    "name",
    "clinic_name",
    "verb",
    "kind",
    "subject",
    "detail",
)


def get_actor(user_id: int, clinic_id: int | None = None) -> Actor:
    """This function will answer a person acting in a clinic of theirs.

    Without a clinic, or with one that is not theirs (any more), it is the first of
    their clinics by name; a person without any acts in clinic 0, where nothing is.
    Raises NotFound for a person who does not exist.
    """
    return find_actor_and_clinic(user_id, clinic_id)[0]


def find_actor_and_clinic(
    user_id: int, clinic_id: int | None = None
) -> tuple[Actor, ClinicValue | None]:
    """This function will answer a person and the clinic they act in, in one query."""
    found = list(
        Membership.objects.filter(user_id=user_id)
        .exclude(roles="")
        .select_related("user", "clinic")
        .order_by("clinic__name", "clinic_id")
    )
    if not found:
        return _actor_without_clinic(user_id), None
    chosen = next((one for one in found if one.clinic_id == clinic_id), found[0])
    return _actor(chosen), clinic_value(chosen.clinic)


def clinics_of(user_id: int) -> tuple[ClinicValue, ...]:
    """This function will answer the clinics of a person, by name."""
    found = Membership.objects.filter(user_id=user_id).exclude(roles="").select_related("clinic")
    return tuple(clinic_value(one.clinic) for one in found.order_by("clinic__name", "clinic_id"))


def clinics() -> tuple[ClinicValue, ...]:
    """This function will answer every clinic, by name."""
    return tuple(clinic_value(clinic) for clinic in Clinic.objects.order_by("name"))


def get_clinic(clinic_id: int) -> ClinicValue:
    """This function will answer a clinic. Raises NotFound."""
    found = Clinic.objects.filter(pk=clinic_id).first()
    if found is None:
        raise NotFound("There is no such clinic.")
    return clinic_value(found)


def people(clinic_id: int) -> tuple[PersonValue, ...]:
    """This function will answer the people of a clinic, by name, those signed off too."""
    found = Membership.objects.filter(clinic_id=clinic_id).select_related("user")
    return tuple(_person(one) for one in found.order_by("user__full_name", "user_id"))


def get_person(clinic_id: int, user_id: int) -> PersonValue:
    """This function will answer a person of a clinic. Raises NotFound for anybody else."""
    found = Membership.objects.filter(clinic_id=clinic_id, user_id=user_id)
    one = found.select_related("user").first()
    if one is None:
        raise NotFound("There is no such person in this clinic.")
    return _person(one)


def find_person_elsewhere(username: str, *, clinic_id: int) -> int | None:
    """This function will find a person of another clinic by their whole username, or None."""
    found = User.objects.filter(username=username).exclude(memberships__clinic_id=clinic_id)
    return found.values_list("pk", flat=True).first()


def find_person(username: str) -> PersonValue | None:
    """This function will find a person by their whole username, with the roles in their clinic.

    Of several clinics it is the first by name.
    """
    found = Membership.objects.filter(user__username=username).select_related("user")
    one = found.order_by("clinic__name", "clinic_id").first()
    return None if one is None else _person(one)


def find_user_id(username: str) -> int | None:
    """This function will find a person by their whole username, or None."""
    return User.objects.filter(username=username).values_list("pk", flat=True).first()


def is_anybody_there() -> bool:
    """This function will tell whether any person exists: if not, make the first administrator."""
    return User.objects.exists()


def demo_sign_ins() -> tuple[str, ...]:
    """This function will answer the usernames of demonstration sign-ins that still work."""
    found = User.objects.filter(is_demo=True, is_active=True).order_by("username")
    return tuple(found.values_list("username", flat=True))


def trail(filters: TrailFilters = EVERYTHING, page: int = 1) -> Page[TrailValue]:
    """This function will answer a page of the trail, newest first.

    The scope is the caller's: an auditor of a clinic passes `clinic_id`.
    """
    found = TrailEvent.objects.filter(_trail_condition(filters)).order_by("-at", "-id")
    return page_of(found, number=page, value_of=_trail_value)


def trail_words(clinic_id: int | None = None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """This function will answer the verbs and the kinds that a trail holds, for its filters."""
    found = TrailEvent.objects.order_by()
    if clinic_id is not None:
        found = found.filter(clinic_id=clinic_id)
    pairs = list(found.values_list("verb", "kind").distinct())
    return tuple(sorted({verb for verb, _ in pairs})), tuple(sorted({kind for _, kind in pairs}))


def find_trail_break(clinic_id: int) -> int | None:
    """This function will find the place at which a clinic's trail was tampered with, or None.

    Clinic 0 is the system's own trail.
    """
    rows = TrailEvent.objects.filter(clinic_id=clinic_id).order_by("sequence")
    return find_break(
        (row.sequence, row.previous_hash, row.hash, link_content(row))
        for row in rows.iterator(chunk_size=500)
    )


def tasks(clinic_id: int, *, on: datetime.date | None = None) -> tuple[TaskValue, ...]:
    """This function will answer the open tasks of a clinic, the earliest due first.

    With `on`, only those due on or before that day.
    """
    found = Task.objects.filter(clinic_id=clinic_id, done_at__isnull=True)
    if on is not None:
        found = found.filter(due_on__lte=on)
    return tuple(task_value(task) for task in found.order_by("due_on", "id"))


def clinic_value(clinic: Clinic) -> ClinicValue:
    """This function will answer a row of clinics as a value (for this store's operations)."""
    return ClinicValue(
        id=clinic.pk,
        name=clinic.name,
        address=clinic.address,
        time_zone=clinic.time_zone,
        unit_system=clinic.unit_system,
        profile=clinic.profile,
    )


def task_value(task: Task) -> TaskValue:
    """This function will answer a row of tasks as a value (for this store's operations)."""
    return TaskValue(
        id=task.pk,
        clinic_id=task.clinic_id,
        title=task.title,
        kind=task.kind,
        subject=task.subject,
        due_on=task.due_on,
        done_at=task.done_at,
    )


def roles_of(written: str) -> frozenset[Role]:
    """This function will read the roles of a membership."""
    return frozenset(Role(word) for word in written.split(",") if word)


def link_content(event: TrailEvent) -> dict[str, Any]:
    """This function will answer what the hash of an event covers."""
    return {name: getattr(event, name) for name in COVERED}


def _actor(membership: Membership) -> Actor:
    return Actor(
        user_id=membership.user_id,
        username=membership.user.username,
        name=membership.user.full_name,
        clinic_id=membership.clinic_id,
        clinic_name=membership.clinic.name,
        roles=roles_of(membership.roles),
    )


def _actor_without_clinic(user_id: int) -> Actor:
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no such person.")
    return Actor(user_id=user.pk, username=user.username, name=user.full_name)


def _person(membership: Membership) -> PersonValue:
    user = membership.user
    return PersonValue(
        user_id=user.pk,
        username=user.username,
        name=user.full_name,
        is_active=user.is_active,
        is_demo=user.is_demo,
        roles=roles_of(membership.roles),
        last_sign_in_at=user.last_login,
    )


def _trail_condition(filters: TrailFilters) -> Q:
    wanted: dict[str, Any] = {
        "clinic_id": filters.clinic_id,
        "verb": filters.verb or None,
        "kind": filters.kind or None,
        "subject": filters.subject or None,
        "at__gte": _moment(filters.since, datetime.time.min),
        "at__lte": _moment(filters.until, datetime.time.max),
    }
    condition = Q(**{name: value for name, value in wanted.items() if value is not None})
    if filters.person:
        condition &= Q(name__icontains=filters.person) | Q(username__icontains=filters.person)
    return condition


def _moment(day: datetime.date | None, time: datetime.time) -> datetime.datetime | None:
    return None if day is None else datetime.datetime.combine(day, time, tzinfo=datetime.UTC)


def _trail_value(event: TrailEvent) -> TrailValue:
    names = TrailValue.__dataclass_fields__
    return TrailValue(**{name: getattr(event, name) for name in names})
