"""What holds for every condition and every patient."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.generative.conditions import (
    ABOUT_INTERVALS,
    COMPLETE,
    CONDITIONS,
    INTERVALS,
    MONOTONE,
    RECORDED,
    sheet_with,
)
from tests.spec.engines import DICTIONARY, SCOPE

MANY = settings(max_examples=500, deadline=None, derandomize=True)


def evaluate(source, recorded):
    checked = check_expression(parse_expression(source), scope=SCOPE, expected=BOOLEAN)
    assert checked.problems == ()
    return open_sheet(Program(DICTIONARY, {"X01": checked}), sheet_with(recorded))


@MANY
@given(source=CONDITIONS, recorded=RECORDED)
def test_every_condition_has_an_answer_with_reasons(source, recorded):
    evaluation = evaluate(source, recorded)

    assert_answered_with_reasons(evaluation)


@MANY
@given(source=ABOUT_INTERVALS, recorded=RECORDED)
def test_every_condition_about_intervals_has_an_answer_with_reasons(source, recorded):
    assert_answered_with_reasons(evaluate(source, recorded))


def assert_answered_with_reasons(evaluation):
    answer, reason = evaluation.answer("X01"), evaluation.explain("X01")

    assert answer.value in (True, False, None)
    assert reason.truth is evaluation.truth("X01")
    assert reason.sentence
    assert describe(evaluation.program.expressions["X01"], program=evaluation.program)


@MANY
@given(recorded=COMPLETE, data=st.data())
def test_two_intervals_lie_to_each_other_in_one_way(recorded, data):
    left, right = data.draw(INTERVALS), data.draw(INTERVALS)
    relations = ("before", "after", "overlaps")

    found = [evaluate(f"{left} {each} {right}", recorded).truth("X01") for each in relations]

    assert found.count(TRUE) == (0 if UNKNOWN in found else 1)


@MANY
@given(recorded=COMPLETE, data=st.data())
def test_what_two_intervals_share_is_in_both_and_their_union_holds_both(recorded, data):
    left, right = data.draw(INTERVALS), data.draw(INTERVALS)
    claims = (
        f"({left} intersect {right}) included in {left}",
        f"({left} union {right}) includes {right}",
        f"({left} except {right}) included in {left}",
        f"not (({left} except {right}) overlaps {right})",
    )

    found = [evaluate(claim, recorded).truth("X01") for claim in claims]

    assert FALSE not in found


@MANY
@given(source=CONDITIONS, recorded=RECORDED)
def test_only_an_unknown_answer_misses_facts_and_only_unknown_ones(source, recorded):
    answer = evaluate(source, recorded).answer("X01")

    assert answer.value is None or not answer.missing
    # What an `if` sets aside with a null is missing although it is recorded.
    assert "null" in source or not answer.missing & recorded.keys()


@MANY
@given(source=MONOTONE, recorded=RECORDED, more=COMPLETE)
def test_more_knowledge_never_changes_a_settled_answer(source, recorded, more):
    before = evaluate(source, recorded).truth("X01")
    after = evaluate(source, {**more, **recorded}).truth("X01")

    assert before is UNKNOWN or after is before


@MANY
@given(source=MONOTONE, recorded=RECORDED, data=st.data())
def test_what_is_not_missing_does_not_settle_an_unknown_answer(source, recorded, data):
    answer = evaluate(source, recorded).answer("X01")
    more = data.draw(COMPLETE)
    others = {name: value for name, value in more.items() if name not in answer.missing}

    after = evaluate(source, {**others, **recorded}).answer("X01")

    assert answer.value is not None or after.value is None


@MANY
@given(source=CONDITIONS, recorded=RECORDED)
def test_what_is_reviewed_is_what_runs(source, recorded):
    printed = print_expression(parse_expression(source))

    assert evaluate(printed, recorded).truth("X01") is evaluate(source, recorded).truth("X01")
