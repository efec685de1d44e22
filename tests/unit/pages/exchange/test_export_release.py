"""`manage.py export_release` writes the shipped knowledge without a database."""

import json

import pytest

from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.pages.exchange.command import Ran

VERSION = load_shipped_rulebook().hash[:12]


def test_cql_is_printed():
    ran = Ran("export_release", "--format", "cql")

    assert (ran.code, ran.err) == (0, "")
    assert f"library MgDCDS version '{VERSION}'" in ran.out
    assert 'define "B02":' in ran.out


def test_a_file_is_written_with_the_same_bytes_each_time(tmp_path):
    first = Ran("export_release", "--out", str(tmp_path))
    written = (tmp_path / f"MgDCDS-{VERSION}.cql").read_bytes()
    again = Ran("export_release", "--out", str(tmp_path))
    forced = Ran("export_release", "--out", str(tmp_path), "--force")

    assert first.code == 0
    assert f"MgDCDS-{VERSION}.cql" in first.out
    assert again.code == 2
    assert "is there already" in again.err
    assert forced.code == 0
    assert (tmp_path / f"MgDCDS-{VERSION}.cql").read_bytes() == written


def test_fhir_is_one_bundle_in_one_line():
    ran = Ran("export_release", "--format", "fhir")
    bundle = json.loads(ran.out)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 1
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    assert bundle["entry"][0]["resource"]["version"] == VERSION


def test_the_addresses_of_resources_are_those_asked_for(tmp_path):
    base = "https://rules.example/r4"
    ran = Ran("export_release", "--format", "fhir", "--base", f"{base}/", "--out", str(tmp_path))
    bundle = json.loads((tmp_path / f"MgDCDS-{VERSION}.fhir.json").read_text(encoding="utf-8"))

    assert ran.code == 0
    assert all(entry["fullUrl"].startswith(f"{base}/") for entry in bundle["entry"])


@pytest.mark.parametrize("base", ["rules", "https://a b", "https://a?b", "ftp://a"])
def test_what_is_no_address_is_refused(base):
    ran = Ran("export_release", "--format", "fhir", "--base", base)

    assert ran.code != 0
    assert "is no address" in ran.err
