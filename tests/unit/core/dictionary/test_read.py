from decimal import Decimal

import pytest

from mgdcds.core.dictionary.fact import Kind, Range
from mgdcds.core.dictionary.print import fact_to_content, parameter_to_content
from mgdcds.core.dictionary.read import (
    UnableToReadDictionary,
    UnableToReadFact,
    UnableToReadParameter,
    dictionary_from_contents,
    fact_from_content,
    parameter_from_content,
)
from tests.unit.core.dictionary.facts_for_tests import MAGNESIUM, PREGNANT

PTH = {
    "name": "pth",
    "kind": "quantity",
    "label": "PTH",
    "question": "What is the PTH?",
    "section": "mineral_bone",
    "unit": "pg/mL",
    "substance": "PTH",
    "decimals": 3,
    "units": [
        {"code": "pg/mL", "label": "pg/mL", "factor": "1", "decimals": 1},
        {
            "code": "pmol/L",
            "label": "pmol/L",
            "factor": "9.4251",
            "pairs": [["15 pg/mL", "1.6 pmol/L"], ["65 pg/mL", "6.9 pmol/L"]],
        },
    ],
    "plausible": ["3", "1500"],
    "possible": ["0.5", ""],
    "fresh_days": 90,
    "codes": {"loinc": ["2731-8"]},
}
YES_NO = {"kind": "boolean", "label": "Ill", "question": "Is the patient ill?", "section": "who"}
CHOICE = {**YES_NO, "kind": "choice", "choices": [{"value": "none", "label": "None"}]}


def complaints(name, content):
    with pytest.raises(UnableToReadFact) as unable:  # noqa: PT011 - the caller compares the words
        fact_from_content(name, content)
    return [(problem.place.field, problem.message) for problem in unable.value.problems]


def test_a_quantity_is_read_whole():
    fact = fact_from_content("pth", PTH)

    assert (fact.kind, fact.unit, fact.fresh_days) == (Kind.QUANTITY, "pg/mL", 90)
    assert fact.unit_of("pmol/L").pairs[1] == (Decimal(65), Decimal("6.9"))
    assert fact.possible == Range(Decimal("0.5"), None)
    assert fact.codes["loinc"] == ("2731-8",)


@pytest.mark.parametrize("fact", [MAGNESIUM, PREGNANT], ids=lambda fact: fact.name)
def test_what_is_printed_is_read_back_as_it_was(fact):
    assert fact_from_content(fact.name, fact_to_content(fact)) == fact


def test_every_shipped_fact_comes_back_from_its_content(shipped):
    for fact in shipped.facts.values():
        assert fact_from_content(fact.name, fact_to_content(fact)) == fact


def test_all_problems_of_a_fact_are_told_at_once():
    wrong = {**PTH, "lable": "PTH", "kind": "quantty", "fresh_days": "90", "section": "labs"}
    del wrong["question"]

    found = complaints("pth", wrong)

    assert ("", "A declaration has no key 'lable'.") in found
    assert ("", "The key 'question' is missing, but it is needed here.") in found
    assert ("fresh_days", "'90' was found, but a whole number is expected.") in found
    assert any("'quantty' was found, but one of 'quantity'" in message for _, message in found)
    assert any("'labs' was found, but one of 'who'" in message for _, message in found)


def test_a_misspelt_key_gets_a_suggestion():
    with pytest.raises(UnableToReadFact, match="Did you mean 'label'"):
        fact_from_content("ill", {**YES_NO, "lable": "Ill"})


def test_a_key_that_is_like_nothing_gets_the_known_keys():
    with pytest.raises(UnableToReadFact, match="Known keys are: name, kind"):
        fact_from_content("ill", {"name": "ill", **YES_NO, "xyzzy": 1})


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"decimals": -1}, "decimals", "'-1' was found, but a whole number is expected."),
        ({"decimals": True}, "decimals", "'True' was found, but a whole number is expected."),
        ({"common": "yes"}, "common", "'yes' was found, but true or false is expected."),
        ({"units": [1]}, "units", "'[1]' was found, but a list of tables is expected."),
        ({"codes": {"loinc": [1]}}, "codes.loinc", "'[1]' was found, but a list of texts"),
        ({"codes": {"lonic": []}}, "codes", "A declaration has no key 'lonic'."),
        (
            {"codes": {"counts": ["evre"]}},
            "codes.counts",
            "'evre' was found, but one of 'by mouth'",
        ),
        ({"plausible": ["9", "1"]}, "plausible", "a pair of numbers in quotes is expected"),
        ({"plausible": [1, 2]}, "plausible", "a pair of numbers in quotes is expected"),
        ({"plausible": "1 to 2"}, "plausible", "a pair of numbers in quotes is expected"),
        ({"label": 5}, "label", "'5' was found, but a text in quotes is expected."),
        ({"name": "ptth"}, "name", "The entry is called 'pth', but its content says 'ptth'."),
        ({"units": []}, "", ""),
        ({"list": "conditions"}, "", "The key 'list' has no meaning for a fact of kind 'quantity'"),
        ({"choices": CHOICE["choices"]}, "", "The key 'choices' has no meaning for a fact"),
    ],
)
def test_each_wrong_value_is_told_at_its_place(change, field, words):
    if change == {"units": []}:
        assert fact_from_content("pth", {**PTH, **change}).units == ()
        return

    found = complaints("pth", {**PTH, **change})

    assert any(at == field and words in message for at, message in found)


@pytest.mark.parametrize(
    ("unit", "field", "words"),
    [
        ({"factor": 2}, "units.1.factor", "'2' was found, but a number in quotes"),
        ({"factor": "0"}, "units.1.factor", "'0' was found, but a number in quotes"),
        ({"system": "metric"}, "units.1.system", "'metric' was found, but one of 'si'"),
        ({"pairs": [["1 x", "2 pg/mL"]]}, "units.1.pairs.1", "but a pair such as"),
        ({"pairs": ["1 pg/mL"]}, "units.1.pairs.1", "but a pair such as"),
        (
            {"pairs": [["2 pg/mL", "2 pg/mL"], ["1 pg/mL", "3 pg/mL"]]},
            "units.1.pairs",
            "The pairs do not increase, but each must be above the one before on both sides.",
        ),
    ],
)
def test_each_wrong_unit_is_told_at_its_place(unit, field, words):
    first = {"code": "pg/mL", "label": "pg/mL", "factor": "1", **unit}

    found = complaints("pth", {**PTH, "units": [first]})

    assert any(at == field and words in message for at, message in found)


def test_a_quantity_needs_units_and_a_substance():
    found = complaints("ill", {**YES_NO, "kind": "quantity"})

    assert [message for _, message in found] == [
        "The key 'substance' is missing, but a fact of kind 'quantity' needs it.",
        "The key 'unit' is missing, but a fact of kind 'quantity' needs it.",
        "The key 'units' is missing, but a fact of kind 'quantity' needs it.",
    ]


def test_a_name_must_do_as_a_bare_name_in_a_rule():
    assert complaints("Is ill", YES_NO) == [
        ("name", "'Is ill' is not a name: a name has small letters, digits and '_'.")
    ]


def test_a_long_value_is_shortened_in_the_sentence():
    (_, message), *_ = complaints("ill", {**YES_NO, "kind": "x" * 200})

    assert message.startswith("'" + "x" * 57 + "…' was found")


# --- parameters ---

ULN = {"label": "PTH, upper", "like": "pth", "value": "65 pg/mL", "profiles": {"si": "6.9 pmol/L"}}
FACTS = {"pth": fact_from_content("pth", PTH), "ill": fact_from_content("ill", YES_NO)}


def test_a_parameter_is_read_in_any_unit_of_its_fact():
    uln = parameter_from_content("pth_uln", {**ULN, "value": "6.9 pmol/L"}, facts=FACTS)

    assert (uln.value, uln.unit, dict(uln.profiles)) == (
        Decimal(65),
        "pg/mL",
        {"si": Decimal(65)},
    )


def test_a_parameter_comes_back_from_its_content():
    uln = parameter_from_content("pth_uln", ULN, facts=FACTS)

    assert parameter_from_content("pth_uln", parameter_to_content(uln), facts=FACTS) == uln


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"like": "phh"}, "There is no fact 'phh'.\n    Did you mean 'pth'?"),
        ({"like": "ill"}, "The fact 'ill' is not a quantity."),
        ({"value": "65"}, "'65' was found, but a value of PTH in pg/mL or pmol/L is expected."),
        ({"value": "65 ng/L"}, "'65 ng/L' was found, but a value of PTH in pg/mL"),
        ({"profiles": {"us": 3}}, "profiles.us: '3' was found, but a value of PTH"),
        ({"labell": "x"}, "A declaration has no key 'labell'."),
    ],
)
def test_a_wrong_parameter_is_refused_with_a_sentence(change, words):
    with pytest.raises(UnableToReadParameter) as unable:  # noqa: PT011 - the words are below
        parameter_from_content("pth_uln", {**ULN, **change}, facts=FACTS)

    assert words in str(unable.value)


# --- the whole ---


def test_a_dictionary_tells_the_problems_of_all_declarations():
    facts = {"pth": {**PTH, "kind": "x"}, "ill": {**YES_NO, "section": "x"}}

    with pytest.raises(UnableToReadDictionary) as unable:  # noqa: PT011 - the words are below
        dictionary_from_contents(facts, {"pth_uln": ULN})

    assert {problem.place.document for problem in unable.value.problems} == {
        "pth",
        "ill",
        "pth_uln",
    }


@pytest.mark.parametrize(
    ("facts", "parameters", "words"),
    [
        (
            {"pth": {**PTH, "unit": "ng/L", "units": PTH["units"][:1]}},
            {},
            "The canonical unit 'ng/L' is not among the units.",
        ),
        (
            {"pth": {**PTH, "units": [{"code": "pg/mL", "label": "x", "factor": "2"}]}},
            {},
            "The canonical unit 'pg/mL' has the factor '2', but it must be '1'.",
        ),
        (
            {"pth": PTH, "pth_old": {**PTH, "name": "pth_old", "decimals": 1, "codes": {}}},
            {},
            "The substance 'PTH' has other units here than in 'pth'",
        ),
        (
            {"pth": PTH, "pth_old": {**PTH, "name": "pth_old"}},
            {},
            "The code '2731-8' belongs to 'pth' and to 'pth_old'.",
        ),
        (
            {"ill": {**YES_NO, "instead_of": "il"}},
            {},
            "There is no fact 'il'.\n    Did you mean 'ill'?",
        ),
        (
            {"pth": {**PTH, "plausible": ["0.1", "5"]}},
            {},
            "The plausible range reaches outside the possible range.",
        ),
        (
            {"pth": PTH, "pth_uln": {**YES_NO}},
            {"pth_uln": ULN},
            "'pth_uln' is the name of a fact and of a parameter, but a name means one thing.",
        ),
        (
            {
                "pth": {
                    **PTH,
                    "units": [*PTH["units"], {"code": "x", "label": "pg/mL", "factor": "3"}],
                }
            },
            {},
            "The spelling 'pg/mL' means both 'pg/mL' and 'x'.",
        ),
    ],
)
def test_what_does_not_fit_together_is_told(facts, parameters, words):
    with pytest.raises(UnableToReadDictionary) as unable:  # noqa: PT011 - the words are below
        dictionary_from_contents(facts, parameters)

    assert words in str(unable.value)
