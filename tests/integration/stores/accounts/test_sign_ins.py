"""Signing in: on the trail, refused ones too, and nothing of what was typed."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.values import TrailFilters
from tests.builders import AT
from tests.people import PASSWORD


@pytest.fixture
def request_of_somebody():
    made = RequestFactory().post("/sign-in/")
    made.session, made.user = SessionStore(), AnonymousUser()
    return made


def sign_in(request, username, password):
    user = authenticate(request, username=username, password=password)
    if user is not None:
        login(request, user)
    return user


def verbs(**filters):
    return [event.verb for event in queries.trail(TrailFilters(kind="sign-in", **filters)).rows]


def test_signing_in_and_out_is_on_the_trail(clinician, request_of_somebody):
    sign_in(request_of_somebody, "clinician", PASSWORD)
    logout(request_of_somebody)

    assert verbs(clinic_id=clinician.clinic_id, person="clinician") == [
        "signed out",
        "signed in",
    ]


def test_a_refused_sign_in_is_on_the_trail_of_the_clinic(clinician, request_of_somebody):
    assert sign_in(request_of_somebody, "clinician", "a guess") is None

    assert verbs(clinic_id=clinician.clinic_id, person="clinician") == ["was refused"]


def test_an_unknown_username_is_not_kept_for_it_may_be_a_password(cast, db, request_of_somebody):
    sign_in(request_of_somebody, "my-secret-password", "clinician")

    event = queries.trail(TrailFilters(kind="sign-in", clinic_id=0)).rows[0]
    assert (event.verb, event.detail) == ("was refused", "An unknown username.")
    assert "my-secret-password" not in str(event)


def test_repeated_failures_lock_out_and_an_administrator_unlocks(
    administrator, clinician, request_of_somebody
):
    for _ in range(5):
        sign_in(request_of_somebody, "clinician", "a guess")

    assert sign_in(request_of_somebody, "clinician", PASSWORD) is None
    assert "was locked out" in verbs(clinic_id=clinician.clinic_id)

    operations.unlock_sign_in(actor=administrator, user_id=clinician.user_id, at=AT)

    assert sign_in(RequestFactory().post("/"), "clinician", "a guess") is None
    assert sign_in(request_of_somebody, "clinician", PASSWORD)


def test_signing_out_without_a_person_leaves_no_trace(db, request_of_somebody):
    before = queries.trail().total

    logout(request_of_somebody)

    assert queries.trail().total == before


def test_nobody_is_denied_by_surprise(clinician, request_of_somebody):
    """A lock-out answers 'no', it does not raise through `authenticate`."""
    for _ in range(6):
        try:
            sign_in(request_of_somebody, "clinician", "a guess")
        except PermissionDenied:
            pytest.fail("authenticate raised")
