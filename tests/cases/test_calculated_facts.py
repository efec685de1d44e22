"""The calculated facts against the worked values of the published formulas and tables."""

from decimal import Decimal

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import case_from_content, sheet_of_case
from mgdcds.core.values.quantity import Quantity
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()


def value_of(name, **facts):
    """The value of a definition for these facts, as a plain number where it is one."""
    content = {"on": "2026-11-22", "facts": facts}
    case = case_from_content(content, dictionary=RULEBOOK.dictionary)
    sheet = sheet_of_case(case, dictionary=RULEBOOK.dictionary)
    value = open_sheet(RULEBOOK.program, sheet).answer(name).value
    return value.value if isinstance(value, Quantity) else value


@pytest.mark.parametrize(
    ("sex", "age", "creatinine", "egfr"),
    [
        ("female", 55, "0.9 mg/dL", "75.5"),
        ("male", 52, "0.9 mg/dL", "102.8"),
        ("male", 71, "2.6 mg/dL", "25.6"),
        ("female", 74, "1.4 mg/dL", "39.5"),
        ("male", 58, "5.8 mg/dL", "10.6"),
        ("female", 66, "1.86 mg/dL", "29.5"),
        ("female", 46, "0.9 mg/dL", "79.8"),
        ("female", 30, "0.5 mg/dL", "129.3"),
    ],
)
def test_egfr_follows_ckd_epi_2021(sex, age, creatinine, egfr):
    found = value_of("best_egfr", sex=sex, age_years=age, creatinine=creatinine)

    assert round(found, 1) == Decimal(egfr)


@pytest.mark.parametrize(
    "facts",
    [
        {"sex": "female", "age_years": 50},
        {"sex": "female", "creatinine": "0.9 mg/dL"},
        {"age_years": 50, "creatinine": "0.9 mg/dL"},
        {"sex": "male", "age_years": 17, "creatinine": "0.9 mg/dL"},
        {"sex": "female", "age_years": 30, "pregnant": True, "creatinine": "0.9 mg/dL"},
    ],
)
def test_egfr_is_unknown_without_all_that_the_equation_needs(facts):
    assert value_of("best_egfr", **facts) is None


def test_a_reported_egfr_stands_in_for_a_missing_creatinine():
    assert value_of("best_egfr", sex="female", egfr="38 mL/min/{1.73_m2}") == 38


@pytest.mark.parametrize(
    ("calcium", "albumin", "adjusted"),
    [
        ("2.10 mmol/L", "26 g/L", "2.38"),
        ("8.4 mg/dL", "2.6 g/dL", "2.38"),
        ("2.40 mmol/L", "40 g/L", "2.40"),
    ],
)
def test_calcium_is_adjusted_for_albumin(calcium, albumin, adjusted):
    found = value_of("best_calcium_adjusted", calcium=calcium, albumin=albumin)

    assert found == Decimal(adjusted)


def test_the_fractional_excretion_of_magnesium():
    found = value_of(
        "fe_mg",
        urine_magnesium="6.0 mg/dL",
        magnesium="1.3 mg/dL",
        creatinine="0.9 mg/dL",
        urine_creatinine="60 mg/dL",
    )

    assert round(found, 1) == Decimal("9.9")


def test_400_mg_of_oxide_are_241_mg_of_magnesium():
    found = value_of(
        "total_magnesium_supplement", magnesium_salt="oxide", magnesium_salt_dose="400 mg/d"
    )

    assert round(found) == 241


def test_every_salt_of_the_dictionary_has_a_fraction():
    salts = [choice.value for choice in RULEBOOK.dictionary.fact("magnesium_salt").choices]

    fractions = {salt: value_of("magnesium_salt_fraction", magnesium_salt=salt) for salt in salts}

    assert salts
    assert all(fraction for fraction in fractions.values())


@pytest.mark.parametrize(
    ("age", "male", "female", "pregnant"),
    [
        (2, 80, 80, None),
        (8, 130, 130, None),
        (9, 240, 240, None),
        (13, 240, 240, None),
        (14, 410, 360, 400),
        (18, 410, 360, 400),
        (19, 400, 310, 350),
        (30, 400, 310, 350),
        (31, 420, 320, 360),
        (50, 420, 320, 360),
        (51, 420, 320, None),
        (80, 420, 320, None),
    ],
)
def test_the_recommended_intake_of_magnesium(age, male, female, pregnant):
    assert value_of("magnesium_rda", age_years=age, sex="male") == male
    assert value_of("magnesium_rda", age_years=age, sex="female", pregnant=False) == female
    if pregnant is not None:
        assert value_of("magnesium_rda", age_years=age, sex="female", pregnant=True) == pregnant


@pytest.mark.parametrize(
    ("born", "intake"), [("2026-06-22", 30), ("2026-05-22", 75), ("2025-11-22", 80)]
)
def test_the_intake_of_infants_changes_at_six_months_and_at_a_year(born, intake):
    assert value_of("magnesium_rda", birth_date=born) == intake


@pytest.mark.parametrize(("bmi", "rise"), [("34.9 kg/m2", "14"), ("35 kg/m2", "7"), (None, "14")])
def test_the_expected_rise_is_halved_from_a_bmi_of_35(bmi, rise):
    facts = {"vitamin_d_dose": "2000 [IU]/d"} | ({"bmi": bmi} if bmi else {})

    assert value_of("expected_rise", **facts) == Decimal(rise)


@pytest.mark.parametrize(
    ("level", "iom", "es2011"),
    [
        ("11.9 ng/mL", "at risk", "deficient"),
        ("12 ng/mL", "inadequate", "deficient"),
        ("20 ng/mL", "sufficient for nearly all", "insufficient"),
        ("75 nmol/L", "sufficient, without", "sufficient"),
        ("50 ng/mL", "sufficient, without", "sufficient"),
        ("50.1 ng/mL", "may be a cause", "sufficient"),
        ("250 nmol/L", "may be a cause", "sufficient"),
        ("251 nmol/L", "may be a cause", "above"),
    ],
)
def test_the_two_classifications_at_their_boundaries(level, iom, es2011):
    assert value_of("iom_class", vitamin_d_25oh=level).startswith(iom)
    assert value_of("es2011_class", vitamin_d_25oh=level).startswith(es2011)


@pytest.mark.parametrize(
    ("level", "band"),
    [
        ("0.49 mmol/L", "severe hypomagnesaemia"),
        ("0.50 mmol/L", "hypomagnesaemia"),
        ("0.70 mmol/L", "low-normal"),
        ("1.82 mg/dL", "within many"),
        ("0.84 mmol/L", "within many"),
        ("0.85 mmol/L", "at the proposed floor"),
        ("0.86 mmol/L", "within the laboratory range"),
        ("1.05 mmol/L", "within the laboratory range"),
        ("1.06 mmol/L", "hypermagnesaemia"),
        ("4.9 mg/dL", "hypermagnesaemia, in the range"),
    ],
)
def test_the_bands_of_serum_magnesium_at_their_boundaries(level, band):
    assert value_of("magnesium_band", magnesium=level).startswith(band)
