"""The shipped release: its files, its rules, and every shipped case."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.cases import run_case
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.files import files_from_entries
from mgdcds.core.guidance.outcome import outcome_from_text, outcome_to_text
from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.plans import agree, find_contradictions, propose
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.tidy import tidy_entries
from mgdcds.stores.library.shipped import (
    load_shipped_entries,
    load_shipped_files,
    load_shipped_rulebook,
)
from tests.cases.shipped import report_of

CASES = [entry.key for entry in load_shipped_entries() if entry.kind is EntryKind.CASE]
#: What must come out of the five given cases. Every rule that is not named is not met.
GIVEN = {
    "d01_classic_low_low": {"fires": "A01 A03 A05 B01 B02 P05"},
    "d02_exactly_30_ng": {"fires": "A01 A03 A05 B02"},
    "d03_exactly_75_nmol": {"fires": "A01 A03 A05 B02"},
    "d06_ckd_g4_with_oxide": {"fires": "A01 A03 K01 K03 K06", "withheld": "B01 B02"},
    "d15_gymnast_without_chemistry": {
        "fires": "A01 B01 P04",
        "withheld": "B02",
        "unknown": "A03 A04 A05 B06 K01 K02 K03 K06 P01 S01 S05 S09",
    },
}


def test_the_files_are_in_their_canonical_form():
    entries = tidy_entries(load_shipped_entries())

    written = files_from_entries(entries)

    shipped = load_shipped_files()
    assert [path for path in shipped if written.get(path) != shipped[path]] == []
    assert written.keys() == shipped.keys()


def test_all_rules_of_the_specification_are_there():
    numbers = {"A": 5, "B": 8, "K": 6, "S": 11, "M": 4, "P": 5}
    codes = {f"{letter}{at:02}" for letter, most in numbers.items() for at in range(1, most + 1)}

    assert set(load_shipped_rulebook().rules) == codes


@pytest.mark.parametrize("key", CASES)
def test_the_case_comes_out_as_expected(key):
    rulebook = load_shipped_rulebook()

    result = run_case(rulebook, rulebook.cases[key])

    assert [difference.describe() for difference in result.differences] == []


@pytest.mark.parametrize("key", GIVEN)
def test_the_given_case_comes_out_exactly(key):
    report = report_of(key)

    for status in (Status.FIRES, Status.WITHHELD, Status.UNKNOWN):
        found = sorted(rule.code for rule in report.by_status(status))
        assert found == GIVEN[key].get(status.value, "").split(), status


@pytest.mark.parametrize("key", ["d02_exactly_30_ng", "d03_exactly_75_nmol"])
def test_exactly_30_is_at_the_crossover_in_both_units(key):
    tags = report_of(key).rule("B02").tags

    assert any(tag.startswith("at the crossover") for tag in tags)


def test_advanced_kidney_disease_withholds_magnesium():
    report = report_of("d06_ckd_g4_with_oxide")

    assert report.rule("B01").withheld_by == ("K03",)
    assert report.rule("B02").withheld_by == ("K03",)


def test_a_low_egfr_stands_in_the_way_even_while_dialysis_is_unknown():
    report = report_of("b02_egfr_29_dialysis_unknown")

    assert report.rule("B01").withheld_by == ("K03",)
    assert report.rule("B02").withheld_by == ("K03",)


def test_without_blood_chemistry_nobody_withholds_but_facts_are_missing():
    rule = report_of("d15_gymnast_without_chemistry").rule("B02")

    assert rule.withheld_by == ()
    assert {"creatinine", "egfr", "magnesium"} <= set(rule.missing)
    assert {"calcium", "calcium_adjusted"} & set(rule.missing)


def test_no_plan_of_a_case_contradicts_itself():
    for key in CASES:
        report = report_of(key)
        accepted = {rule.code: RuleAnswer(rule.code, Response.ACCEPTED) for rule in report.rules}

        for plan in (propose(report), agree(report, accepted, on=report.on)):
            assert find_contradictions(plan) == (), key
            assert plan.unanswered_safety == (), key


def test_the_outcome_of_every_case_is_stable():
    for key in CASES:
        text = outcome_to_text(report_of(key))

        assert outcome_to_text(outcome_from_text(text)) == text, key
