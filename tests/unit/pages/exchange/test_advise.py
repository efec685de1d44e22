"""`manage.py advise`: what it says on a case, and in which shape."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mgdcds.stores.library.shipped import FOLDER
from tests.unit.pages.exchange.command import advise, advise_json, pipe

CASES = FOLDER / "cases"
ROOT = FOLDER.parents[1]
FIVE = {
    "d01_classic_low_low": {
        "fires": "A01 A03 A05 B01 B02 P05",
        "withheld": "",
        "unknown": "",
        "not_met": "B03 B04 B07",
    },
    "d02_exactly_30_ng": {"fires": "A01 A03 A05 B02", "withheld": "", "unknown": ""},
    "d03_exactly_75_nmol": {"fires": "A01 A03 A05 B02", "withheld": "", "unknown": ""},
    "d06_ckd_g4_with_oxide": {
        "fires": "A01 A03 K01 K03 K06",
        "withheld": "B01 B02",
        "unknown": "",
        "not_met": "K02 B07 A05 S10",
    },
    "d15_gymnast_without_chemistry": {
        "fires": "A01 B01 P04",
        "withheld": "B02",
        "unknown": "A03 A04 A05 B06 K01 K02 K03 K06 S01 S05 S09 P01",
    },
}


def _codes(advice, status):
    return {code for code, rule in advice["rules"].items() if rule["status"] == status}


@pytest.mark.parametrize("case", FIVE)
def test_the_five_worked_cases_come_out_right(case):
    advice = advise_json(CASES / f"{case}.toml")

    for status in ("fires", "withheld", "unknown"):
        assert _codes(advice, status) == set(FIVE[case][status].split()), status
    assert set(FIVE[case].get("not_met", "").split()) <= _codes(advice, "not_met")
    assert advice["expect"] == {"passed": True, "differences": []}


def test_at_the_crossover_a_tag_says_so_in_both_units():
    for case in ("d02_exactly_30_ng", "d03_exactly_75_nmol"):
        tags = advise_json(CASES / f"{case}.toml")["rules"]["B02"]["tags"]

        assert any("at the crossover" in tag for tag in tags)


def test_withheld_advice_names_what_stands_behind_it():
    of_kidneys = advise_json(CASES / "d06_ckd_g4_with_oxide.toml")["rules"]
    of_gymnast = advise_json(CASES / "d15_gymnast_without_chemistry.toml")["rules"]

    assert (of_kidneys["B01"]["withheld_by"], of_kidneys["B02"]["withheld_by"]) == (["K03"],) * 2
    assert of_gymnast["B02"]["withheld_by"] == []
    assert {"creatinine", "egfr", "magnesium", "calcium"} <= set(of_gymnast["B02"]["missing"])


def test_the_json_has_the_promised_shape():
    advice = advise_json(CASES / "d15_gymnast_without_chemistry.toml")

    assert {"release", "on", "rules", "plan", "missing", "notices", "questions"} <= set(advice)
    assert advice["on"] == "2026-11-22"
    assert advice["release"]["label"] == "shipped"
    assert len(advice["rules"]) == 39
    assert {"status", "withheld_by", "missing", "because"} <= set(advice["rules"]["B02"])
    assert advice["rules"]["B01"]["level"] >= 0
    assert advice["rules"]["A03"]["level"] is None
    magnesium = advice["missing"][0]
    assert (magnesium["fact"], magnesium["would_settle"][0]) == ("magnesium", "A04")
    assert advice["plan"][0]["words"].startswith("Increase dietary magnesium")


def test_the_text_fits_a_terminal_and_has_safety_first():
    ran = advise(CASES / "s01_severe.toml")

    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, lines)) <= 80
    assert next(line for line in lines if line.isupper()) == "SAFETY FIRST"
    assert any(line.startswith("S01  ") and line.endswith("Act now") for line in lines)


def test_the_text_says_why_what_to_do_and_what_waits():
    text = " ".join(advise(CASES / "d15_gymnast_without_chemistry.toml").out.split())

    assert "Magnesium from food and supplements 190 mg/day is below" in text
    assert "Do - Measure serum magnesium - Increase dietary magnesium" in text
    assert "Not advised now: first needs Serum magnesium, Adjusted calcium" in text
    assert "1. Serum magnesium: A04, S09" in text
    assert "Adjusted calcium (or Total calcium, Albumin, Ionised calcium): S01" in text
    assert "Every status is as the case expects." in text


def test_a_value_that_settles_nothing_is_not_asked_about_kinds_of_dialysis():
    text = " ".join(advise(CASES / "d06_ckd_g4_with_oxide.toml").out.split())

    assert "- Dialysis: no dialysis" in text
    assert "kind not recorded" not in text


def test_a_case_that_expects_otherwise_is_told(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text(
        'on = 2026-11-22\n[facts]\nmagnesium = "0.8 mmol/L"\n[expect]\nnot_met = ["A03"]'
    )

    assert "A03 was expected to be 'not_met', but is 'fires'." in " ".join(advise(file).out.split())
    assert advise_json(file)["expect"]["passed"] is False


def test_a_case_is_read_from_a_pipe(monkeypatch):
    pipe(monkeypatch, (CASES / "d02_exactly_30_ng.toml").read_bytes())

    assert _codes(advise_json("-"), "fires") == {"A01", "A03", "A05", "B02"}


def test_a_case_may_be_json_and_compressed(tmp_path):
    file = tmp_path / "case.json.gz"
    file.write_bytes(gzip.compress(b'{"on": "2026-11-22", "facts": {"magnesium": "2.3 mmol/L"}}'))

    assert "S09" in _codes(advise_json(file), "fires")


@pytest.mark.parametrize(("profile", "status"), [("us", "not_met"), ("eu", "fires")])
def test_the_profile_sets_the_limits(tmp_path, profile, status):
    file = tmp_path / "case.toml"
    file.write_text('on = 2026-11-22\n[facts]\nage_years = 40\nmagnesium_supplement = "300 mg/d"')

    assert advise_json(file, "--profile", profile)["rules"]["S10"]["status"] == status


def test_on_a_later_day_what_is_old_does_not_count(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text('on = 2026-11-22\n[facts]\nmagnesium = "0.8 mmol/L"\nsex = "male"')

    later = advise_json(file, "--on", "2027-03-01")

    assert (later["on"], later["rules"]["A03"]["status"]) == ("2027-03-01", "unknown")
    assert later["facts"]["magnesium"]["not_used"] == "stale"
    assert later["facts"]["sex"] == {
        "value": "Male", "on": "", "from": "", "not_used": "",
    }  # fmt: skip
    assert advise_json(file, "--on", "latest")["rules"]["A03"]["status"] == "fires"
    assert "too old to count" in advise(file, "--on", "1 Mar 2027").out


def test_what_a_name_holds_does_not_steer_the_terminal(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text('name = "=cmd|\\u001b[2J<script>\\u202e"\non = 2026-11-22', encoding="utf-8")

    out = advise(file).out

    assert "=cmd| [2J<script>" in out
    assert not set(out) & {"\x1b", "\u202e"}


def test_it_runs_without_any_database_and_into_a_pipe_that_closes():
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, "manage.py", "advise", str(CASES / "d02_exactly_30_ng.toml")]

    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        first = process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()

    assert first == b"Advice on magnesium and vitamin D: Exactly 30 ng/mL\n"
    assert complaints == b""
    assert Path(ROOT / "manage.py").exists()
