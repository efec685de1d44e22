"""Who acts in this request, in which clinic, in which time zone."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.queries import find_actor_and_clinic
from mgdcds.stores.accounts.values import ClinicValue

#: Where the session keeps the clinic that was chosen.
SESSION_CLINIC = "clinic_id"


class ClinicRequest(HttpRequest):
    """A request of somebody signed in, as views see it.

    `clinic` is None for a person who belongs to no clinic (then `actor.clinic_id` is 0).
    """

    actor: Actor
    clinic: ClinicValue | None


class ActorMiddleware:
    """Sets `request.actor` and `request.clinic` (None for nobody) and the clinic's time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, clinic = _actor_and_clinic(request)
        request.actor, request.clinic = actor, clinic  # type: ignore[attr-defined]
        if clinic is None:
            return self.get_response(request)
        with timezone.override(zoneinfo.ZoneInfo(clinic.time_zone)):
            return self.get_response(request)


def _actor_and_clinic(request: HttpRequest) -> tuple[Actor | None, ClinicValue | None]:
    if not request.user.is_authenticated:
        return None, None
    return find_actor_and_clinic(request.user.pk, request.session.get(SESSION_CLINIC))
