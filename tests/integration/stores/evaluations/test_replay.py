"""Replay: what was advised comes out the same, byte for byte, and a forgery shows."""

from __future__ import annotations

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mgdcds.stores.accounts.append_only import install_triggers
from mgdcds.stores.evaluations.models import Evaluation
from mgdcds.stores.evaluations.replaying import broken_chains, replay, replay_all
from mgdcds.stores.evaluations.values import EvaluationNotFound
from tests.builders import HIGH, make_patient, make_visit
from tests.integration.stores.library.writing import publish_title


@pytest.fixture
def visit(clinician):
    return make_visit(clinician, make_patient(clinician))


def forge(visit, **columns):
    """Changes a stored evaluation as only somebody at the database itself could."""
    table = "evaluations_evaluation"
    sets = ", ".join(f"{name} = %s" for name in columns)
    key = visit.evaluation_id if connection.vendor == "postgresql" else visit.evaluation_id.hex
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute(f"DROP TRIGGER {table}_refuses_update")
        cursor.execute(f"UPDATE {table} SET {sets} WHERE id = %s", [*columns.values(), str(key)])
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
    install_triggers("default")


def run(*arguments):
    out = StringIO()
    try:
        call_command("replay", *arguments, stdout=out)
    except CommandError as failed:
        return out.getvalue(), str(failed)
    return out.getvalue(), ""


def test_advice_comes_out_the_same(visit):
    found = replay(visit.evaluation_id)

    assert found.is_same
    assert found.release_label == "Release 1"


def test_advice_comes_out_the_same_after_a_new_release(clinician, author, approver, visit):
    publish_title(author, approver, "B01", "New words")
    make_visit(clinician, make_patient(clinician), HIGH)

    assert all(one.is_same for one in replay_all())
    assert len(list(replay_all())) == 2


def test_a_forged_outcome_is_found_by_replay_and_by_the_chain(visit, clinician):
    outcome = Evaluation.objects.get(pk=visit.evaluation_id).outcome
    forge(visit, outcome=outcome.replace("fires", "not_met", 1))

    assert "came out otherwise" in replay(visit.evaluation_id).problem
    assert broken_chains() == {clinician.clinic_id: 1}


def test_a_forged_sheet_that_cannot_be_read_is_told(visit):
    forge(visit, sheet="{}")

    assert not replay(visit.evaluation_id).is_same


def test_another_format_is_told(visit):
    forge(visit, outcome_format=99)

    assert replay(visit.evaluation_id).problem == "It was stored in format 99; this is 1."


def test_the_command_replays_one_or_all(visit):
    assert run(str(visit.evaluation_id)) == (
        f"{visit.evaluation_id} of 22 Nov 2026, Release 1: The same, byte for byte.\n",
        "",
    )
    assert run("--all") == ("1 of 1 came out the same, byte for byte.\n", "")


def test_the_command_fails_when_something_differs(visit, clinician):
    forge(visit, outcome="{}")

    said, failed = run("--all")

    assert "came out otherwise" in said
    assert f"The chain of clinic {clinician.clinic_id} is broken at link 1." in said
    assert failed == "What was stored and what was computed differ."
    assert run(str(visit.evaluation_id))[1] == failed


def test_the_command_says_when_there_is_no_such_advice(db):
    assert run(str(uuid.uuid4())) == ("", "There is no such advice.")
    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        replay(uuid.uuid4())
