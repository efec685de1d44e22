import datetime
import json

import pytest

from mgdcds.core.facts.fhir import UnableToReadBundle, is_bundle, read_bundle
from tests.unit.core.facts.fhir.bundles import (
    bundle,
    condition,
    notices,
    observation,
    patient,
    read,
    request,
    values,
)
from tests.unit.core.facts.with_limits import dictionary

SEVERAL = json.dumps(bundle(patient(id="p2")))
STRANGER = json.dumps(bundle(observation(subject={"reference": "Patient/p9"})))
NOBODY = bundle(observation(), observation(subject={"reference": "Patient/p9"}))
del NOBODY["entry"][0]


def complaint(data, on="latest"):
    with pytest.raises(UnableToReadBundle) as unable:  # noqa: PT011 - the caller compares the words
        read_bundle(data, dictionary=dictionary(), on=on)
    return str(unable.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "This is not valid JSON"),
        ("{", "This is not valid JSON"),
        (json.dumps(bundle(observation()))[:300], "This is not valid JSON"),
        ("[1]", "'list' was found, but a FHIR R4 Bundle of one patient is expected."),
        ("5", "'int' was found, but a FHIR R4 Bundle of one patient is expected."),
        (json.dumps(patient()), "'Patient' was found, but a FHIR R4 Bundle of one patient"),
        ('{"resourceType": "Bundle"}', "The bundle has no resources."),
        ('{"resourceType": "Bundle", "entry": 5}', "The bundle has no resources."),
        ('{"resourceType": "Bundle", "entry": [{"resource": 1}]}', "The bundle has no resources."),
        (SEVERAL, "The bundle has 2 patients, but one is expected."),
        (STRANGER, "The bundle has resources of another person than its patient."),
        (json.dumps(NOBODY), "The bundle has resources of another person than its patient."),
        (json.dumps(bundle()), "The bundle has no dated result, so its latest date is not known."),
        ("[" * 200_000, "The file is nested too deeply to be read."),
        ('{"a":' * 500 + "1" + "}" * 500, "The file is nested too deeply to be read."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not a text file, but TOML or JSON is expected."),
        (b"\x1f\x8b\x08\x00", "This is not a text file, but TOML or JSON is expected."),
        (b" " * 10_000_001, "The file is larger than 10 MB, which is more than one patient needs."),
        ('{"resourceType": "Bundle", "total": NaN}', "NaN is not a value."),
        ('{"resourceType": "\\ud800"}', "it has half of a character."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_bundle_of_one_patient_is_refused_with_a_sentence(data, words):
    assert words in complaint(data)


def test_several_patients_get_a_hint():
    assert "Send one bundle for each patient." in complaint(SEVERAL)


def test_the_latest_day_is_that_of_the_last_result():
    found = read(observation(on="2026-10-01"), observation(on="2026-11-05"), on="latest")

    assert found.on == datetime.date(2026, 11, 5)


def test_a_byte_order_mark_is_told_and_passed_over():
    data = b"\xef\xbb\xbf" + json.dumps(bundle(observation())).encode()

    found = read_bundle(data, dictionary=dictionary(), on="latest")

    assert "magnesium" in found.reading.values
    assert "The byte-order mark at the start was passed over." in [
        notice.message for notice in found.reading.notices
    ]


def test_a_patient_may_be_named_by_the_address_of_the_entry():
    content = bundle(observation(subject={"reference": "urn:uuid:77"}))
    content["entry"][0]["fullUrl"] = "urn:uuid:77"

    found = read_bundle(json.dumps(content), dictionary=dictionary(), on="latest")

    assert "magnesium" in found.reading.values


def test_a_bundle_without_a_patient_is_read_and_told():
    content = bundle(observation())
    del content["entry"][0]

    found = read_bundle(json.dumps(content), dictionary=dictionary(), on="latest")

    assert list(found.reading.values) == ["magnesium"]
    assert "There is no Patient, so age and sex are not recorded." in [
        notice.message for notice in found.reading.notices
    ]


def test_a_resource_that_belongs_to_nobody_is_skipped_and_told():
    orphan = observation()
    del orphan["subject"]

    assert "magnesium" not in values(orphan)
    assert "Test 19123-9 was skipped, because it does not say whose it is." in notices(orphan)


def test_kinds_of_resources_without_facts_are_told():
    assert "These resources are not read: Claim, Encounter." in notices(
        {"resourceType": "Encounter"}, {"resourceType": "Claim"}
    )


def test_every_value_says_where_it_came_from():
    found = read(observation(), condition("44054006"), request("Omeprazole")).reading.values

    assert {value.provenance.door for value in found.values()} == {"fhir"}
    assert found["magnesium"].provenance.detail == (
        "Observation obs-19123-9-2026-11-20, LOINC 19123-9"
    )
    assert found["type_2_diabetes"].provenance.detail == "Condition con-44054006, snomed 44054006"
    assert found["ppi"].provenance.detail == (
        "MedicationRequest med-Omeprazole, Omeprazole, 1 Nov 2026"
    )


@pytest.mark.parametrize("odd", [5, "x", None, [], [[]], {"coding": 5}, {"coding": [5, {}]}, True])
@pytest.mark.parametrize(
    "key",
    ["code", "subject", "valueQuantity", "effectiveDateTime", "status", "component", "note", "id"],
)
def test_odd_elements_are_skipped_and_never_raise(odd, key):
    reading = read({**observation(), key: odd}, {**condition("44054006"), key: odd}).reading

    assert "sex" in reading.values


def test_the_same_bundle_gives_the_same_reading():
    resources = [observation(), condition("44054006"), request("Omeprazole")]

    assert read(*resources) == read(*resources)


def test_content_that_calls_itself_a_resource_is_told_from_a_case():
    assert is_bundle({"resourceType": "Bundle"})
    assert not is_bundle({"on": "2026-11-22"})
    assert not is_bundle([])
