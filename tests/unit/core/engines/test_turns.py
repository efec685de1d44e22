"""The values that are tried around a cut-off: those between which the answer turns."""

import pytest

from mgdcds.core.engines.turns import TurnFinder
from mgdcds.core.engines.variations import Variations
from tests.unit.core.engines.test_settling import open_expressions


def values_tried(source, *, finely=False):
    """The values of a fact that are worth trying, without the ends of its range."""
    evaluation = open_expressions({"it": source}, {})
    program = evaluation.program
    turns = TurnFinder(program, "a", finely=finely).find((program.plans["it"],))
    crossings = Variations(evaluation, program.dictionary.facts["a"]).crossings
    ends = {crossings.grid.low, crossings.grid.high}
    return [float(crossings.grid.value(at)) for at in crossings.places(turns) if at not in ends]


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        ("a < 7", (-1, 0)),
        ("7 > a", (-1, 0)),
        ("a >= 7", (-1, 0)),
        ("7 <= a", (-1, 0)),
        ("a > 7", (0, 1)),
        ("7 < a", (0, 1)),
        ("a <= 7", (0, 1)),
        ("7 >= a", (0, 1)),
        ("a = 7", (-1, 0, 1)),
        ("a < 7 and a > 7", (-1, 0, 1)),
        ("a + 2 >= 9", (-1, 0)),
        ("2 - a >= -5", (0, 1)),
    ],
)
def test_only_values_between_which_a_comparison_turns_are_tried(source, steps):
    at = values_tried(source)
    step = at[1] - at[0]
    assert at == [pytest.approx(7 + each * step) for each in steps]


@pytest.mark.parametrize("source", ["a < 7", "7 < a", "a + 2 >= 9"])
def test_beside_another_fact_the_values_on_both_sides_are_tried(source):
    before, at, after = values_tried(source, finely=True)
    assert at == 7
    assert before < at < after
