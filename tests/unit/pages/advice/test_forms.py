"""What is typed on the advice pages, read or refused with words."""

import datetime

import pytest

from mgdcds.core.guidance.plan import Response
from mgdcds.pages.advice.forms import ChosenPaper, GivenAnswer, read_answer, read_paper, read_seen

TODAY = datetime.date(2026, 11, 22)


def problems_of(**typed):
    found = read_answer({"response": "will_monitor", **typed}, today=TODAY)
    assert isinstance(found, tuple)
    return [f"{problem.message} {problem.hint}".strip() for problem in found]


@pytest.mark.parametrize("typed", ["2026-12-24", " 2026-12-24 ", "24 Dec 2026", "24.12.2026"])
def test_a_date_is_read_as_people_write_it(typed):
    found = read_answer({"response": "will_monitor", "monitor_on": typed}, today=TODAY)

    assert isinstance(found, GivenAnswer)
    assert found.monitor_on == datetime.date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed",
    ["99999-99-99", "2026-13-01", "2026-02-30", "tomorrow", "２０２６-12-24", "1e308", "-1"],
)
def test_what_is_no_date_is_quoted(typed):
    assert problems_of(monitor_on=typed) == [
        f"'{typed}' was found, but a date is expected. Write it as in 2026-11-30."
    ]


def test_a_date_far_ahead_is_refused():
    assert problems_of(monitor_on="9999-12-31") == [
        "9999-12-31 is very far ahead. Choose a day within 5 years."
    ]


def test_an_unknown_answer_is_refused():
    assert problems_of(response="<b>yes</b>") == [
        "'<b>yes</b>' was found, but one of the answers on the page is expected. Choose an answer."
    ]


def test_an_unknown_reason_is_refused():
    [said] = problems_of(reason="felt like it")

    assert said.startswith("'felt like it' was found, but a reason from the list is expected.")


def test_a_comment_of_a_megabyte_is_refused_with_its_length():
    assert problems_of(comment="x" * 1_000_000) == [
        "The comment has 1,000,000 characters. Keep it within 2,000."
    ]


def test_a_character_that_databases_refuse_is_refused():
    assert problems_of(comment="a\x00b") == ["The comment holds a character that cannot be kept."]


def test_everything_that_is_wrong_is_said_at_once():
    assert len(problems_of(response="no", monitor_on="soon", reason="x", comment="y" * 3000)) == 4


def test_a_long_find_is_cut_in_the_quote():
    [said] = problems_of(monitor_on="9" * 500)

    assert len(said) < 120


@pytest.mark.parametrize(
    ("told", "seen"), [("0", 0), ("12", 12), ("", None), ("-1", None), ("x", None)]
)
def test_how_many_answers_were_seen_is_read(told, seen):
    assert read_seen({"seen": told}) == seen


def test_an_answer_is_read_whole():
    typed = {"response": "overridden", "reason": "other", "comment": "See letter.", "seen": "2"}

    assert read_answer(typed, today=TODAY) == GivenAnswer(
        Response.OVERRIDDEN, "other", "See letter.", None, 2
    )


def test_a_paper_is_read():
    typed = {"kind": "leaflet", "paper": "letter", "large": "1"}

    assert read_paper(typed) == ChosenPaper("leaflet", "letter", True)


def test_another_paper_is_refused():
    found = read_paper({"kind": "poem", "paper": "a0"})

    assert [problem.message for problem in found] == [
        "'poem' was found, but one of the choices on the page is expected.",
        "'a0' was found, but one of the choices on the page is expected.",
    ]
