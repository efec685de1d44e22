"""The HL7 suite: what is in the profile is right, and what is outside of it is refused."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.conformance.hl7 import read_tests, run_test

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("MGDCDS_SHARED", ROOT.parent / "shared")) / "data" / "cql-tests"
#: How many of the tests in these six files ran and passed when this was last looked at.
PASSED = 496

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"There is no folder '{FOLDER.name}'."),
]


@pytest.fixture(scope="module")
def outcomes():
    return [(test, run_test(test)) for test in read_tests(FOLDER)]


def test_no_answer_is_wrong(outcomes):
    wrong = [
        f"{test.file} {test.name}: {test.expression}: {outcome.detail}"
        for test, outcome in outcomes
        if outcome.kind == "wrong"
    ]

    assert wrong == []


def test_no_fewer_tests_pass_than_before(outcomes):
    kinds = Counter(outcome.kind for _, outcome in outcomes)

    assert kinds["passed"] >= PASSED


def test_what_is_refused_is_refused_with_a_sentence(outcomes):
    refused = [outcome.detail for _, outcome in outcomes if outcome.kind == "refused"]

    assert all(sentence.endswith(".") for sentence in refused)
