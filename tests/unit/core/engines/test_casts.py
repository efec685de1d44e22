"""Values that change their type on the way: whole numbers, lists, intervals, units."""

from decimal import Decimal

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from tests.unit.core.engines.sheets_for_tests import make_program, make_test_sheet

LIBRARY = """
define numbers: {1, 2, null}
define band: Interval[1, 5)
define nothing: {}
define reference: 0.5 'mmol/L'
define grams: {1 'g', 2 'g'}
define choice: if sex = 'male' then 'male' else 'female'
"""


def value_of(source, **values):
    program, _ = make_program(LIBRARY, X01=source)
    return open_sheet(program, make_test_sheet(**values)).answer("X01").value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1.0 in numbers", True),
        ("3.5 in numbers", None),
        ("1.5 in nothing", False),
        ("4.5 in band", True),
        ("5.0 in band", False),
        ("4.99999999 in band", True),
        ("Interval[2.0, 3.0] included in band", True),
        ("numbers contains 2", True),
        ("{1.5} = {1, 2}", False),
        ("Coalesce(if ppi then 1 else 2, 2.5) = 2", True),
        ("Coalesce(case when ppi then 1 else 2 end, 2.5) = 2", True),
        ("reference < magnesium", True),
        ("magnesium > reference", True),
        ("magnesium in {reference, magnesium_lln}", True),
        ("1500 'mg' in grams", False),
        ("2000 'mg' in grams", True),
        ("choice = 'female'", True),
        ("sex = choice", None),
        ("sex = sex", None),
        ("null in numbers", None),
        ("Sum({1, 2.5}) = 3.5", True),
        ("Round(2) = 2", True),
        ("if ppi then {1} else {1.5, 2}", (Decimal("1.5"), Decimal(2))),
        ("Coalesce(null, Interval[1, 2]) = Interval[1.0, 2.0]", True),
    ],
)
def test_a_value_takes_the_type_that_it_meets(source, value):
    assert value_of(source, magnesium="0.70") == value
