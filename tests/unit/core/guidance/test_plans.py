"""The two plans: what the rules say and what was accepted."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.guidance.plan import Plan
from mgdcds.core.guidance.plans import agree, describe_item, find_contradictions, propose
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Category, Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS
from tests.unit.core.guidance.builders import (
    TODAY,
    answer,
    make_action,
    make_report,
    make_rule,
)


def _lines(items):
    return [describe_item(item) for item in items]


def test_lines_with_one_verb_and_target_are_merged():
    plan = propose(
        make_report(
            make_rule("K01", "measure calcium"), make_rule("S02", "measure calcium", urgency="soon")
        )
    )

    assert [(item.rules, item.urgency) for item in plan.items] == [(("K01", "S02"), Urgency.SOON)]


def test_the_most_urgent_comes_first():
    plan = propose(
        make_report(
            make_rule("A03", "inform magnesium status", urgency="information"),
            make_rule("A04", "refer same-day assessment", urgency="emergency"),
            make_rule("B01", "measure magnesium"),
        )
    )

    assert _lines(plan.items) == [
        "Refer to same-day clinical assessment",
        "Measure serum magnesium",
        "Explain magnesium status",
    ]


def test_a_test_today_and_a_test_later_stay_two_lines():
    plan = propose(
        make_report(
            make_rule("B01", "measure magnesium"),
            make_rule("K02", make_action("measure magnesium", in_weeks="1–2")),
            make_rule("B02", make_action("measure magnesium", in_weeks="12")),
        )
    )

    assert [item.rules for item in plan.items] == [("B01",)]
    assert [(item.rules, item.in_weeks) for item in plan.follow_up] == [(("K02", "B02"), "1–2")]


def test_what_is_withheld_is_in_no_plan():
    withheld = make_action("start magnesium supplement", withheld=True)
    blocked = make_rule("B02", "start magnesium supplement", status=Status.WITHHELD)

    assert propose(make_report(make_rule("B01", withheld), blocked)) == Plan(())


def test_a_start_gives_way_to_a_stop_of_the_same_thing():
    plan = propose(
        make_report(
            make_rule("A02", "start vitamin D"),
            make_rule("S01", "stop vitamin D", category="safety", urgency="soon"),
        )
    )

    assert _lines(plan.items) == ["Stop vitamin D"]
    assert [entry.reason for entry in plan.set_aside] == [
        "'Start vitamin D' (A02) gives way to the safer 'Stop vitamin D' (S01)."
    ]


def test_stopping_all_magnesium_products_forbids_starting_a_supplement():
    plan = propose(
        make_report(
            make_rule("B01", "start magnesium supplement", "increase dietary magnesium"),
            make_rule("S09", "stop magnesium products", category="safety"),
        )
    )

    assert [item.target for item in plan.items] == ["magnesium products", "dietary magnesium"]


def test_avoiding_a_higher_dose_forbids_a_start_but_not_going_on():
    report = make_report(
        make_rule("S05", "avoid higher vitamin D dose", category="safety"),
        make_rule("A02", "start vitamin D"),
        make_rule("B02", "continue vitamin D"),
    )

    assert [(item.verb, item.target) for item in propose(report).items] == [
        (Verb.AVOID, "higher vitamin D dose"),
        (Verb.CONTINUE, "vitamin D"),
    ]


def test_replacement_of_a_measured_deficiency_is_another_thing_than_a_supplement():
    plan = propose(
        make_report(
            make_rule("S10", "reduce magnesium supplement"),
            make_rule("B06", "start magnesium replacement"),
        )
    )

    assert len(plan.items) == 2
    assert plan.set_aside == ()


def test_a_start_carries_the_limit_of_another_rule():
    plan = propose(
        make_report(
            make_rule("B02", make_action("start magnesium supplement", limit="350 mg/d")),
            make_rule("K02", make_action("limit magnesium supplement", limit="150 mg/d")),
        )
    )

    assert [(item.verb, item.limit) for item in plan.items] == [
        (Verb.LIMIT, "150 mg/d"),
        (Verb.START, "150 mg/d"),
    ]
    assert find_contradictions(plan) == ()


def test_limits_in_different_units_are_both_carried():
    plan = propose(
        make_report(
            make_rule("A02", make_action("start vitamin D", limit="50 ug/d")),
            make_rule("S08", make_action("limit vitamin D", limit="2000 IU/d")),
        )
    )

    assert [item.limit for item in plan.items] == ["2000 IU/d", "50 ug/d; 2000 IU/d"]


def test_a_limit_that_names_no_dose_forbids_the_start():
    plan = propose(
        make_report(make_rule("A02", "start vitamin D"), make_rule("S08", "limit vitamin D"))
    )

    assert _lines(plan.items) == ["Limit vitamin D"]


def test_what_is_stopped_is_not_raised_either():
    plan = propose(
        make_report(
            make_rule("S05", "avoid higher vitamin D dose"), make_rule("S01", "stop vitamin D")
        )
    )

    assert _lines(plan.items) == ["Stop vitamin D"]
    assert [entry.reason for entry in plan.set_aside] == [
        "'Avoid raising the vitamin D dose' (S05) gives way to 'Stop vitamin D' (S01), "
        "which goes further."
    ]


def test_the_same_clause_of_two_rules_is_said_once():
    again = make_action("measure magnesium", detail="again; last result: 0.62 mmol/L")
    plain = make_action("measure magnesium", detail="last result: 0.62 mmol/L; with the ECG")

    plan = propose(make_report(make_rule("K01", again), make_rule("P02", plain)))

    assert [item.details for item in plan.items] == [
        ("again", "last result: 0.62 mmol/L", "with the ECG")
    ]


def test_a_stop_goes_further_than_a_reduction():
    plan = propose(
        make_report(make_rule("B04", "reduce vitamin D"), make_rule("S01", "stop vitamin D"))
    )

    assert _lines(plan.items) == ["Stop vitamin D"]
    assert [entry.reason for entry in plan.set_aside] == [
        "'Reduce vitamin D' (B04) gives way to 'Stop vitamin D' (S01), which goes further."
    ]


def test_going_on_is_a_part_of_starting():
    plan = propose(
        make_report(make_rule("B02", "continue vitamin D"), make_rule("A02", "start vitamin D"))
    )

    assert [(item.verb, item.rules) for item in plan.items] == [(Verb.START, ("A02", "B02"))]


def test_only_what_was_accepted_is_agreed():
    report = make_report(make_rule("B01", "measure magnesium"), make_rule("K01", "measure PTH"))
    answers = answer("B01") | answer("K01", "already_done")

    plan = agree(report, answers, on=TODAY)

    assert _lines(plan.items) == ["Measure serum magnesium"]


def test_safety_advice_waits_for_an_answer():
    report = make_report(
        make_rule("S01", "stop vitamin D", category="safety"),
        make_rule("A04", "refer same-day assessment", urgency="emergency", category="status"),
        make_rule("K03", "avoid magnesium supplement", category="kidney"),
        make_rule("S02", category="safety", status=Status.NOT_MET),
    )

    assert agree(report, {}, on=TODAY).unanswered_safety == ("S01", "A04")
    assert agree(report, answer("S01", "overridden"), on=TODAY).unanswered_safety == ("A04",)


def test_unanswered_advice_still_stands_against_a_start():
    report = make_report(
        make_rule("A02", "start vitamin D"), make_rule("S01", "stop vitamin D", category="safety")
    )

    assert agree(report, answer("A02"), on=TODAY).items == ()
    overridden = answer("A02") | answer("S01", "overridden")
    assert _lines(agree(report, overridden, on=TODAY).items) == ["Start vitamin D"]


def test_an_unanswered_limit_still_holds():
    report = make_report(
        make_rule("B02", "start magnesium supplement"),
        make_rule("K02", make_action("limit magnesium supplement", limit="150 mg/d")),
    )

    assert [item.limit for item in agree(report, answer("B02"), on=TODAY).items] == ["150 mg/d"]


@pytest.mark.parametrize(
    ("egfr", "weeks", "due"),
    [
        ("44.9", "1–2", datetime.date(2026, 12, 6)),
        ("45", "8–12", datetime.date(2027, 2, 14)),
        (None, "1–2", datetime.date(2026, 12, 6)),
    ],
)
def test_magnesium_is_measured_again_sooner_when_the_kidney_is_weak_or_unknown(egfr, weeks, due):
    context = {} if egfr is None else {"best_egfr": egfr}
    report = make_report(make_rule("B01", "increase dietary magnesium"), **context)

    plan = agree(report, answer("B01"), on=TODAY)

    assert [(item.target, item.in_weeks, item.due_on) for item in plan.follow_up] == [
        (target, weeks, due) for target in ("magnesium", "calcium", "potassium", "creatinine")
    ]


def test_after_a_change_25ohd_and_calcium_are_measured_in_12_weeks():
    report = make_report(make_rule("A02", "start vitamin D", category="status"), best_egfr="80")

    plan = agree(report, answer("A02"), on=TODAY)

    assert [(item.target, item.in_weeks) for item in plan.follow_up] == [
        ("25(OH)D", "12"),
        ("calcium", "12"),
    ]


def test_a_later_test_of_a_rule_and_of_the_follow_up_are_one_line():
    report = make_report(
        make_rule(
            "B02", "start magnesium supplement", make_action("measure 25(OH)D", in_weeks="12")
        ),
        best_egfr="80",
    )

    later = agree(report, answer("B02"), on=TODAY).follow_up

    assert [item.rules for item in later if item.target == "25(OH)D"] == [("B02", "F01")]


def test_who_takes_magnesium_is_told_when_to_stop():
    report = make_report(
        make_rule("B02", "increase dietary magnesium"),
        best_egfr="80",
        total_magnesium_supplement="241",
    )

    later = agree(report, answer("B02"), on=TODAY).follow_up

    assert "stop magnesium with diarrhoea" in later[0].details[0]


def test_information_alone_needs_no_follow_up():
    report = make_report(make_rule("P03", "inform colorectal cancer", category="population"))

    assert agree(report, answer("P03"), on=TODAY).follow_up == ()


def test_monitoring_has_its_date():
    report = make_report(make_rule("B05", "measure magnesium"))
    until = datetime.date(2027, 1, 4)

    plan = agree(report, answer("B05", "will_monitor", monitor_on=until), on=TODAY)

    assert plan.items == ()
    assert [(item.details, item.due_on) for item in plan.follow_up] == [(("Title of B05",), until)]


_ACTIONS = st.builds(
    lambda verb, target, limit, weeks: make_action(f"{verb} {target}", limit=limit, in_weeks=weeks),
    st.sampled_from(list(Verb)),
    st.sampled_from([*TARGETS][:8]),
    st.sampled_from(["", "150 mg/d", "350 mg/d", "2000 IU/d"]),
    st.sampled_from(["", "", "12", "1–2"]),
)
_RULES = st.lists(
    st.tuples(
        st.lists(_ACTIONS, max_size=4),
        st.sampled_from(list(Category)),
        st.sampled_from(list(Urgency)),
        st.sampled_from(["", "accepted", "overridden", "will_monitor"]),
    ),
    max_size=8,
)


@given(_RULES)
def test_no_plan_contradicts_itself(drawn):
    report = make_report(
        *(
            make_rule(f"X{at:02}", *actions, category=category, urgency=urgency)
            for at, (actions, category, urgency, _) in enumerate(drawn)
        )
    )
    answers = {}
    for at, (*_, response) in enumerate(drawn):
        answers |= answer(f"X{at:02}", response) if response else {}

    for plan in (propose(report), agree(report, answers, on=TODAY)):
        assert find_contradictions(plan) == ()
        assert find_contradictions(Plan((*plan.items, *plan.follow_up))) == ()


@given(_RULES)
def test_every_proposed_action_is_in_the_plan_or_set_aside(drawn):
    report = make_report(
        *(make_rule(f"X{at:02}", *actions) for at, (actions, *_) in enumerate(drawn))
    )

    plan = propose(report)

    kept = {
        (code, item.target)
        for item in (*plan.items, *plan.follow_up, *(entry.item for entry in plan.set_aside))
        for code in item.rules
    }
    assert {(rule.code, act.target) for rule in report.rules for act in rule.actions} <= kept
