from fractions import Fraction

import pytest

from mgdcds.core.values.units import divide_units, find_factor, is_unit, multiply_units


@pytest.mark.parametrize(
    "unit",
    ["ng/mL", "mmol/L", "mg/dL", "[IU]/d", "mL/min/{1.73_m2}", "kg/m2", "/min", "cm", "g/cm3",
     "meq/L", "1", "%", "10*3/uL", "year", "days", "U/L", "ug/d", "[lb_av]"],
)  # fmt: skip
def test_the_units_of_the_dictionary_are_known(unit):
    assert is_unit(unit)


@pytest.mark.parametrize("unit", ["", "furlong", "mg//L", ".mg", "mg L", "m" * 61, "mg{", "µg"])
def test_what_is_no_unit_is_not_known(unit):
    assert not is_unit(unit)


@pytest.mark.parametrize(
    ("unit", "to", "factor"),
    [
        ("g", "mg", Fraction(1000)),
        ("m", "cm", Fraction(100)),
        ("g/L", "mg/dL", Fraction(100)),
        ("years", "month", Fraction(12)),
        ("weeks", "days", Fraction(7)),
        ("mL/min", "mL/min/{1.73_m2}", Fraction(1)),
        ("dag", "g", Fraction(10)),
        ("[ft_i]", "[in_i]", Fraction(12)),
    ],
)
def test_units_of_one_dimension_convert(unit, to, factor):
    assert find_factor(unit, to=to) == factor


@pytest.mark.parametrize(
    ("unit", "to"),
    [("mmol/L", "mg/dL"), ("mmol", "meq"), ("year", "a"), ("[IU]", "ug"), ("x", "g")],
)
def test_units_that_measure_other_things_do_not(unit, to):
    assert find_factor(unit, to=to) is None


def test_a_product_multiplies_the_units():
    assert multiply_units("mg/dL", "dL") == "mg"
    assert multiply_units("m", "m") == "m2"
    assert multiply_units("1", "mg/d") == "mg/d"


def test_a_quotient_cancels_the_units():
    assert divide_units("mg/dL", "mg/dL") == "1"
    assert divide_units("kg", "m2") == "kg/m2"
    assert divide_units("1", "s") == "/s"
