"""Reasons: sentences with values, dates and gaps, down to recorded facts."""

import datetime
from decimal import Decimal

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.unit.core.engines.sheets_for_tests import make_program, make_test_sheet, open_program

D45 = FactValue(
    "vitamin_d_25oh", Decimal(18), entered="45", unit="nmol/L", on=datetime.date(2026, 10, 2)
)

OF_OCTOBER = FactValue(
    "magnesium", Decimal("0.7800"), entered="1.9", unit="mg/dL", on=datetime.date(2026, 10, 2)
)


def sentence(rule, **values):
    return open_program(rule, **values).explain("X01").sentence


@pytest.mark.parametrize(
    ("rule", "values", "told"),
    [
        ("vitamin_d_25oh < 30 'ng/mL'", {"vitamin_d_25oh": "18"},
         "25(OH)D 18 ng/mL (45 nmol/L) is below 30 ng/mL (75 nmol/L)"),
        ("vitamin_d_25oh < 30 'ng/mL'", {"vitamin_d_25oh": "30"},
         "25(OH)D 30 ng/mL (75 nmol/L) is not below 30 ng/mL (75 nmol/L)"),
        ("vitamin_d_25oh <= 30 'ng/mL'", {"vitamin_d_25oh": "31"},
         "25(OH)D 31 ng/mL (77.5 nmol/L) is above 30 ng/mL (75 nmol/L)"),
        ("vitamin_d_25oh < 30 'ng/mL'", {"vitamin_d_25oh": D45},
         "25(OH)D 45 nmol/L (18 ng/mL) of 2 Oct 2026 is below 75 nmol/L (30 ng/mL)"),
        ("vitamin_d_25oh < 30 'ng/mL'", {}, "25(OH)D is not recorded"),
        ("magnesium < 1 'mmol/L'", {"set_aside": {"magnesium": ("0.8", "stale")}},
         "Serum magnesium is too old to count"),
        ("magnesium < 1 'mmol/L'", {"set_aside": {"magnesium": ("0.8", "haemolysed")}},
         "Serum magnesium does not count, because the sample was haemolysed"),
        ("magnesium < magnesium_lln", {"magnesium": "0.65"},
         "Serum magnesium 1.58 mg/dL (0.65 mmol/L) is below the lower limit of magnesium, "
         "1.7 mg/dL (0.70 mmol/L)"),
        ("magnesium >= 0.5 'mmol/L' and magnesium < 0.85 'mmol/L'", {"magnesium": "0.7"},
         "Serum magnesium 1.7 mg/dL (0.70 mmol/L) is at least 1.2 mg/dL (0.50 mmol/L) "
         "and below 2.07 mg/dL (0.85 mmol/L)"),
        ("serum_magnesium < 1 'mmol/L'", {"magnesium": OF_OCTOBER},
         "Serum magnesium (if usable) 1.9 mg/dL (0.78 mmol/L) of 2 Oct 2026 is below "
         "2.46 mg/dL (1.00 mmol/L)"),
        ("vitamin_d_25oh > 0 'ng/mL'", {"vitamin_d_25oh": D45},
         "25(OH)D is 45 nmol/L (18 ng/mL) of 2 Oct 2026"),
        ("serum_magnesium > 0 'mmol/L'", {"magnesium": OF_OCTOBER},
         "Serum magnesium (if usable) is 1.9 mg/dL (0.78 mmol/L) of 2 Oct 2026"),
        ("best_age >= 18", {"birth_date": datetime.date(2015, 1, 2)},
         "Age 11 years is below 18 years"),
        ("age_years > 0", {"age_years": "0"}, "Age is 0 years"),
        ("age_years > 0", {}, "Age is not recorded"),
        ("best_egfr < 30 'mL/min/{1.73_m2}'",
         {"sex": "male", "age_years": "71", "creatinine": "2.6"},
         "eGFR (CKD-EPI 2021) 25.6 mL/min/1.73 m² is below 30 mL/min/1.73 m²"),
        ("best_egfr < 30 'mL/min/{1.73_m2}'", {}, "eGFR (CKD-EPI 2021) is not known"),
        ("ppi and pacemaker", {"ppi": True, "pacemaker": True},
         "Proton-pump inhibitor: yes, and pacemaker: yes"),
        ("ppi and pacemaker", {"ppi": True, "pacemaker": False}, "Pacemaker: no"),
        ("ppi or pacemaker", {"ppi": True, "pacemaker": False}, "Proton-pump inhibitor: yes"),
        ("ppi and pacemaker", {"ppi": True}, "Pacemaker is not recorded"),
        ("not pacemaker", {"pacemaker": False}, "Pacemaker: no"),
        ("ppi xor pacemaker", {"ppi": True, "pacemaker": False},
         "Proton-pump inhibitor: yes, and pacemaker: no"),
        ("sex = 'male'", {"sex": "female"}, "Sex: female, not male"),
        ("sex != 'male'", {"sex": "female"}, "Sex: female, not male"),
        ("dialysis in {'haemodialysis'}", {"dialysis": "none"},
         "Dialysis: no dialysis, not haemodialysis"),
        ("sex in {'male', 'female'}", {"sex": "female"}, "Sex: female"),
        ("not (sex in {'male', 'female'})", {"sex": "female"}, "Sex: female"),
        ("dialysis in {'none', 'haemodialysis'}", {"dialysis": "none"}, "Dialysis: no dialysis"),
        ("magnesium is null", {}, "Serum magnesium is not recorded"),
        ("magnesium is null", {"magnesium": "0.7"},
         "Serum magnesium is 1.7 mg/dL (0.70 mmol/L)"),
        ("(age_years > 5) is not true", {}, "Age is not recorded"),
        ("Coalesce(magnesium > 1 'mmol/L', false)", {},
         "Serum magnesium is not recorded, which counts as no"),
        ("Coalesce(magnesium > 1 'mmol/L', false)", {"magnesium": "1.05"},
         "Serum magnesium 2.6 mg/dL (1.05 mmol/L) is above 2.46 mg/dL (1.00 mmol/L)"),
        ("is_pregnant", {"sex": "male"}, "Sex: male"),
        ("is_pregnant", {"sex": "female", "age_years": "30", "pregnant": True}, "Pregnant: yes"),
        ("case sex when 'male' then false when 'female' then ppi else null end",
         {"sex": "female", "ppi": True}, "Proton-pump inhibitor: yes"),
        ("age_years / 0 > 5", {"age_years": "3"}, "It is not known whether age ÷ 0 is above 5"),
        ("years between birth_date and Today() >= 18", {"birth_date": datetime.date(2000, 1, 2)},
         "The years from date of birth 2 Jan 2000 to today are at least 18"),
    ],
)  # fmt: skip
def test_a_condition_is_told_with_its_values(rule, values, told):
    assert sentence(rule, **values) == told


RULE = "vitamin_d_25oh <= 30 'ng/mL' and best_egfr >= 30 'mL/min/{1.73_m2}' and not is_pregnant"


def _reason(**values):
    return open_program(RULE, **values).explain("X01")


def test_a_reason_has_the_parts_of_the_condition_below():
    reason = _reason(vitamin_d_25oh="18", sex="male", age_years="52", creatinine="0.9")

    assert (reason.name, reason.truth, reason.value) == ("X01", TRUE, "yes")
    assert [child.text for child in reason.children] == [
        "vitamin_d_25oh <= 30 'ng/mL'",
        "best_egfr >= 30 'mL/min/{1.73_m2}'",
        "not is_pregnant",
    ]
    assert reason.children[0].facts == ("vitamin_d_25oh",)


def test_two_ends_for_one_value_are_one_reason():
    reason = open_program(
        "magnesium >= magnesium_lln and magnesium < 0.85 'mmol/L' and ppi",
        magnesium="0.78",
        ppi=True,
    ).explain("X01")

    assert [(child.sentence, child.facts) for child in reason.children] == [
        (
            "Serum magnesium 1.9 mg/dL (0.78 mmol/L) is at least the lower limit of magnesium, "
            "1.7 mg/dL (0.70 mmol/L) and below 2.07 mg/dL (0.85 mmol/L)",
            ("magnesium",),
        ),
        ("Proton-pump inhibitor: yes", ("ppi",)),
    ]


def test_a_calculated_value_is_explained_by_what_it_was_calculated_from():
    reason = _reason(vitamin_d_25oh="18", sex="male", age_years="52", creatinine="0.9")

    (egfr,) = reason.children[1].children

    assert (egfr.name, egfr.sentence) == (
        "best_egfr",
        "eGFR (CKD-EPI 2021) is 102.8 mL/min/1.73 m²",
    )
    told = [child.sentence for child in egfr.children]
    assert told[:3] == ["Age is 52 years", "Sex: male", "Creatinine in mg/dL is 0.9"]
    assert told[-1] == "eGFR as reported is not recorded"


def test_a_definition_of_a_condition_shows_its_own_parts():
    (pregnant,) = _reason(sex="female", age_years="60").children[2].children

    assert (pregnant.name, pregnant.truth) == ("is_pregnant", FALSE)
    assert [child.sentence for child in pregnant.children] == ["Age 60 years is above 55 years"]


def test_an_unknown_reason_names_the_gaps():
    reason = _reason(vitamin_d_25oh="18", sex="female")

    assert reason.truth is UNKNOWN
    assert reason.value == "not known"
    assert (
        reason.sentence
        == "eGFR (CKD-EPI 2021) is not known, and pregnant (if possible) is not known"
    )


def test_an_expression_without_a_name_is_explained_too():
    program, scope = make_program()
    checked = check_expression(parse_expression("ppi and pacemaker"), scope=scope)
    evaluation = open_sheet(program, make_test_sheet(ppi=False))

    assert evaluation.explain(checked).sentence == "Proton-pump inhibitor: no"
    assert evaluation.truth_of_tree(checked) is FALSE


def test_a_fact_is_explained_by_its_value():
    evaluation = open_program("ppi", ppi=True, age_years="46")

    assert evaluation.explain("ppi").sentence == "Proton-pump inhibitor: yes"
    assert evaluation.explain("age_years").sentence == "Age is 46 years"
    assert evaluation.explain("magnesium").value == "not recorded"


def test_values_used_are_the_known_facts_and_definitions_below():
    evaluation = open_program(RULE, vitamin_d_25oh="18", sex="male", creatinine="0.9", ppi=True)

    used = evaluation.values_used("X01")

    assert list(used.facts) == ["creatinine", "sex", "vitamin_d_25oh"]
    assert list(used.definitions) == ["a", "factor", "is_pregnant", "k", "scr"]
    assert used.facts["vitamin_d_25oh"].value == 18
