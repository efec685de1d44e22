from pathlib import Path

from mgdcds.core.dictionary.manual import write_dictionary_manual

PAGE = Path(__file__).parents[4] / "docs" / "dictionary.md"


def test_the_page_of_the_dictionary_is_current(shipped):
    assert PAGE.read_text(encoding="utf-8") == write_dictionary_manual(shipped), "Run: make docs"


def test_every_fact_has_its_heading_question_and_kind(shipped):
    text = write_dictionary_manual(shipped)

    for fact in shipped.facts.values():
        assert f"### {fact.name}\n\n**{fact.label}.** {fact.question}" in text


def test_units_are_shown_with_their_pairs(shipped):
    text = write_dictionary_manual(shipped)

    assert "| nmol/L | `nmol/L` | 1 nmol/L = 0.4 ng/mL | 1 |" in text
    assert "12 = 30, 20 = 50, 30 = 75, 50 = 125" in text


def test_parameters_are_shown_in_both_units(shipped):
    text = write_dictionary_manual(shipped)

    assert "| `magnesium_uln` | Upper limit of serum magnesium | 1.05 mmol/L (2.6 mg/dL) |" in text
