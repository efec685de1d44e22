"""`manage.py try_mutants`: which mistakes in a shipped rule would go unnoticed."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command


def test_a_rule_is_scored_with_its_conditions_and_calculated_values(capsys):
    call_command("try_mutants", "K04", "S03")

    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split() == ["noticed", "tried", "equal", "score", "wanted"]
    assert lines[1].split()[0] == "K04"
    assert lines[2].split()[-2:] == ["1.00", "0.90"]
    assert lines[3].split()[0] == "calculated"


def test_what_goes_unnoticed_is_told_with_its_place_and_the_case_that_is_missing(capsys):
    call_command("try_mutants", "M02", "--cases")

    out = capsys.readouterr().out

    assert "M02, line 1: `total_magnesium_supplement > 0 'mg/d'` could be" in out
    assert "add a case with Magnesium supplement, elemental: 1 mg/day" in out
    assert 'rule = "M02"' in out


def test_an_unknown_rule_is_refused():
    with pytest.raises(CommandError, match=r"There is no rule X99\."):
        call_command("try_mutants", "X99")
