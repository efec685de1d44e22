"""Texts of rules: plain text with placeholders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.guidance.text import Placeholder, UnableToSplitText, check_text, split_text
from mgdcds.core.values.problems import Place

HERE = Place("rule B01", "levels.1.clinician")


def _messages(text):
    return [problem.message for problem in check_text(text, place=HERE)]


def test_a_text_is_split_into_words_and_placeholders():
    assert split_text("Magnesium {magnesium} is low.") == (
        "Magnesium ",
        Placeholder("magnesium", 11),
        " is low.",
    )


def test_braces_and_quotes_inside_a_placeholder_belong_to_it():
    source = "if dialysis in {'a}', 'b'} then 'it\\'s }' else 'no'"

    assert split_text("{" + source + "}") == (Placeholder(source, 1),)


def test_doubled_braces_are_printed():
    assert split_text("{{not}} {sex}, {{") == ("{not} ", Placeholder("sex", 9), ", {")


def test_an_apostrophe_in_the_words_is_no_quote():
    assert split_text("don't {sex}") == ("don't ", Placeholder("sex", 7))


@pytest.mark.parametrize("text", ["{sex", "sex}", "a {b", "{'}"])
def test_a_brace_without_its_partner_is_refused(text):
    with pytest.raises(UnableToSplitText, match="has no partner"):
        split_text(text)


def test_an_empty_placeholder_is_refused():
    with pytest.raises(UnableToSplitText, match="A placeholder is empty"):
        split_text("Low: { }.")


@given(st.text(alphabet="ab{}' \\\n", max_size=40))
def test_a_text_is_split_or_refused_never_lost(text):
    try:
        parts = split_text(text)
    except UnableToSplitText:
        return

    again = "".join(
        "{" + part.source + "}"
        if isinstance(part, Placeholder)
        else part.replace("{", "{{").replace("}", "}}")
        for part in parts
    )
    assert again == text


def test_a_plain_text_has_no_problem():
    assert _messages("25(OH)D < 12 ng/mL & PTH ≤ 65.\nMeasure {magnesium} – today.") == []


@pytest.mark.parametrize("text", ["<b>now</b>", "a <script>x", "&nbsp;", "</p>"])
def test_html_is_refused(text):
    assert "plain text without HTML is expected" in _messages(text)[0]


def test_characters_that_nobody_sees_are_refused():
    assert _messages("stop\u202e now\x07") == [
        "The text holds 'U+202E U+0007', but only visible characters and line breaks are expected."
    ]


def test_the_place_of_a_problem_has_line_and_column():
    problem = check_text("one\ntwo {", place=HERE)[0]

    assert (problem.place.line, problem.place.column, problem.place.text) == (2, 5, "two {")
