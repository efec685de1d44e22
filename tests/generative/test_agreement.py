"""Every engine equals the judge, on what was generated and on every disagreement once found."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.generative import agreement
from tests.generative.agreement import ENGINES, find_disagreements, is_same, make_work
from tests.generative.kept_cases import print_disagreement, print_work, read_kept, read_work
from tests.generative.programs import operators_in, random_program
from tests.generative.shrinking import recorded_of, shrink
from tests.generative.world import DICTIONARY

#: 200 programs, each on 100 sheets: 20,000 pairs for every engine.
BATCHES, PROGRAMS = 20, 10
KEPT = read_kept()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_engine_equals_the_judge(batch):
    works = [make_work(batch * PROGRAMS + at) for at in range(PROGRAMS)]

    for engine in ENGINES:
        found = next(find_disagreements(engine, works), None)
        assert found is None, f"Keep this case:\n{print_disagreement(shrink(found))}"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_answers_at_least_half_of_the_conditions(engine):
    works = [make_work(seed) for seed in range(PROGRAMS)]
    asked = sum(len(each) for work in works for each in work.expected)
    answered = [ENGINES[engine](work.program, work.sheets) for work in works]

    assert sum(len(each) for answers in answered for each in answers) > asked / 2


@pytest.mark.parametrize("engine", ENGINES)
def test_a_kept_case_is_answered_as_the_judge_does(engine):
    for name, kept in KEPT.items():
        (answers,) = ENGINES[engine](kept.program, kept.sheets)
        for condition, found in answers.items():
            assert is_same(kept.expected[0][condition], found), (name, condition)


def test_every_operator_is_generated():
    programs = (random_program(random.Random(seed)) for seed in range(300))
    trees = [each.tree for program in programs for each in program.expressions.values()]

    assert operators_in(trees) == OPERATORS.keys()


def test_conditions_are_true_false_and_unknown_alike():
    answers = [made for seed in range(20) for made in make_work(seed).expected]
    truths = [truth for each in answers for truth, _ in each.values()]

    for truth in (TRUE, FALSE, UNKNOWN):
        assert truths.count(truth) > len(truths) / 6


def test_sheets_have_values_that_are_missing_stale_limited_and_in_other_units():
    sheets = make_work(1).sheets
    recorded = [value for sheet in sheets for value in recorded_of(sheet).values()]
    reasons = {why for sheet in sheets for _, why in sheet.set_aside.values()}

    assert min(len(recorded_of(sheet)) for sheet in sheets) < len(DICTIONARY.facts) / 2
    assert reasons == {"stale", "haemolysed"}
    assert {"mg/dL", "meq/L", "nmol/L", "g"} <= {value.unit for value in recorded}
    assert {"result", "clinic", "release"} <= {
        origin for sheet in sheets for origin in sheet.limits_from.values()
    }


def test_a_seed_gives_the_same_work_again():
    work = make_work(3)
    make_work.cache_clear()
    again = make_work(3)

    assert again.program.expressions == work.program.expressions
    assert again.sheets == work.sheets


def test_what_is_generated_is_printed_and_read_back():
    for seed in range(40):
        for checked in random_program(random.Random(seed)).expressions.values():
            printed = print_expression(checked.tree)
            assert print_expression(parse_expression(printed)) == printed


def test_work_is_printed_and_read_back_as_it_was():
    work = make_work(5)

    for sheet, expected in islice(zip(work.sheets, work.expected, strict=True), 20):
        again = read_work(print_work(work.program, sheet))
        assert again.expected == (expected,)
        assert _entered(again.sheets[0]) == _entered(sheet)
        assert again.sheets[0].limits == sheet.limits


def _entered(sheet):
    return {
        name: (value.value, value.entered, value.unit, value.on)
        for name, value in recorded_of(sheet).items()
    }


def _as_if_unknown_were_false(program, sheets):
    answers = agreement.judge(program, sheets)
    return [
        {name: (FALSE if truth is UNKNOWN else truth, None) for name, (truth, _) in each.items()}
        for each in answers
    ]


def test_a_wrong_engine_is_found_and_its_case_is_small(monkeypatch):
    monkeypatch.setitem(ENGINES, "wrong", _as_if_unknown_were_false)
    first = next(find_disagreements("wrong", [make_work(seed) for seed in range(10)]))

    found = shrink(first)

    assert len(found.program.expressions) == 1
    assert len(recorded_of(found.sheet)) <= 1
    assert "wrong answered 'false'" in print_disagreement(found)
    assert read_work(print_disagreement(found)).expected[0][found.name][0] is UNKNOWN
