from decimal import Decimal

import pytest

from mgdcds.core.values.quantity import round_arithmetic


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.000000005", "0.00000001"), ("-0.000000005", "-0.00000001"), ("2.123456784", "2.12345678")],
)
def test_rounding_is_to_eight_decimals_half_away_from_zero(value, rounded):
    assert round_arithmetic(Decimal(value)) == Decimal(rounded)


@pytest.mark.parametrize("value", ["1E+308", "-1E+308", "1E+50", "9" * 60, "Infinity"])
def test_a_huge_value_comes_back_as_it_is(value):
    assert round_arithmetic(Decimal(value)) == Decimal(value)


def test_no_number_stays_no_number():
    assert round_arithmetic(Decimal("NaN")).is_nan()
