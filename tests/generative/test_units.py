"""No value can change sides of a cut-off with its unit: every value at laboratory precision."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.dictionary.convert import (
    exactly_from_canonical,
    from_canonical,
    round_decimal,
    round_fraction,
    to_canonical,
)
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.dictionary.show import format_in_unit
from tests.shipped_facts import load_shipped_dictionary

SHIPPED = load_shipped_dictionary()
QUANTITIES = [fact for fact in SHIPPED.facts.values() if fact.kind is Kind.QUANTITY]
UNITS = [(fact, unit) for fact in QUANTITIES for unit in fact.units]
PAIRS = [(fact, unit, pair) for fact, unit in UNITS for pair in unit.pairs]
NAMES = [f"{fact.name} in {unit.code}" for fact, unit in UNITS]
PAIR_NAMES = [f"{fact.name} {pair[0]} is {pair[1]} {unit.code}" for fact, unit, pair in PAIRS]
MOST_VALUES = 60_000


@cache
def reported(name, code):
    """Every value that a laboratory can report in a unit, with its canonical value.

    They run from zero past all cut-offs and all plausible values; above those, conversion is
    a straight line.
    """
    fact = SHIPPED.fact(name)
    unit = fact.unit_of(code)
    last = max(
        from_canonical(fact, fact.plausible.high, code), *(pair[1] for pair in unit.pairs), 0
    )
    step = Decimal(1).scaleb(-unit.decimals)
    count = min(int(last / step) + 1000, MOST_VALUES)
    return [(step * at, to_canonical(fact, step * at, code)) for at in range(count)]


@pytest.mark.parametrize(("fact", "unit"), UNITS, ids=NAMES)
def test_two_reported_values_never_become_one(fact, unit):
    canonical = [stored for _, stored in reported(fact.name, unit.code)]

    assert all(low < high for low, high in pairwise(canonical))


@pytest.mark.parametrize(("fact", "unit", "pair"), PAIRS, ids=PAIR_NAMES)
def test_a_value_keeps_its_side_of_every_cut_off(fact, unit, pair):
    canonical_cut, reported_cut = pair

    for value, canonical in reported(fact.name, unit.code):
        assert (value > reported_cut) == (canonical > canonical_cut)
        assert (value < reported_cut) == (canonical < canonical_cut)


@pytest.mark.parametrize(("fact", "unit"), UNITS, ids=NAMES)
def test_a_reported_value_comes_back_as_it_was(fact, unit):
    for value, canonical in reported(fact.name, unit.code):
        back = exactly_from_canonical(unit, canonical)
        assert round_fraction(back, decimals=unit.decimals) == value


@pytest.mark.parametrize(("fact", "unit", "pair"), PAIRS, ids=PAIR_NAMES)
def test_both_halves_of_a_pair_are_the_same_value(fact, unit, pair):
    assert to_canonical(fact, pair[1], unit.code) == pair[0]
    assert exactly_from_canonical(unit, pair[0]) == Fraction(pair[1])
    assert Decimal(format_in_unit(fact, pair[0], unit.code)) == pair[1]


@given(st.sampled_from(UNITS), st.decimals(0, 1000, places=9), st.decimals(0, 1000, places=9))
def test_conversion_keeps_the_order_of_any_two_values(fact_and_unit, one, other):
    fact, unit = fact_and_unit
    low, high = sorted((one, other))

    assert to_canonical(fact, low, unit.code) <= to_canonical(fact, high, unit.code)


@given(st.sampled_from(PAIRS), st.decimals(0, 1000, places=9))
def test_any_value_at_all_keeps_its_side_of_a_cut_off(fact_unit_pair, value):
    fact, unit, (canonical_cut, reported_cut) = fact_unit_pair
    canonical = to_canonical(fact, value, unit.code)

    assert (value > reported_cut) == (canonical > canonical_cut)
    assert (value < reported_cut) == (canonical < canonical_cut)


@given(st.sampled_from(UNITS), st.decimals(0, 1000, places=4))
def test_what_is_shown_keeps_its_side_of_a_cut_off(fact_and_unit, value):
    fact, unit = fact_and_unit
    canonical = round_decimal(value, decimals=fact.decimals)
    shown = Decimal(format_in_unit(fact, canonical, unit.code))

    for canonical_cut, reported_cut in unit.pairs:
        assert (shown > reported_cut) == (canonical > canonical_cut)
        assert (shown < reported_cut) == (canonical < canonical_cut)


def test_thirty_nanograms_are_seventy_five_nanomoles():
    fact = SHIPPED.fact("vitamin_d_25oh")

    assert to_canonical(fact, Decimal(75), "nmol/L") == to_canonical(fact, Decimal(30), "ng/mL")
