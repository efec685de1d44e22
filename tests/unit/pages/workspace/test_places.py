"""Problems find the control that holds their field, and its line."""

from __future__ import annotations

import pytest

from mgdcds.core.values.problems import Place, Problem
from mgdcds.pages.workspace.places import control_of, place_problems, present_slots
from mgdcds.pages.workspace.words import label_of

RULE = ("title", "when", "more", "levels.1.when", "levels.1.urgency", "levels.1.actions")


@pytest.mark.parametrize(
    ("field", "control"),
    [
        ("when", "when"),
        ("levels.1.actions.2.gates.1.gate", "levels.1.actions"),
        ("levels.1", "levels.1.when"),
        ("levels", "levels.1.when"),
        ("tags.1.when", "more"),
        ("blocks.1.gate", "more"),
        ("code", ""),
        ("", ""),
    ],
)
def test_the_control_of_a_field_in_a_rule(field, control):
    assert control_of(field, RULE) == control


@pytest.mark.parametrize("field", ["", "when", "levels.1.when"])
def test_every_field_of_a_text_is_in_the_text(field):
    assert control_of(field, ("text",)) == "text"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("levels.1.actions.2.target", "Level 1, action 2, target"),
        ("levels.1.actions.2.gates.3.when_false", "Level 1, action 2, gate 3, when it is false"),
        ("levels.1.clinician", "Level 1, text for the clinician"),
        ("attributes.use_of_race", "Use of race"),
        ("expect.not_met", "Expect, does not apply"),
        ("doi", "DOI"),
        ("facts.vitamin_d_25oh", "Facts, vitamin_d_25oh"),
        ("levels", "Levels"),
        ("", ""),
    ],
)
def test_a_field_is_named_in_words(path, label):
    assert label_of(path) == label


def _placed(problem, typed, controls=RULE):
    (placed,) = place_problems([problem], typed, controls=controls)
    return placed


def test_a_mark_stands_under_the_word_in_a_long_text_of_toml():
    text = 'verb = "stop"\n[[actions]]\nwhen = """\npregnant\n  and lactatin"""\n'
    place = Place("rule B04", "levels.1.actions.1.when", 2, 7, "  and lactatin")

    placed = _placed(Problem(place, "X", "No."), {"levels.1.actions": text})

    (line,) = (line for line in placed.lines if line.problems)
    assert (line.number, line.before, line.marked, line.after) == (5, "  and ", "lactatin", '"""')


def test_a_problem_whose_line_is_not_found_stands_at_its_field():
    text = '[[actions]]\ntarget = "no"\n'
    place = Place("rule B04", "levels.1.actions.1.target", 1, 3, "elsewhere")

    placed = _placed(Problem(place, "X", "No."), {"levels.1.actions": text})

    assert [line.number for line in placed.lines if line.problems] == [2]


def test_a_problem_without_a_line_is_a_sentence():
    placed = _placed(Problem(Place("rule B04", "title"), "X", "It is missing."), {"title": ""})

    assert (placed.lines, placed.message, placed.where) == ((), "It is missing.", "Title")


def test_a_long_line_is_cut_around_its_mark():
    text = f"{'x' * 300} here {'y' * 300}"
    placed = _placed(Problem(Place("rule B04", "when", 1, 302, text), "X", "No."), {"when": text})

    (line,) = placed.lines
    assert line.before.startswith("…")
    assert line.marked == "here"
    assert len(line.before + line.marked + line.after) < 100


def test_each_control_has_a_slot_and_most_stay_empty():
    placed = place_problems(
        [Problem(Place("", "when"), "X", "No."), Problem(Place("", "code"), "X", "No.")],
        {},
        controls=RULE,
    )

    slots = present_slots(placed, RULE)

    assert [slot.id for slot in slots] == [f"at-{name.replace('.', '-')}" for name in RULE]
    assert [slot.control for slot in slots if slot.problems] == ["when"]
