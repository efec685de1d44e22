"""Who acts in a request, in which clinic, in which time zone."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from mgdcds.stores.accounts import operations
from mgdcds.stores.accounts.actor import SYSTEM, Role
from mgdcds.stores.accounts.middleware import SESSION_CLINIC, ActorMiddleware
from tests.builders import AT


def pass_through(user, session=None):
    """Answers the request as the view saw it, and the time zone of that moment."""
    seen = {}

    def view(request):
        seen["zone"] = timezone.get_current_timezone_name()
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user, request.session = user, session or {}
    ActorMiddleware(view)(request)
    return request, seen["zone"]


def user_of(actor):
    return get_user_model().objects.get(pk=actor.user_id)


def test_nobody_acts_before_signing_in(db):
    request, _ = pass_through(AnonymousUser())

    assert (request.actor, request.clinic) == (None, None)


def test_a_person_acts_in_their_clinic(clinician, django_assert_num_queries):
    user = user_of(clinician)

    with django_assert_num_queries(1):
        request, zone = pass_through(user)

    assert request.actor == clinician
    assert request.clinic.name == "Harbour Clinic"
    assert zone == "UTC"


def test_a_person_of_two_clinics_acts_in_the_one_chosen(administrator, stranger):
    operations.set_roles(actor=administrator, user_id=stranger.user_id, roles={Role.AUDITOR}, at=AT)

    request, _ = pass_through(user_of(stranger), {SESSION_CLINIC: administrator.clinic_id})

    assert request.actor.clinic_id == administrator.clinic_id
    assert request.actor.roles == {Role.AUDITOR}


def test_a_clinic_that_is_not_theirs_is_not_chosen(clinician, stranger):
    request, _ = pass_through(user_of(clinician), {SESSION_CLINIC: stranger.clinic_id})

    assert request.actor.clinic_id == clinician.clinic_id


def test_the_clinic_sets_the_time_zone_for_the_request_only(cast, db):
    clinic = operations.create_clinic(
        actor=SYSTEM, name="Far Clinic", time_zone="Pacific/Auckland", at=AT
    )
    person = operations.create_user(
        actor=SYSTEM,
        username="far",
        full_name="Fay Far",
        password="a long way to go",
        roles={Role.CLINICIAN},
        clinic_id=clinic.id,
        at=AT,
    )

    _, zone = pass_through(get_user_model().objects.get(pk=person.user_id))

    assert zone == "Pacific/Auckland"
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_person_of_no_clinic_acts_in_none(administrator, colleague):
    operations.set_roles(actor=administrator, user_id=colleague.user_id, roles=(), at=AT)

    request, _ = pass_through(user_of(colleague))

    assert request.clinic is None
    assert (request.actor.clinic_id, request.actor.name) == (0, "Colin Colleague")
