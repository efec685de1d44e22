from dataclasses import replace
from decimal import Decimal

import pytest

from mgdcds.core.cql.scope import Role, make_scope
from mgdcds.core.cql.types import (
    BOOLEAN,
    DATE,
    DECIMAL,
    ChoiceType,
    IntervalType,
    ListType,
    QuantityType,
)
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.parameter import Parameter
from tests.unit.core.cql.scope_for_tests import DICTIONARY, LLN, SCOPE
from tests.unit.core.dictionary.facts_for_tests import AGE


@pytest.mark.parametrize(
    ("name", "type", "role"),
    [
        ("magnesium", QuantityType(unit="mmol/L", substance="magnesium"), Role.FACT),
        ("age_years", DECIMAL, Role.FACT),
        ("pregnant", BOOLEAN, Role.FACT),
        ("sex", ChoiceType(fact="sex", choices=("female", "male")), Role.FACT),
        ("birth_date", DATE, Role.FACT),
        ("magnesium_lln", QuantityType(unit="mmol/L", substance="magnesium"), Role.PARAMETER),
        ("best_age", DECIMAL, Role.DEFINITION),
        ("S06", BOOLEAN, Role.RULE),
    ],
)
def test_every_kind_of_name_has_its_type(name, type, role):
    known = SCOPE.find(name)

    assert (known.type, known.role) == (type, role)


def test_a_parameter_like_a_number_is_a_number():
    parameter = replace(LLN, name="oldest", like="age_years", unit="years")
    scope = make_scope(Dictionary({"age_years": AGE}, {"oldest": parameter}))

    assert scope.find("oldest").type == DECIMAL


def test_a_parameter_like_nothing_keeps_its_unit():
    parameter = Parameter("limit", "Limit", "gone", Decimal(5), "mg/d")
    scope = make_scope(Dictionary({}, {"limit": parameter}))

    assert scope.find("limit").type == QuantityType(unit="mg/d")


def test_a_name_that_is_not_known_gets_a_suggestion_if_one_is_near():
    assert SCOPE.find("pregnent") is None
    assert SCOPE.suggest("pregnent") == "pregnant"
    assert SCOPE.suggest("xyzzy") == ""


def test_a_substance_is_found_by_the_units_that_are_needed():
    assert SCOPE.fact_of_substance("magnesium", units=("mg/dL", "meq/L")).name == "magnesium"
    assert SCOPE.fact_of_substance("magnesium", units=("mg/dL", "g")) is None
    assert SCOPE.fact_of_substance("", units=()) is None
    assert SCOPE.units_of_substance("creatinine") == ("mg/dL", "umol/L")


@pytest.mark.parametrize(
    ("type", "words"),
    [
        (DECIMAL, "a number"),
        (QuantityType(unit="mg"), "a quantity in mg"),
        (QuantityType(unit="mmol/L", substance="magnesium"), "magnesium in mmol/L"),
        (ListType(element=DATE), "a list (of a date)"),
        (IntervalType(point=DECIMAL), "an interval (of a number)"),
    ],
)
def test_a_type_is_said_in_words(type, words):
    assert type.describe() == words


def test_the_dictionary_of_the_tests_is_whole():
    assert set(DICTIONARY.parameters) == {"magnesium_lln"}
