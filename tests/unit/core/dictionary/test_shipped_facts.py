"""The shipped declarations: complete, in order, and with codes whose check digits are right."""

import re

import pytest

from mgdcds.core.dictionary.check import check_dictionary
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.guidance.files import entries_from_files, files_from_entries
from tests.shipped_facts import KNOWLEDGE, load_shipped_dictionary

FACTS = list(load_shipped_dictionary().facts.values())
NAMES = [fact.name for fact in FACTS]
COMMON = 12
D = [
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
]
P = [
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
]


def codes_of(*systems):
    for fact in FACTS:
        sources = [fact.codes, *(choice.codes for choice in fact.choices)]
        yield from (
            code for codes in sources for system in systems for code in codes.get(system, ())
        )


def loinc_check_digit(number):
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(number))]
    return (10 - sum(part // 10 + part % 10 for part in doubled) % 10) % 10


def is_snomed(code):
    check = 0
    for at, digit in enumerate(reversed(code)):
        check = int(D[check][int(P[at % 8][int(digit)])])
    return check == 0


def test_nothing_is_wrong_within_or_between_the_declarations(shipped):
    assert check_dictionary(shipped) == ()


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_every_fact_has_a_label_a_question_and_a_source(fact):
    assert fact.question.endswith("?")
    assert fact.label[0].isupper() or fact.label[0].isdigit() or fact.label[0] == "e"
    assert not fact.label.endswith(".")
    assert fact.source.endswith(".")
    assert not fact.help or fact.help.endswith(".")


@pytest.mark.parametrize("fact", FACTS, ids=NAMES)
def test_every_measured_fact_says_what_is_asked_about_and_what_is_refused(fact):
    measured = fact.kind in (Kind.QUANTITY, Kind.NUMBER)

    assert (fact.plausible.high is not None) is measured
    assert (fact.possible.high is not None) is measured


def test_facts_of_a_section_have_places_of_their_own(shipped):
    for _, facts in shipped.sections():
        places = [fact.position for fact in facts]
        assert len(set(places)) == len(places)


def test_no_two_facts_have_the_same_label():
    labels = [fact.label for fact in FACTS]

    assert len(set(labels)) == len(labels)


def test_each_list_has_about_a_dozen_common_facts(shipped):
    for name in ("symptoms", "conditions", "medicines"):
        common = [fact for fact in shipped.facts_of_list(name) if fact.common]
        assert 9 <= len(common) <= COMMON


def test_active_vitamin_d_and_hidden_magnesium_belong_to_the_medicines(shipped):
    names = {fact.name for fact in shipped.facts_of_list("medicines")}

    assert {"active_vitamin_d", "magnesium_product_hidden"} <= names


@pytest.mark.parametrize("code", sorted(set(codes_of("loinc", "loinc_mass", "loinc_molar"))))
def test_the_check_digit_of_a_loinc_code_is_right(code):
    number, digit = code.split("-")

    assert loinc_check_digit(number) == int(digit)


def test_a_code_that_is_not_a_loinc_code_is_not_used():
    assert "29900-7" not in set(codes_of("loinc", "loinc_mass", "loinc_molar"))


@pytest.mark.parametrize("code", sorted(set(codes_of("snomed"))))
def test_the_check_digit_of_a_snomed_code_is_right(code):
    assert is_snomed(code)


@pytest.mark.parametrize("code", sorted(set(codes_of("icd10"))))
def test_an_icd_10_code_looks_like_one(code):
    assert re.fullmatch(r"[A-Z][0-9][0-9A-Z]?(\.[0-9A-Z]{1,4})?", code)


@pytest.mark.parametrize("code", sorted(set(codes_of("icd9"))))
def test_an_icd_9_code_looks_like_one(code):
    assert re.fullmatch(r"(V[0-9]{2}|[0-9]{3})(\.[0-9]{1,2})?", code)


@pytest.mark.parametrize("code", sorted(set(codes_of("rxnorm"))))
def test_no_rxnorm_code_that_is_known_to_be_wrong_is_used(code):
    assert code not in ("5605", "34892", "8638", "35069")


def test_the_files_are_in_their_canonical_form():
    files = {
        f"facts/{path.name}": path.read_text(encoding="utf-8")
        for path in (KNOWLEDGE / "facts").glob("*.toml")
    }

    assert files_from_entries(entries_from_files(files)) == files
