"""What the components make of the values they are given."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from mgdcds.core.engines.answer import Reason
from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.truth import TRUE, UNKNOWN
from mgdcds.pages.components import words
from mgdcds.pages.components.band import WIDTH, place_band
from mgdcds.pages.components.forms import mistakes_of
from mgdcds.pages.components.listing import compare, number_lines
from mgdcds.pages.components.paging import numbers
from mgdcds.pages.components.shown import ShownValue, present_reason, present_value
from mgdcds.pages.components.templatetags.components import day, moment
from mgdcds.pages.components.values import Mistake


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("18 ng/mL (45 nmol/L)", ShownValue("18", "ng/mL", "45 nmol/L")),
        ("< 4 ng/mL (10 nmol/L)", ShownValue("< 4", "ng/mL", "10 nmol/L")),
        ("64 mL/min/1.73 m²", ShownValue("64", "mL/min/1.73 m²")),
        ("1,000 IU/d (25 µg/d)", ShownValue("1,000", "IU/d", "25 µg/d")),
        ("12 Nov 2026", ShownValue("12 Nov 2026")),
        ("yes", ShownValue("yes")),
        ("4", ShownValue("4")),
    ],
)
def test_a_value_is_parted_into_number_unit_and_other_unit(text: str, shown: ShownValue) -> None:
    assert present_value(text) == shown


def test_no_value_is_none() -> None:
    assert present_value("") is None
    assert present_value("  ") is None


def test_a_reason_says_its_value_once() -> None:
    told = Reason(text="egfr", sentence="eGFR is 39.5", truth=None, value="39.5")
    plain = Reason(text="egfr", sentence="eGFR", truth=None, value="39.5")
    marked = Reason(text="dialysis", sentence="On dialysis", truth=TRUE, value="yes")

    assert [present_reason(one).value for one in (told, plain, marked)] == ["", "39.5", ""]


def test_a_reason_keeps_its_truth_and_unfolds_its_first_levels() -> None:
    leaf = Reason(text="egfr >= 30", sentence="eGFR is at least 30", truth=UNKNOWN, value="")
    middle = Reason(text="b", sentence="Second", truth=TRUE, value="", children=(leaf,))
    root = Reason(text="a", sentence="First", truth=TRUE, value="", children=(middle,))

    branch = present_reason(root, open_to=1)

    assert (branch.mark, branch.is_open) == ("true", True)
    assert branch.children[0].is_open is False
    assert branch.children[0].children[0].word == words.TRUTH["unknown"]


def test_a_value_inside_its_band_lies_inside_the_drawing() -> None:
    band = place_band(Decimal(64), low=Decimal(30), high=Decimal(100))

    assert band.here is not None
    assert 0 < band.start < band.here < band.end < WIDTH
    assert not band.is_outside


@pytest.mark.parametrize("value", [Decimal("-1e9"), Decimal("1e9")])
def test_a_value_far_beyond_the_band_stays_in_the_drawing(value: Decimal) -> None:
    band = place_band(value, low=Decimal(30), high=Decimal(100))

    assert band.here is not None
    assert 0 <= band.here <= WIDTH
    assert band.is_outside


def test_an_open_band_reaches_the_end() -> None:
    assert place_band(Decimal(40), low=Decimal(30), high=None).end == WIDTH
    assert place_band(Decimal(40), low=None, high=Decimal(100)).start == 0


def test_no_band_and_no_value_draw_nothing_false() -> None:
    band = place_band(None, low=None, high=None)

    assert (band.length, band.here, band.is_outside) == (0, None, False)


def test_equal_limits_do_not_divide_by_zero() -> None:
    assert place_band(Decimal(0), low=Decimal(0), high=Decimal(0)).here is not None


def test_a_problem_is_shown_at_its_line_with_the_word_it_means() -> None:
    problem = Problem(Place(line=2, column=5), "CQL.E001", "'magnesium' is not a fact.")

    first, second = number_lines("age > 18\nand magnesium", problems=[problem])

    assert first.problems == ()
    assert (second.before, second.marked) == ("and ", "magnesium")
    assert second.problems == (problem,)


@pytest.mark.parametrize("line", [0, 99])
def test_a_problem_outside_the_text_is_still_shown(line: int) -> None:
    problem = Problem(Place(line=line), "CQL.E002", "Something is wrong.")

    assert [one.problems for one in number_lines("x", problems=[problem])] == [(problem,)]


def test_a_comparison_marks_the_words_that_changed() -> None:
    removed, added = compare("magnesium < 0.70", "magnesium < 0.75")

    assert removed.sign == "-"
    assert removed.parts == (("magnesium < ", False), ("0.70", True))
    assert added.parts == (("magnesium < ", False), ("0.75", True))


def test_a_comparison_folds_what_did_not_change() -> None:
    same = [f"line {number}" for number in range(20)]

    signs = [line.sign for line in compare("\n".join(["a", *same]), "\n".join(["b", *same]))]

    assert signs == ["-", "+", " ", " ", " ", "…"]


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (6, 12, (1, None, 5, 6, 7, None, 12)),
        (4, 5, (1, 2, 3, 4, 5)),
        (12, 12, (1, None, 11, 12)),
    ],
)
def test_pages_near_and_at_the_ends_are_offered(
    current: int, last: int, shown: tuple[int | None, ...]
) -> None:
    assert numbers(current, last) == shown


def test_a_problem_links_to_its_field_and_brings_its_cure() -> None:
    problem = Problem(Place(field="id_name"), "X", "The name is missing.", "Type it.")

    assert mistakes_of([problem, "Plain."]) == (
        Mistake("The name is missing.", "id_name", "Type it."),
        Mistake("Plain."),
    )
    assert mistakes_of(None) == ()


def test_dates_are_said_as_people_read_them() -> None:
    at = datetime.datetime(2026, 11, 12, 14, 5, tzinfo=datetime.UTC)

    assert day(at.date()) == "12 Nov 2026"
    assert moment(at) == "12 Nov 2026, 14:05"
    assert day(None) == moment(None) == "not recorded"


def test_what_stands_between_backticks_is_code_and_escaped():
    template = Template("{% load components %}{{ text|marked }}")

    said = template.render(Context({"text": "`a < 'b'` could be `<b>`, <i>or</i> not."}))

    assert said == (
        "<code>a &lt; &#x27;b&#x27;</code> could be <code>&lt;b&gt;</code>, "
        "&lt;i&gt;or&lt;/i&gt; not."
    )
    assert template.render(Context({"text": "one ` alone <"})) == "one ` alone &lt;"
