"""Clinics: made, edited, and chosen to work in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role
from tests.builders import LONG_AGO
from tests.house.pages import check_page, read_page
from tests.people import Cast

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
CLINIC = {
    "name": "Hill Clinic",
    "address": "1 Hill Road\nHilltown",
    "time_zone": "Europe/Berlin",
    "unit_system": "conventional",
    "profile": "eu",
}


@pytest.fixture
def office(sign_in: SignIn, administrator: Actor) -> Client:
    return sign_in(administrator)


@pytest.fixture
def in_both(cast: Cast, db: None) -> Actor:
    """The clinician, who works in the other clinic too."""
    operations.set_roles(
        actor=SYSTEM,
        user_id=cast.clinician.user_id,
        roles=[Role.CLINICIAN],
        clinic_id=cast.elsewhere.id,
        at=LONG_AGO,
    )
    return cast.clinician


def test_a_clinic_is_made_by_its_first_administrator(office: Client, administrator: Actor) -> None:
    check_page(office.get("/clinics/new/"))

    office.post("/clinics/new/", CLINIC)

    names = [clinic.name for clinic in queries.clinics_of(administrator.user_id)]
    assert names == ["Harbour Clinic", "Hill Clinic"]
    assert "1 Hill Road<br>Hilltown" in check_page(office.get("/clinics/"))


def test_the_clinic_one_works_in_is_edited(office: Client, administrator: Actor) -> None:
    url = f"/clinics/{administrator.clinic_id}/"
    check_page(office.get(url))

    office.post(url, CLINIC)

    clinic = queries.get_clinic(administrator.clinic_id)
    assert (clinic.name, clinic.unit_system, clinic.profile) == (
        "Hill Clinic",
        "conventional",
        "eu",
    )


def test_the_clinic_of_others_is_not_there(office: Client, cast: Cast) -> None:
    assert office.get(f"/clinics/{cast.elsewhere.id}/").status_code == 404
    assert office.post(f"/clinics/{cast.elsewhere.id}/", CLINIC).status_code == 404
    assert queries.get_clinic(cast.elsewhere.id).name == "Elsewhere Clinic"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Elsewhere Clinic"}, "'Elsewhere Clinic' is already the name of a clinic."),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus is not one of the available choices"),
        ({"unit_system": "furlong"}, "furlong is not one of the available choices"),
        ({"profile": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_clinic_is_said_at_its_field(
    office: Client, wrong: dict[str, str], said: str
) -> None:
    response = office.post("/clinics/new/", CLINIC | wrong)

    assert said in read_page(check_page(response, status=422)).text()


def test_somebody_of_two_clinics_chooses_one(sign_in: SignIn, in_both: Actor, cast: Cast) -> None:
    client = sign_in(in_both)
    check_page(client.get("/clinic/switch/"))

    client.post("/clinic/switch/", {"clinic": cast.elsewhere.id})

    assert "You work here now" in check_page(client.get("/clinic/switch/"))
    assert client.get("/password/").context["frame"].clinic == "Elsewhere Clinic"
    event = queries.trail().rows[0]
    assert (event.verb, event.kind, event.clinic_id) == ("entered", "clinic", cast.elsewhere.id)


@pytest.mark.parametrize("clinic", ["0", "", "x", "99999999999999999999"])
def test_a_clinic_of_others_cannot_be_entered(
    sign_in: SignIn, clinician: Actor, cast: Cast, clinic: str
) -> None:
    client = sign_in(clinician)

    for wanted in (clinic, str(cast.elsewhere.id)):
        assert client.post("/clinic/switch/", {"clinic": wanted}).status_code == 404
    assert client.get("/password/").context["frame"].clinic == "Harbour Clinic"


def test_somebody_without_a_clinic_is_told_what_to_do(
    sign_in: SignIn, administrator: Actor, clinician: Actor
) -> None:
    operations.set_roles(actor=administrator, user_id=clinician.user_id, roles=[], at=LONG_AGO)

    page = read_page(check_page(sign_in(clinician).get("/clinic/switch/"))).text()

    assert "You belong to no clinic" in page
    assert "Ask an administrator to give you a role in theirs." in page
