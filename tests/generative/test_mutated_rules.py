"""Real conditions with random slips: either they are sound, or every problem has its place."""

import random

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.constants import find_valueless
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.spec.engines import TODAY

RULEBOOK = load_shipped_rulebook()
SCOPE = RULEBOOK.scope
CONDITIONS = [print_expression(each.tree) for each in RULEBOOK.program.expressions.values()]
#: What fingers, other programs and other languages put into a text.
SLIPS = [*"()[]{}'\"`.,;:<>=!~+-*/^@&|%#\\ \n\t\r\x00\u200b\u202e\u00a0\ufeff\ud800\u0430\uff11≤“é"]
SLIPS += [
    " and ",
    " not ",
    " is null",
    " if ",
    " else ",
    "case ",
    "null",
    "'mg/dL'",
    "1/0",
    "//",
    "/*",
]
ROUNDS = 250


def slipped(source, chance):
    """A condition with one to three slips."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(source) + 1)
        end = min(len(source), start + chance.choice([0, 0, 1, 1, 2, 8]))
        other = chance.choice(CONDITIONS)
        piece = chance.choice([chance.choice(SLIPS), "", other, other[: chance.randrange(20)]])
        source = source[:start] + piece + source[end:]
    return source


def problems_of(source):
    try:
        tree = parse_expression(source)
    except UnableToParse as refused:
        return refused.problems
    checked = check_expression(tree, scope=SCOPE, expected=BOOLEAN)
    found = checked.problems or find_valueless(checked, scope=SCOPE)
    if not found:
        _read_by_all(tree, checked)
    return found


def _read_by_all(tree, checked):
    assert parse_expression(print_expression(tree)) == tree
    program = Program(RULEBOOK.dictionary, {**RULEBOOK.program.expressions, "X01": checked})
    evaluation = open_sheet(program, FactSheet(on=TODAY))
    evaluation.answer("X01")
    assert describe(checked, program=program)
    assert evaluation.explain("X01").sentence


@pytest.mark.parametrize("seed", range(8))
def test_a_slip_is_named_at_a_place_in_the_text(seed):
    chance = random.Random(seed)
    sources = [slipped(chance.choice(CONDITIONS), chance) for _ in range(ROUNDS)]

    for source in sources:
        lines = source.split("\n")
        for problem in problems_of(source):
            place = problem.place
            assert 1 <= place.line <= len(lines), source
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, source
            assert problem.message.endswith("."), source
            problem.describe().encode()
