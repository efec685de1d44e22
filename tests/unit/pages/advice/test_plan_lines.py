"""Plans as they are read: now and later, safety first, one line for each deed."""

import datetime

from mgdcds.core.guidance.plan import Plan
from mgdcds.core.guidance.plans import propose
from mgdcds.pages.advice.plan_lines import present_plan
from tests.cases.shipped import report_of
from tests.unit.pages.advice.leaflets import plan_of


def titles_of(column):
    return [group.title for group in column.groups]


def test_a_proposal_tells_weeks_and_an_agreed_plan_days():
    proposed = present_plan(propose(report_of("d01_classic_low_low")))
    agreed = present_plan(plan_of("d01_classic_low_low"))

    assert titles_of(proposed)[:2] == ["Now", "In 12 weeks"]
    assert "By 14 Feb 2027, within 12 weeks" in titles_of(agreed)


def test_all_tests_of_one_time_are_one_line():
    column = present_plan(propose(report_of("k02_below_45")))

    verbs = [line.verb for line in column.groups[0].lines if not line.urgency]
    assert verbs.count("Measure") == 1


def test_what_cannot_wait_comes_first_and_is_marked():
    lines = present_plan(propose(report_of("s09_at_200"))).groups[0].lines

    assert lines[0].urgency == "emergency"
    ranks = [("emergency", "soon", "").index(line.urgency) for line in lines]
    assert ranks == sorted(ranks)


def test_what_is_agreed_is_marked_in_the_proposal():
    report = report_of("d01_classic_low_low")

    column = present_plan(propose(report), agreed=plan_of("d01_classic_low_low", "A05"))

    agreed = {part.target: part.is_agreed for line in column.groups[0].lines for part in line.parts}
    assert agreed["dietary magnesium"]
    assert not agreed["24-hour urine magnesium"]


def test_a_test_now_is_not_the_same_as_a_test_later():
    report = report_of("k02_below_45")
    later_only = Plan((), follow_up=propose(report).follow_up)

    column = present_plan(propose(report), agreed=later_only)

    assert not any(part.is_agreed for line in column.groups[0].lines for part in line.parts)


def test_the_follow_up_names_no_rule_that_is_not_there():
    parts = [
        part
        for group in present_plan(plan_of("d01_classic_low_low")).groups
        for line in group.lines
        for part in line.parts
    ]

    assert not any("F01" in part.rules for part in parts)


def test_what_gave_way_is_said_with_the_reason():
    column = present_plan(plan_of("b04_with_high_calcium"))

    assert column.gave_way == (
        "'Reduce vitamin D' (B04) gives way to 'Stop vitamin D' (S01), which goes further.",
    )


def test_what_is_overdue_says_so_and_what_has_no_time_comes_last():
    column = present_plan(plan_of("d01_classic_low_low"), today=datetime.date(2030, 1, 1))

    assert "Overdue since 14 Feb 2027" in titles_of(column)
    assert titles_of(column)[-1] == "Later"


def test_an_empty_plan_has_no_groups():
    assert present_plan(Plan(())).groups == ()
