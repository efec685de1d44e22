"""Versions of assessments: what was recorded comes back as it was, typed and canonical."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.columns import column_names, fact_columns, make_fields
from mgdcds.stores.patients.models import Assessment, AssessmentVersion
from mgdcds.stores.patients.operations.versions import (
    NewVersion,
    record_version,
    retire_assessment,
)
from mgdcds.stores.patients.problems import StaleAssessment, UnableToSaveAssessment
from mgdcds.stores.patients.values import AssessmentNotFound
from tests.builders import AT, ON, days, make_patient, make_values

SAMPLES = {
    Kind.QUANTITY: Decimal("12.3456"),
    Kind.NUMBER: Decimal("46"),
    Kind.BOOLEAN: False,
    Kind.CHOICE: "female",
    Kind.DATE: datetime.date(1980, 2, 29),
}


def record(actor, patient, values=None, *, at=AT, **changes):
    told = {
        "patient_id": patient.id,
        "assessment_id": None,
        "on": ON,
        "values": make_values(magnesium="0.78 mmol/L") if values is None else values,
        "reviewed": [],
        "limits": {},
        "note": "",
        "reason": "",
        "submission": uuid.uuid4(),
    }
    with transaction.atomic():
        return record_version(actor=actor, new=NewVersion(**{**told, **changes}), at=at)


def test_every_fact_has_a_column_and_comes_back(clinician):
    values = {
        column.name: FactValue(
            column.name,
            SAMPLES[column.kind],
            entered="12,3",
            unit="u",
            comparator="<",
            on=ON - days(3),
            provenance=Provenance("form", "typed"),
        )
        for column in fact_columns()
    }

    version = record(clinician, make_patient(clinician), values)

    assert queries.get_version(clinician.clinic_id, version.id).values == values
    assert version.values == values


def test_only_what_was_recorded_comes_back(clinician):
    values = make_values(ppi=False, magnesium="0.78 mmol/L")

    version = record(clinician, make_patient(clinician), values)

    assert dict(queries.get_version(clinician.clinic_id, version.id).values) == values


def test_columns_hold_canonical_values_for_queries(clinician):
    values = make_values(vitamin_d_25oh="18 ng/mL", ppi=True, sex="female")

    version = record(clinician, make_patient(clinician), values)

    row = AssessmentVersion.objects.get(pk=version.id)
    assert (row.vitamin_d_25oh, row.ppi, row.sex) == (18, True, "female")
    assert row.vitamin_d_25oh_on is None
    assert row.egfr is None


@pytest.mark.parametrize(
    "number", ["0.01", "3.99", "150.01", "0.50", "12", "0.12345678", "99999.5", "-3"]
)
def test_numbers_come_back_the_same(clinician, number):
    value = FactValue("magnesium", Decimal(number))

    version = record(clinician, make_patient(clinician), {"magnesium": value})

    found = queries.get_version(clinician.clinic_id, version.id).values["magnesium"].value
    assert found == Decimal(number)
    assert str(found) == str(Decimal(number).normalize()).replace("E+1", "0").replace("1.2E1", "12")


def test_the_rest_of_a_version_comes_back(clinician):
    version = record(
        clinician,
        make_patient(clinician),
        reviewed={"symptoms", "medicines"},
        limits={"magnesium_lln": Decimal("0.66")},
        note=" Tired. ",
    )

    found = queries.get_version(clinician.clinic_id, version.id)
    assert found == version
    assert found.reviewed == {"symptoms", "medicines"}
    assert found.limits == {"magnesium_lln": Decimal("0.66")}
    assert (found.note, found.by, found.number, found.at) == ("Tired.", "Clara Clinician", 1, AT)


def test_a_correction_is_a_new_version_and_the_old_one_stays(clinician, colleague):
    patient = make_patient(clinician)
    first = record(clinician, patient)

    second = record(
        colleague,
        patient,
        make_values(magnesium="0.87 mmol/L"),
        assessment_id=first.assessment_id,
        reason="Two digits were swapped.",
        on=ON - days(1),
    )

    assert [
        version.number for version in queries.versions_of(clinician.clinic_id, first.assessment_id)
    ] == [2, 1]
    assert queries.get_newest_version(clinician.clinic_id, first.assessment_id) == second
    assert queries.get_version(clinician.clinic_id, first.id) == first
    assert (second.by, second.reason) == ("Colin Colleague", "Two digits were swapped.")
    assessment = queries.get_assessment(clinician.clinic_id, first.assessment_id)
    assert (assessment.on, assessment.versions) == (ON - days(1), 2)


def test_two_people_correcting_one_assessment_are_noticed(clinician, colleague):
    patient = make_patient(clinician)
    first = record(clinician, patient)
    told = {"assessment_id": first.assessment_id, "reason": "Typo.", "seen_number": 1}
    record(colleague, patient, **told)

    with pytest.raises(StaleAssessment, match="Colin Colleague has corrected") as refused:
        record(clinician, patient, **told)

    assert refused.value.current.number == 2


def test_a_correction_needs_a_reason(clinician):
    patient = make_patient(clinician)
    first = record(clinician, patient)

    with pytest.raises(UnableToSaveAssessment, match="The reason is missing"):
        record(clinician, patient, assessment_id=first.assessment_id)


def test_all_problems_of_an_assessment_are_told_at_once(clinician):
    patient = make_patient(clinician)
    values = {
        "magnesiun": FactValue("magnesiun", Decimal(1)),
        "magnesium": FactValue("magnesium", Decimal("1E12")),
        "ppi": FactValue("ppi", "yes"),
        "albumin": FactValue("albumin", Decimal("NaN")),
        "birth_date": FactValue("birth_date", "1980"),
    }

    with pytest.raises(UnableToSaveAssessment, match="in the future") as refused:
        record(clinician, patient, values, on=AT.date() + days(2))

    assert {problem.message for problem in refused.value.problems} == {
        "The assessment date 24 Nov 2026 is in the future.",
        "'magnesiun' is not a fact that this program can keep.",
        "'1E+12' was found for 'magnesium', but fewer than 13 digits are expected.",
        "'yes' was found for 'ppi', but a yes or no is expected.",
        "'NaN' was found for 'albumin', but fewer than 13 digits are expected.",
        "'1980' was found for 'birth_date', but a date is expected.",
    }
    assert Assessment.objects.filter(patient_id=patient.id).count() == 0


def test_nothing_is_recorded_before_birth_or_for_an_archived_patient(clinician):
    from mgdcds.stores.patients import operations

    patient = make_patient(clinician)
    with pytest.raises(UnableToSaveAssessment, match="is before the birth date 14 Mar 1980"):
        record(clinician, patient, on=datetime.date(1980, 3, 13))

    operations.archive_patient(actor=clinician, patient_id=patient.id, at=AT)
    with pytest.raises(UnableToSaveAssessment, match="This patient is archived"):
        record(clinician, patient)


def test_an_assessment_of_another_patient_is_not_corrected(clinician):
    first = record(clinician, make_patient(clinician))

    with pytest.raises(AssessmentNotFound, match="There is no such assessment"):
        record(
            clinician,
            make_patient(clinician),
            assessment_id=first.assessment_id,
            reason="Typo.",
        )


def test_an_assessment_in_error_stays_readable_and_is_not_corrected(clinician):
    patient = make_patient(clinician)
    first = record(clinician, patient)

    retire_assessment(actor=clinician, assessment_id=first.assessment_id, reason=" Wrong patient. ")

    found = queries.get_assessment(clinician.clinic_id, first.assessment_id)
    assert (found.is_in_error, found.error_reason) == (True, "Wrong patient.")
    assert queries.get_version(clinician.clinic_id, first.id) == first
    with pytest.raises(UnableToSaveAssessment, match="was entered in error"):
        record(clinician, patient, assessment_id=first.assessment_id, reason="Typo.")


def test_another_clinics_assessment_is_not_there(clinician, stranger):
    version = record(clinician, make_patient(clinician))

    for ask in (
        lambda: queries.get_assessment(stranger.clinic_id, version.assessment_id),
        lambda: queries.get_version(stranger.clinic_id, version.id),
        lambda: queries.get_newest_version(stranger.clinic_id, version.assessment_id),
        lambda: retire_assessment(actor=stranger, assessment_id=version.assessment_id, reason="x"),
    ):
        with pytest.raises(AssessmentNotFound, match="There is no such assessment"):
            ask()
    assert queries.versions_of(stranger.clinic_id, version.assessment_id) == ()
    assert queries.assessments_of(stranger.clinic_id, version.patient_id) == ()


def test_assessments_come_newest_first_in_one_query(clinician, django_assert_num_queries):
    patient = make_patient(clinician)
    for ago in (30, 10, 20):
        record(clinician, patient, on=ON - days(ago), note=f"{ago} days ago")

    with django_assert_num_queries(1):
        found = queries.assessments_of(clinician.clinic_id, patient.id)

    assert [assessment.note for assessment in found] == [
        "10 days ago",
        "20 days ago",
        "30 days ago",
    ]
    assert queries.last_assessed(clinician.clinic_id, [patient.id]) == {patient.id: ON - days(10)}


def test_previous_values_are_the_last_of_each_fact_with_their_dates(clinician):
    patient = make_patient(clinician)
    record(
        clinician,
        patient,
        make_values(magnesium="0.70 mmol/L", vitamin_d_25oh="18 ng/mL"),
        on=ON - days(90),
    )
    record(clinician, patient, make_values(magnesium="0.80 mmol/L"), on=ON - days(30))

    found = queries.previous_values(clinician.clinic_id, patient.id, before=ON)

    assert {name: (str(value.value), value.on) for name, value in found.items()} == {
        "magnesium": ("0.8", ON - days(30)),
        "vitamin_d_25oh": ("18", ON - days(90)),
    }
    assert {value.provenance.door for value in found.values()} == {"carried"}


def test_previous_values_leave_out_later_wrong_and_replaced_ones(clinician):
    patient = make_patient(clinician)
    good = record(clinician, patient, make_values(magnesium="0.70 mmol/L"), on=ON - days(90))
    wrong = record(clinician, patient, make_values(magnesium="9 mmol/L"), on=ON - days(50))
    retire_assessment(actor=clinician, assessment_id=wrong.assessment_id, reason="Wrong.")
    record(clinician, patient, make_values(magnesium="0.90 mmol/L"), on=ON)
    record(
        clinician,
        patient,
        make_values(magnesium="0.71 mmol/L"),
        on=ON - days(90),
        assessment_id=good.assessment_id,
        reason="Typo.",
    )
    asked = {"clinic_id": clinician.clinic_id, "patient_id": patient.id}

    before_today = queries.previous_values(**asked, before=ON - days(1))
    nothing_else = queries.previous_values(**asked, before=ON - days(1), but_not=good.assessment_id)

    assert str(before_today["magnesium"].value) == "0.71"
    assert nothing_else == {}


def test_previous_values_take_one_query(clinician, django_assert_num_queries):
    patient = make_patient(clinician)
    for ago in range(5):
        record(clinician, patient, on=ON - days(ago))

    with django_assert_num_queries(1):
        queries.previous_values(clinician.clinic_id, patient.id, before=ON)


def test_a_version_cannot_be_changed_in_the_database(clinician):
    version = record(clinician, make_patient(clinician))

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        AssessmentVersion.objects.filter(pk=version.id).update(magnesium=9)


def test_a_submission_is_saved_once(clinician):
    patient, submission = make_patient(clinician), uuid.uuid4()
    record(clinician, patient, submission=submission)

    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT011  (words differ)
        record(clinician, patient, submission=submission)


def test_the_draft_has_done_its_work(clinician):
    from mgdcds.stores.patients import operations

    patient = make_patient(clinician)
    operations.save_entry_draft(actor=clinician, patient_id=patient.id, raw={"a": "1"}, at=AT)

    record(clinician, patient)

    assert (
        queries.find_entry_draft(clinician.clinic_id, patient.id, user_id=clinician.user_id) is None
    )


def test_columns_are_bare_and_their_names_are_their_own():
    own = {
        field.name
        for field in AssessmentVersion._meta.get_fields()
        if field.name not in column_names()
    }

    assert own == {
        "id",
        "assessment",
        "number",
        "on",
        "by",
        "at",
        "reason",
        "note",
        "entered",
        "reviewed",
        "limits",
        "submission",
        "+",
    } - {"+"}
    for name, field in make_fields().items():
        assert field.null, name
        assert (field.help_text, field.choices, field.verbose_name) == ("", None, None), name


def test_the_table_has_a_column_for_each_fact_of_its_kind(db):
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(
            cursor, AssessmentVersion._meta.db_table
        )
    names = {column.name for column in described}

    assert column_names() <= names
