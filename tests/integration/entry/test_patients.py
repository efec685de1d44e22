"""Patients: found without a name in an address, made, edited, archived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.queries import trail
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.patients import operations, queries
from tests.builders import AT, make_patient
from tests.house.pages import check_page

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
LIST, NEW = "/patients/", "/patients/new/"
NAMES = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    'O\'Brien-"Smith" & Söhne',
    "{{ page }}{% now 'Y' %}",
    "محمد",
    "x" * 120,
    "Robert'); DROP TABLE patients;--",
]


def _words(**changes: str) -> dict[str, str]:
    words = {
        "given_name": "Amara",
        "family_name": "Okafor",
        "birth_date": "1980-03-14",
        "sex": "female",
        "mrn": "",
    }
    return {**words, **changes}


def _all(actor: Actor) -> tuple[Any, ...]:
    return queries.find_patients(actor.clinic_id).rows


def test_an_empty_list_says_what_to_do(sign_in: SignIn, clinician: Actor) -> None:
    html = check_page(sign_in(clinician).get(LIST))

    assert "No patients yet" in html


def test_the_list_has_everybody_by_name(sign_in: SignIn, clinician: Actor) -> None:
    make_patient(clinician, family_name="Zuse")
    make_patient(clinician, family_name="Abel", mrn="A-17")

    html = check_page(sign_in(clinician).get(LIST))

    assert html.index("Amara Abel") < html.index("Amara Zuse")
    assert "A-17" in html
    assert "14 Mar 1980" in html


@pytest.mark.parametrize("text", ["okaf", "amara", "MRN-9", "Okafor Amara"])
def test_a_search_finds_by_name_and_mrn(sign_in: SignIn, clinician: Actor, text: str) -> None:
    make_patient(clinician, mrn="MRN-9")
    make_patient(clinician, given_name="Bo", family_name="Li")

    html = check_page(sign_in(clinician).post(LIST, {"text": text}))

    assert "Amara Okafor" in html
    assert "Bo Li" not in html


def test_a_search_never_puts_words_into_an_address(sign_in: SignIn, clinician: Actor) -> None:
    for number in range(60):
        make_patient(clinician, given_name=f"Amara {number}")

    html = check_page(sign_in(clinician).post(LIST, {"text": "okafor"}))

    assert "okafor" not in "".join(part.split('"')[0] for part in html.split('href="')[1:]).lower()
    assert "Page 1 of 2" in html
    second = check_page(sign_in(clinician).post(LIST, {"text": "okafor", "page": "2"}))
    assert "Page 2 of 2" in second


def test_words_in_an_address_are_not_searched_for(sign_in: SignIn, clinician: Actor) -> None:
    make_patient(clinician, given_name="Bo", family_name="Li")

    html = check_page(sign_in(clinician).get(LIST + "?text=okafor"))

    assert "Bo Li" in html


def test_nobody_found_says_so(sign_in: SignIn, clinician: Actor) -> None:
    html = check_page(sign_in(clinician).post(LIST, {"text": "nobody at all"}))

    assert "Nobody found" in html


@pytest.mark.parametrize("text", ["x" * 10_000, "a\x00b", "%k%", "' OR 1=1 --"])
def test_a_strange_search_finds_nobody(sign_in: SignIn, clinician: Actor, text: str) -> None:
    make_patient(clinician)

    html = check_page(sign_in(clinician).post(LIST, {"text": text}))

    assert "Nobody found" in html


def test_another_clinic_is_not_searched(sign_in: SignIn, clinician: Actor, stranger: Actor) -> None:
    make_patient(stranger)

    html = check_page(sign_in(clinician).post(LIST, {"text": "okafor"}))

    assert "Amara Okafor" not in html


def test_a_patient_is_made(sign_in: SignIn, clinician: Actor) -> None:
    response = sign_in(clinician).post(NEW, _words(mrn="A-17"))

    (made,) = _all(clinician)
    assert response.status_code == 302
    assert response.url == f"/patients/{made.id}/"
    assert (made.name, made.mrn) == ("Amara Okafor", "A-17")


@pytest.mark.parametrize("name", NAMES)
def test_strange_names_are_shown_escaped(sign_in: SignIn, clinician: Actor, name: str) -> None:
    response = sign_in(clinician).post(NEW, _words(family_name=name, given_name=""), follow=True)

    html = response.content.decode()
    assert len(_all(clinician)) == 1
    assert "<script>alert" not in html
    assert _all(clinician)[0].family_name == name
    for address in ("", "edit/"):
        check_part(sign_in(clinician).get(f"/patients/{_all(clinician)[0].id}/{address}"))


def check_part(response: Any) -> None:
    """A page with whatever was typed as a name: sound, but it may say what pages never say."""
    from tests.house.pages import problems_of_page

    found = [one for one in problems_of_page(response.content.decode()) if " says " not in one]
    assert response.status_code == 200
    assert found == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"family_name": ""}, "Enter the family name."),
        ({"family_name": "x" * 10_000}, "at most 120 characters"),
        ({"family_name": "a\x00b"}, "Null characters are not allowed."),
        ({"birth_date": ""}, "Enter the date of birth."),
        ({"birth_date": "31/31/1980"}, "Enter the date of birth as year-month-day"),
        ({"birth_date": "2999-01-01"}, "is in the future"),
        ({"birth_date": "1080-03-14"}, "is more than 125 years ago"),
        ({"sex": "other"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_kept(
    sign_in: SignIn, clinician: Actor, changes: dict[str, str], said: str
) -> None:
    html = check_page(sign_in(clinician).post(NEW, _words(mrn="B-2", **changes)), status=422)

    assert said in html
    assert 'value="B-2"' in html
    assert _all(clinician) == ()


def test_all_mistakes_are_told_at_once(sign_in: SignIn, clinician: Actor) -> None:
    words = _words(family_name="", birth_date="soon")

    html = check_page(sign_in(clinician).post(NEW, words), status=422)

    assert 'href="#id_family_name"' in html
    assert 'href="#id_birth_date"' in html


def test_a_likely_duplicate_is_shown_before_anything_is_made(
    sign_in: SignIn, clinician: Actor
) -> None:
    there = make_patient(clinician, mrn="A-17")

    html = check_page(
        sign_in(clinician).post(NEW, _words(given_name="Okafor", family_name="Amara"))
    )

    assert "Is it one of these?" in html
    assert f"/patients/{there.id}/" in html
    assert len(_all(clinician)) == 1


def test_a_patient_like_another_is_made_anyway(sign_in: SignIn, clinician: Actor) -> None:
    make_patient(clinician)

    sign_in(clinician).post(NEW, {**_words(), "anyway": "1"})

    assert len(_all(clinician)) == 2


def test_an_mrn_belongs_to_one_patient(sign_in: SignIn, clinician: Actor) -> None:
    make_patient(clinician, mrn="A-17")

    html = check_page(
        sign_in(clinician).post(NEW, _words(given_name="Bo", family_name="Li", mrn="A-17")),
        status=422,
    )

    assert "already the MRN of Amara Okafor" in html


def test_a_patient_is_edited(sign_in: SignIn, clinician: Actor) -> None:
    there = make_patient(clinician)

    sign_in(clinician).post(f"/patients/{there.id}/edit/", _words(mrn="B-2", revision="1"))

    assert queries.get_patient(clinician.clinic_id, there.id).mrn == "B-2"


def test_two_people_on_one_patient_see_each_other(
    sign_in: SignIn, clinician: Actor, colleague: Actor
) -> None:
    there = make_patient(clinician)
    theirs = {**_words(family_name="Okafor-Li"), "birth_date": there.birth_date}
    operations.edit_patient(actor=colleague, patient_id=there.id, seen_revision=1, at=AT, **theirs)
    address = f"/patients/{there.id}/edit/"

    html = check_page(sign_in(clinician).post(address, _words(mrn="B-2", revision="1")), status=409)

    assert "Somebody else has changed this patient" in html
    assert "Okafor-Li" in html
    assert 'value="B-2"' in html
    assert queries.get_patient(clinician.clinic_id, there.id).mrn == ""
    sign_in(clinician).post(address, _words(mrn="B-2", revision="2"))
    assert queries.get_patient(clinician.clinic_id, there.id).mrn == "B-2"


def test_a_patient_is_archived_with_a_reason_and_restored(
    sign_in: SignIn, clinician: Actor
) -> None:
    there = make_patient(clinician)
    client = sign_in(clinician)

    client.post(f"/patients/{there.id}/archive/", {"reason": "moved"})

    assert queries.get_patient(clinician.clinic_id, there.id).archived
    event = trail(TrailFilters(verb="archived")).rows[0]
    assert (event.subject, event.detail) == (str(there.id), "moved")
    assert "Amara Okafor" not in check_page(client.get(LIST))
    assert "Amara Okafor" in check_page(client.post(LIST, {"archived": "1"}))
    client.post(f"/patients/{there.id}/restore/")
    assert not queries.get_patient(clinician.clinic_id, there.id).archived


def test_archiving_needs_a_reason(sign_in: SignIn, clinician: Actor) -> None:
    there = make_patient(clinician)

    sign_in(clinician).post(f"/patients/{there.id}/archive/", {"reason": "boredom"})

    assert not queries.get_patient(clinician.clinic_id, there.id).archived


@pytest.mark.parametrize("address", ["edit/", "assess/", ""])
def test_a_patient_of_another_clinic_is_not_there(
    sign_in: SignIn, clinician: Actor, stranger: Actor, address: str
) -> None:
    there = make_patient(clinician)

    assert sign_in(stranger).get(f"/patients/{there.id}/{address}").status_code == 404


@pytest.mark.parametrize("deed", ["edit/", "archive/", "restore/", "assess/", "assess/live/"])
def test_nothing_is_done_to_a_patient_of_another_clinic(
    sign_in: SignIn, clinician: Actor, stranger: Actor, deed: str
) -> None:
    there = make_patient(clinician)
    words = _words(revision="1", reason="moved")

    assert sign_in(stranger).post(f"/patients/{there.id}/{deed}", words).status_code == 404
    assert queries.get_patient(clinician.clinic_id, there.id) == there


@pytest.mark.parametrize("address", [LIST, NEW])
def test_patients_are_for_clinicians(sign_in: SignIn, author: Actor, address: str) -> None:
    assert sign_in(author).get(address).status_code == 403


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_fifty(
    sign_in: SignIn, clinician: Actor, django_assert_num_queries: Any
) -> None:
    client = sign_in(clinician)
    make_patient(clinician)
    client.get(LIST)
    for number in range(55):
        make_patient(clinician, given_name=f"Number {number}")

    with django_assert_num_queries(9):
        client.get(LIST)
