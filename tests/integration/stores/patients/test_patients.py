"""Patients: created, found, edited, archived; one clinic never sees another's."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from mgdcds.stores.accounts import queries as accounts
from mgdcds.stores.accounts.actor import NotAllowed
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.patients import operations, queries
from mgdcds.stores.patients.models import Patient
from mgdcds.stores.patients.problems import StalePatient, UnableToSavePatient
from mgdcds.stores.patients.values import PatientNotFound
from tests.builders import AT, days, make_patient
from tests.own_database import at_once


def names(page):
    return [patient.name for patient in page.rows]


def edit(actor, patient, **changes):
    told = {
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "birth_date": patient.birth_date,
        "sex": patient.sex,
        "mrn": patient.mrn,
        "seen_revision": patient.revision,
    }
    return operations.edit_patient(actor=actor, patient_id=patient.id, at=AT, **{**told, **changes})


def test_a_patient_is_created_and_read(clinician):
    made = make_patient(clinician, mrn="100 234")

    patient = queries.get_patient(clinician.clinic_id, made.id)

    assert patient == made
    assert (patient.name, patient.mrn, patient.revision) == ("Amara Okafor", "100 234", 1)
    assert not patient.archived


def test_spaces_around_names_are_tidied(clinician):
    patient = make_patient(clinician, family_name="  van  der Berg ", given_name=" Jo ")

    assert patient.name == "Jo van der Berg"


def test_creating_and_editing_is_on_the_trail_without_a_name(clinician):
    patient = make_patient(clinician)
    edit(clinician, patient, given_name="Amaka")

    events = accounts.trail(TrailFilters(subject=str(patient.id))).rows

    assert [event.verb for event in events] == ["edited", "created"]
    assert "Okafor" not in str(events)


def test_only_clinicians_make_patients(auditor):
    with pytest.raises(NotAllowed, match="does not have the role that this needs: clinician"):
        make_patient(auditor)


def test_all_problems_of_a_patient_are_told_at_once(clinician):
    with pytest.raises(UnableToSavePatient, match="The family name is missing") as refused:
        make_patient(
            clinician,
            family_name=" ",
            given_name="G" * 121,
            birth_date=AT.date() + days(2),
            sex="f",
            mrn="M" * 61,
        )

    assert {problem.place.field: problem.message for problem in refused.value.problems} == {
        "family_name": "The family name is missing.",
        "given_name": "The given name is longer than 120 characters.",
        "birth_date": "The birth date 24 Nov 2026 is in the future.",
        "sex": "'f' was found, but 'female', 'male' or nothing is expected.",
        "mrn": "The MRN is longer than 60 characters.",
    }


def test_nobody_is_older_than_125_years(clinician):
    with pytest.raises(UnableToSavePatient, match="is more than 125 years ago"):
        make_patient(clinician, birth_date=datetime.date(1900, 11, 21))

    assert make_patient(clinician, birth_date=datetime.date(1901, 11, 21))


def test_a_baby_born_today_east_of_greenwich_is_recorded(clinician):
    assert make_patient(clinician, birth_date=AT.date() + days(1))


def test_an_mrn_belongs_to_one_patient_of_a_clinic(clinician, stranger):
    make_patient(clinician, mrn="4711")

    with pytest.raises(
        UnableToSavePatient,
        match="'4711' is already the MRN of Amara Okafor, born 14 Mar 1980",
    ) as refused:
        make_patient(clinician, mrn=" 4711 ", family_name="Other")

    assert refused.value.problems[0].place.field == "mrn"
    assert make_patient(stranger, mrn="4711")


def test_an_archived_patient_keeps_their_mrn(clinician):
    patient = make_patient(clinician, mrn="4711")
    operations.archive_patient(actor=clinician, patient_id=patient.id, at=AT)

    with pytest.raises(UnableToSavePatient, match="who is archived"):
        make_patient(clinician, mrn="4711")


def test_many_patients_have_no_mrn(clinician):
    assert make_patient(clinician).id != make_patient(clinician).id


def test_an_edit_is_a_new_revision(clinician, colleague):
    patient = edit(colleague, make_patient(clinician), family_name="Okonkwo")

    assert (patient.family_name, patient.revision) == ("Okonkwo", 2)
    assert names(queries.find_patients(clinician.clinic_id, "okonkwo")) == ["Amara Okonkwo"]
    assert names(queries.find_patients(clinician.clinic_id, "okafor")) == []


def test_two_people_on_one_patient_are_noticed(clinician, colleague):
    seen_by_both = make_patient(clinician)
    edit(colleague, seen_by_both, mrn="1")

    with pytest.raises(StalePatient, match="Somebody else has changed this patient") as refused:
        edit(clinician, seen_by_both, mrn="2")

    assert refused.value.current.mrn == "1"
    assert queries.get_patient(clinician.clinic_id, seen_by_both.id).mrn == "1"


def test_an_edit_that_is_refused_changes_nothing(clinician):
    patient = make_patient(clinician)

    with pytest.raises(UnableToSavePatient, match="The family name is missing"):
        edit(clinician, patient, family_name="", given_name="Changed")

    assert queries.get_patient(clinician.clinic_id, patient.id) == patient


def test_an_archived_patient_is_on_the_other_list(clinician):
    patient = make_patient(clinician)

    archived = operations.archive_patient(actor=clinician, patient_id=patient.id, at=AT)

    assert archived.archived
    assert names(queries.find_patients(clinician.clinic_id)) == []
    assert names(queries.find_patients(clinician.clinic_id, archived=True)) == ["Amara Okafor"]

    restored = operations.restore_patient(actor=clinician, patient_id=patient.id, at=AT)

    assert not restored.archived
    assert names(queries.find_patients(clinician.clinic_id)) == ["Amara Okafor"]


def test_archiving_twice_is_archiving_once(clinician):
    patient = make_patient(clinician)
    once = operations.archive_patient(actor=clinician, patient_id=patient.id, at=AT)

    assert operations.archive_patient(actor=clinician, patient_id=patient.id, at=AT) == once


@pytest.mark.parametrize(
    "text",
    [
        "muller",
        "MÜLLER",
        "Müller Zoë",
        "zoe mull",
        "anne",
        "annemarie",
        "O'Neil",
        "oneil",
        "12-34",
        "1234",
        "12 34",
        "søren",
    ],
)
def test_a_patient_is_found_by_name_or_mrn_however_it_is_typed(clinician, text):
    made = make_patient(
        clinician, family_name="Müller-O’Neil", given_name="Zoë Anne-Marie Søren", mrn="12-34"
    )
    make_patient(clinician, family_name="Smith", given_name="John", mrn="99")

    assert [found.id for found in queries.find_patients(clinician.clinic_id, text).rows] == [
        made.id
    ]


@pytest.mark.parametrize("text", ["ller", "okafor smith", "234", "%", "_", "'; DROP TABLE", "ooo"])
def test_what_is_not_there_is_not_found(clinician, text):
    make_patient(clinician, family_name="Müller", mrn="1234")

    found = queries.find_patients(clinician.clinic_id, text)

    assert names(found) == ([] if text not in ("%", "_") else ["Amara Müller"])


def test_patients_come_by_family_name_in_pages(clinician, django_assert_num_queries):
    for number in range(52):
        make_patient(clinician, family_name=f"Family{number:02}", given_name="Same")
    make_patient(clinician, family_name="Áa")

    with django_assert_num_queries(2):
        first = queries.find_patients(clinician.clinic_id)
    second = queries.find_patients(clinician.clinic_id, page=2)

    assert first.rows[0].family_name == "Áa"
    assert (first.total, first.pages, len(first.rows)) == (53, 2, 50)
    assert [patient.family_name for patient in second.rows] == ["Family49", "Family50", "Family51"]


def test_another_clinics_patient_is_not_there(clinician, stranger):
    patient = make_patient(clinician)

    assert names(queries.find_patients(stranger.clinic_id)) == []
    with pytest.raises(PatientNotFound, match="There is no such patient in this clinic"):
        queries.get_patient(stranger.clinic_id, patient.id)
    with pytest.raises(PatientNotFound, match="There is no such patient in this clinic"):
        edit(stranger, patient)
    with pytest.raises(PatientNotFound, match="There is no such patient in this clinic"):
        operations.archive_patient(actor=stranger, patient_id=patient.id, at=AT)


def test_a_patient_that_does_not_exist_is_not_found(clinician):
    with pytest.raises(PatientNotFound, match="There is no such patient"):
        queries.get_patient(clinician.clinic_id, uuid.uuid4())


@pytest.mark.parametrize(
    ("changes", "is_likely"),
    [
        ({}, True),
        ({"family_name": "OKAFOR ", "given_name": "amára"}, True),
        ({"given_name": "Amara Grace"}, True),
        ({"family_name": "Amara", "given_name": "Okafor"}, True),
        ({"family_name": "Married"}, True),
        ({"birth_date": datetime.date(1980, 3, 15)}, True),
        ({"birth_date": datetime.date(1981, 3, 14)}, True),
        ({"birth_date": datetime.date(1985, 7, 2)}, False),
        ({"family_name": "Smith", "given_name": "John"}, False),
        ({"family_name": "Smith", "birth_date": datetime.date(1980, 3, 15)}, False),
    ],
)
def test_likely_duplicates_are_told(clinician, changes, is_likely):
    made = make_patient(clinician)
    asked = {
        "family_name": "Okafor",
        "given_name": "Amara",
        "birth_date": datetime.date(1980, 3, 14),
        **changes,
    }

    found = queries.likely_duplicates(clinician.clinic_id, **asked)

    assert [patient.id for patient in found] == ([made.id] if is_likely else [])


def test_a_swapped_day_and_month_is_likely_the_same(clinician):
    made = make_patient(clinician, birth_date=datetime.date(1980, 3, 4))

    (found,) = queries.likely_duplicates(
        clinician.clinic_id,
        family_name="Okafor",
        given_name="Amara",
        birth_date=datetime.date(1980, 4, 3),
    )

    assert found == made


def test_a_patient_is_no_duplicate_of_themselves_or_of_another_clinics(clinician, stranger):
    made = make_patient(clinician)
    asked = {"family_name": "Okafor", "given_name": "Amara", "birth_date": made.birth_date}

    assert queries.likely_duplicates(clinician.clinic_id, but_not=made.id, **asked) == ()
    assert queries.likely_duplicates(stranger.clinic_id, **asked) == ()


def test_the_database_itself_keeps_mrns_apart(clinician):
    patient = make_patient(clinician, mrn="1")
    other = make_patient(clinician, mrn="2")

    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT011  (words differ)
        Patient.objects.filter(pk=other.id).update(mrn=patient.mrn)


def test_two_patients_with_one_mrn_at_once_make_one_patient(own_database, cast):
    answers = at_once(*[lambda: make_patient(cast.clinician, mrn="77")] * 2)

    made = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(made) == 1
    (refused,) = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(refused, UnableToSavePatient)
    assert queries.find_patients(cast.clinic.id, "77").total == 1


def test_two_edits_at_once_make_one_edit(own_database, cast):
    patient = make_patient(cast.clinician)

    answers = at_once(
        lambda: edit(cast.clinician, patient, mrn="1"),
        lambda: edit(cast.colleague, patient, mrn="2"),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["PatientValue", "StalePatient"]
    assert queries.get_patient(cast.clinic.id, patient.id).revision == 2
