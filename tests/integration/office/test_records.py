"""The trail, one's own password, and what the program says about itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM, Actor
from tests.builders import LONG_AGO
from tests.house.pages import check_page, read_page
from tests.people import PASSWORD

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
NEW = "a quiet harbour at noon"


def _rows(client: Client, query: str = "") -> list[str]:
    tree = read_page(check_page(client.get(f"/trail/{query}")))
    bodies = [one for one in tree.walk() if one.tag == "tbody"]
    return [row.text() for body in bodies for row in body.walk() if row.tag == "tr"]


def test_the_trail_shows_the_clinic_and_not_another(
    sign_in: SignIn, auditor: Actor, stranger: Actor, clinician: Actor
) -> None:
    for actor in (stranger, clinician):
        operations.record_event(
            actor=actor, verb="viewed", kind="patient", subject="abc", at=LONG_AGO
        )

    rows = " ".join(_rows(sign_in(auditor)))

    assert "Clara Clinician viewed patient abc" in rows
    assert "Stella Stranger" not in rows


def test_the_trail_is_narrowed_by_what_is_asked(
    sign_in: SignIn, auditor: Actor, clinician: Actor, colleague: Actor
) -> None:
    for actor, verb in ((clinician, "viewed"), (colleague, "printed")):
        operations.record_event(
            actor=actor, verb=verb, kind="patient", subject=f"of {actor.username}", at=LONG_AGO
        )
    client = sign_in(auditor)

    assert [row.split()[-1] for row in _rows(client, "?person=colin")] == ["colleague"]
    assert [row.split()[-1] for row in _rows(client, "?verb=viewed")] == ["clinician"]
    assert [row.split()[-1] for row in _rows(client, "?subject=of clinician")] == ["clinician"]
    assert _rows(client, "?since=2100-01-01") == []
    assert "Nothing on the trail fits." in client.get("/trail/?since=2100-01-01").content.decode()


def test_the_programs_own_events_are_apart(sign_in: SignIn, auditor: Actor) -> None:
    operations.record_event(actor=SYSTEM, verb="shipped", kind="release", subject="1", at=LONG_AGO)
    client = sign_in(auditor)

    assert any("shipped release" in row for row in _rows(client, "?scope=system"))
    assert not any("shipped release" in row for row in _rows(client))


def test_pages_of_the_trail_keep_what_was_asked(
    sign_in: SignIn, auditor: Actor, clinician: Actor
) -> None:
    for number in range(60):
        operations.record_event(
            actor=clinician, verb="viewed", kind="patient", subject=number, at=LONG_AGO
        )
    client = sign_in(auditor)

    assert "?verb=viewed&amp;page=2" in client.get("/trail/?verb=viewed").content.decode()
    assert len(_rows(client, "?verb=viewed&page=2")) == 10


@pytest.mark.parametrize(
    "query",
    [
        "?page=x",
        "?page=-1",
        "?page=99999999999999999999",
        "?page=٣",
        "?verb=<script>",
        "?since=soon",
        "?until=2020-01-01&since=2021-01-01",
        "?person=" + "x" * 500,
    ],
)
def test_an_odd_question_gets_a_sound_page(sign_in: SignIn, auditor: Actor, query: str) -> None:
    check_page(sign_in(auditor).get(f"/trail/{query}"))


def test_ones_own_password_is_changed_and_the_sign_in_stays(
    sign_in: SignIn, clinician: Actor
) -> None:
    client = sign_in(clinician)
    check_page(client.get("/password/"))

    response = client.post(
        "/password/", {"current": PASSWORD, "new": NEW, "again": NEW}, follow=True
    )

    assert "Your password is changed." in response.content.decode()
    assert Client().post("/sign-in/", {"username": "clinician", "password": NEW}).status_code == 302
    assert queries.trail().rows[1].verb == "changed"


def test_other_sign_ins_of_the_person_end(clinician: Actor) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in/", {"username": "clinician", "password": PASSWORD})

    here.post("/password/", {"current": PASSWORD, "new": NEW, "again": NEW})

    assert here.get("/password/").status_code == 200
    assert there.get("/password/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"current": "not this", "new": NEW, "again": NEW}, "This is not your present password."),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "too short"),
        ({"current": PASSWORD, "new": NEW, "again": NEW + "!"}, "The two new passwords differ."),
        ({"current": PASSWORD, "new": "password1234", "again": "password1234"}, "too common"),
        ({"current": "", "new": "", "again": ""}, "This field is required."),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    sign_in: SignIn, clinician: Actor, typed: dict[str, str], said: str
) -> None:
    response = sign_in(clinician).post("/password/", typed)

    assert said in read_page(check_page(response, status=422)).text()
    door = Client().post("/sign-in/", {"username": "clinician", "password": PASSWORD})
    assert door.status_code == 302


@pytest.mark.parametrize(
    "said",
    [
        "It supports a clinician's judgement; it does not diagnose, and it does not order.",
        "For whom, and for what",
        "What it needs to know",
        "How it comes to its advice",
        "On what it rests",
        "What it cannot do",
        "Who answers for it",
        "Version 0.1.0",
        "Harbour Clinic",
    ],
)
def test_the_tool_says_what_it_is(sign_in: SignIn, clinician: Actor, said: str) -> None:
    page = read_page(check_page(sign_in(clinician).get("/about/"))).text()

    assert said in page
