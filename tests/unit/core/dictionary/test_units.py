import pytest

from mgdcds.core.dictionary.units import find_unit, names_of_units
from tests.unit.core.dictionary.facts_for_tests import CREATININE, MAGNESIUM, VITAMIN_D


@pytest.mark.parametrize(
    ("fact", "spelling", "code"),
    [
        (MAGNESIUM, "mg/dl", "mg/dL"),
        (MAGNESIUM, "MG/DL", "mg/dL"),
        (MAGNESIUM, " mg / dL ", "mg/dL"),
        (MAGNESIUM, "mmol/l", "mmol/L"),
        (MAGNESIUM, "mEq/L", "meq/L"),
        (CREATININE, "µmol/L", "umol/L"),
        (CREATININE, "μmol/L", "umol/L"),
        (CREATININE, "umol/l", "umol/L"),
        (VITAMIN_D, "ng/mL\u200b", "ng/mL"),
        (VITAMIN_D, "\ufeffnmol/L", "nmol/L"),
    ],
)
def test_common_spellings_of_a_unit_are_understood(fact, spelling, code):
    assert find_unit(fact, spelling).code == code


@pytest.mark.parametrize("spelling", ["", "mg", "mol/L", "IU/d", "mg/dL/h", "🙂"])
def test_a_unit_that_the_fact_does_not_have_is_not_found(spelling):
    assert find_unit(MAGNESIUM, spelling) is None


def test_capitals_of_a_single_letter_tell_units_apart(shipped):
    height = shipped.fact("height")

    assert find_unit(height, "m").code == "m"
    assert find_unit(height, "M") is None


@pytest.mark.parametrize("spelling", ["IU", "IU/d", "iu/day", "[IU]/d", "units/day"])
def test_international_units_a_day_have_many_spellings(shipped, spelling):
    assert find_unit(shipped.fact("vitamin_d_dose"), spelling).code == "[IU]/d"


def test_units_are_named_for_a_sentence():
    assert names_of_units(MAGNESIUM) == ("mmol/L", "mg/dL", "mEq/L")
