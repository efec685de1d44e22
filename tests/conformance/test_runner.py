"""How HL7 tests are read and judged, on a small file of our own."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mgdcds.core.authoring.conformance import (
    Hl7Test,
    Outcome,
    UnableToReadTests,
    read_tests,
    run_test,
)

SMALL = """<?xml version="1.0" encoding="utf-8"?>
<tests xmlns="http://hl7.org/fhirpath/tests" name="Small">
  <group name="Sums">
    <test name="Right"><expression>1 + 1</expression><output>2</output></test>
    <test name="Wrong"><expression>1 + 1</expression><output>3</output></test>
    <test name="Time"><expression>DateTime(2012) = null</expression><output>null</output></test>
    <test name="Refused"><expression invalid="true">Exp(1000)</expression></test>
    <test name="Taken"><expression invalid="true">1 + 1</expression></test>
    <test name="Open"><expression>1 + 1</expression></test>
  </group>
</tests>
"""


def verdict_on(expression, output, **others):
    return run_test(Hl7Test("file", "group", "name", expression, output, **others))


def test_each_test_passes_fails_or_is_skipped_with_a_reason():
    verdicts = [run_test(test) for test in read_tests(SMALL, file="small")]

    assert [(verdict.test.name, verdict.outcome.value, verdict.reason) for verdict in verdicts] == [
        ("Right", "passed", ""),
        ("Wrong", "failed", "'2' came out instead of '3'."),
        (
            "Time",
            "skipped",
            "Outside of the profile: date and time of day (DateTime). "
            "'DateTime' is not a function of the rule language.",
        ),
        ("Refused", "passed", ""),
        ("Taken", "failed", "'2' came out instead of 'a refusal'."),
        ("Open", "skipped", "The test names no output."),
    ]


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("1 'g'", "1000 'mg'"),
        ("{1 'g', null}", "{1000 'mg', null}"),
        ("Interval[1, 4)", "Interval[1, 3]"),
        ("2 * 0.5", "1"),
        ("null", "null"),
    ],
)
def test_the_same_value_may_be_written_in_several_ways(expression, output):
    assert verdict_on(expression, output).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("expression", "output"),
    [
        ("true", "1"),
        ("1", "null"),
        ("null", "false"),
        ("'1'", "1"),
        ("{1 'g'}", "{1 'mg'}"),
        ("1 'g'", "1 'm'"),
    ],
)
def test_values_of_other_kinds_are_not_the_same(expression, output):
    assert verdict_on(expression, output).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("expression", "construct"),
    [
        ("@2014-01-01T10 before null", "date and time of day (DateTime)"),
        ("@T10:00 = null", "time of day (Time)"),
        ("@2014 = null", "a date of less precision than a day"),
        ("Tuple {a: 1} = null", "tuple"),
        ("from ({1}) X return X", "query"),
        ("convert 5 to String", "conversion to a type"),
        ("5 is Integer", "test of a type"),
        ("{1, 2}[0]", "element of a list by its number"),
        ("'a' + 'b'", "joining texts"),
    ],
)
def test_what_lies_outside_of_the_profile_is_named(expression, construct):
    verdict = verdict_on(expression, "null")

    assert verdict.outcome is Outcome.SKIPPED
    assert verdict.reason.startswith(f"Outside of the profile: {construct}. ")


def test_what_is_not_xml_is_refused_with_a_place():
    with pytest.raises(UnableToReadTests, match=r"small:1:.*This is not XML"):
        read_tests("<tests", file="small")


def test_the_command_ends_with_a_failure_when_a_test_failed(tmp_path):
    (tmp_path / "Small.xml").write_text(SMALL, encoding="utf-8")
    out = StringIO()

    with pytest.raises(CommandError, match=r"2 of 6 tests failed\."):
        call_command("cql_conformance", tmp_path, stdout=out)

    assert "Small Wrong: 1 + 1\n    '2' came out instead of '3'." in out.getvalue()
    assert out.getvalue().endswith("2 passed, 2 failed, 2 skipped\n")


def test_the_command_says_when_there_is_nothing_to_run(tmp_path):
    with pytest.raises(CommandError, match="has no XML files"):
        call_command("cql_conformance", tmp_path)
