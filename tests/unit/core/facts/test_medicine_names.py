import pytest

from mgdcds.core.facts.medicine_names import Way, find_medicines, way_counts, way_of
from tests.unit.core.facts.with_limits import dictionary


def found(text):
    return {match.fact.name for match in find_medicines(dictionary(), text)}


def test_a_name_is_found_as_a_whole_word_only():
    assert found("metolazone 5 mg") == {"thiazide"}
    assert found("metoprolol 5 mg") == set()
    assert found("prednisonelike") == set()


def test_a_name_of_two_words_is_found_together_only():
    assert found("milk of magnesia") == {"magnesium_product_hidden"}
    assert found("milk and magnesia") == set()


def test_capitals_accents_and_unseen_characters_do_not_matter():
    assert found("Omé\u200bPRAZOLE") == {"ppi"}


@pytest.mark.parametrize(
    ("texts", "way"),
    [
        (("Furosemide", "40 mg PO"), Way.MOUTH),
        (("Furosemide", "40 mg IV"), Way.INJECTION),
        (("Tobramycin 0.3% Ophth Soln", "1 DROP"), Way.LOCAL),
        (("Hydrocortisone 1% Cream",), Way.LOCAL),
        (("Furosemide",), Way.UNKNOWN),
    ],
)
def test_the_way_is_told_by_the_words(texts, way):
    assert way_of(*texts) is way


@pytest.mark.parametrize(
    ("fact", "way", "counts"),
    [
        ("quinolone", Way.MOUTH, True),
        ("quinolone", Way.UNKNOWN, True),
        ("quinolone", Way.INJECTION, False),
        ("aminoglycoside", Way.MOUTH, False),
        ("aminoglycoside", Way.INJECTION, True),
        ("loop_diuretic", Way.INJECTION, True),
        ("loop_diuretic", Way.LOCAL, False),
    ],
)
def test_the_way_counts_where_the_fact_says_so(fact, way, counts):
    assert way_counts(dictionary().fact(fact), way) is counts
