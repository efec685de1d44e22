"""`manage.py export_release --release N` writes a release of the database."""

from __future__ import annotations

import json

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.values import NoticeWord
from tests.builders import AT
from tests.unit.pages.exchange.command import Ran


def test_a_release_of_the_database_is_exported_by_its_number(db):
    ran = Ran("export_release", "--format", "cql", "--release", "1")

    assert ran.code == 0
    assert "library MgDCDS version '1'" in ran.out
    assert queries.get_release_by_number(1).hash in ran.out


def test_a_release_that_is_not_there_is_refused(db):
    ran = Ran("export_release", "--release", "7")

    assert (ran.code, ran.out) == (2, "")
    assert "There is no release 7 in the database." in ran.err


@pytest.mark.parametrize(
    ("kind", "key", "code"),
    [(EntryKind.RULE, "P03", "P03"), (EntryKind.SOURCE, "dai2018", "B02")],
)
def test_a_notice_stands_on_the_rule_that_it_is_about(db, approver, kind, key, code):
    operations.raise_notice(
        actor=approver, kind=kind, key=key, word=NoticeWord.WITHDRAWN, reason="A test.", at=AT
    )

    text = Ran("export_release", "--format", "cql", "--release", "1").out

    rule = text.split(f'define "{code}":')[0].rsplit("/**", 1)[-1]
    assert f"@notice {kind} {key} is withdrawn: A test." in rule
    assert "@notice" not in text.split('define "A01":')[0]


@pytest.mark.parametrize(
    ("word", "status"), [(NoticeWord.WITHDRAWN, "retired"), (NoticeWord.CORRECTED, "draft")]
)
def test_only_a_withdrawn_rule_is_retired_for_others(db, approver, word, status):
    operations.raise_notice(
        actor=approver, kind=EntryKind.RULE, key="P03", word=word, reason="A test.", at=AT
    )

    bundle = json.loads(Ran("export_release", "--format", "fhir", "--release", "1").out)

    plans = {entry["resource"]["id"]: entry["resource"] for entry in bundle["entry"]}
    assert plans["rule-P03"]["status"] == status
    assert plans["rule-P02"]["status"] == "draft"
    assert f"rule P03 is {word}: A test." in plans["rule-P03"]["description"]
