"""The first administrator, by command."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from mgdcds.stores.accounts import queries
from mgdcds.stores.accounts.actor import Role

pytestmark = pytest.mark.django_db
GIVEN = {"username": "ada", "name": "Ada First", "clinic": "First Clinic"}


@pytest.fixture
def nobody_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a new database: the cast is overlooked."""
    monkeypatch.setattr(queries, "is_anybody_there", lambda: False)
    monkeypatch.setenv("MGDCDS_ADMINISTRATOR_PASSWORD", "a lighthouse in the fog")


def _run(**options: Any) -> str:
    said = io.StringIO()
    call_command("create_administrator", stdout=said, **(GIVEN | options))
    return said.getvalue()


def test_the_first_administrator_is_made_with_their_clinic(nobody_yet: None) -> None:
    assert _run(time_zone="Europe/Berlin") == "Ada First can sign in as 'ada'.\n"

    actor = queries.get_actor(queries.find_user_id("ada") or 0)
    assert (actor.clinic_name, actor.roles) == ("First Clinic", {Role.ADMINISTRATOR})
    assert queries.get_clinic(actor.clinic_id).time_zone == "Europe/Berlin"


def test_there_is_no_second_first_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MGDCDS_ADMINISTRATOR_PASSWORD", "a lighthouse in the fog")

    with pytest.raises(CommandError, match="There are people already"):
        _run()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "with space"}, "'with space' cannot be a username"),
        ({"time_zone": "Berlin"}, "Did you mean"),
        ({"unit_system": "furlong"}, "'furlong'"),
    ],
)
def test_what_is_wrong_is_said(nobody_yet: None, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        _run(**wrong)


def test_a_weak_password_is_refused(nobody_yet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MGDCDS_ADMINISTRATOR_PASSWORD", "short")

    with pytest.raises(CommandError, match="too short"):
        _run()


def test_where_nobody_can_be_asked_the_command_says_what_is_missing(
    nobody_yet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="Username is missing"):
        _run(username="")

    monkeypatch.delenv("MGDCDS_ADMINISTRATOR_PASSWORD")
    with pytest.raises(CommandError, match="Set MGDCDS_ADMINISTRATOR_PASSWORD"):
        _run()
