"""Passwords: one's own, and another person's by an administrator."""

from __future__ import annotations

import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts import problems
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.models import User
from mgdcds.stores.accounts.operations.trail import record_event
from mgdcds.stores.accounts.values import NotFound


@transaction.atomic
def change_password(*, actor: Actor, current: str, new: str, at: datetime.datetime) -> None:
    """This function will change the actor's own password, who knows the present one.

    Other sessions of the person end; a view keeps its own alive with
    `update_session_auth_hash`. Raises UnableToSavePerson.
    """
    user = User.objects.select_for_update().get(pk=actor.user_id)
    if not user.check_password(current):
        raise problems.UnableToSavePerson([problems.password_wrong()])
    _set(user, new)
    record_event(actor=actor, verb="changed", kind="password", subject=user.pk, at=at)


@transaction.atomic
def reset_password(*, actor: Actor, user_id: int, new: str, at: datetime.datetime) -> None:
    """This function will give a person of the administrator's clinic a new password."""
    require_role(actor, Role.ADMINISTRATOR)
    scope = User.objects.select_for_update().filter(memberships__clinic_id=actor.clinic_id)
    user = scope.filter(pk=user_id).first()
    if user is None:
        raise NotFound("There is no such person in this clinic.")
    _set(user, new)
    record_event(actor=actor, verb="reset", kind="password", subject=user_id, at=at)


def problems_of_password(password: str, *, user: User) -> list[Problem]:
    """This function will check a password against the validators of the settings."""
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return [problems.password_weak(message) for message in refused.messages]
    return []


def _set(user: User, password: str) -> None:
    found = problems_of_password(password, user=user)
    if found:
        raise problems.UnableToSavePerson(found)
    user.set_password(password)
    user.save(update_fields=["password"])
