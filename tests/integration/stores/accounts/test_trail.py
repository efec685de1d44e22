"""The trail: everything is on it, nothing can be taken off, and a break shows."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM
from mgdcds.stores.accounts.append_only import install_triggers
from mgdcds.stores.accounts.models import TrailEvent
from mgdcds.stores.accounts.values import TrailFilters
from tests.builders import AT, days
from tests.own_database import at_once

EARLY = datetime.datetime(2020, 5, 1, 12, 0, tzinfo=datetime.UTC)


def look(actor, subject, *, at=AT, verb="viewed", kind="patient"):
    operations.record_event(actor=actor, verb=verb, kind=kind, subject=subject, at=at)


def test_an_event_says_who_did_what_to_which_record(clinician):
    look(clinician, "p-1")

    event = queries.trail(TrailFilters(subject="p-1")).rows[0]

    assert (event.name, event.verb, event.kind, event.clinic_name) == (
        "Clara Clinician",
        "viewed",
        "patient",
        "Harbour Clinic",
    )
    assert event.at == AT


def test_the_newest_event_comes_first(clinician):
    look(clinician, "older", at=AT)
    look(clinician, "newer", at=AT + days(1))

    rows = queries.trail(TrailFilters(clinic_id=clinician.clinic_id, since=AT.date())).rows

    assert [event.subject for event in rows[:2]] == ["newer", "older"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"person": "colin"}, {"b"}),
        ({"person": "CLINICIAN"}, {"a", "c", "d"}),
        ({"verb": "printed"}, {"c"}),
        ({"kind": "document"}, {"c"}),
        ({"subject": "a"}, {"a"}),
        ({"since": EARLY.date(), "until": EARLY.date()}, {"d"}),
        ({"until": EARLY.date() - days(1)}, set()),
    ],
)
def test_the_trail_is_filtered(clinician, colleague, filters, expected):
    look(clinician, "a")
    look(colleague, "b")
    look(clinician, "c", verb="printed", kind="document")
    look(clinician, "d", at=EARLY)

    rows = queries.trail(TrailFilters(clinic_id=clinician.clinic_id, **filters)).rows

    assert {event.subject for event in rows} & {"a", "b", "c", "d"} == expected


def test_a_clinic_sees_its_own_events_only(clinician, stranger):
    look(stranger, "theirs")
    operations.record_event(actor=SYSTEM, verb="shipped", kind="release", subject="x", at=AT)

    ours = queries.trail(TrailFilters(clinic_id=clinician.clinic_id, since=AT.date())).rows
    systems = queries.trail(TrailFilters(clinic_id=0, since=AT.date())).rows

    assert "theirs" not in {event.subject for event in ours}
    assert [event.subject for event in systems] == ["x"]


def test_a_long_trail_comes_in_pages(clinician, django_assert_num_queries):
    for number in range(60):
        look(clinician, f"n-{number:02}", at=EARLY)
    that_day = TrailFilters(since=EARLY.date(), until=EARLY.date())

    with django_assert_num_queries(2):
        second = queries.trail(that_day, page=2)

    assert (second.number, second.pages, second.total, len(second.rows)) == (2, 2, 60, 10)
    assert (second.has_earlier, second.has_later) == (True, False)
    assert queries.trail(that_day, page=99) == second
    assert queries.trail(that_day, page=-1).number == 1


def test_the_words_for_filters_come_from_the_trail(clinician):
    look(clinician, "a", verb="sang", kind="song")

    verbs, kinds = queries.trail_words(clinician.clinic_id)

    assert "sang" in verbs
    assert "song" in kinds
    assert "sang" not in queries.trail_words(clinician.clinic_id + 99)[0]
    assert "sang" in queries.trail_words()[0]


@pytest.mark.parametrize(
    "deed", [lambda rows: rows.update(name="Nobody"), lambda rows: rows.delete()]
)
def test_the_database_refuses_to_change_or_remove_an_event(clinician, deed):
    look(clinician, "kept")

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        deed(TrailEvent.objects.filter(subject="kept"))

    assert queries.trail(TrailFilters(subject="kept")).total == 1


def test_a_whole_chain_has_no_break(clinician):
    look(clinician, "a")
    look(clinician, "b")

    assert queries.find_trail_break(clinician.clinic_id) is None


@pytest.mark.parametrize("field", ["name", "subject", "hash", "previous_hash"])
def test_a_forged_event_breaks_the_chain(clinician, field):
    look(clinician, "a")
    look(clinician, "b")
    forged = TrailEvent.objects.filter(clinic_id=clinician.clinic_id).latest("sequence")
    _without_triggers(f"UPDATE accounts_trailevent SET {field} = 'x' WHERE id = {forged.pk}")

    assert queries.find_trail_break(clinician.clinic_id) == forged.sequence


def test_a_removed_event_breaks_the_chain(clinician):
    look(clinician, "a")
    look(clinician, "b")
    last = TrailEvent.objects.filter(clinic_id=clinician.clinic_id).latest("sequence")
    _without_triggers(
        f"DELETE FROM accounts_trailevent WHERE clinic_id = {clinician.clinic_id}"
        f" AND sequence = {last.sequence - 1}"
    )

    assert queries.find_trail_break(clinician.clinic_id) == last.sequence - 1


def test_many_writers_make_one_chain(own_database, cast):
    answers = at_once(*[lambda n=n: look(cast.clinician, f"n-{n}") for n in range(8)])

    assert answers == [None] * 8
    assert queries.find_trail_break(cast.clinic.id) is None
    rows = queries.trail(TrailFilters(clinic_id=cast.clinic.id, since=AT.date())).rows
    assert {event.subject for event in rows} == {f"n-{n}" for n in range(8)}


def _without_triggers(statement: str) -> None:
    """What only somebody at the database itself could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE accounts_trailevent DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute("ALTER TABLE accounts_trailevent ENABLE TRIGGER USER")
        else:
            for deed in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER accounts_trailevent_refuses_{deed}")
            cursor.execute(statement)
            install_triggers("default")
