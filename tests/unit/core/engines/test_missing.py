"""Which facts an answer asks for: those that left it unknown, and no others."""

import pytest

from tests.unit.core.engines.sheets_for_tests import evaluate

LABELS = "magnesium ppi pacemaker pregnant"


def missing(source, **values):
    return sorted(evaluate(source, **values).missing)


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("magnesium < 0.5 'mmol/L'", ["magnesium"]),
        ("ppi and pacemaker", ["pacemaker", "ppi"]),
        ("ppi and false", []),
        ("ppi or true", []),
        ("ppi or false", ["ppi"]),
        ("magnesium + magnesium_lln < 1 'mmol/L'", ["magnesium"]),
        ("Coalesce(egfr, best_egfr)", ["age_years", "birth_date", "creatinine", "egfr", "sex"]),
        ("Coalesce(egfr, 1 'mL/min/{1.73_m2}')", []),
        ("magnesium is null", []),
        ("ppi is true", []),
        ("dialysis in {'none'}", ["dialysis"]),
        ("'none' in {dialysis}", ["dialysis"]),
        ("magnesium in Interval[magnesium_lln, null)", ["magnesium"]),
        ("Min({magnesium, magnesium_lln})", []),
        ("Min({magnesium})", ["magnesium"]),
        ("convert magnesium to 'mg/dL'", ["magnesium"]),
        ("if ppi then magnesium else egfr.value * 1 'mmol/L'", ["egfr", "ppi"]),
        ("case when ppi then 1 when pacemaker then 2 else null end", ["pacemaker", "ppi"]),
        ("case sex when 'male' then 1 else null end", ["sex"]),
        ("1.0 / 0", []),
        ("null", []),
    ],
)
def test_what_left_it_unknown_is_missing(source, facts):
    assert missing(source) == facts


def test_an_operand_that_is_known_is_not_missing():
    assert missing("ppi and pacemaker", ppi=True) == ["pacemaker"]
    assert missing("magnesium < 0.5 'mmol/L' or pacemaker", magnesium="0.7") == ["pacemaker"]


def test_a_value_that_was_set_aside_by_a_choice_is_missing_although_recorded():
    haemolysed = {"magnesium_haemolysed": True, "magnesium": "0.9"}

    assert missing("serum_magnesium < 1 'mmol/L'", **haemolysed) == ["magnesium"]


def test_what_was_not_taken_is_missing_only_where_it_is_unknown():
    pregnant = {"pregnant": True, "sex": "female", "age_years": "30", "creatinine": "0.9"}

    assert missing("best_egfr", **pregnant) == ["egfr"]


def test_a_case_without_an_answer_misses_the_parts_not_taken():
    source = (
        "case when ppi then null when pacemaker then magnesium else egfr.value * 1 'mmol/L' end"
    )

    assert missing(source, ppi=True) == ["egfr", "magnesium"]


def test_two_ways_to_know_one_thing_are_missing_only_together():
    source = """
        if magnesium is null and egfr is null then null
        else Coalesce(magnesium > 1 'mmol/L', false) or Coalesce(egfr.value > 60, false)
    """

    assert missing(source) == ["egfr", "magnesium"]
    assert missing(source, egfr="50") == []
