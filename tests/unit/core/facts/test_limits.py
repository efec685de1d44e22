from decimal import Decimal

from mgdcds.core.facts.limits import limits_of_result
from tests.unit.core.facts.with_limits import dictionary


def limits(name, low, high, unit):
    fact = dictionary().fact(name)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return limits_of_result(dictionary(), fact, low=ends[0], high=ends[1], unit=unit)


def test_a_reference_range_becomes_both_limits_in_the_canonical_unit():
    assert limits("magnesium", "1.7", "2.6", "mg/dL") == {
        "magnesium_lln": Decimal("0.7"),
        "magnesium_uln": Decimal("1.05"),
    }


def test_the_range_of_total_calcium_counts_for_calcium():
    assert limits("calcium", "8.4", "10.4", "mg/dL") == {
        "calcium_lln": Decimal("2.1"),
        "calcium_uln": Decimal("2.6"),
    }


def test_one_end_alone_counts():
    assert limits("potassium", "3.3", None, "meq/L") == {"potassium_lln": Decimal("3.3")}


def test_a_range_the_wrong_way_round_counts_for_nothing():
    assert limits("magnesium", "2.6", "1.6", "mg/dL") == {}


def test_an_impossible_range_counts_for_nothing():
    assert limits("magnesium", "0", "2600", "mg/dL") == {}


def test_a_range_of_red_cell_magnesium_is_no_limit_of_serum_magnesium():
    assert limits("magnesium_rbc", "4.2", "6.8", "mg/dL") == {}
