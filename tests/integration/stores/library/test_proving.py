"""The gate of proofs: what contradicts itself for some patient is not published."""

from __future__ import annotations

import sys

import pytest

from mgdcds.core.authoring.proofs import starting
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.rulebook import load_rulebook
from mgdcds.stores.library import proving
from mgdcds.stores.library.proving import PROVED, ask_proofs
from mgdcds.stores.library.values import GateState
from tests.integration.stores.library.writing import edited, rule_of
from tests.shipped import shipped_with_few_cases

ENTRIES = shipped_with_few_cases()


def _ask(entries=ENTRIES):
    return ask_proofs(load_rulebook(entries, label=""), base=ENTRIES)


def test_shipped_knowledge_is_proved():
    gate, problems = _ask()

    assert (gate.name, gate.state, problems) == (PROVED, GateState.PASSED, ())
    assert gate.detail == "66 questions about every possible patient"


def test_a_dead_rule_is_told_at_its_place():
    gate, problems = _ask(edited(ENTRIES, rule_of("P03"), when="best_age < 1 and best_age > 2"))

    assert (gate.state, gate.detail) == (GateState.FAILED, "1 to correct")
    assert problems[0].place.document == "rule P03"
    assert problems[0].message == "P03 can never be true: it is a dead rule."


def test_a_gap_between_bands_is_told_with_a_patient():
    when = "vitamin_d_25oh > 30 'ng/mL' and vitamin_d_25oh < 50 'ng/mL'"
    gate, (problem,) = _ask(edited(ENTRIES, rule_of("B03"), when=when))

    assert gate.state is GateState.FAILED
    assert problem.message == "There is a gap between the bands of 25(OH)D."
    assert "vitamin_d_25oh 50" in problem.hint or "case" in problem.hint


def test_advice_that_contradicts_itself_is_told_with_a_patient():
    levels = next(e for e in ENTRIES if (e.kind, e.key) == (EntryKind.RULE, "P03")).content()
    start = {"verb": "start", "target": "vitamin D", "gates": []}
    levels["levels"][-1]["actions"].append(start)

    gate, problems = _ask(edited(ENTRIES, rule_of("P03"), levels=levels["levels"]))

    assert gate.state is GateState.FAILED
    assert problems[0].message.startswith("One patient gets both: P03 says 'start vitamin D', and")
    assert "colorectal_cancer yes" in problems[0].hint


def test_what_is_not_decided_in_time_is_not_passed(monkeypatch):
    monkeypatch.setattr(proving, "MOST_SECONDS", -1)
    monkeypatch.setattr(proving, "_remembered", {})

    gate, problems = _ask()

    assert gate.state is GateState.UNDECIDED
    assert gate.detail.endswith(" of 66 questions are not decided")
    assert problems[0].message.startswith("It could not be decided whether there is a patient")
    assert ask_proofs(load_rulebook(ENTRIES, label=""), base=())[1] == ()


def test_without_the_prover_nothing_is_passed(monkeypatch):
    def fail():
        raise starting.UnableToProve("The prover could not be started: ImportError.")

    monkeypatch.setattr(proving, "start_prover", fail)

    gate, problems = _ask()

    assert gate.state is GateState.UNDECIDED
    assert gate.detail == "The prover could not be started: ImportError."
    assert problems[0].message == (
        "The prover could not be started: ImportError. Nothing was proved."
    )


def test_a_prover_that_cannot_be_loaded_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "mgdcds.core.authoring.proofs.release", None)

    with pytest.raises(starting.UnableToProve, match="could not be started"):
        starting.start_prover()
