"""A release as a rulebook, or every problem of its entries."""

from __future__ import annotations

import copy

import pytest

from mgdcds.core.guidance.entries import EntryKind, hash_of_release, make_entry
from mgdcds.core.guidance.rulebook import UnableToLoadRulebook, check_entries, load_rulebook
from tests.unit.core.guidance.small import (
    RULES,
    gate,
    make_action,
    make_level,
    make_rule,
    small_entries,
    small_rulebook,
)

LEVEL = make_level(make_action("measure magnesium"))


def _found(rules=None, **changes):
    """What is wrong, as field and message."""
    problems = check_entries(small_entries(rules, **changes))
    return [(problem.place.field, problem.message) for problem in problems]


def _found_in(**changes):
    """What is wrong with one more rule, of which some keys are changed."""
    rule = make_rule("Z01", "magnesium < 1 'mmol/L'", [LEVEL]) | changes
    return _found({"Z01": rule})


def _with_action(words, *gates, **more):
    return [make_level(make_action(words, *gates, **more))]


def test_a_sound_release_loads():
    rulebook = small_rulebook()

    assert list(rulebook.rules) == ["A01", "B01", "B02", "K03", "S01"]
    assert rulebook.hash == hash_of_release(rulebook.entries)
    assert rulebook.definitions["both_ok"].expression == "mg_ok and d_ok"
    assert [block.code for block in rulebook.blocks["mg_ok"]] == ["K03"]


def test_a_gate_stands_on_the_gates_that_it_names():
    (found,) = small_rulebook().checked["B02"].levels[0].actions[0].gates

    assert {"both_ok", "mg_ok", "d_ok"} <= found.stands_on


def test_what_cannot_load_says_why():
    with pytest.raises(UnableToLoadRulebook, match="Did you mean 'magnesium'"):
        small_rulebook({"Z01": make_rule("Z01", "magnesum < 1", [LEVEL])})


def test_the_order_of_entries_does_not_matter():
    entries = small_entries()

    assert load_rulebook(entries[::-1], label="x").hash == small_rulebook().hash


def test_a_mistake_in_a_condition_is_shown_at_its_place():
    rule = make_rule("Z01", "magnesium <", [LEVEL])

    (problem,) = check_entries(small_entries({"Z01": rule}))

    assert (problem.place.document, problem.place.field, problem.place.line) == (
        "rule Z01",
        "when",
        1,
    )


def test_a_condition_has_to_be_true_or_false():
    ((field, message),) = _found_in(when="magnesium")

    assert field == "when"
    assert "true or false" in message


def test_a_part_that_never_has_a_value_is_refused_in_a_rule_and_in_a_definition():
    message = "'1 / 0' never has a value, for any patient."
    definitions = "define best_egfr: egfr\ndefine d_ok: 1 / 0 > 5\ndefine mg_ok: d_ok\n" + (
        "define both_ok: mg_ok and d_ok"
    )

    assert _found_in(when="1 / 0 > 5 or magnesium < 1 'mmol/L'") == [("when", message)]
    assert _found(definitions=definitions) == [("expression", message)]


def test_a_mistake_in_a_placeholder_is_shown_at_its_place_in_the_text():
    levels = [make_level(clinician="One.\nTwo {vitamin_d} and {magnesum}.")]

    rule = make_rule("Z01", "magnesium < 1 'mmol/L'", levels)
    (problem,) = check_entries(small_entries({"Z01": rule}))

    assert problem.place.field == "levels.1.clinician"
    assert (problem.place.line, problem.place.column) == (2, 22)
    assert problem.place.text == "Two {vitamin_d} and {magnesum}."


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], "The rule has no level"),
        ([LEVEL, LEVEL], "only the last level goes without one"),
        ([LEVEL | {"when": "seizure"}], "The last level has a 'when'"),
        (_with_action("start vitamin X"), "'vitamin X' is not a known target."),
        (_with_action("start vitamin D", limit="some"), "a dose such as '150 mg/d' is expected"),
        (_with_action("start vitamin D", in_weeks="soon"), "weeks such as '12' or '1–2'"),
        (
            _with_action("start vitamin D", gate("d_okay", "replace", "keep")),
            "'d_okay' is not a definition or a rule code, so it cannot be a gate.",
        ),
        (
            _with_action("start vitamin D", gate("best_egfr", "drop action", "keep")),
            "'best_egfr' is a number, but a gate is expected to be true or false.",
        ),
        (
            _with_action("start vitamin D", gate("d_ok", "replace", "keep")),
            "The gate says 'replace', but names no action to take instead.",
        ),
        (
            _with_action(
                "start vitamin D",
                gate("d_ok", "drop action", "keep", instead={"verb": "review", "target": "diet"}),
            ),
            "The gate has an action 'instead', but never says 'replace'.",
        ),
        ([LEVEL | {"patient": "Take <b>this</b>."}], "plain text without HTML is expected"),
        ([LEVEL | {"patient": "Open {"}], "A '{' or '}' has no partner"),
    ],
)
def test_a_level_that_makes_no_sense_is_refused(levels, words):
    assert any(words in message for _, message in _found_in(levels=levels))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"needs": ["vitamin_x"]}, "'vitamin_x' is needed, but is not a fact or a definition."),
        ({"evidence": ["dai2081"]}, "'dai2081' is named, but there is no source or claim"),
        ({"attributes": {}}, "The source attribute 'developer' is missing, but all 13"),
        ({"review_due": "2026-13-01"}, "a date such as '2026-11-22' is expected"),
        ({"title": "A \u202e title"}, "The text holds 'U+202E'"),
        ({"blocks": [{"gate": "nothing"}]}, "'nothing' is not a definition or a rule code"),
        ({"blocks": [{"gate": "d_ok", "when": "1"}]}, "true or false"),
        ({"tags": [{"when": "sex", "text": "x"}]}, "true or false"),
        ({"titel": "x"}, "has no key 'titel'"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(changes, words):
    assert any(words in message for _, message in _found_in(**changes))


def test_a_placeholder_stands_for_one_value():
    levels = [LEVEL | {"patient": "Of {Interval[1, 2]}."}]

    ((field, message),) = _found_in(levels=levels)

    assert field == "levels.1.patient"
    assert message.endswith("but one value is expected.")


def test_a_mistake_in_a_later_line_of_a_placeholder_is_shown_there():
    levels = [make_level(clinician="One {vitamin_d\n  + magnesum}.")]
    rule = make_rule("Z01", "magnesium < 1 'mmol/L'", levels)

    (problem,) = check_entries(small_entries({"Z01": rule}))

    assert (problem.place.line, problem.place.column) == (2, 5)


def test_the_code_inside_a_rule_is_its_key():
    rule = make_rule("Z02", "seizure", [LEVEL])

    assert ("code", "This is named for 'Z01', but its content says 'Z02'.") in _found({"Z01": rule})


def test_evidence_that_cannot_be_read_is_told():
    source = make_entry(EntryKind.SOURCE, "dai2018", {"key": "dai2018"})

    found = check_entries(small_entries(more=[source]))

    assert {problem.place.document for problem in found} == {"source dai2018"}


def test_a_code_is_a_letter_and_two_digits():
    rule = make_rule("rule1", "seizure", [LEVEL])

    assert ("code", "'rule1' was found, but a code such as 'B01' is expected.") in _found(
        {"rule1": rule}
    )


def test_the_code_of_the_follow_up_plan_is_taken():
    rule = make_rule("F01", "seizure", [LEVEL])

    assert _found({"F01": rule}) == [
        ("code", "'F01' is already the follow-up plan, but a name means one thing.")
    ]


def test_a_circle_of_definitions_and_rules_is_refused():
    definitions = (
        "define best_egfr: egfr\ndefine d_ok: mg_ok\ndefine mg_ok: Z01\ndefine both_ok: d_ok"
    )
    rule = make_rule("Z01", "both_ok", [LEVEL])

    messages = [message for _, message in _found({"Z01": rule}, definitions=definitions)]

    assert len(messages) == 1
    assert messages[0].startswith("These stand on each other in a circle: ")


def test_a_definition_cannot_take_the_name_of_a_fact():
    definitions = "define magnesium: 1\ndefine best_egfr: egfr\ndefine d_ok: seizure\n" + (
        "define mg_ok: d_ok\ndefine both_ok: d_ok"
    )

    assert _found(definitions=definitions) == [
        ("expression", "'magnesium' is already a fact, but a name means one thing.")
    ]


def test_a_mistake_in_a_definition_is_told_once():
    definitions = "define best_egfr: egfr\ndefine d_ok: nothing\ndefine mg_ok: d_ok\n" + (
        "define both_ok: mg_ok and d_ok"
    )

    assert len(_found(definitions=definitions)) == 1


def test_an_unknown_tag_of_a_definition_is_refused():
    entry = make_entry(
        EntryKind.DEFINITION, "extra", {"name": "extra", "lable": "x", "expression": "1"}
    )

    assert _found(more=[entry]) == [("lable", "'@lable' is not a tag of a definition.")]


def _case(**content):
    return make_entry(EntryKind.CASE, "c", {"name": "C", "on": "2026-11-22", **content})


def test_a_case_belongs_to_a_rule_that_exists():
    assert _found(more=[_case(rule="B09")]) == [
        ("rule", "The case names the rule 'B09', but there is no such rule.")
    ]


def test_a_case_expects_something_of_rules_that_exist():
    ((field, message),) = _found(more=[_case(expect={"fires": ["B09"]})])

    assert field == "expect.fires"
    assert "'B09'" in message


def test_all_problems_of_all_entries_come_at_once():
    broken = copy.deepcopy(RULES["B01"])
    broken["levels"][0]["actions"][1]["gates"][0]["gate"] = "bothok"
    broken["when"] = "magnesum < 1 'mmol/L'"

    found = check_entries(small_entries({"B01": broken, "Z01": make_rule("Z01", "egfr < 'x'", [])}))

    assert [(problem.place.document, problem.place.field) for problem in found] == [
        ("rule B01", "levels.1.actions.2.gates.1.gate"),
        ("rule B01", "when"),
        ("rule Z01", "levels"),
        ("rule Z01", "when"),
    ]


def test_a_broken_fact_is_told_together_with_rules_of_the_wrong_shape():
    facts = '[[fact]]\nname = "sex"\nkind = "choise"\n'

    found = _found({"Z01": {"code": "Z01"}}, facts=facts)

    assert any(message.startswith("'choise' was found") for _, message in found)
    assert ("", "The key 'when' is missing, but it is needed here.") in found
