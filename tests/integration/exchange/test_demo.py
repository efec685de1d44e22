"""The demonstration: what a newcomer finds after `make demo`."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import CommandError, call_command

from mgdcds.core.facts.numbers import split_quantity
from mgdcds.core.facts.readings import RawFact, read_facts
from mgdcds.pages.exchange.demo.build import SIGN_INS
from mgdcds.pages.exchange.demo.stories import load_stories
from mgdcds.stores.accounts.actor import Role
from mgdcds.stores.library.shipped import load_shipped_rulebook

ON = datetime.date(2026, 11, 22)


def test_there_are_forty_patients_and_neighbours_in_a_second_clinic() -> None:
    clinics = [story.clinic for story in load_stories()]

    assert clinics.count("first") == 40
    assert clinics.count("second") >= 2


def test_every_story_can_be_read_without_a_problem() -> None:
    dictionary = load_shipped_rulebook().dictionary
    for story in load_stories():
        for visit in story.visits:
            raw = [RawFact(name, *split_quantity(text)) for name, text in visit.facts.items()]

            assert read_facts(dictionary, raw, on=ON).problems == (), story.family


def test_histories_go_forward_in_time() -> None:
    for story in load_stories():
        days = [visit.days_ago for visit in story.visits]

        assert days == sorted(days, reverse=True)


def test_every_role_has_a_sign_in() -> None:
    assert {role for person in SIGN_INS for role in person.roles} == set(Role)


def test_it_does_not_run_in_production(settings: object) -> None:
    settings.PRODUCTION = True  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="does not run with MGDCDS_PRODUCTION"):
        call_command("demo", "--no-serve")
