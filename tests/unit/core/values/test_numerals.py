"""Numbers in files that somebody else made."""

from decimal import Decimal

import pytest

from mgdcds.core.values.numerals import parse_decimal, parse_integer


@pytest.mark.parametrize("text", ["0.78", "-3", "1e3", "0", "9" * 400])
def test_a_number_is_read_exactly(text):
    assert parse_decimal(text) == Decimal(text)


@pytest.mark.parametrize("text", ["9" * 401, "1e401", "1e-401", "1e999999999", "1e" + "9" * 30])
def test_a_number_that_nobody_means_is_refused(text):
    with pytest.raises(ValueError, match="a number has more than 400 digits"):
        parse_decimal(text)


def test_infinity_passes_here():
    assert not parse_decimal("inf").is_finite()


def test_a_whole_number_stays_whole():
    assert parse_integer("-12") == -12
    assert isinstance(parse_integer("12"), int)
