"""Real inputs of others through the command line, where their folder is beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.pages.exchange.command import Ran, advise, advise_json

DATA = Path(settings.SHARED_DIR) / "data"
BUNDLES = sorted((DATA / "fhir").glob("*.json.gz"))
SURVEY = DATA / "nhanes" / "nhanes_2011_2018.csv.gz"
TAKING = {"avoid", "stop"}
GIVING = {"start", "increase"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not BUNDLES, reason="The folder of real inputs is not beside the project."),
]


def assert_is_sane(advice):
    """What must be so for every patient, whatever is in the file."""
    rules = advice["rules"]
    assert set(rules) == set(load_shipped_rulebook().rules)
    for code, rule in rules.items():
        words = " ".join([rule["clinician"], rule["patient"], *rule["tags"], *rule["because"]])
        assert "{" not in words, code
        assert "None" not in words, code
        assert (rule["status"] == "unknown") <= bool(rule["missing"]), code
        assert (rule["status"] == "withheld") <= bool(rule["withheld_by"] or rule["missing"]), code
        assert (rule["status"] == "fires") <= bool(rule["because"]), code
        assert (rule["level"] is None) == (rule["status"] in ("unknown", "not_met")), code
    giving = {line["target"] for line in advice["plan"] if line["verb"] in GIVING}
    taking = {line["target"] for line in advice["plan"] if line["verb"] in TAKING}
    assert not giving & taking
    assert all("not recorded" not in line["words"] for line in advice["plan"])
    _assert_the_standing_promises(advice, giving)


def _assert_the_standing_promises(advice, giving):
    """Never magnesium without a known kidney function, never vitamin D with a high calcium."""
    rules, facts = advice["rules"], advice["facts"]
    known = {name for name, fact in facts.items() if not fact["not_used"]}
    if "magnesium supplement" in giving or "magnesium replacement" in giving:
        assert known & {"creatinine", "egfr"}
        assert not {"K03", "K04", "S09"} & _codes(rules, "fires")
    if rules["S01"]["status"] == "fires":
        assert "vitamin D" not in giving


def _codes(rules, status):
    return {code for code, rule in rules.items() if rule["status"] == status}


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.name.partition(".")[0])
def test_every_bundle_is_advised_on(bundle):
    advice = advise_json(bundle, "--on", "latest")

    assert_is_sane(advice)
    assert advice["notices"]
    assert all(fact["from"] for fact in advice["facts"].values())


def test_the_text_of_a_hospital_patient_fits_the_terminal():
    out = advise(DATA / "fhir" / "mimic-10015860.json.gz", "--on", "2191-01-27").out

    lines = out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines.index("SAFETY FIRST") < lines.index("PROPOSED PLAN")
    assert "K04  Dialysis: magnesium with the unit only" in out
    assert "Not advised now: blocked by K04, S01, S05." in out
    assert "Observation, LOINC 2731-8" in out


def test_without_a_date_a_bundle_is_assessed_today():
    """The dates of these patients are shifted far into the future."""
    advice = advise_json(DATA / "fhir" / "mimic-10001725.json.gz")

    assert set(advice["facts"]) <= {"sex", "birth_date", "age_years"}
    assert any("because they are from after" in each["message"] for each in advice["notices"])


@pytest.mark.parametrize(
    ("bundle", "on", "fires"),
    [
        ("mimic-10001725", "2111-05-16", {"S02"}),
        ("mimic-10001725", "2110-04-12", {"S09"}),
        ("mimic-10008287", "2144-12-26", {"B04"}),
        ("mimic-10015860", "2191-01-27", {"A02", "K01", "K04", "K06", "S01", "S05"}),
        ("mimic-10020306", "2131-10-16", {"A02", "B01"}),
        ("mimic-10006053", "2111-11-14", {"A03", "K01", "P02", "S01"}),
        ("mimic-10012552", "latest", {"M02", "P03"}),
    ],
)
def test_days_that_a_clinician_has_read(bundle, on, fires):
    advice = advise_json(DATA / "fhir" / f"{bundle}.json.gz", "--on", on)

    assert fires <= _codes(advice["rules"], "fires")
    assert_is_sane(advice)


def test_200_adults_of_the_survey_become_case_files_and_are_advised_on(tmp_path):
    ran = Ran("read_nhanes", str(SURVEY), "--limit", "200", "--out", str(tmp_path / "cases"))
    files = sorted((tmp_path / "cases").iterdir())

    fired = set()
    for file in files:
        advice = json.loads(advise(file, "--json").out)
        assert_is_sane(advice)
        fired |= _codes(advice["rules"], "fires")

    assert (ran.code, len(files)) == (0, 200)
    assert {"A01", "A02", "B01", "B03", "B04", "K01", "M01", "P01", "P05"} <= fired
