"""A worked patient against a rulebook."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.cases import run_case
from mgdcds.core.facts.case_file import case_from_content
from mgdcds.core.guidance.report import Status
from tests.unit.core.guidance.small import small_rulebook

FACTS = {"vitamin_d": "18 ng/mL", "magnesium": "0.78 mmol/L", "egfr": 25, "calcium_is_high": False}


@pytest.fixture(scope="module")
def rulebook():
    return small_rulebook()


def _result(rulebook, **expect):
    content = {"name": "Low", "on": "2026-11-22", "facts": FACTS, "expect": expect}
    return run_case(rulebook, case_from_content(content, dictionary=rulebook.dictionary))


def test_a_case_passes_when_everything_comes_out_as_expected(rulebook):
    result = _result(rulebook, fires=["A01", "K03"], withheld=["B02"], not_met=["S01"])

    assert (result.passed, result.expected, result.differences) == (True, 4, ())
    assert result.report.rule("K03").status is Status.FIRES


def test_a_rule_that_comes_out_otherwise_is_told_with_what_stands_in_its_way(rulebook):
    result = _result(rulebook, fires=["A01", "B02"])

    assert not result.passed
    assert [difference.describe() for difference in result.differences] == [
        "B02 was expected to be 'fires', but is 'withheld' (withheld by K03)."
    ]


def test_what_is_missing_is_told(rulebook):
    content = {"name": "Empty", "on": "2026-11-22", "expect": {"not_met": ["S01"]}}
    case = case_from_content(content, dictionary=rulebook.dictionary)

    (difference,) = run_case(rulebook, case).differences

    assert difference.describe() == (
        "S01 was expected to be 'not_met', but is 'unknown' (missing calcium_is_high)."
    )


def test_a_rule_that_does_not_exist_is_a_difference(rulebook):
    (difference,) = _result(rulebook, fires=["Z99"]).differences

    assert difference.describe() == "Z99 was expected to be 'fires', but is 'no such rule'."


def test_every_rule_that_is_asked_about_is_told_with_level_urgency_and_what_stands_in_its_way(
    rulebook,
):
    lines = {line.code: line for line in _result(rulebook, fires=["K03"], unknown=["B02"]).lines}

    assert (lines["K03"].level, lines["K03"].urgency) == (1, "routine")
    assert lines["K03"].is_as_expected
    assert (lines["B02"].actual, lines["B02"].withheld_by) == ("withheld", ("K03",))
    assert not lines["B02"].is_as_expected
