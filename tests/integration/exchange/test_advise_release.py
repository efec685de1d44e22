"""`manage.py advise --release N` reads a release of the database."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.values import NoticeWord
from tests.builders import AT
from tests.unit.pages.exchange.command import advise, advise_json

CASE = 'on = 2026-11-22\n[facts]\nvitamin_d_25oh = "18 ng/mL"\nmagnesium = "0.78 mmol/L"'


@pytest.fixture
def case(tmp_path, db):
    file = tmp_path / "case.toml"
    file.write_text(CASE)
    return file


def test_a_release_of_the_database_advises(case):
    advice = advise_json(case, "--release", "1")

    assert advice["release"]["number"] == 1
    assert advice["release"]["hash"] == queries.get_release_by_number(1).hash
    assert advice["rules"]["A01"]["status"] == "fires"
    assert "with release 1 (" in advise(case, "--release", "1").out


@pytest.mark.parametrize("number", ["7", "0", "-1"])
def test_a_release_that_is_not_there_is_refused(case, number):
    ran = advise(case, "--release", number)

    assert (ran.code, ran.out) == (2, "")
    assert f"There is no release {number} in the database." in ran.err
    assert "Leave out --release to use the shipped knowledge." in ran.err


def test_a_database_that_does_not_answer_is_told(case, monkeypatch):
    def fail(number):
        raise OperationalError("no such table: library_release")

    monkeypatch.setattr(queries, "get_release_by_number", fail)

    ran = advise(case, "--release", "1")

    assert ran.code == 2
    assert "The database cannot be read: no such table: library_release." in ran.err
    assert "manage.py migrate" in ran.err


def test_what_is_withdrawn_is_told_first(case, approver):
    operations.raise_notice(
        actor=approver,
        kind=EntryKind.SOURCE,
        key="es2011",
        word=NoticeWord.RETRACTED,
        reason="Made up for a test.",
        at=AT,
    )

    ran = advise(case, "--release", "1")

    told = "The source 'es2011' is retracted: Made up for a test."
    assert ran.out.index(told) < ran.out.index("A01  25(OH)D status")
    assert told in [notice["message"] for notice in advise_json(case, "--release", "1")["notices"]]
    assert "retracted" not in advise(case).out


def test_a_notice_on_something_else_is_not_told(case, approver):
    operations.raise_notice(
        actor=approver,
        kind=EntryKind.RULE,
        key="P03",
        word=NoticeWord.WITHDRAWN,
        reason="Made up for a test.",
        at=AT,
    )

    assert "withdrawn" not in advise(case, "--release", "1").out
