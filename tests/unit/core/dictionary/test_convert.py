from decimal import Decimal

import pytest

from mgdcds.core.dictionary.convert import (
    beyond_limit,
    cut_offs,
    from_canonical,
    guess_other_unit,
    to_canonical,
)
from tests.unit.core.dictionary.facts_for_tests import CREATININE, MAGNESIUM, VITAMIN_D


def test_75_nmol_per_litre_is_30_ng_per_millilitre():
    assert to_canonical(VITAMIN_D, Decimal(75), "nmol/L") == Decimal(30)


@pytest.mark.parametrize(
    ("mg_dl", "mmol_l"),
    [("1.2", "0.5"), ("1.7", "0.7"), ("1.82", "0.75"), ("2.6", "1.05"), ("4.9", "2"), ("0", "0")],
)
def test_magnesium_goes_through_every_pair_and_zero(mg_dl, mmol_l):
    assert to_canonical(MAGNESIUM, Decimal(mg_dl), "mg/dL") == Decimal(mmol_l)


def test_between_two_pairs_conversion_is_linear():
    assert to_canonical(MAGNESIUM, Decimal("1.76"), "mg/dL") == Decimal("0.7250")


def test_above_the_last_pair_the_plain_factor_is_the_slope():
    assert to_canonical(MAGNESIUM, Decimal("5.9"), "mg/dL") == Decimal("2.4114")


def test_milliequivalents_of_magnesium_are_exactly_twice_the_millimoles():
    assert to_canonical(MAGNESIUM, Decimal("1.4"), "meq/L") == Decimal("0.7")


def test_a_canonical_value_comes_back_in_the_other_unit():
    assert from_canonical(MAGNESIUM, Decimal("2.4114"), "mg/dL") == Decimal("5.9")


def test_micromoles_of_creatinine_keep_their_precision():
    assert to_canonical(CREATININE, Decimal("88.4"), "umol/L") == Decimal("1.0000")


def test_a_unit_that_the_fact_does_not_have_is_a_key_error():
    with pytest.raises(KeyError, match="furlong"):
        to_canonical(MAGNESIUM, Decimal(1), "furlong")


@pytest.mark.parametrize(
    ("entered", "canonical"), [("30.004", "30.01"), ("29.996", "29.99"), ("30.000", "30.00")]
)
def test_rounding_never_moves_a_value_onto_a_cut_off(entered, canonical):
    assert to_canonical(VITAMIN_D, Decimal(entered), "ng/mL") == Decimal(canonical)


@pytest.mark.parametrize(
    ("comparator", "stands"),
    [("<", "3.99"), (">", "4.01"), ("<=", "4"), (">=", "4"), ("", "4")],
)
def test_a_limit_is_one_canonical_step_beyond(comparator, stands):
    assert beyond_limit(VITAMIN_D, Decimal(4), comparator=comparator) == Decimal(stands)


def test_the_cut_offs_are_the_canonical_ends_of_the_pairs():
    assert cut_offs(VITAMIN_D) == tuple(map(Decimal, (12, 20, 30, 50, 60, 100, 150)))


def test_75_ng_per_millilitre_looks_like_nanomoles():
    assert guess_other_unit(VITAMIN_D, Decimal(75), "ng/mL").code == "nmol/L"


def test_a_creatinine_of_80_mg_per_decilitre_looks_like_micromoles():
    assert guess_other_unit(CREATININE, Decimal(80), "mg/dL").code == "umol/L"


def test_a_plausible_value_raises_no_guess():
    assert guess_other_unit(VITAMIN_D, Decimal(30), "ng/mL") is None


def test_a_value_that_fits_nowhere_raises_no_guess():
    assert guess_other_unit(CREATININE, Decimal(50000), "umol/L") is None
