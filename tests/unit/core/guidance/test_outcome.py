"""The outcome as canonical text."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.guidance.outcome import UnableToReadOutcome, outcome_from_text, outcome_to_text
from mgdcds.core.guidance.report import MissingFact, Status
from mgdcds.core.guidance.rule import Category, Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS
from tests.unit.core.guidance.builders import make_action, make_report, make_rule

_WORDS = st.text(max_size=20)
_ACTIONS = st.builds(
    lambda verb, target, detail, withheld: make_action(
        f"{verb} {target}", detail=detail, withheld=withheld
    ),
    st.sampled_from(list(Verb)),
    st.sampled_from(list(TARGETS)),
    _WORDS,
    st.booleans(),
)
_RULES = st.builds(
    lambda actions, **changes: make_rule("B01", *actions, **changes),
    st.lists(_ACTIONS, max_size=3),
    category=st.sampled_from(list(Category)),
    urgency=st.sampled_from(list(Urgency)),
    status=st.sampled_from(list(Status)),
    clinician=_WORDS,
    missing=st.lists(_WORDS, max_size=2).map(tuple),
    values_used=st.dictionaries(_WORDS, _WORDS, max_size=2),
)


def _report(**changes):
    used = {"magnesium": "0.78 mmol/L (1.9 mg/dL)"}
    rule = make_rule("B01", "measure magnesium", values_used=used, **changes)
    missing = (MissingFact("creatinine", "stale", ("B02",), ("egfr",)),)
    return make_report(rule, missing=missing, best_egfr="79.8")


def test_an_outcome_is_read_as_the_report_it_was_written_from():
    assert outcome_from_text(outcome_to_text(_report())) == _report()


@given(st.lists(_RULES, max_size=3))
def test_writing_what_was_read_gives_the_same_bytes(rules):
    text = outcome_to_text(make_report(*rules))

    assert outcome_to_text(outcome_from_text(text)) == text


def test_the_bytes_do_not_depend_on_the_reasons():
    told = _report(because=("Magnesium is low.",))

    assert outcome_to_text(told) == outcome_to_text(_report())


def test_the_bytes_are_canonical():
    text = outcome_to_text(_report())

    assert text == json.dumps(
        json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert json.loads(text)["format"] == 1


def test_an_outcome_of_another_format_is_refused():
    text = outcome_to_text(_report()).replace('"format":1', '"format":2')

    with pytest.raises(UnableToReadOutcome, match="has format '2', but 1 is expected"):
        outcome_from_text(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it is not a table"),
        ('{"format":1}', "KeyError at 'on'"),
        ('{"format":1,"on":"x","rules":[],"missing":[],"context":{}}', "Invalid isoformat"),
    ],
)
def test_a_damaged_outcome_is_refused(text, words):
    with pytest.raises(UnableToReadOutcome, match=words):
        outcome_from_text(text)


def test_a_stored_report_is_frozen():
    report = outcome_from_text(outcome_to_text(_report()))

    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign"):
        report.on = None
    with pytest.raises(TypeError, match="does not support item assignment"):
        report.context["x"] = "y"
