"""A patient who left school at twelve can read what we print."""

import pytest

from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.pages.advice.leaflets import leaflet_of, texts_in
from tests.unit.pages.advice.readability import count_syllables, grade_of

#: The seventh school year; a single text may name what has a long name.
WHOLE, ONE = 7, 9
#: The grade of fewer words than this says nothing.
FEW = 8
LEAFLETS = (
    "d01_classic_low_low",
    "d06_ckd_g4_with_oxide",
    "a02_with_stones",
    "m02_quinolone",
    "m02_levothyroxine",
    "s01_severe",
    "s09_on_oxide",
)


def patient_texts():
    return [
        (f"{rule.code} level {at}", level.patient)
        for rule in load_shipped_rulebook().rules.values()
        for at, level in enumerate(rule.levels)
        if len(level.patient.split()) >= FEW
    ]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("magnesium", 4),
        ("vitamin", 3),
        ("calcium", 3),
        ("take", 1),
        ("tablets", 2),
        ("diet", 2),
        ("needed", 2),
        ("stopped", 1),
        ("people", 2),
        ("the", 1),
        ("medicines", 3),
    ],
)
def test_syllables_are_those_of_the_dictionary(word, syllables):
    assert count_syllables(word) == syllables


def test_a_hard_text_has_a_high_grade():
    hard = "Supplementation necessitates individualised physiological consideration."

    assert grade_of(hard) > 15
    assert grade_of("The cat sat on the mat. It was fat.") < 2


@pytest.mark.parametrize(("place", "text"), patient_texts())
def test_every_text_for_patients_is_easy_to_read(place, text):
    assert grade_of(text) <= ONE, f"{place}: {text}"


def test_all_texts_for_patients_together_are_easy_to_read():
    assert grade_of(" ".join(text for _, text in patient_texts())) <= WHOLE


@pytest.mark.parametrize("slug", LEAFLETS)
def test_a_whole_leaflet_is_easy_to_read(slug):
    sentences = [text for text in texts_in(leaflet_of(slug)) if text.endswith(".")]

    assert grade_of(" ".join(sentences)) <= WHOLE


@pytest.mark.parametrize("slug", LEAFLETS)
def test_no_sentence_of_a_leaflet_is_long(slug):
    for text in texts_in(leaflet_of(slug)):
        for sentence in text.replace(":", ".").replace(";", ".").split(". "):
            assert len(sentence.split()) <= 25, sentence
