"""The compiled evaluator answers what the judge answers: truths and missing facts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled import compile_program
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from tests.generative.conditions import ABOUT_INTERVALS, CONDITIONS, RECORDED, sheet_with
from tests.spec.engines import DICTIONARY, SCOPE

MANY = settings(max_examples=500, deadline=None, derandomize=True)


def program_of(*sources):
    checked = [
        check_expression(parse_expression(source), scope=SCOPE, expected=BOOLEAN)
        for source in sources
    ]
    return Program(DICTIONARY, {f"X{number}": each for number, each in enumerate(checked)})


def assert_agrees(program, recorded):
    compiled = compile_program(program, tuple(program.expressions))
    sheet = sheet_with(recorded)
    found, judge = compiled.evaluate(sheet), open_sheet(program, sheet)

    for name in program.expressions:
        assert found.truth(name) is judge.truth(name), (name, compiled.source)
        assert found.missing(name) == judge.missing_of(name), (name, compiled.source)


@MANY
@given(sources=st.lists(CONDITIONS, min_size=1, max_size=4), recorded=RECORDED)
def test_conditions_are_answered_as_by_the_judge(sources, recorded):
    assert_agrees(program_of(*sources), recorded)


@MANY
@given(sources=st.lists(ABOUT_INTERVALS, min_size=1, max_size=3), recorded=RECORDED)
def test_conditions_about_intervals_are_answered_as_by_the_judge(sources, recorded):
    assert_agrees(program_of(*sources), recorded)
