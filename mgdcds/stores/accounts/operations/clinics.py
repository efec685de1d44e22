"""Clinics: made and edited by administrators."""

from __future__ import annotations

import datetime
from zoneinfo import available_timezones

from django.db import transaction

from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts import problems
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role, require_role
from mgdcds.stores.accounts.models import Clinic, Membership
from mgdcds.stores.accounts.operations.trail import record_event
from mgdcds.stores.accounts.queries import clinic_value
from mgdcds.stores.accounts.values import ClinicValue, NotFound

UNIT_SYSTEMS = ("si", "conventional")
PROFILES = ("us", "eu")


@transaction.atomic
def create_clinic(
    *,
    actor: Actor,
    name: str,
    address: str = "",
    time_zone: str = "UTC",
    unit_system: str = "si",
    profile: str = "us",
    at: datetime.datetime,
) -> ClinicValue:
    """This function will make a clinic, of which the actor becomes administrator.

    Raises UnableToSaveClinic with every problem.
    """
    require_role(actor, Role.ADMINISTRATOR)
    clinic = Clinic(
        name=name.strip(),
        address=address.strip(),
        time_zone=time_zone,
        unit_system=unit_system,
        profile=profile,
    )
    _save(clinic)
    if actor is not SYSTEM:
        Membership.objects.create(user_id=actor.user_id, clinic=clinic, roles=Role.ADMINISTRATOR)
    record_event(actor=actor, verb="created", kind="clinic", subject=clinic.pk, at=at)
    return clinic_value(clinic)


@transaction.atomic
def edit_clinic(
    *,
    actor: Actor,
    clinic_id: int,
    name: str,
    address: str,
    time_zone: str,
    unit_system: str,
    profile: str,
    at: datetime.datetime,
) -> ClinicValue:
    """This function will change the clinic in which the actor is administrator.

    Raises NotFound for another clinic, UnableToSaveClinic with every problem.
    """
    require_role(actor, Role.ADMINISTRATOR)
    clinic = Clinic.objects.select_for_update().filter(pk=clinic_id).first()
    if clinic is None or clinic_id != actor.clinic_id:
        raise NotFound("There is no such clinic.")
    clinic.name, clinic.address = name.strip(), address.strip()
    clinic.time_zone, clinic.unit_system, clinic.profile = time_zone, unit_system, profile
    _save(clinic)
    record_event(actor=actor, verb="edited", kind="clinic", subject=clinic_id, at=at)
    return clinic_value(clinic)


def _save(clinic: Clinic) -> None:
    found = _problems_of(clinic)
    if found:
        raise problems.UnableToSaveClinic(found)
    clinic.save()


def _problems_of(clinic: Clinic) -> list[Problem]:
    found = []
    if not clinic.name:
        found.append(problems.something_missing("name", "name of the clinic"))
    if len(clinic.name) > 160:
        found.append(problems.text_too_long("name", "name of the clinic", 160))
    if Clinic.objects.filter(name=clinic.name).exclude(pk=clinic.pk).exists():
        found.append(problems.clinic_name_taken(clinic.name))
    if clinic.time_zone not in available_timezones():
        found.append(problems.time_zone_unknown(clinic.time_zone))
    if clinic.unit_system not in UNIT_SYSTEMS:
        found.append(problems.choice_unknown("unit_system", clinic.unit_system, UNIT_SYSTEMS))
    if clinic.profile not in PROFILES:
        found.append(problems.choice_unknown("profile", clinic.profile, PROFILES))
    return found
