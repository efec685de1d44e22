"""Real and synthetic bundles of others, where the folder of real inputs is beside the project."""

import gzip
import os
from decimal import Decimal
from pathlib import Path

import pytest

from mgdcds.core.facts.fhir import read_bundle
from mgdcds.core.facts.make_sheet import make_sheet
from tests.unit.core.facts.with_limits import dictionary

ROOT = Path(__file__).parents[5]
SHARED = Path(os.environ.get("MGDCDS_SHARED", ROOT.parent / "shared")) / "data" / "fhir"
FILES = sorted(SHARED.glob("*.json.gz"))
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES, reason="The folder of real inputs is not beside the project."),
]


def read(name, on="latest"):
    data = gzip.decompress((SHARED / f"{name}.json.gz").read_bytes())
    return read_bundle(data, dictionary=dictionary(), on=on)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_bundle_gives_a_sheet_with_provenance_and_notices(path):
    found = read(path.name.removesuffix(".json.gz"))

    sheet = make_sheet(dictionary(), found.reading.values, on=found.on, limits=found.reading.limits)
    assert "sex" in sheet.values
    assert all(value.provenance.door == "fhir" for value in found.reading.values.values())
    assert found.reading.notices
    assert found.reading.problems == ()


def test_a_hospital_patient_has_real_vitamin_d_and_magnesium():
    found = read("mimic-10001725").reading.values

    assert found["vitamin_d_25oh"].value == Decimal("32")
    assert found["magnesium"].entered == "2.3"
    assert "LOINC 1989-3" in found["vitamin_d_25oh"].provenance.detail


def test_a_hospital_patient_on_dialysis_is_known_as_one():
    found = read("mimic-10015860").reading.values

    assert found["dialysis"].value == "unspecified"
    assert found["ckd_chronic"].value is True


def test_a_survivor_of_colorectal_cancer_is_known_by_the_old_codes():
    assert read("mimic-10012552").reading.values["colorectal_cancer"].value is True


def test_an_unseen_character_in_a_real_display_is_told():
    messages = [notice.message for notice in read("synthea-7").reading.notices]

    assert any("An unseen character in 'Hemoglobin" in message for message in messages)
