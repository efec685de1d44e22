"""Who may open which page of the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mgdcds.stores.accounts.actor import Actor
from tests.house.pages import check_page, read_page
from tests.people import Cast

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
ROLES = ("clinician", "author", "approver", "auditor", "administrator", "stranger")
EVERYBODY = set(ROLES)
PAGES = {
    "/password/": EVERYBODY,
    "/clinic/switch/": EVERYBODY,
    "/about/": EVERYBODY,
    "/components/": EVERYBODY,
    "/people/": {"administrator"},
    "/people/new/": {"administrator"},
    "/people/joining/": {"administrator"},
    "/clinics/": {"administrator"},
    "/clinics/new/": {"administrator"},
    "/trail/": {"administrator", "auditor"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_for_its_roles_alone(
    sign_in: SignIn, cast: Cast, path: str, role: str
) -> None:
    response = sign_in(getattr(cast, role)).get(path)

    check_page(response, status=200 if role in PAGES[path] else 403)


@pytest.mark.parametrize("path", [*PAGES, "/people/1/", "/clinics/1/", "/still-here/"])
def test_nobody_opens_nothing(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/sign-in/?next=/")


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
@pytest.mark.parametrize("deed", ["", "password/", "unlock/", "active/"])
def test_only_an_administrator_changes_a_person(
    sign_in: SignIn, cast: Cast, role: str, deed: str
) -> None:
    client = sign_in(getattr(cast, role))

    response = client.post(f"/people/{cast.colleague.user_id}/{deed}", {"is_active": "no"})

    assert response.status_code == 403


def test_the_rail_shows_what_a_role_opens(sign_in: SignIn, cast: Cast) -> None:
    seen = {
        role: {
            link.label
            for group in sign_in(getattr(cast, role)).get("/about/").context["frame"].nav
            for link in group
        }
        for role in ("clinician", "auditor", "administrator")
    }

    assert {"People", "Clinics", "Trail"} <= seen["administrator"]
    assert "Trail" in seen["auditor"]
    assert not {"People", "Clinics", "Trail"} & seen["clinician"]


def test_every_place_on_the_rail_opens(sign_in: SignIn, cast: Cast) -> None:
    for role in ("clinician", "author", "approver", "auditor", "administrator"):
        client = sign_in(getattr(cast, role))
        for group in client.get("/about/").context["frame"].nav:
            for link in group:
                assert client.get(link.url).status_code == 200, f"{role}: {link.url}"


def test_a_page_for_another_role_says_what_to_do(sign_in: SignIn, clinician: Actor) -> None:
    page = read_page(check_page(sign_in(clinician).get("/people/"), status=403)).text()

    assert "This page needs another role" in page
    assert "ask an administrator of your clinic" in page


def test_nothing_at_an_address_says_why(sign_in: SignIn, clinician: Actor) -> None:
    page = read_page(check_page(sign_in(clinician).get("/nothing/here/"), status=404)).text()

    assert "There is nothing at this address" in page
    assert "belongs to another clinic" in page


def test_nothing_at_an_address_is_sound_for_nobody_too(client: Client) -> None:
    check_page(client.get("/nothing/here/"), status=404)


def test_a_fault_of_ours_stands_alone(
    sign_in: SignIn, clinician: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(clinician)
    client.raise_request_exception = False

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("mgdcds.pages.office.views.about.present_about", breaks)

    page = read_page(check_page(client.get("/about/"), status=500)).text()
    assert "Something broke on our side" in page
    assert "broken on purpose" not in page


def test_a_form_without_its_token_is_explained(cast: Cast, sign_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in_page = client.post("/sign-in/", {"username": "clinician", "password": "x"})

    page = read_page(check_page(sign_in_page, status=403)).text()
    assert "The form was not sent" in page


@pytest.mark.parametrize(
    ("path", "queries"), [("/about/", 7), ("/people/", 7), ("/trail/", 10), ("/password/", 6)]
)
def test_a_page_asks_the_database_as_often_as_it_must(
    sign_in: SignIn, cast: Cast, django_assert_max_num_queries: Any, path: str, queries: int
) -> None:
    client = sign_in(cast.administrator)
    client.get(path)

    with django_assert_max_num_queries(queries):
        client.get(path)


def test_what_somebody_saw_is_kept_in_no_cache(sign_in: SignIn, clinician: Actor) -> None:
    client = sign_in(clinician)

    for path in ("/about/", "/nothing/", "/people/"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_an_address_of_a_button_explains_itself(sign_in: SignIn, clinician: Actor) -> None:
    response = sign_in(clinician).get("/sign-out/")

    page = read_page(check_page(response, status=405)).text()
    assert "This address is reached by a button" in page
    assert response.headers["Allow"] == "POST"


def test_too_much_at_once_is_refused_in_words(
    sign_in: SignIn, clinician: Actor, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    response = sign_in(clinician).post("/password/", {f"field{n}": "x" for n in range(9)})

    page = read_page(check_page(response, status=400)).text()
    assert "The request was not understood" in page
