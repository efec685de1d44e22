"""In which unit each substance was typed."""

import datetime
from decimal import Decimal

from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.facts.typed import typed_units
from tests.unit.core.facts.with_limits import dictionary

ON = datetime.date(2026, 11, 22)


def typed(**units):
    values = {name: FactValue(name, Decimal(1), unit=unit) for name, unit in units.items()}
    return typed_units(dictionary(), FactSheet(on=ON, values=values))


def test_each_substance_has_the_unit_in_which_it_was_typed():
    assert typed(magnesium="mg/dL", vitamin_d_25oh="nmol/L") == {
        "magnesium": "mg/dL",
        "25(OH)D": "nmol/L",
    }


def test_of_two_units_of_one_substance_the_first_in_form_order_counts():
    assert typed(calcium="mg/dL", calcium_adjusted="mmol/L") == {"calcium": "mg/dL"}


def test_a_unit_that_is_only_another_word_does_not_count():
    assert typed(egfr="mL/min") == {}
    assert typed(egfr="mL/min/{1.73_m2}") == {"eGFR": "mL/min/{1.73_m2}"}


def test_a_value_without_a_unit_tells_nothing():
    assert typed(magnesium="") == {}
