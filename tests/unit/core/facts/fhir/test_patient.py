import datetime
from decimal import Decimal

import pytest

from tests.unit.core.facts.fhir.bundles import notices, patient, read, values

BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"


def test_birth_date_and_sex_are_read():
    found = values()

    assert found == {"sex": "female", "birth_date": datetime.date(1980, 2, 29)}


def test_the_birth_sex_comes_before_the_gender():
    who = patient(gender="female", extension=[{"url": BIRTH_SEX, "valueCode": "M"}])

    assert values(who=who)["sex"] == "male"


@pytest.mark.parametrize("gender", ["other", "unknown", ""])
def test_a_gender_without_reference_ranges_is_told(gender):
    found = notices(who=patient(gender=gender))

    assert any("does not say which reference ranges apply." in message for message in found)


@pytest.mark.parametrize(
    ("born", "age"), [("1980", 45), ("1980-11", 45), ("1980-10", 46), ("1980-12", 45)]
)
def test_part_of_a_birth_date_gives_the_age_that_is_certain(born, age):
    who = patient(birthDate=born)

    assert values(who=who)["age_years"] == Decimal(age)
    assert (
        f"Only '{born}' is recorded of the birth date. The age is taken as {age} years; "
        "it may be one more."
    ) in notices(who=who)


@pytest.mark.parametrize("born", ["", "2099", "0000", "yesterday", "1980-13"])
def test_a_birth_date_that_cannot_be_is_told(born):
    who = patient(birthDate=born)

    assert "age_years" not in values(who=who)
    assert any("so the age is not recorded." in message for message in notices(who=who))


def test_a_birth_date_to_come_is_told():
    assert "23 Nov 2026 is after the assessment date, 22 Nov 2026." in notices(
        who=patient(birthDate="2026-11-23")
    )


def test_a_death_is_told():
    assert "The patient died on 20 Nov 2026." in notices(
        who=patient(deceasedDateTime="2026-11-20T10:00:00Z")
    )
    assert "The patient died." in notices(who=patient(deceasedBoolean=True))


def test_the_patient_is_named_for_the_doors_that_make_a_record():
    who = patient(
        name=[
            {"use": "old", "family": "Before"},
            {"use": "official", "family": "Riojas", "given": ["Ana", "Luz"]},
        ],
        identifier=[
            {"value": "1"},
            {"value": "M-7", "type": {"coding": [{"code": "MR"}]}},
        ],
    )

    found = read(who=who).patient

    assert (found.family_name, found.given_name, found.mrn) == ("Riojas", "Ana Luz", "M-7")
    assert (found.birth_date, found.sex) == (datetime.date(1980, 2, 29), "female")
