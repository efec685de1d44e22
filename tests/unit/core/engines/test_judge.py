"""What the judge answers where it matters: numbers, nulls, dates, lists, units."""

import datetime
from decimal import Decimal

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.values.quantity import Quantity
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.unit.core.engines.sheets_for_tests import (
    evaluate,
    make_program,
    make_test_sheet,
    open_program,
)


def value_of(source, **values):
    return evaluate(source, **values).value


@pytest.mark.parametrize(
    ("sex", "age", "creatinine", "egfr"),
    [
        ("female", "55", "0.9", "75.5"),
        ("male", "52", "0.9", "102.8"),
        ("male", "71", "2.6", "25.6"),
        ("female", "74", "1.4", "39.5"),
        ("male", "58", "5.8", "10.6"),
        ("female", "66", "1.86", "29.5"),
    ],
)
def test_ckd_epi_2021_is_right(sex, age, creatinine, egfr):
    answer = value_of("best_egfr", sex=sex, age_years=age, creatinine=creatinine)

    assert answer.unit == "mL/min/{1.73_m2}"
    assert round(answer.value, 1) == Decimal(egfr)


def test_without_a_creatinine_the_reported_egfr_counts():
    assert value_of("best_egfr.value", sex="male", age_years="50", egfr="44") == 44


def test_below_18_years_nothing_is_calculated():
    sheet = {"sex": "male", "age_years": "17", "creatinine": "0.9"}

    assert value_of("best_egfr", **sheet) is None
    assert value_of("best_egfr.value", **sheet, egfr="44") == 44


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.1 + 0.2", "0.3"),
        ("1.0 / 3", "0.33333333"),
        ("2.0 / 3", "0.66666667"),
        ("-2.0 / 3", "-0.66666667"),
        ("0.00000001 * 0.5", "0.00000001"),
        ("1.0 / 3 * 3", "0.99999999"),
        ("Power(0.9938, 55)", "0.71030453"),
        ("Power(-8.0, 0.5)", None),
        ("Power(10.0, 400)", None),
        ("99999999999999999999.0 * 10", None),
        ("99999999999999999999.99999999 + 0.00000001", None),
        ("1.0 / 0", None),
        ("1.0 div 0.3", "3"),
        ("-7.5 mod 2", "-1.5"),
        ("Round(2.5)", "3"),
        ("Round(-2.5)", "-3"),
        ("Round(12345.678, -2)", "12300"),
        ("Round(1.23456789, 100)", "1.23456789"),
        ("Sum({0.1, 0.2, null})", "0.3"),
        ("Ln(-1.0)", None),
    ],
)
def test_decimals_are_rounded_to_eight_places_half_away_from_zero(source, value):
    assert value_of(source) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("2147483647 + 1", None),
        ("-2147483648 - 1", None),
        ("65536 * 65536", None),
        ("-(-2147483648)", None),
        ("Abs(-2147483648)", None),
        ("-2147483648 div -1", None),
        ("-7 div 2", -3),
        ("-7 mod 2", -1),
        ("Truncate(-0.5)", 0),
        ("Floor(99999999999.5)", None),
        ("Sum({2147483647, 1})", None),
        ("Count({1, null, 2})", 2),
    ],
)
def test_integers_that_do_not_fit_are_null(source, value):
    assert value_of(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("if null then 1 else 2", 2),
        ("case when null then 1 when true then 2 else 3 end", 2),
        ("case null when null then 1 else 3 end", 3),
        ("pregnant is not false", True),
        ("Coalesce(magnesium > 5 'mmol/L', false)", False),
        ("not (magnesium_diet >= 320 'mg/d')", None),
        ("null and false", False),
        ("null or true", True),
        ("false implies null", True),
        ("null xor true", None),
        ("null = null", None),
        ("null ~ null", True),
        ("'Haemo  Dialysis' ~ 'haemo dialysis'", True),
        ("1.001 ~ 1.000", True),
        ("{1, null} = {1, null}", True),
        ("{1, null} = {2, null}", False),
        ("{1, null} = {1, 2}", None),
        ("{1, 2} = {1}", False),
        ("{1, null} ~ {1, null}", True),
        ("Interval[1, 2] = Interval[1, 2]", True),
        ("Interval[1, 2] = Interval[1, 2)", False),
        ("Interval[1, 2] = Interval[1, 3)", True),
        ("Interval[1, null) = Interval[1, 2]", None),
        ("Interval[1, null] = Interval[1, 2]", False),
        ("Min({})", None),
        ("exists {magnesium}", False),
        ("Coalesce({null, 4})", 4),
    ],
)
def test_unknown_is_not_false(source, value):
    assert value_of(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("dialysis in {'none', 'haemodialysis'}", None),
        ("'a' in {'a', null}", True),
        ("'b' in {'a', null}", False),
        ("null in {'a', null}", True),
        ("null in {'a', 'b'}", False),
        ("dialysis in {'none', null}", True),
        ("'none' in {dialysis, null}", None),
        ("magnesium.value in {egfr.value, 18}", None),
        ("null in {}", False),
        ("1 in null", False),
        ("5 in Interval(null, 10]", None),
        ("11 in Interval(null, 10]", False),
        ("5 in Interval[null, 10]", True),
        ("5.0 in Interval[egfr.value, 10]", None),
        ("11.0 in Interval[egfr.value, 10]", False),
        ("5 in Interval(5, 10]", False),
        ("5.00000001 in Interval(5.0, 10.0]", True),
        ("magnesium in Interval[0.5 'mmol/L', 1 'mmol/L']", None),
        ("Interval(1, 5) included in Interval[2, 4]", True),
        ("Interval[null, 5] included in Interval[1, 5]", False),
        ("Interval[1, 5] included in Interval[null, 5]", True),
        ("Interval[1, 5] before Interval(5, 9]", True),
        ("Interval[1, 5] after Interval[null, 9]", False),
        ("Interval[1, 5] overlaps Interval(5, 9]", False),
        ("start of Interval(@2026-01-01, @2026-02-01)", datetime.date(2026, 1, 2)),
        ("end of Interval[1.0, 2.0)", Decimal("1.99999999")),
        ("start of null", None),
        ("Interval[age_years, 1.0]", None),
    ],
)
def test_lists_and_intervals_leave_unknowns_open(source, value):
    assert value_of(source, age_years="5") == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("years between birth_date and Today()", 26),
        ("months between @2026-01-31 and @2026-02-28", 0),
        ("weeks between @2026-01-15 and @2026-01-02", -1),
        ("days between @2026-01-01 and @2026-02-01", 31),
        ("years between @2026-03-01 and @2025-12-01", 0),
        ("birth_date + 1 year", datetime.date(2001, 2, 28)),
        ("Today() - 2 weeks", datetime.date(2026, 11, 8)),
        ("Today() + 1.9 'd'", datetime.date(2026, 11, 23)),
        ("@9999-12-31 + 1 day", None),
        ("@0001-01-01 - 1 month", None),
    ],
)
def test_dates_move_and_are_counted_by_the_calendar(source, value):
    assert value_of(source, birth_date=datetime.date(2000, 2, 29)) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("convert magnesium to 'mg/dL'", Quantity(Decimal("1.7"), "mg/dL")),
        ("(convert magnesium to 'mg/dL').value", Decimal("1.7")),
        ("magnesium = 1.7 'mg/dL'", True),
        ("convert magnesium to 'mg/dL' = 0.7 'mmol/L'", True),
        ("magnesium <= 2 * 0.35 'mmol/L'", True),
        ("2 * 0.85 'mg/dL' >= magnesium", True),
        ("magnesium + 0.1 'mmol/L'", Quantity(Decimal("0.8"), "mmol/L")),
        ("magnesium / 0.35 'mmol/L'", Quantity(Decimal(2), "1")),
        ("magnesium / 0.35 'mmol/L' = 2", True),
        ("1 'g' + 500 'mg'", Quantity(Decimal("1.5"), "g")),
        ("3 'kg' * 2 'm'", Quantity(Decimal(6), "kg.m")),
        ("Max({1 'g', 2000 'mg'})", Quantity(Decimal(2), "g")),
        ("magnesium_lln", Quantity(Decimal("0.70"), "mmol/L")),
    ],
)
def test_quantities_meet_in_one_unit(source, value):
    assert value_of(source, magnesium="0.7") == value


def test_a_literal_equals_the_value_that_was_reported_as_it():
    # 1.75 mg/dL is recorded with 4 decimals in mmol/L, and so is the literal.
    assert value_of("magnesium >= 1.75 'mg/dL'", magnesium="0.7208") is True


def test_the_limit_of_a_result_goes_before_the_default():
    program, _ = make_program(X01="magnesium < magnesium_lln")

    default = open_sheet(program, make_test_sheet(magnesium="0.72"))
    own = open_sheet(
        program, make_test_sheet(magnesium="0.72", limits={"magnesium_lln": Decimal("0.75")})
    )

    assert (default.truth("X01"), own.truth("X01")) == (FALSE, TRUE)


def test_a_rule_stands_for_its_condition_in_another():
    program, _ = make_program(S06="pacemaker", X01="not S06 and ppi")

    assert open_sheet(program, make_test_sheet(pacemaker=True)).truth("X01") is FALSE
    assert open_sheet(program, make_test_sheet()).truth("X01") is UNKNOWN


def test_each_named_expression_is_evaluated_once():
    evaluation = open_program("best_egfr > 5 'mL/min/{1.73_m2}' and best_age > 5", age_years="50")

    evaluation.truth("X01")
    evaluation.known.clear()

    assert evaluation.truth("X01") is UNKNOWN
    assert evaluation.answer("best_age").value == 50


def test_extreme_values_are_no_failure():
    evaluation = open_program(
        "(convert creatinine to 'umol/L').value * 10 > 5 or magnesium.value * 1000 > 5",
        creatinine="1" + "0" * 300,
        magnesium="0." + "0" * 300 + "1",
    )

    assert evaluation.truth("X01") is UNKNOWN
