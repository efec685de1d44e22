"""What cases have shown of every part of a condition."""

from __future__ import annotations

from mgdcds.core.authoring.coverage import cover_rule
from tests.unit.core.authoring.worked import make_case, open_trials
from tests.unit.core.guidance.small import make_action, make_level, make_rule


def _gaps(trials, code="B01"):
    return [gap for _, gap in cover_rule(trials, code).gaps]


def test_a_leaf_that_no_case_has_unknown_is_told_with_its_place():
    trials = open_trials(
        "magnesium < 0.50 'mmol/L'\n  or seizure",
        make_case("fires", magnesium="0.49 mmol/L", seizure=False),
        make_case("not_met", magnesium="0.50 mmol/L", seizure=False),
        make_case("fires", magnesium="0.60 mmol/L", seizure=True),
        make_case("unknown", magnesium="0.60 mmol/L"),
    )

    covered = cover_rule(trials, "B01")

    assert [gap for _, gap in covered.gaps] == ["No case has `magnesium < 0.50 'mmol/L'` unknown."]
    assert [(leaf.place.line, leaf.place.column) for leaf, _ in covered.gaps] == [(1, 1)]
    assert covered.leaves[1].leaf.place.line == 2
    assert covered.share == 1 - 1 / 8


def test_the_cases_are_named_in_which_a_leaf_was_seen():
    trials = open_trials(
        "magnesium < 0.50 'mmol/L'",
        make_case("fires", magnesium="0.49 mmol/L"),
        make_case("not_met", magnesium="0.50 mmol/L"),
        make_case("unknown"),
    )

    (leaf,) = cover_rule(trials, "B01").leaves

    assert (leaf.true, leaf.false, leaf.unknown, leaf.decisive) == ("c1", "c2", "c3", "c1")
    assert leaf.gaps == ()


def test_a_leaf_that_never_decides_is_told():
    trials = open_trials(
        "magnesium < 0.50 'mmol/L' or seizure",
        make_case("fires", magnesium="0.49 mmol/L", seizure=True),
        make_case("not_met", magnesium="0.50 mmol/L", seizure=False),
    )

    assert "In no case does `seizure` decide the status by itself." not in _gaps(trials)
    assert [gap for gap in _gaps(trials) if "unknown" not in gap] == []

    both = open_trials(
        "magnesium < 0.50 'mmol/L' or seizure",
        make_case("fires", magnesium="0.49 mmol/L", seizure=True),
    )

    assert "In no case does `seizure` decide the status by itself." in _gaps(both)


def test_without_cases_nothing_is_shown():
    assert _gaps(open_trials("seizure")) == [
        "No case has `seizure` true.",
        "No case has `seizure` false.",
        "No case has `seizure` unknown.",
        "In no case does `seizure` decide the status by itself.",
    ]


def test_a_test_for_null_needs_no_case_in_which_it_is_unknown():
    assert _gaps(open_trials("magnesium is null")) == [
        "No case has `magnesium is null` true.",
        "No case has `magnesium is null` false.",
        "In no case does `magnesium is null` decide the status by itself.",
    ]


def test_the_leaves_of_a_definition_belong_to_the_rules_that_read_it():
    trials = open_trials("mg_ok and seizure")

    leaves = [(each.leaf.name, each.leaf.text) for each in cover_rule(trials, "B01").leaves]

    assert leaves == [("B01", "seizure"), ("mg_ok", "best_egfr >= 30")]


def test_only_cases_that_expect_something_of_the_rule_count():
    trials = open_trials("seizure", make_case("not_met", rule="S01", seizure=True, **_NOT_HIGH))

    assert "No case has `seizure` true." in _gaps(trials)


_NOT_HIGH = {"calcium_is_high": False}


def test_levels_actions_and_remarks_have_leaves_where_the_rule_is_true():
    level = make_level(make_action("measure magnesium", when="vitamin_d < 30 'ng/mL'"))
    rule = make_rule(
        "B01",
        "seizure",
        [make_level(when="magnesium < 0.50 'mmol/L'"), level],
        tags=[{"when": "sex = 'male'", "text": "a man"}],
    )
    trials = open_trials(
        "seizure",
        make_case("fires", seizure=True, magnesium="0.40 mmol/L", vitamin_d="20 ng/mL"),
        make_case("not_met", seizure=False, sex="male"),
        rules={"B01": rule},
    )

    gaps = [gap for gap in _gaps(trials) if "`seizure`" not in gap]

    assert gaps == [
        "No case has `magnesium < 0.50 'mmol/L'` false.",
        "No case has `magnesium < 0.50 'mmol/L'` unknown.",
        "No case has `vitamin_d < 30 'ng/mL'` false.",
        "No case has `vitamin_d < 30 'ng/mL'` unknown.",
        "No case has `sex = 'male'` true.",
        "No case has `sex = 'male'` false.",
    ]
