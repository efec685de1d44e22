"""The HL7 suite: what is in the profile is right, and what is outside of it is refused."""

import json
import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

FOLDER = settings.SHARED_DIR / "data" / "cql-tests"
#: The part of the tests without a time of day that has to pass.
SHARE = 0.85
_TIME_OF_DAY = re.compile(r"DateTime|@[0-9-]*T|TimeOfDay|Now\(|\bTime\(")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="The folder of real inputs is not here."),
]


@pytest.fixture(scope="module")
def report():
    out = StringIO()
    call_command("cql_conformance", FOLDER, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_no_answer_is_wrong(report):
    assert [test for test in report["tests"] if test["outcome"] == "failed"] == []
    assert report["failed"] == 0


def test_most_tests_without_a_time_of_day_pass(report):
    outcomes = [
        test["outcome"]
        for test in report["tests"]
        if not _TIME_OF_DAY.search(f"{test['expression']} {test['output']}")
    ]

    assert len(outcomes) > 750
    assert outcomes.count("passed") >= SHARE * len(outcomes)


def test_what_is_marked_invalid_is_refused(report):
    assert {test["outcome"] for test in report["tests"] if test["invalid"]} == {"passed"}


def test_what_is_skipped_is_skipped_with_a_sentence(report):
    reasons = [test["reason"] for test in report["tests"] if test["outcome"] == "skipped"]

    assert reasons
    assert all(reason.endswith(".") for reason in reasons)
