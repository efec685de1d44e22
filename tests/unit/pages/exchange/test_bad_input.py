"""`manage.py advise` on what is no case and no bundle: sentences, exit code 2, no traceback."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.pages.exchange.command import advise, pipe

ON = "on = 2026-11-22\n"
PATIENT = {"resource": {"resourceType": "Patient", "id": "a", "gender": "female"}}


def refused(ran):
    """The complaints of a refusal, each on a line."""
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert ran.err.rstrip().endswith("found, so there is no advice.")
    return ran.err


@pytest.fixture
def written(tmp_path):
    def write(content):
        file = tmp_path / "input"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def bundle(*entries):
    return json.dumps({"resourceType": "Bundle", "entry": list(entries)})


def test_a_file_that_is_not_there(tmp_path):
    assert "There is no such file." in refused(advise(tmp_path / "nothing.toml"))
    assert "There is no such file." in refused(advise(tmp_path / "a" / "b"))
    assert "There is no such file." in refused(advise(""))


def test_a_name_that_no_file_can_have():
    assert "The file cannot be read" in refused(advise("a\0b"))
    assert "The file cannot be read: file name too long." in refused(advise("a" * 5000))


def test_a_folder(tmp_path):
    assert "This is a folder, but a file is expected." in refused(advise(tmp_path))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty"),
        (" \n\t", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"\x00\x01\xfe\xff binary", "This is not a text file, but TOML or JSON is expected."),
        ("on = 2026-11-22".encode("utf-16"), "The text is in UTF-16 or UTF-32, but UTF-8"),
        ("on = 2026-11-22".encode("utf-32"), "The text is in UTF-16 or UTF-32, but UTF-8"),
        ("on = 2026-11-22".encode("utf-16-le"), "This is not a text file"),
        (b'on = 2026-11-22\nname = "Andr\xe9"', "This is not a text file"),
        ("x" * 10_000_001, "The file is larger than 10 MB"),
        ("x" * 1_000_001, "The file is larger than 1 MB"),
        (gzip.compress(b" " * 50_000_000, mtime=0), "The file is larger than 10 MB"),
        (gzip.compress(b"on = 2026-11-22", mtime=0)[:-9], "it is damaged or not complete"),
        (b"\x1f\x8bnothing", "it is damaged or not complete"),
        ("[" * 100_000, "The file is nested too deeply to be read."),
        ("on = " + "[" * 100_000, "The text is nested too deeply to be read."),
        ("a." * 30_000 + "a = 1", "The text is nested too deeply to be read."),
        ('{"on": "2026-11-22", "facts": {', "This is not valid JSON"),
        ('{"on": "2026-11-22", "facts": {"bmi": NaN}}', "NaN is not a value"),
        ('{"on": "2026-11-22", "facts": {"bmi": Infinity}}', "Infinity is not a value"),
        ('{"on": "2026-11-22", "facts": {"bmi": 1e999999999}}', "more than 400 digits"),
        ('{"on": "2026-11-22", "facts": {"bmi": ' + "9" * 5000 + "}}", "more than 400 digits"),
        ('{"on": "2026-11-22", "name": "\\ud800"}', "it has half of a character"),
        (ON + "[facts]\nbmi = " + "9" * 400, "is not a number."),
        (ON + "[facts]\nbmi = 1e308", "is not a number."),
        (ON + "[facts]\nbmi = nan", "'NaN' is not a number."),
        (ON + "[facts]\nbmi = -1", "Body mass index cannot be negative"),
        (ON + '[facts]\nbmi = "٢٥"', "'٢٥' is not a number."),
        (ON + '[facts]\nvitamn_d_25oh = "18 ng/mL"', "Did you mean 'vitamin_d_25oh'?"),
        (ON + '[facts]\nmagnesium = "0.8 mml/L"', "Did you mean 'mmol/L'?"),
        (ON + '[expect]\nfires = ["A1"]', "Did you mean 'A01'?"),
        (ON + 'reviewed = ["medicine"]', "Did you mean 'medicines'?"),
        (ON + '[facts]\nmagnesium = "0.8"', "Serum magnesium needs its unit"),
        ("[facts]\n", "The key 'on' is missing, but a case needs it."),
        ("on = 2026-02-30", "This is not valid TOML"),
        ("<html>", "This is not valid TOML"),
        ("[1, 2]", "a table of names and values is expected"),
        ("null", "This is not valid TOML"),
        ('{"resourceType": "Patient"}', "a FHIR R4 Bundle of one patient is expected"),
        (bundle(), "The bundle has no resources."),
        (bundle(PATIENT, {"resource": {**PATIENT["resource"], "id": "b"}}), "has 2 patients"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_each_gets_a_sentence(written, content, words):
    assert words in refused(advise(written(content)))


def test_every_problem_is_told_at_its_place(written):
    file = written(ON + 'nam = "x"\n[facts]\nmagnesum = 1\nsex = "f"\npth = "1 pg"')

    complaints = refused(advise(file))

    assert f"{file}: A case has no key 'nam'." in complaints
    for field in ("magnesum", "sex", "pth"):
        assert f"{file}:facts.{field}: " in complaints
    assert complaints.endswith("4 problems were found, so there is no advice.\n")


def test_of_very_many_problems_the_first_are_told(written):
    complaints = refused(
        advise(written(ON + "[facts]\n" + "".join(f"q{n} = 1\n" for n in range(90))))
    )

    assert complaints.count("There is no fact") == 50
    assert "… and 40 more." in complaints
    assert "90 problems were found" in complaints


def test_a_mark_shows_where_a_long_line_is_wrong(written):
    complaints = refused(advise(written("on = 2026-11-22\nname = " + "x" * 500_000)))

    assert max(map(len, complaints.splitlines())) < 200


def test_nothing_in_a_complaint_steers_the_terminal(written):
    complaints = refused(advise(written('{"on": "2026-11-22", "a\\u001b[31m": 1}')))

    assert "\x1b" not in complaints


def test_nothing_comes_through_the_pipe(monkeypatch):
    pipe(monkeypatch, b"")

    assert "standard input: The file is empty" in refused(advise("-"))


def test_a_bundle_without_a_patient_is_read_and_says_so(written):
    ran = advise(written(bundle({"resource": {"resourceType": "Organization"}})))

    assert ran.code == 0
    assert "- There is no Patient, so age and sex are not recorded." in ran.out


def test_a_bundle_without_a_date_has_no_latest_one(written):
    complaints = refused(advise(written(bundle(PATIENT)), "--on", "latest"))

    assert "its latest date is not known." in complaints
    assert "Give the assessment date." in complaints


def test_a_byte_order_mark_is_passed_over(written):
    ran = advise(written(b"\xef\xbb\xbfon = 2026-11-22"), "--json")

    assert (ran.code, ran.err) == (0, "")


def test_a_day_before_the_case_is_refused(written):
    complaints = refused(advise(written(ON), "--on", "2026-11-21"))

    assert "The case is of 22 Nov 2026, so it cannot be assessed on 21 Nov 2026." in complaints


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "1 Foo 2026"])
def test_a_day_that_is_none_is_refused(written, day):
    assert f"'{day}' is not a date." in advise(written(ON), "--on", day).err


@pytest.mark.parametrize("arguments", [("--release", "x"), ("--profile", "uk"), ("--nothing",)])
def test_options_that_do_not_exist_are_refused(written, arguments):
    assert advise(written(ON), *arguments).code != 0


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_in_the_file_there_is_no_traceback(written, content):
    ran = advise(written(content))

    assert ran.code in (0, 2)
