"""How HL7 tests are read and judged, on a small file of our own."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mgdcds.core.authoring.conformance import Outcome, run_test
from mgdcds.core.authoring.hl7_tests import Hl7Test, UnableToReadTests, read_tests

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
        ("'ab'[0]", "element of a list by its number"),
        ("Upper('a')", "function of texts"),
        ("Median({1.0})", "statistics of a list"),
        ("First({1})", "list operator"),
        ("date from @2026-01-01", "part of a date"),
        ("{1} = {'a'}", "'=' does not work on a list (of a whole number) and a list (of a text)"),
        ("Foo(1)", "'Foo' is not a function of the rule language"),
        ("@2026-01-01 + 1 'd'", "A date is moved by time of the clock, which rules take for"),
        ("Count(expand Interval[1, 2000])", "An interval is expanded further than a rule needs"),
    ],
)
def test_what_lies_outside_of_the_profile_is_named(expression, construct):
    verdict = verdict_on(expression, "null")

    assert verdict.outcome is Outcome.SKIPPED
    assert verdict.reason.startswith(f"Outside of the profile: {construct}")


def read_inside(inner):
    return read_tests(f"<tests>{inner}</tests>", file="small")


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<output>1</output>", "The test has no expression."),
        ("<expression/><output>1</output>", "The test has no expression."),
        ("<expression invalid='true'> </expression>", "The test has no expression."),
        ("<expression>1</expression><output>1</output><output>2</output>",
         "The test names 2 outputs."),
        ("<library>define a: 1</library><output name='a'>1</output>",
         "Outside of the profile: a test of a whole library."),
        ("<expression>1</expression><unknown/>", "The test names no output."),
    ],
)  # fmt: skip
def test_a_test_without_a_question_or_one_answer_is_skipped(inner, reason):
    (test,) = read_inside(f"<group><test>{inner}</test></group>")
    verdict = run_test(test)

    assert (verdict.outcome, verdict.reason) == (Outcome.SKIPPED, reason)


@pytest.mark.parametrize(
    ("attribute", "is_invalid"),
    [
        ("", False),
        ("invalid=''", False),
        ("invalid='false'", False),
        ("invalid='False'", False),
        ("invalid='true'", True),
        ("invalid='semantic'", True),
        ("invalid='syntax'", True),
        ("invalid='execution'", True),
    ],
)
def test_what_is_to_be_refused_is_marked_in_several_ways(attribute, is_invalid):
    on_expression = f"<test><expression {attribute}>1</expression></test>"
    on_test = f"<test {attribute}><expression>1</expression></test>"

    assert [test.is_invalid for test in read_inside(on_expression + on_test)] == [is_invalid] * 2


def test_tests_are_found_in_any_namespace_and_any_group():
    found = read_tests(
        "<x:tests xmlns:x='urn:other'><x:group name='outer'><x:group name='inner'>"
        "<x:test name='a'/></x:group></x:group><x:test name='b'/></x:tests>",
        file="small",
    )

    assert [(test.group, test.name) for test in found] == [("inner", "a"), ("", "b")]


def test_an_output_that_names_its_type_is_a_bare_value():
    outputs = ["<output type='string'>it's</output>", "<output type='integer'>5</output>"]

    assert [
        read_inside(f"<test><expression>1</expression>{output}</test>")[0].output
        for output in outputs
    ] == [r"'it\'s'", "5"]


def test_other_xml_has_no_tests():
    assert read_tests("<project><a/></project>", file="pom") == ()


def test_an_expression_is_whole_in_spite_of_comments_inside():
    (test,) = read_inside("<test><expression>1 <!-- one --> + 1</expression></test>")

    assert test.expression == "1  + 1"


BOMB = (
    "<!DOCTYPE tests [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {new} '{f'&{old};' * 10}'>"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{BOMB}<tests>&i;</tests>", "declares a DOCTYPE: it is not read."),
        ("<!DOCTYPE tests SYSTEM 'file:///etc/passwd'><tests/>", "declares a DOCTYPE"),
        (b"<?xml version='1.0' encoding='klingon'?><tests/>", "an encoding that is not known."),
        (b"<?xml version='1.0' encoding='cp037'?><tests/>", "This is not XML"),
        (b"\xff\xfe\x00", "This is not XML"),
        (b"", "This is not XML"),
        ("<tests>&unknown;</tests>", "This is not XML"),
        ("<tests>\x00</tests>", "This is not XML"),
        (b" " * 20_000_001, "The file has more than 20 MB: it is not read."),
    ],
    ids=range(9),
)
def test_a_file_that_is_broken_or_hostile_is_refused_in_a_sentence(text, message):
    with pytest.raises(UnableToReadTests, match=re.escape(message)):
        read_tests(text, file="small")


def test_elements_may_be_nested_very_deep():
    deep = "<group>" * 100_000 + "<test name='a'/>" + "</group>" * 100_000

    assert [test.name for test in read_inside(deep)] == ["a"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_the_encoding_of_a_file_is_its_own(tmp_path, encoding):
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = f"<?xml version='1.0' encoding='{declared}'?>" + SMALL.partition("?>")[2]
    (tmp_path / "Small.xml").write_bytes(text.encode(encoding))

    with pytest.raises(CommandError, match=r"^2 of 6 tests failed\.$"):
        call_command("cql_conformance", tmp_path, stdout=StringIO())


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "Small.xml").write_text(SMALL.replace("<output>3<", "<output>2<"))
    (tmp_path / "Broken.xml").write_text("<tests>")
    (tmp_path / "Other.xml").write_text("<project/>")
    out = StringIO()

    with pytest.raises(CommandError, match=r"(?s)^Broken:1:.*\n1 of 6 tests failed\.$"):
        call_command("cql_conformance", tmp_path, "--json", stdout=out)
    report = json.loads(out.getvalue())

    assert (report["passed"], report["failed"], report["skipped"]) == (3, 1, 2)
    assert len(report["problems"]) == 1
    assert {test["file"] for test in report["tests"]} == {"deeper/Small"}


def test_a_folder_of_other_xml_has_no_tests(tmp_path):
    (tmp_path / "Other.xml").write_text("<project/>")

    with pytest.raises(CommandError, match="has no tests in its XML files"):
        call_command("cql_conformance", tmp_path)


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
