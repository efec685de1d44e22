"""Signing in and out: who gets in, where they land, and when the door stays shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role
from mgdcds.stores.accounts.values import TrailFilters
from tests.builders import LONG_AGO
from tests.house.pages import check_page, read_page
from tests.people import PASSWORD, Cast

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
DOOR = "/sign-in/"


def _try(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(DOOR, {"username": username, "password": password, **more})


def _verbs(clinic_id: int) -> list[str]:
    return [event.verb for event in queries.trail(TrailFilters(clinic_id=clinic_id)).rows]


def test_the_sign_in_is_a_sound_page(client: Client) -> None:
    check_page(client.get(DOOR))


def test_the_right_password_lets_in_and_is_on_the_trail(client: Client, clinician: Actor) -> None:
    response = _try(client, "clinician")

    assert response.status_code == 302
    assert _verbs(clinician.clinic_id)[0] == "signed in"


def test_after_signing_in_one_is_where_one_wanted_to_go(client: Client, clinician: Actor) -> None:
    response = _try(client, "clinician", next="/password/")

    assert response.headers["Location"] == "/password/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:x"])
def test_nobody_is_sent_to_another_site(client: Client, clinician: Actor, elsewhere: str) -> None:
    response = _try(client, "clinician", next=elsewhere)

    assert "example.org" not in response.headers["Location"]
    assert "javascript" not in response.headers["Location"]


@pytest.mark.parametrize(
    ("username", "home"),
    [
        ("clinician", "/"),
        ("author", "/workspace/"),
        ("approver", "/workspace/"),
        ("auditor", "/trail/"),
        ("administrator", "/people/"),
    ],
)
def test_a_day_begins_where_the_work_is(
    client: Client, cast: Cast, username: str, home: str
) -> None:
    response = _try(client, username)

    assert response.headers["Location"] == home
    assert client.get(home).status_code == 200


def test_a_page_asks_to_sign_in_and_remembers_itself(client: Client) -> None:
    response = client.get("/password/")

    assert response.headers["Location"] == "/sign-in/?next=/password/"


@pytest.mark.parametrize("username", ["clinician", "ghost", "", "x" * 500, "\x00", "ＡＤＭＩＮ"])
def test_a_wrong_sign_in_says_so_without_saying_who_exists(
    client: Client, clinician: Actor, username: str
) -> None:
    response = _try(client, username, "not this one")

    page = read_page(check_page(response, status=422)).text()
    assert "You are not signed in" in page
    assert "ghost" not in page


def test_a_refused_sign_in_is_on_the_trail(client: Client, clinician: Actor) -> None:
    _try(client, "clinician", "not this one")

    assert _verbs(clinician.clinic_id)[0] == "was refused"


def test_five_failures_lock_and_say_when_to_try_again(client: Client, clinician: Actor) -> None:
    for _ in range(4):
        assert _try(client, "clinician", "not this one").status_code == 422
    response = _try(client, "clinician", "not this one")

    page = read_page(check_page(response, status=429)).text()
    assert "Try again in 15 minutes, after" in page
    assert "was locked out" in _verbs(clinician.clinic_id)


def test_the_right_password_does_not_open_a_locked_door(client: Client, clinician: Actor) -> None:
    for _ in range(5):
        _try(client, "clinician", "not this one")

    assert _try(client, "clinician").status_code == 429
    assert client.get("/password/").status_code == 302


def test_a_lock_of_one_person_does_not_shut_out_another(
    client: Client, clinician: Actor, colleague: Actor
) -> None:
    for _ in range(5):
        _try(client, "clinician", "not this one")

    assert _try(client, "colleague").status_code == 302


def test_somebody_signed_off_does_not_get_in_and_is_out_at_once(
    client: Client, administrator: Actor, clinician: Actor
) -> None:
    _try(client, "clinician")
    operations.set_active(
        actor=administrator, user_id=clinician.user_id, is_active=False, at=LONG_AGO
    )

    assert client.get("/password/").status_code == 302
    assert _try(client, "clinician").status_code == 422


def test_signing_out_needs_a_post_and_ends_the_sign_in(sign_in: SignIn, clinician: Actor) -> None:
    client = sign_in(clinician)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == DOOR
    assert client.get("/password/").status_code == 302
    assert _verbs(clinician.clinic_id)[0] == "signed out"


def test_somebody_signed_in_is_sent_on_from_the_sign_in(sign_in: SignIn, clinician: Actor) -> None:
    response = sign_in(clinician).get(DOOR, {"next": "/about/"})

    assert response.headers["Location"] == "/about/"


def test_a_live_panel_of_somebody_signed_out_is_left_alone(client: Client) -> None:
    response = client.get(DOOR, headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response.headers["HX-Trigger"] == "signed-out"


def test_still_here_answers_who_and_the_token(sign_in: SignIn, clinician: Actor) -> None:
    answer = sign_in(clinician).get(reverse("office:still_here")).json()

    assert answer["person"] == "clinician"
    assert len(answer["token"]) >= 32


def test_still_here_does_not_answer_a_stranger(client: Client) -> None:
    assert client.get(reverse("office:still_here")).status_code == 302


def test_healthz_answers_anybody_and_touches_the_database(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


def _make_demo(cast: Cast) -> None:
    operations.create_user(
        actor=SYSTEM,
        username="tourist",
        full_name="Tilda Tourist",
        password="magnesium-demo",
        roles={Role.CLINICIAN},
        clinic_id=cast.clinic.id,
        is_demo=True,
        at=LONG_AGO,
    )


def test_demonstration_sign_ins_are_offered_where_they_exist(client: Client, cast: Cast) -> None:
    assert "demonstration" not in client.get(DOOR).content.decode()

    _make_demo(cast)

    page = read_page(check_page(client.get(DOOR))).text()
    assert "Enter as tourist" in page
    assert "The password of each is magnesium-demo." in page


def test_production_offers_no_demonstration(client: Client, cast: Cast, settings: Any) -> None:
    _make_demo(cast)
    settings.PRODUCTION = True

    page = client.get(DOOR).content.decode()

    assert "tourist" not in page
    assert "Demo data" not in page


def test_a_session_ends_when_nothing_is_asked(settings: Any) -> None:
    assert settings.SESSION_COOKIE_AGE == 1800
    assert settings.SESSION_SAVE_EVERY_REQUEST is True
