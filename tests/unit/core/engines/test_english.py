"""Rules in English, word for word."""

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.english_words import ENGLISH, as_sentence, in_sentence
from tests.unit.core.engines.sheets_for_tests import make_program

SENTENCES = {
    "vitamin_d_25oh <= 30 'ng/mL'": "25(OH)D is at most 30 ng/mL (75 nmol/L)",
    "vitamin_d_25oh <= 75 'nmol/L'": "25(OH)D is at most 30 ng/mL (75 nmol/L)",
    "magnesium < 0.85 'mmol/L' and ppi":
        "Serum magnesium is below 2.07 mg/dL (0.85 mmol/L), and proton-pump inhibitor: yes",
    "magnesium >= 0.5 'mmol/L' and magnesium < magnesium_lln":
        "Serum magnesium is at least 1.2 mg/dL (0.50 mmol/L) "
        "and below the lower limit of magnesium",
    "ppi or (pacemaker and magnesium_haemolysed)":
        "Proton-pump inhibitor: yes, or (pacemaker: yes, and sample haemolysed: yes)",
    "ppi or pacemaker or pregnant":
        "Any of proton-pump inhibitor, pacemaker or pregnant: yes",
    "not (ppi or pacemaker)": "Proton-pump inhibitor: no, and pacemaker: no",
    "not (ppi and pacemaker)": "Proton-pump inhibitor: no, or pacemaker: no",
    "not (magnesium > magnesium_lln)": "Serum magnesium is not above the lower limit of magnesium",
    "not (not ppi)": "Proton-pump inhibitor: yes",
    "not (ppi xor pacemaker)":
        "Not (either proton-pump inhibitor: yes, or pacemaker: yes, but not both)",
    "ppi implies pacemaker": "If proton-pump inhibitor: yes, then pacemaker: yes",
    "magnesium is null": "Serum magnesium is not recorded",
    "not (magnesium is null)": "Serum magnesium is recorded",
    "best_egfr is not null": "eGFR (CKD-EPI 2021) is known",
    "ppi is true": "Proton-pump inhibitor: yes",
    "ppi is false": "Proton-pump inhibitor: no",
    "ppi is not true": "Proton-pump inhibitor: no or not known",
    "ppi is not false": "Proton-pump inhibitor: yes or not known",
    "(age_years > 5) is not false": "Age is above 5 years, or this is not known",
    "Coalesce(magnesium > 1 'mmol/L', false)":
        "Serum magnesium is above 2.46 mg/dL (1.00 mmol/L) (if known)",
    "Coalesce(ppi, true)": "Proton-pump inhibitor: yes (or not known)",
    "sex = 'male'": "Sex is male",
    "dialysis in {'none', 'haemodialysis'}": "Dialysis is no dialysis or haemodialysis",
    "magnesium in Interval[0.5 'mmol/L', 0.7 'mmol/L']":
        "Serum magnesium is in the range 1.2 mg/dL (0.50 mmol/L) to 1.7 mg/dL (0.70 mmol/L)",
    "age_years between 18 and 65": "Age is between 18 years and 65 years",
    "best_age >= 18": "Age is at least 18 years",
    "birth_date < @2000-01-31": "Date of birth is before 31 Jan 2000",
    "vitamin_d_25oh - vitamin_d_25oh_previous < 0.5 * 4 'ng/mL'":
        "25(OH)D − previous 25(OH)D is below 0.5 × 4 ng/mL",
    "(1 + age_years) * 2 - (3 - age_years) > 5":
        "(1 + age) × 2 − (3 − age) is above 5",
    "Max({age_years, 1 + 2}) > Abs(age_years - 5)":
        "The greatest of age and (1 + 2) is above the size of (age − 5)",
    "(convert creatinine to 'umol/L').value > 80": "Creatinine in µmol/L is above 80",
    "if ppi then magnesium else null":
        "Serum magnesium if proton-pump inhibitor: yes; otherwise not known",
    "case sex when 'male' then 1 when 'female' then 2 else null end":
        "1 if sex is male; 2 if sex is female; otherwise not known",
    "Coalesce(best_age, age_years)": "Age, or, if that is not known, age",
    "exists {magnesium}": "Serum magnesium has a known element",
    "true": "Yes",
    "not false": "Always",
    "null": "Not known",
    "'a'": "'a'",
    "best_age = 18 'mg' / 1 'mg'": "Age is 18 mg ÷ 1 mg",
}  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_an_expression_in_english(source, sentence):
    program, scope = make_program()
    checked = check_expression(parse_expression(source), scope=scope)

    assert checked.problems == ()
    assert describe(checked, program=program) == sentence


def test_the_unit_of_the_clinic_comes_first():
    program, scope = make_program()
    checked = check_expression(parse_expression("vitamin_d_25oh > 30 'ng/mL'"), scope=scope)

    described = describe(checked, program=program, unit_system="si")

    assert described == "25(OH)D is above 75 nmol/L (30 ng/mL)"


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Serum magnesium", "serum magnesium"),
        ("Proton-pump inhibitor", "proton-pump inhibitor"),
        ("25(OH)D", "25(OH)D"),
        ("PTH, intact", "PTH, intact"),
        ("eGFR as reported", "eGFR as reported"),
        ("Lambert-Eaton syndrome", "Lambert-Eaton syndrome"),
        ("QTc", "QTc"),
    ],
)
def test_a_label_in_a_sentence_keeps_its_abbreviations(label, inside):
    assert in_sentence(label) == inside
    assert as_sentence(inside) == label


@pytest.mark.parametrize(
    ("label", "said", "denied"),
    [
        ("Calcium is high", "calcium is high", "calcium is not high"),
        ("25(OH)D is close to a cut-off", "25(OH)D is close to a cut-off",
         "25(OH)D is not close to a cut-off"),
        ("Magnesium is not ruled out by age", "magnesium is not ruled out by age",
         "magnesium is ruled out by age"),
        ("Magnesium can be given", "magnesium can be given", "magnesium cannot be given"),
        ("Age does not limit magnesium", "age does not limit magnesium",
         "age does limit magnesium"),
        ("No limit on the dose", "there is no limit on the dose", "there is a limit on the dose"),
        ("No illness that needs care", "there is no illness that needs care",
         "there is an illness that needs care"),
    ],
)  # fmt: skip
def test_a_label_that_is_a_sentence_is_said_and_denied(label, said, denied):
    assert ENGLISH.statement(label) == (said, denied)


@pytest.mark.parametrize(
    "label",
    [
        "Pregnant",
        "A condition in which magnesium is often lost",
        "A medicine that is new",
        "No transplant team needs to agree",
        "Kidney disease for 3 months or more",
    ],
)
def test_a_label_that_is_no_sentence_is_answered_with_yes_or_no(label):
    assert ENGLISH.statement(label) is None
