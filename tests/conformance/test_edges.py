"""Values at the edges of their types, in the form of the HL7 tests."""

from pathlib import Path

import pytest

from mgdcds.core.authoring.conformance import run_test
from mgdcds.core.authoring.hl7_tests import read_tests

EDGES = read_tests(Path(__file__).with_name("Edges.xml").read_bytes(), file="Edges")


@pytest.mark.parametrize("test", EDGES, ids=[test.expression for test in EDGES])
def test_an_edge_is_as_the_standard_has_it(test):
    verdict = run_test(test)

    assert (verdict.outcome, verdict.reason) == ("passed", "")
