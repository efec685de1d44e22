"""What is said to be out of reach is so: no value of a fact, and no pair of values, does it."""

import random

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.grid import find_grid
from mgdcds.core.engines.reach import Bounds, Changes, Reach
from mgdcds.core.engines.variations import words_of
from mgdcds.core.facts.make_sheet import change_sheet
from tests.generative.agreement import conditions_of
from tests.generative.programs import random_program
from tests.generative.sheets import cut_offs_of, random_sheet

SEEDS, SHEETS, VALUES = 12, 3, 6


def values_of(fact, sheet, chance):
    """A few of the possible values, and both ends."""
    grid = find_grid(fact, on=sheet.on)
    if grid is None:
        return words_of(fact)
    places = {grid.low, grid.high, *(chance.randint(grid.low, grid.high) for _ in range(VALUES))}
    return [grid.value(place) for place in sorted(places)]


def sheets_with(program, sheet, fact, chance):
    facts = program.dictionary.facts
    return [
        change_sheet(program.dictionary, sheet, fact, value)
        for value in values_of(facts[fact], sheet, chance)
    ]


def questions(seed):
    """Conditions of a program beside a sheet and the facts that they read."""
    chance = random.Random(seed)
    program = random_program(chance)
    cut_offs = cut_offs_of(program)
    for _ in range(SHEETS):
        sheet = random_sheet(chance, program.dictionary, cut_offs=cut_offs)
        for name in conditions_of(program):
            yield program, sheet, name, sorted(program.facts_read[name]), chance


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_fact_does_nothing_that_is_out_of_its_reach(seed):
    for program, sheet, name, facts, chance in questions(seed):
        evaluation = open_sheet(program, sheet)
        now = evaluation.value(name)
        for fact in facts:
            could = Reach(evaluation, Changes(1, {fact: 1}), Bounds()).name(name)
            within = {True: could.true, False: could.false, None: could.null}
            for changed in sheets_with(program, sheet, fact, chance):
                then = open_sheet(program, changed).value(name)
                assert within[then], (name, fact, then)
                assert could.to_true or (then is True) is (now is True), (name, fact)
                assert could.to_false or (then is False) is (now is False), (name, fact)


@pytest.mark.parametrize("seed", range(SEEDS, 2 * SEEDS))
def test_a_fact_does_nothing_that_is_out_of_its_reach_beside_another(seed):
    for program, sheet, name, facts, chance in questions(seed):
        if len(facts) < 2:
            continue
        partner, fact = chance.sample(facts, 2)
        changes = Changes(1, {fact: 1}, {partner: 1})
        could = Reach(open_sheet(program, sheet), changes, Bounds()).name(name)
        for beside in sheets_with(program, sheet, partner, chance):
            now = open_sheet(program, beside).value(name)
            for changed in sheets_with(program, beside, fact, chance):
                then = open_sheet(program, changed).value(name)
                assert could.to_true or (then is True) is (now is True), (name, partner, fact)
                assert could.to_false or (then is False) is (now is False), (name, partner, fact)


@pytest.mark.parametrize("seed", range(2 * SEEDS, 3 * SEEDS))
def test_many_changes_are_answered_as_one_by_one(seed):
    for program, sheet, name, facts, _ in questions(seed):
        evaluation, bits = open_sheet(program, sheet), {f: 1 << i for i, f in enumerate(facts)}
        together = Reach(evaluation, Changes((1 << len(bits)) - 1, bits), Bounds()).name(name)
        for fact, bit in bits.items():
            alone = Reach(evaluation, Changes(1, {fact: 1}), Bounds()).name(name)
            assert [bool(mask & bit) for mask in together] == [bool(mask) for mask in alone]
