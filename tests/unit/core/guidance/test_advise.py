"""From a sheet to a report, with a small release."""

from __future__ import annotations

import datetime

import pytest

from mgdcds.core.guidance.advise import add_reasons, advise, explain_rule
from mgdcds.core.guidance.outcome import outcome_from_text, outcome_to_text
from mgdcds.core.guidance.report import ActionState, Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.unit.core.guidance.small import (
    TODAY,
    gate,
    make_action,
    make_level,
    make_rule,
    small_rulebook,
    small_sheet,
)

WELL = {"vitamin_d": "18 ng/mL", "magnesium": "0.78 mmol/L", "egfr": "80", "calcium_is_high": "no"}


@pytest.fixture(scope="module")
def rulebook():
    return small_rulebook()


def _report(rulebook, **facts):
    return advise(rulebook, small_sheet(rulebook, **facts))


def _statuses(report):
    return {rule.code: rule.status.value for rule in report.rules}


def _actions(rule):
    return [(action.verb.value, action.target, action.state.value) for action in rule.actions]


def test_every_rule_is_accounted_for(rulebook):
    assert _statuses(_report(rulebook, **WELL)) == {
        "A01": "fires",
        "B01": "fires",
        "B02": "fires",
        "K03": "not_met",
        "S01": "not_met",
    }


def test_an_empty_sheet_leaves_rules_unknown_and_says_what_is_missing(rulebook):
    report = _report(rulebook)

    assert set(_statuses(report).values()) == {"unknown"}
    assert report.rule("B02").missing == ("magnesium", "vitamin_d")
    assert report.rule("K03").missing == ("creatinine", "egfr")


def test_a_rule_that_is_already_impossible_asks_for_nothing(rulebook):
    report = _report(rulebook, vitamin_d="31 ng/mL")

    assert (report.rule("B02").status, report.rule("B02").missing) == (Status.NOT_MET, ())


def test_a_false_gate_withholds_the_rule_and_names_who_stands_behind_it(rulebook):
    rule = _report(rulebook, **WELL | {"egfr": "25"}).rule("B02")

    assert (rule.status, rule.withheld_by, rule.missing) == (Status.WITHHELD, ("K03",), ())
    assert {state for *_, state in _actions(rule)} == {"withheld"}
    assert rule.clinician == "Look."


def test_an_unknown_gate_withholds_without_a_name_and_says_what_is_missing(rulebook):
    report = _report(rulebook, vitamin_d="18 ng/mL", magnesium="0.78 mmol/L")

    rule = report.rule("B02")
    assert (rule.status, rule.withheld_by) == (Status.WITHHELD, ())
    assert rule.missing == ("calcium_is_high", "creatinine", "egfr")


def test_an_unknown_gate_can_drop_one_action_of_a_rule_that_fires(rulebook):
    rule = _report(rulebook, vitamin_d="18 ng/mL", calcium_is_high="no").rule("B01")

    assert rule.status is Status.FIRES
    assert _actions(rule) == [
        ("measure", "magnesium", "proposed"),
        ("start", "magnesium supplement", "withheld"),
    ]
    assert rule.actions[1].missing == ("creatinine", "egfr")
    assert rule.missing == ("creatinine", "egfr")


def test_two_rules_may_stand_behind_one_gate(rulebook):
    rule = _report(rulebook, **WELL | {"egfr": "25", "calcium_is_high": "yes"}).rule("B01")

    assert rule.withheld_by == ("K03", "S01")


@pytest.fixture(scope="module")
def gated():
    """A release with one more rule, whose actions have several gates."""
    instead = {"verb": "review", "target": "diet", "detail": "first of all"}
    levels = [
        make_level(
            make_action(
                "start vitamin D",
                gate("d_ok", "drop action", "keep"),
                gate("mg_ok", "replace", "replace", instead=instead),
            ),
            make_action("measure calcium", when="seizure"),
        )
    ]
    return small_rulebook({"Z01": make_rule("Z01", "vitamin_d > 0 'ng/mL'", levels)})


def test_an_action_is_replaced(gated):
    rule = _report(gated, **WELL | {"egfr": "25"}).rule("Z01")

    assert _actions(rule) == [
        ("start", "vitamin D", "withheld"),
        ("review", "diet", "proposed"),
    ]
    assert rule.actions[0].withheld_by == ("K03",)
    assert rule.actions[1].detail == "first of all"


def test_a_gate_that_keeps_lets_the_next_one_decide(gated):
    facts = {"vitamin_d": "18 ng/mL"}

    assert _actions(_report(gated, **facts, egfr="80").rule("Z01"))[0][2] == "withheld"
    known = _report(gated, **facts, egfr="80", calcium_is_high="no").rule("Z01")
    assert _actions(known) == [("start", "vitamin D", "proposed")]


def test_the_first_gate_that_is_not_true_decides(gated):
    rule = _report(gated, **WELL | {"egfr": "25", "calcium_is_high": "yes"}).rule("Z01")

    assert _actions(rule) == [("start", "vitamin D", "withheld")]
    assert rule.actions[0].withheld_by == ("S01",)


@pytest.mark.parametrize(("seizure", "count"), [("yes", 2), ("no", 1), ("", 1)])
def test_only_a_true_condition_keeps_an_action(gated, seizure, count):
    assert len(_report(gated, **WELL, seizure=seizure).rule("Z01").actions) == count


@pytest.mark.parametrize(
    ("seizure", "urgency", "level"),
    [("yes", "emergency", 0), ("no", "soon", 1), ("", "soon", 1)],
)
def test_the_first_level_that_is_true_decides(rulebook, seizure, urgency, level):
    rule = _report(rulebook, calcium_is_high="yes", seizure=seizure).rule("S01")

    assert (rule.urgency, rule.level) == (Urgency(urgency), level)


def test_a_level_that_could_be_more_urgent_is_asked_about(rulebook):
    report = _report(rulebook, **WELL | {"calcium_is_high": "yes"})

    assert report.rule("S01").missing == ("seizure",)
    assert (report.missing[0].name, report.missing[0].would_settle) == ("seizure", ("S01",))


def test_texts_hold_values_and_say_what_is_not_recorded(rulebook):
    rule = _report(rulebook, vitamin_d="45 nmol/L", sex="male").rule("A01")

    assert rule.clinician == ("25(OH)D 45 nmol/L (18 ng/mL); magnesium not recorded; sex Male.")


@pytest.mark.parametrize(
    ("facts", "detail"),
    [
        ({"magnesium": "0.78 mmol/L"}, "with the diet; last result: 0.78 mmol/L"),
        ({}, "with the diet"),
    ],
)
def test_an_action_has_no_clause_about_what_is_not_recorded(facts, detail):
    action = make_action("measure magnesium", detail="with the diet; last result: {magnesium}")
    rule = make_rule("A01", "vitamin_d > 0 'ng/mL'", [make_level(action)])

    report = _report(small_rulebook({"A01": rule}), vitamin_d="45 nmol/L", **facts)

    assert [found.detail for found in report.rule("A01").actions] == [detail]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("seizure", "yes"),
        ("not seizure", "no"),
        ("@2026-11-02", "2 Nov 2026"),
        ("magnesium_lln", "0.7 mmol/L"),
        ("magnesium * 2", "1.56 mmol/L"),
        ("10 'mg'", "10 mg"),
        ("if sex is null then 'no sex' else 'a sex'", "no sex"),
        ("best_egfr", "80"),
        ("null", "not recorded"),
    ],
)
def test_a_value_is_written_as_pages_write_it(source, words):
    levels = [make_level(clinician=f"It is {{{source}}}.")]
    rulebook = small_rulebook({"Z01": make_rule("Z01", "vitamin_d > 0 'ng/mL'", levels)})

    rule = _report(rulebook, **WELL, seizure="yes").rule("Z01")

    assert rule.clinician == f"It is {words}."


def test_a_limit_of_the_laboratory_is_shown_as_it_was_reported(rulebook):
    rule = _report(rulebook, vitamin_d="<4 ng/mL").rule("A01")

    assert rule.clinician.startswith("25(OH)D < 4 ng/mL (< 10 nmol/L);")


@pytest.mark.parametrize("value", ["30 ng/mL", "75 nmol/L"])
def test_a_tag_is_added_where_it_is_true(rulebook, value):
    tags = _report(rulebook, vitamin_d=value).rule("A01").tags

    assert len(tags) == 1
    assert tags[0].startswith("at the crossover of ")
    assert _report(rulebook, vitamin_d="31 ng/mL").rule("A01").tags == ()


def test_values_used_have_facts_definitions_and_what_is_needed(rulebook):
    rule = _report(rulebook, **WELL).rule("B02")

    assert rule.values_used == {
        "magnesium": "0.78 mmol/L",
        "vitamin_d": "18 ng/mL (45 nmol/L)",
        "best_egfr": "80",
    }


def test_a_stale_value_is_unknown_with_that_reason(rulebook):
    old = TODAY - datetime.timedelta(days=181)

    report = _report(rulebook, vitamin_d=("18 ng/mL", old))

    missing = next(fact for fact in report.missing if fact.name == "vitamin_d")
    assert report.rule("A01").status is Status.UNKNOWN
    assert missing.why == "stale"


def test_missing_facts_are_ranked_by_urgency_then_by_number(rulebook):
    report = _report(rulebook, vitamin_d="18 ng/mL")

    assert [(fact.name, fact.would_settle, fact.instead) for fact in report.missing] == [
        ("calcium_is_high", ("S01", "B01"), ()),
        ("creatinine", ("B01", "K03"), ("egfr",)),
        ("magnesium", ("B02",), ()),
    ]


def test_safety_comes_first_on_the_page(rulebook):
    assert [rule.code for rule in _report(rulebook, **WELL).rules] == [
        "S01",
        "K03",
        "B01",
        "B02",
        "A01",
    ]


def test_because_has_the_sentences_that_decided(rulebook):
    report = _report(rulebook, **WELL)

    assert len(report.rule("B02").because) == 2
    assert any("18 ng/mL" in sentence for sentence in report.rule("B02").because)


def test_reasons_can_be_left_out_and_added_later(rulebook):
    sheet = small_sheet(rulebook, **WELL)

    bare = advise(rulebook, sheet, reasons=False)

    stored = outcome_from_text(outcome_to_text(bare))
    assert all(rule.because == () for rule in bare.rules)
    assert add_reasons(rulebook, sheet, stored) == advise(rulebook, sheet)


def test_reasons_are_composed_for_some_rules_alone(rulebook):
    sheet = small_sheet(rulebook, **WELL)
    stored, whole = advise(rulebook, sheet, reasons=False), advise(rulebook, sheet)

    some = add_reasons(rulebook, sheet, stored, codes={"B02"})

    assert some.rule("B02").because == whole.rule("B02").because != ()
    assert some.rule("B01").because == ()


def test_the_context_has_what_plans_need(rulebook):
    report = _report(rulebook, **WELL, sex="female")

    assert report.context == {"best_egfr": "80", "sex": "female"}


def test_a_rule_is_explained_as_a_tree(rulebook):
    sheet = small_sheet(rulebook, **WELL | {"egfr": "25"})

    tree = explain_rule(rulebook, sheet, "B02")

    condition, *gates = tree.children
    assert (tree.name, tree.sentence, tree.truth) == ("B02", "Title of B02", TRUE)
    assert condition.truth is TRUE
    assert [(found.name, found.truth) for found in gates] == [("both_ok", FALSE)]


def test_the_tree_of_a_rule_that_is_not_true_has_its_condition_alone(rulebook):
    tree = explain_rule(rulebook, small_sheet(rulebook), "S01")

    assert tree.truth is UNKNOWN
    assert len(tree.children) == 1


def test_the_same_sheet_gives_the_same_bytes(rulebook):
    sheet = small_sheet(rulebook, **WELL)
    again = small_rulebook()

    assert outcome_to_text(advise(rulebook, sheet)) == outcome_to_text(advise(again, sheet))


def test_a_withheld_action_is_marked_and_the_others_are_not(rulebook):
    rule = _report(rulebook, **WELL).rule("B02")

    assert [action.state for action in rule.actions] == [ActionState.PROPOSED] * 2
    assert rule.actions[0].verb is Verb.START
