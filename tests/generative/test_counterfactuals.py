"""Every change of one fact that is found changes an answer, and no smaller one does."""

import random

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.grid import find_grid
from mgdcds.core.engines.nearest import find_nearest
from mgdcds.core.engines.turns import Flow, TurnFinder
from mgdcds.core.engines.variations import Variations, words_of
from mgdcds.core.facts.make_sheet import change_sheet
from tests.generative.agreement import conditions_of
from tests.generative.programs import random_program
from tests.generative.sheets import cut_offs_of, random_sheet

SEEDS, SHEETS, NEAR = 10, 3, 25


class Question:
    """One condition of one program, on one sheet, asked about one fact."""

    def __init__(self, program, sheet, name, fact):
        self.program, self.sheet, self.name, self.fact = program, sheet, name, fact
        self.evaluation = open_sheet(program, sheet)
        self.now = self.evaluation.truth(name)
        self.turns = TurnFinder(program, fact.name).find((program.plans[name],))
        value = sheet.get(fact.name)
        self.grid = find_grid(fact, on=sheet.on, now=value)
        self.here = None if self.grid is None or value is None else self.grid.place(value)

    @property
    def is_exact(self):
        return all(turn.flow is not Flow.ANY_WAY for turn in self.turns) or self.is_small

    @property
    def is_small(self):
        return self.grid is None or self.grid.high - self.grid.low <= 200

    def changes(self):
        return find_nearest(
            self.evaluation, self.fact, self.turns, lambda changed: changed.truth(self.name)
        )

    def truth_with(self, value):
        """What the judge says of a sheet made anew."""
        changed = change_sheet(self.program.dictionary, self.sheet, self.fact.name, value)
        return open_sheet(self.program, changed).truth(self.name)

    def values_around(self):
        """Every value of a small grid, else those near to what is recorded."""
        if self.grid is None:
            return words_of(self.fact)
        middle = self.grid.low if self.here is None else self.here
        near = range(middle - NEAR, middle + NEAR + 1)
        places = range(self.grid.low, self.grid.high + 1) if self.is_small else near
        inside = (place for place in places if self.grid.low <= place <= self.grid.high)
        return [self.grid.value(place) for place in inside]


def questions(seed, *, is_recorded):
    """Conditions of a program beside the facts that they read."""
    chance = random.Random(seed)
    program = random_program(chance)
    cut_offs = cut_offs_of(program)
    for _ in range(SHEETS):
        sheet = random_sheet(chance, program.dictionary, cut_offs=cut_offs)
        for name in conditions_of(program):
            for fact in sorted(program.facts_read[name]):
                if (fact in sheet.values) is is_recorded:
                    yield Question(program, sheet, name, program.dictionary.facts[fact])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_change_turns_the_answer_and_one_step_less_does_not(seed):
    for question in questions(seed, is_recorded=True):
        for change in question.changes():
            assert question.truth_with(change.to) is change.said is not question.now
            if change.before is not None:
                assert question.truth_with(change.before) is question.now


@pytest.mark.parametrize("seed", range(SEEDS, 2 * SEEDS))
def test_no_smaller_step_turns_the_answer(seed):
    for question in questions(seed, is_recorded=True):
        if not question.is_exact:
            continue
        found = {change.to for change in question.changes()}
        turning = [
            value
            for value in question.values_around()
            if question.truth_with(value) is not question.now
        ]
        if question.grid is None:
            assert bool(found) is bool(turning)
            continue
        for is_up in (True, False):
            side = [
                value for value in turning if (question.grid.place(value) > question.here) is is_up
            ]
            if side:
                nearest = min(
                    side, key=lambda value: abs(question.grid.place(value) - question.here)
                )
                assert nearest in found, (question.name, question.fact.name, nearest, found)


@pytest.mark.parametrize("seed", range(2 * SEEDS, 3 * SEEDS))
def test_the_values_to_try_of_a_missing_fact_show_all_that_it_could_do(seed):
    for question in questions(seed, is_recorded=False):
        if not question.is_exact:
            continue
        varied = Variations(question.evaluation, question.fact).find(question.turns)
        tried = {each.truth(question.name) for each in varied}
        seen = {question.truth_with(value) for value in question.values_around()}

        assert seen <= tried
        assert seen == tried or not question.is_small
