"""Release 1 as one statement over the real table, on whichever database the tests run."""

from __future__ import annotations

import random
import uuid
from dataclasses import replace

import pytest
from django.db import connection, transaction

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.sql.statement import write_statement
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.values.truth import TRUE, UNKNOWN, truth_of
from mgdcds.stores.library.shipped import load_shipped_rulebook
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.operations.versions import (
    NewVersion,
    record_version,
    retire_assessment,
)
from mgdcds.stores.patients.sql_table import describe_versions
from tests.builders import AT, make_patient, make_values
from tests.generative.sheets import random_sheet
from tests.sql_rows import cut_offs_for

PATIENTS = 60


@pytest.fixture
def book():
    return load_shipped_rulebook()


def _record(actor, sheet, limits, **changes):
    aside = {name: value for name, (value, _) in sheet.set_aside.items()}
    new = NewVersion(
        patient_id=changes.pop("patient_id", None) or make_patient(actor).id,
        assessment_id=None,
        on=sheet.on,
        values={**sheet.values, **aside},
        reviewed=sheet.reviewed,
        limits=limits,
        note="",
        reason="",
        submission=uuid.uuid4(),
    )
    with transaction.atomic():
        return record_version(actor=actor, new=replace(new, **changes), at=AT)


def _statuses(book, clinic, profile):
    table = describe_versions(clinic_id=clinic, profile=profile)
    dialect = connection.vendor
    statement = write_statement(book.program, book.rules, table=table, dialect=dialect)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall()
    return {
        uuid.UUID(str(key)): dict(zip(book.rules, map(_truth, found), strict=True))
        for key, *found in rows
    }


def _truth(value):
    return truth_of(None if value is None else bool(value))


def _judged(book, version, profile):
    sheet = make_sheet(
        book.dictionary, version.values, on=version.on, limits=version.limits, profile=profile
    )
    opened = open_sheet(book.program, sheet)
    return {code: opened.truth(code) for code in book.rules}


@pytest.mark.parametrize("profile", ["us", "eu"])
def test_every_stored_assessment_has_the_statuses_of_the_judge(clinician, book, profile):
    chance, cut_offs = random.Random(2), cut_offs_for(book.program)
    limits = [{}, {"magnesium_uln": book.program.defaults["magnesium_uln"] * 2}]
    for at in range(PATIENTS):
        sheet = random_sheet(chance, book.dictionary, cut_offs=cut_offs)
        _record(clinician, sheet, limits[at % 2])

    found = _statuses(book, clinician.clinic_id, profile)

    assert len(found) == PATIENTS
    for key, statuses in found.items():
        version = queries.get_version(clinician.clinic_id, key)
        assert statuses == _judged(book, version, profile)
    truths = {truth for statuses in found.values() for truth in statuses.values()}
    assert {TRUE, UNKNOWN} <= truths


def test_only_the_newest_version_of_what_counts_in_the_clinic_is_a_row(clinician, stranger, book):
    sheet = make_sheet(book.dictionary, make_values(magnesium="0.6 mmol/L"), on=AT.date())
    old = _record(clinician, sheet, {})
    newest = _record(
        clinician,
        sheet,
        {},
        patient_id=old.patient_id,
        assessment_id=old.assessment_id,
        reason="a typing error",
    )
    wrong = _record(clinician, sheet, {})
    with transaction.atomic():
        retire_assessment(
            actor=clinician, assessment_id=wrong.assessment_id, reason="the wrong patient"
        )
    _record(stranger, sheet, {})

    assert _statuses(book, clinician.clinic_id, "us").keys() == {newest.id}
