"""Which rules a change touches."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.touched import find_touched, find_touched_definitions
from mgdcds.core.guidance.entries import EntryKind, make_entry
from tests.unit.core.authoring.worked import make_case
from tests.unit.core.guidance.small import DEFINITIONS, RULES, small_entries

BASE = small_entries()


def _edited(code, **changes):
    return small_entries({code: RULES[code] | changes})


def test_nothing_is_touched_when_nothing_differs():
    assert find_touched(BASE, BASE) == ()


def test_everything_is_touched_on_an_empty_base():
    assert find_touched(BASE, ()) == tuple(sorted(RULES))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another"},
        {"why_it_matters": "It does."},
        {"tags": []},
        {"needs": ["egfr", "sex"]},
    ],
)
def test_words_touch_no_rule(changes):
    assert find_touched(_edited("A01", **changes), BASE) == ()


def test_a_condition_touches_its_rule_alone():
    assert find_touched(_edited("S01", when="not calcium_is_high"), BASE) == ("S01",)


def test_a_definition_touches_the_rules_that_read_it_through_their_gates_too():
    other = small_entries(definitions=DEFINITIONS.replace("creatinine", "(creatinine + 1)"))

    assert find_touched(other, BASE) == ("B01", "B02", "K03")
    assert find_touched_definitions(other, BASE) == ("best_egfr",)


def test_a_gate_touches_its_rule():
    levels = [dict(RULES["B02"]["levels"][0], actions=[])]

    assert find_touched(_edited("B02", levels=levels), BASE) == ("B02",)


def test_a_case_touches_the_rules_that_it_asks_about():
    case = make_entry(EntryKind.CASE, "c1", make_case("fires", rule="K03", egfr=20))

    assert find_touched((*BASE, case), BASE) == ("K03",)
