import datetime
from decimal import Decimal

import pytest

from mgdcds.core.dictionary.show import format_in_unit, format_value, label_of_unit
from tests.unit.core.dictionary.facts_for_tests import (
    AGE,
    BORN,
    CREATININE,
    DIALYSIS,
    MAGNESIUM,
    PREGNANT,
    VITAMIN_D,
)


def test_a_quantity_is_shown_in_both_units():
    assert format_value(VITAMIN_D, Decimal("18.00")) == "18 ng/mL (45 nmol/L)"


def test_the_unit_system_of_the_clinic_comes_first():
    shown = format_value(VITAMIN_D, Decimal(18), unit_system="si")

    assert shown == "45 nmol/L (18 ng/mL)"


def test_decimals_that_a_laboratory_prints_are_kept():
    assert format_value(MAGNESIUM, Decimal("0.7"), unit_system="si") == "0.70 mmol/L (1.7 mg/dL)"


def test_what_was_typed_is_shown_first():
    shown = format_value(
        MAGNESIUM, Decimal("0.7"), entered="1.40", unit="meq/L", unit_system="conventional"
    )

    assert shown == "1.40 mEq/L (1.7 mg/dL)"


def test_a_limit_is_shown_as_the_limit():
    shown = format_value(VITAMIN_D, Decimal("3.99"), comparator="<")

    assert shown == "< 4 ng/mL (< 10 nmol/L)"


def test_a_value_just_beside_a_cut_off_gets_the_decimals_that_show_it():
    assert format_in_unit(VITAMIN_D, Decimal("30.01"), "nmol/L") == "75.03"


def test_in_its_own_unit_a_value_stays_on_its_side_of_a_cut_off_too():
    assert format_value(VITAMIN_D, Decimal("30.01")) == "30.01 ng/mL (75.03 nmol/L)"
    assert format_value(VITAMIN_D, Decimal("29.99")) == "29.99 ng/mL (74.98 nmol/L)"
    assert format_in_unit(MAGNESIUM, Decimal("0.8499"), "mmol/L") == "0.8499"


def test_two_values_on_the_sides_of_a_turn_are_not_told_as_one():
    above, below = Decimal("2.0348"), Decimal("2.0347")

    assert format_in_unit(CREATININE, above, "mg/dL", beside=below) == "2.035"
    assert format_in_unit(CREATININE, below, "mg/dL", beside=above) == "2.03"
    assert format_in_unit(CREATININE, above, "mg/dL") == "2.03"


def test_decimals_do_not_go_on_for_ever():
    shown = format_in_unit(VITAMIN_D, Decimal("30.000001"), "nmol/L")

    assert shown == "75"


def test_nothing_is_shown_as_nothing():
    assert format_value(MAGNESIUM, Decimal(0), unit_system="si") == "0 mmol/L (0 mg/dL)"


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        (PREGNANT, True, "yes"),
        (PREGNANT, False, "no"),
        (PREGNANT, None, "not recorded"),
        (DIALYSIS, "none", "No dialysis"),
        (BORN, datetime.date(1980, 11, 12), "12 Nov 1980"),
        (AGE, Decimal(46), "46 years"),
    ],
)
def test_every_kind_of_value_has_its_words(fact, value, words):
    assert format_value(fact, value) == words


def test_a_unit_has_a_printed_label():
    assert label_of_unit(CREATININE, "umol/L") == "µmol/L"


def test_an_unknown_unit_is_printed_as_it_is():
    assert label_of_unit(CREATININE, "stone") == "stone"
