"""The cast: who acts in the tests. All belong to one clinic, but the stranger."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role
from mgdcds.stores.accounts.values import ClinicValue
from tests.builders import LONG_AGO

PASSWORD = "a long walk by the sea"
_NAMES = {
    "clinician": ("Clara Clinician", Role.CLINICIAN),
    "colleague": ("Colin Colleague", Role.CLINICIAN),
    "author": ("Aida Author", Role.AUTHOR),
    "approver": ("Arno Approver", Role.APPROVER),
    "auditor": ("Audrey Auditor", Role.AUDITOR),
    "administrator": ("Adam Administrator", Role.ADMINISTRATOR),
    "stranger": ("Stella Stranger", Role.CLINICIAN),
}


@dataclass(frozen=True)
class Cast:
    """Everybody, as actors, and their two clinics."""

    clinician: Actor
    colleague: Actor
    author: Actor
    approver: Actor
    auditor: Actor
    administrator: Actor
    stranger: Actor
    clinic: ClinicValue
    elsewhere: ClinicValue


def make_cast() -> Cast:
    """This function will make two clinics and everybody in them, through operations."""
    clinic, elsewhere = (
        operations.create_clinic(actor=SYSTEM, name=name, at=LONG_AGO)
        for name in ("Harbour Clinic", "Elsewhere Clinic")
    )
    actors = {
        username: _make(username, elsewhere if username == "stranger" else clinic)
        for username in _NAMES
    }
    return Cast(**actors, clinic=clinic, elsewhere=elsewhere)


def sign_in(client: Client, actor: Actor) -> Client:
    """This function will sign a test client in as a person of the cast."""
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _make(username: str, clinic: ClinicValue) -> Actor:
    name, role = _NAMES[username]
    person = operations.create_user(
        actor=SYSTEM,
        username=username,
        full_name=name,
        password=PASSWORD,
        roles={role},
        clinic_id=clinic.id,
        at=LONG_AGO,
    )
    return queries.get_actor(person.user_id, clinic.id)
