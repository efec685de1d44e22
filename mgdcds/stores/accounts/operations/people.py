"""People: made, given roles, and signed off by administrators of their clinic."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction

from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts import problems, queries
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role, require_role
from mgdcds.stores.accounts.models import Membership, User
from mgdcds.stores.accounts.operations.clinics import create_clinic
from mgdcds.stores.accounts.operations.passwords import problems_of_password
from mgdcds.stores.accounts.operations.trail import record_event
from mgdcds.stores.accounts.values import NotFound, PersonValue


@transaction.atomic
def create_user(
    *,
    actor: Actor,
    username: str,
    full_name: str,
    password: str,
    roles: Iterable[Role],
    at: datetime.datetime,
    clinic_id: int | None = None,
    is_demo: bool = False,
) -> PersonValue:
    """This function will make a person with roles in the actor's clinic.

    Only SYSTEM names another clinic with `clinic_id`. Raises UnableToSavePerson with
    every problem.
    """
    require_role(actor, Role.ADMINISTRATOR)
    home = _clinic_for(actor, clinic_id)
    roles = frozenset(roles)
    user = User(username=username.strip(), full_name=full_name.strip(), is_demo=is_demo, made_at=at)
    found = [*_problems_of(user), *problems_of_password(password, user=user)]
    if not roles:
        found.append(problems.no_role())
    if found:
        raise problems.UnableToSavePerson(found)
    user.set_password(password)
    user.save()
    Membership.objects.create(user=user, clinic_id=home, roles=_written(roles))
    record_event(actor=actor, verb="created", kind="person", subject=user.pk, at=at)
    return queries.get_person(home, user.pk)


@transaction.atomic
def create_first_administrator(
    *,
    username: str,
    full_name: str,
    password: str,
    clinic_name: str,
    at: datetime.datetime,
    time_zone: str = "UTC",
    unit_system: str = "si",
    profile: str = "us",
) -> PersonValue:
    """This function will make the first clinic and its administrator, where nobody is yet.

    Raises UnableToSavePerson or UnableToSaveClinic.
    """
    if queries.is_anybody_there():
        raise problems.UnableToSavePerson([problems.somebody_is_there()])
    clinic = create_clinic(
        actor=SYSTEM,
        name=clinic_name,
        time_zone=time_zone,
        unit_system=unit_system,
        profile=profile,
        at=at,
    )
    return create_user(
        actor=SYSTEM,
        username=username,
        full_name=full_name,
        password=password,
        roles={Role.ADMINISTRATOR},
        clinic_id=clinic.id,
        at=at,
    )


@transaction.atomic
def set_roles(
    *,
    actor: Actor,
    user_id: int,
    roles: Iterable[Role],
    at: datetime.datetime,
    clinic_id: int | None = None,
) -> PersonValue:
    """This function will give a person exactly these roles in the actor's clinic.

    A person of another clinic becomes one of this clinic too; no role at all keeps
    the person out of it. Only SYSTEM names another clinic. Raises NotFound,
    UnableToSavePerson.
    """
    require_role(actor, Role.ADMINISTRATOR)
    home, roles = _clinic_for(actor, clinic_id), frozenset(roles)
    if not User.objects.filter(pk=user_id).exists():
        raise NotFound("There is no such person.")
    _keep_an_administrator(home, user_id, leaves=Role.ADMINISTRATOR not in roles)
    Membership.objects.update_or_create(
        user_id=user_id, clinic_id=home, defaults={"roles": _written(roles)}
    )
    record_event(
        actor=actor,
        verb="gave roles to",
        kind="person",
        subject=user_id,
        at=at,
        detail=", ".join(sorted(roles)),
    )
    return queries.get_person(home, user_id)


@transaction.atomic
def set_active(
    *, actor: Actor, user_id: int, is_active: bool, at: datetime.datetime
) -> PersonValue:
    """This function will let a person sign in, or no longer.

    Raises NotFound for somebody of another clinic, UnableToSavePerson.
    """
    require_role(actor, Role.ADMINISTRATOR)
    user = _person_for_update(actor, user_id)
    _keep_an_administrator(actor.clinic_id, user_id, leaves=not is_active)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    verb = "let in" if is_active else "signed off"
    record_event(actor=actor, verb=verb, kind="person", subject=user_id, at=at)
    return queries.get_person(actor.clinic_id, user_id)


@transaction.atomic
def rename_user(
    *, actor: Actor, user_id: int, full_name: str, at: datetime.datetime
) -> PersonValue:
    """This function will change the name under which a person appears from now on."""
    require_role(actor, Role.ADMINISTRATOR)
    user = _person_for_update(actor, user_id)
    user.full_name = full_name.strip()
    found = _problems_of_name(user)
    if found:
        raise problems.UnableToSavePerson(found)
    user.save(update_fields=["full_name"])
    record_event(actor=actor, verb="renamed", kind="person", subject=user_id, at=at)
    return queries.get_person(actor.clinic_id, user_id)


@transaction.atomic
def unlock_sign_in(*, actor: Actor, user_id: int, at: datetime.datetime) -> None:
    """This function will forget a person's failed sign-ins, so that they can try again at once."""
    require_role(actor, Role.ADMINISTRATOR)
    user = _person_for_update(actor, user_id)
    reset(username=user.username)
    record_event(actor=actor, verb="unlocked", kind="person", subject=user_id, at=at)


def _clinic_for(actor: Actor, clinic_id: int | None) -> int:
    named = clinic_id if clinic_id is not None else actor.clinic_id
    if actor is not SYSTEM and named != actor.clinic_id:
        raise NotFound("There is no such clinic.")
    return named


def _person_for_update(actor: Actor, user_id: int) -> User:
    scope = User.objects.select_for_update().filter(memberships__clinic_id=actor.clinic_id)
    user = scope.filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no such person in this clinic.")
    return user


def _keep_an_administrator(clinic_id: int, user_id: int, *, leaves: bool) -> None:
    members = Membership.objects.select_for_update().filter(clinic_id=clinic_id)
    ruling = {
        one.user_id
        for one in members.filter(user__is_active=True)
        if Role.ADMINISTRATOR in queries.roles_of(one.roles)
    }
    if leaves and ruling == {user_id}:
        raise problems.UnableToSavePerson([problems.last_administrator()])


def _written(roles: Iterable[Role]) -> str:
    return ",".join(sorted(roles))


def _problems_of(user: User) -> list[Problem]:
    found = _problems_of_name(user)
    if not user.username:
        found.append(problems.something_missing("username", "username"))
    elif not _is_username(user.username):
        found.append(problems.username_has_odd_characters(user.username))
    elif User.objects.filter(username__iexact=user.username).exists():
        found.append(problems.username_taken(user.username))
    return found


def _problems_of_name(user: User) -> list[Problem]:
    if not user.full_name:
        return [problems.something_missing("full_name", "name")]
    if len(user.full_name) > 160:
        return [problems.text_too_long("full_name", "name", 160)]
    return []


def _is_username(username: str) -> bool:
    try:
        User._meta.get_field("username").clean(username, None)
    except ValidationError:
        return False
    return True
