"""The gallery: every component in every state is a sound page, and nothing escapes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mgdcds.stores.accounts.actor import Actor
from tests.house.pages import check_page, read_page

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(sign_in: SignIn, clinician: Actor) -> str:
    return check_page(sign_in(clinician).get(reverse("components:gallery")))


def test_names_that_look_like_scripts_are_text(gallery: str) -> None:
    assert "<script>alert" not in gallery
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in gallery


@pytest.mark.parametrize(
    "said",
    [
        "Act now", "Soon", "Routine", "For information",
        "Applies", "Withheld for safety", "Cannot tell yet", "Considered, not needed",
        "High certainty", "Very low certainty", "We recommend", "We suggest",
        "not recorded", "would settle 4 rules", "would settle 1 rule",
        "No reasoning was kept for this.", "Nothing to compare.", "Page 6 of 12",
    ],
)  # fmt: skip
def test_every_state_has_its_word(gallery: str, said: str) -> None:
    assert said in read_page(gallery).text()


def test_an_unknown_urgency_still_shows_a_word(gallery: str) -> None:
    assert "unheard of" in read_page(gallery).text()


def test_the_summary_of_mistakes_takes_the_focus(gallery: str) -> None:
    summaries = [
        one for one in read_page(gallery).walk() if one.attributes.get("class") == "c-errors"
    ]

    assert len(summaries) == 1
    assert summaries[0].attributes["tabindex"] == "-1"
    assert "autofocus" in summaries[0].attributes


def test_nobody_sees_it_without_signing_in(client: Client) -> None:
    response = client.get(reverse("components:gallery"))

    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=/components/"
