"""People: what an administrator can do to them, and what nobody can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import Actor, Role
from tests.builders import LONG_AGO
from tests.house.pages import check_page, read_page
from tests.people import PASSWORD

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "Nora New",
    "username": "nora",
    "password": "twelve apples and a pear",
    "roles": ["clinician", "author"],
}


@pytest.fixture
def office(sign_in: SignIn, administrator: Actor) -> Client:
    return sign_in(administrator)


def _url(actor: Actor, name: str = "person") -> str:
    return reverse(f"office:{name}", args=[actor.user_id])


def test_everybody_of_the_clinic_is_listed_and_nobody_else(office: Client) -> None:
    page = read_page(check_page(office.get("/people/"))).text()

    assert "Clara Clinician" in page
    assert "Rule approver" in page
    assert "Stella Stranger" not in page


def test_a_person_is_made_and_can_sign_in(office: Client, administrator: Actor) -> None:
    response = office.post("/people/new/", NEW)

    assert response.headers["Location"] == "/people/"
    made = next(one for one in queries.people(administrator.clinic_id) if one.username == "nora")
    assert made.roles == {Role.CLINICIAN, Role.AUTHOR}
    door = Client().post("/sign-in/", {"username": "nora", "password": NEW["password"]})
    assert door.status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "clinician"}, "'clinician' is already the username of a person."),
        ({"username": "no spaces"}, "'no spaces' cannot be a username."),
        ({"full_name": ""}, "This field is required."),
        ({"full_name": "x" * 161}, "at most 160 characters"),
        ({"password": "short"}, "too short"),
        ({"password": "123456789012345"}, "entirely numeric"),
        ({"roles": []}, "A new person needs at least one role."),
        ({"roles": ["emperor"]}, "emperor is not one of the available choices"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said_at_its_field(
    office: Client, wrong: dict[str, Any], said: str
) -> None:
    response = office.post("/people/new/", NEW | wrong)

    page = read_page(check_page(response, status=422)).text()
    assert said in page
    assert "Some answers need another look" in page


def test_what_was_typed_stays_but_for_the_password(office: Client) -> None:
    page = office.post("/people/new/", NEW | {"username": "clinician"}).content.decode()

    assert 'value="Nora New"' in page
    assert NEW["password"] not in page


def test_roles_and_name_are_changed(office: Client, clinician: Actor) -> None:
    office.post(_url(clinician), {"full_name": "Clara Changed", "roles": ["auditor"]})

    person = queries.get_person(clinician.clinic_id, clinician.user_id)
    assert (person.name, person.roles) == ("Clara Changed", {Role.AUDITOR})


def test_somebody_without_roles_no_longer_works_here(office: Client, clinician: Actor) -> None:
    office.post(_url(clinician), {"full_name": "Clara Clinician", "roles": []})

    assert queries.get_actor(clinician.user_id).clinic_id == 0
    assert "does not work here any more" in office.get("/people/").content.decode()


def test_nobody_takes_the_administrators_role_from_themselves(
    office: Client, administrator: Actor, clinician: Actor
) -> None:
    operations.set_roles(
        actor=administrator, user_id=clinician.user_id, roles=[Role.ADMINISTRATOR], at=LONG_AGO
    )

    response = office.post(_url(administrator), {"full_name": "Adam", "roles": ["auditor"]})

    page = read_page(check_page(response, status=422)).text()
    assert "You cannot take the administrator's role from yourself." in page
    assert Role.ADMINISTRATOR in queries.get_actor(administrator.user_id).roles


def test_nobody_switches_off_their_own_sign_in(office: Client, administrator: Actor) -> None:
    page = office.post(_url(administrator, "person_active"), {"is_active": "no"}, follow=True)

    assert "You cannot switch off your own sign-in." in page.content.decode()
    assert queries.get_person(administrator.clinic_id, administrator.user_id).is_active


def test_a_sign_in_is_switched_off_and_on(office: Client, clinician: Actor) -> None:
    office.post(_url(clinician, "person_active"), {"is_active": "no"})
    assert not queries.get_person(clinician.clinic_id, clinician.user_id).is_active
    page = check_page(office.get(_url(clinician)))
    assert "Switch the sign-in on" in page

    office.post(_url(clinician, "person_active"), {"is_active": "yes"})
    assert queries.get_person(clinician.clinic_id, clinician.user_id).is_active


def test_a_new_password_works_and_the_old_one_does_not(office: Client, clinician: Actor) -> None:
    new = "a quiet harbour at noon"

    office.post(_url(clinician, "person_password"), {"new": new, "again": new})

    assert _sign_in("clinician", PASSWORD) == 422
    assert _sign_in("clinician", new) == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new": "short", "again": "short"}, "too short"),
        ({"new": "a quiet harbour", "again": "a loud harbour"}, "The two new passwords differ."),
        ({"new": "clara clinician", "again": "clara clinician"}, "too similar"),
    ],
)
def test_a_weak_new_password_is_refused(
    office: Client, clinician: Actor, typed: dict[str, str], said: str
) -> None:
    response = office.post(_url(clinician, "person_password"), typed)

    assert said in read_page(check_page(response, status=422)).text()
    assert _sign_in("clinician", PASSWORD) == 302


def test_an_administrator_unlocks_somebody_at_once(office: Client, clinician: Actor) -> None:
    for _ in range(5):
        _sign_in("clinician", "not this one")
    assert _sign_in("clinician", PASSWORD) == 429

    office.post(_url(clinician, "person_unlock"))

    assert _sign_in("clinician", PASSWORD) == 302


def test_somebody_of_another_clinic_joins_by_username(
    office: Client, administrator: Actor, stranger: Actor
) -> None:
    check_page(office.get("/people/joining/"))

    office.post("/people/joining/", {"username": "stranger", "roles": ["clinician"]})

    joined = queries.get_person(administrator.clinic_id, stranger.user_id)
    assert joined.roles == {Role.CLINICIAN}
    assert len(queries.clinics_of(stranger.user_id)) == 2


@pytest.mark.parametrize(
    ("username", "roles", "said"),
    [
        ("stran", ["clinician"], "Nobody of another clinic signs in with this username."),
        ("clinician", ["clinician"], "Nobody of another clinic signs in with this username."),
        ("stranger", [], "Choose at least one role."),
    ],
)
def test_joining_says_what_is_wrong(
    office: Client, username: str, roles: list[str], said: str
) -> None:
    response = office.post("/people/joining/", {"username": username, "roles": roles})

    assert said in read_page(check_page(response, status=422)).text()


@pytest.mark.parametrize("name", ["person", "person_password", "person_unlock", "person_active"])
def test_a_person_of_another_clinic_is_not_there(
    office: Client, stranger: Actor, name: str
) -> None:
    response = office.post(
        _url(stranger, name),
        {"full_name": "x", "roles": [], "new": "x" * 20, "again": "x" * 20, "is_active": "no"},
    )

    assert response.status_code == 404
    assert queries.get_person(stranger.clinic_id, stranger.user_id).is_active


def test_names_that_look_like_scripts_are_text(office: Client) -> None:
    office.post("/people/new/", NEW | {"full_name": "<script>alert(1)</script>" + "y" * 100})

    page = check_page(office.get("/people/"))

    assert "<script>alert" not in page


def test_what_was_done_is_on_the_trail(office: Client, administrator: Actor) -> None:
    office.post("/people/new/", NEW)

    events = queries.trail().rows
    assert (events[0].verb, events[0].kind, events[0].name) == (
        "created",
        "person",
        administrator.name,
    )


def _sign_in(username: str, password: str) -> int:
    return Client().post("/sign-in/", {"username": username, "password": password}).status_code
