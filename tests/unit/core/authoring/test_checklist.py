"""Every condition of publishing, with what became of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mgdcds.core.authoring.checklist import Findings, State, make_checklist
from mgdcds.core.authoring.mutants import Score
from mgdcds.core.values.problems import Problem

GOOD = Findings(
    problems=(),
    cases=604,
    failing=(),
    attributes=(),
    scores=(Score("B02", 20, 19, 1, 0.8),),
    serious=(),
    are_affected_seen=True,
    writers=("Aida Author",),
    approver="Arno Approver",
)


def _item(name, **changes):
    items = {item.name: item for item in make_checklist(replace(GOOD, **changes))}
    return items[name].state, items[name].sentence


def test_a_release_that_is_fit_passes_every_condition():
    assert {item.state for item in make_checklist(GOOD)} == {State.PASSED}
    assert len(make_checklist(GOOD)) == 7


def test_what_was_not_asked_is_said_to_be_so():
    assert {item.state for item in make_checklist(Findings())} == {State.NOT_RUN}


@pytest.mark.parametrize(
    ("name", "changes", "state", "sentence"),
    [
        (
            "parses and checks",
            {"problems": (Problem(message="The unit is unknown."),)},
            State.FAILED,
            "1 problem to correct: The unit is unknown.",
        ),
        (
            "all cases pass",
            {"failing": ("a01_x", "b02_y")},
            State.FAILED,
            "2 of 604 cases come out otherwise: a01_x, b02_y. "
            "Correct the rule, or what the case expects.",
        ),
        (
            "no contradicting advice, no dead rule, no gap between bands",
            {"serious": ("B09 can never be true: it is a dead rule.",)},
            State.FAILED,
            "B09 can never be true: it is a dead rule.",
        ),
        (
            "no contradicting advice, no dead rule, no gap between bands",
            {"undecided": ("K01 and K02",)},
            State.UNDECIDED,
            "1 question stayed open in the time given: K01 and K02.",
        ),
        (
            "mutation score",
            {"scores": (Score("S09", 10, 8, 0, 0.9), Score("", 10, 7, 0, 0.8))},
            State.FAILED,
            "15 of 20 small mistakes are noticed; too few in S09, calculated values. "
            "Add the cases that are proposed for them.",
        ),
        (
            "affected patients seen",
            {"are_affected_seen": False},
            State.FAILED,
            "Look at the preview of affected patients.",
        ),
        (
            "source attributes complete",
            {"attributes": tuple(f"B{at:02} funding" for at in range(1, 11))},
            State.FAILED,
            "Missing: " + ", ".join(f"B{at:02} funding" for at in range(1, 9)) + " and 2 more. "
            "Write what is known, or 'not used' or 'not available'.",
        ),
        (
            "a second person",
            {"approver": "Aida Author"},
            State.FAILED,
            "Aida Author has written a part of it, so somebody else must publish it.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_with_what_to_do(name, changes, state, sentence):
    assert _item(name, **changes) == (state, sentence)
