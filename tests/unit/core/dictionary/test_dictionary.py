from decimal import Decimal

from mgdcds.core.dictionary.dictionary import Dictionary, in_form_order
from mgdcds.core.dictionary.parameter import Parameter
from tests.unit.core.dictionary.facts_for_tests import (
    BORN,
    MAGNESIUM,
    PREGNANT,
    VITAMIN_D,
)

ULN = Parameter("magnesium_uln", "Magnesium, upper", "magnesium", Decimal("1.05"), "mmol/L")
DICTIONARY = Dictionary(
    in_form_order({fact.name: fact for fact in (MAGNESIUM, VITAMIN_D, PREGNANT, BORN)}),
    {"magnesium_uln": ULN},
)


def test_a_misspelt_fact_gets_a_suggestion():
    assert DICTIONARY.suggest("vitamin_d_250h") == "vitamin_d_25oh"


def test_a_word_that_is_like_nothing_gets_none():
    assert DICTIONARY.suggest("zzz") == ""


def test_parameters_are_suggested_too():
    assert DICTIONARY.suggest("magnesium_unl") == "magnesium_uln"


def test_facts_stand_in_form_order():
    assert list(DICTIONARY.facts) == ["birth_date", "pregnant", "vitamin_d_25oh", "magnesium"]


def test_facts_with_a_freshness_window_are_found():
    assert [fact.name for fact in DICTIONARY.facts_with_freshness()] == [
        "vitamin_d_25oh",
        "magnesium",
    ]


def test_a_parameter_shares_the_units_of_its_fact():
    assert DICTIONARY.fact_of_parameter("magnesium_uln") == MAGNESIUM


def test_sections_come_in_form_order_with_their_facts():
    sections = [(section.key, len(facts)) for section, facts in DICTIONARY.sections()]

    assert sections[:3] == [("who", 2), ("vitamin_d", 1), ("magnesium", 1)]


def test_a_parameter_is_found_by_its_name():
    assert DICTIONARY.parameter("magnesium_uln") is ULN


def test_the_facts_of_a_substance_are_found():
    assert DICTIONARY.of_substance("magnesium") == (MAGNESIUM,)
