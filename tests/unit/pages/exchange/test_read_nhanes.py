"""`manage.py read_nhanes`: case files of adults, whole or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mgdcds.core.facts.case_file import read_case
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.pages.exchange.command import Ran, advise_json

HEAD = "SEQN,cycle,age,sex_code,vitd25oh_nmol,creat_mgdl,d1_mg_mg,d1_status\n"
ADULT = "1001,2011-2012,46,2,45,0.9,210,1\n"
OTHER = "1002,2017-2018,71,1,75,2.6,220,1\n"
CHILD = "1003,2011-2012,3,1,60,,,\n"


@pytest.fixture
def survey(tmp_path):
    def write(*rows, head=HEAD, packed=False):
        text = (head + "".join(rows)).encode()
        file = tmp_path / "survey.csv"
        file.write_bytes(gzip.compress(text) if packed else text)
        return file

    return write


@pytest.fixture
def out(tmp_path):
    return tmp_path / "cases"


def read_nhanes(file, out, *options):
    return Ran("read_nhanes", str(file), "--out", str(out), *options)


def names(out):
    return sorted(path.name for path in Path(out).iterdir())


def refused(ran):
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Nothing was written.\n")
    return ran.err


@pytest.mark.parametrize("packed", [False, True])
def test_each_adult_gets_a_case_file(survey, out, packed):
    ran = read_nhanes(survey(ADULT, CHILD, OTHER, packed=packed), out)

    assert (ran.code, ran.err) == (0, "")
    assert names(out) == ["nhanes-1001.toml", "nhanes-1002.toml"]
    assert ran.out == (
        f"2 case files were written to {out}. "
        "Passed over: rows of children 1, odd rows 0. Cells left out: 0.\n"
    )


def test_a_case_file_is_read_back_and_advised_on(survey, out):
    read_nhanes(survey(ADULT), out)
    file = out / "nhanes-1001.toml"

    case = read_case(file.read_bytes(), dictionary=load_shipped_rulebook().dictionary)
    advice = advise_json(file)

    assert case.name == "NHANES 2011-2012, person 1001"
    assert case.values["vitamin_d_25oh"].entered == "45"
    assert (advice["on"], advice["rules"]["B01"]["status"]) == ("2012-12-31", "fires")


def test_the_limit_counts_adults(survey, out):
    read_nhanes(survey(CHILD, ADULT, OTHER), out, "--limit", "1")

    assert names(out) == ["nhanes-1001.toml"]


def test_what_is_skipped_is_told_row_by_row_with_a_summary(survey, out):
    odd = survey(
        ADULT.replace("0.9", "900"),
        ",2011-2012,40,1,50,,,\n",
        "../../1005,2011-2012,40,1,50,,,\n",
        "1006,2011-2012,,1,50,,,\n",
        OTHER.replace(",75,", ",205,"),
    )

    ran = read_nhanes(odd, out)

    assert names(out) == ["nhanes-1001.toml", "nhanes-1002.toml"]
    assert (
        "survey:SEQN: A row was passed over: '../../1005' is not the number of a person." in ran.out
    )
    assert "1006:age: The person was passed over, because the age is not recorded." in ran.out
    assert "1001:creatinine: " in ran.out
    assert "The cell for 'creatinine' was not used." in ran.out
    assert "1002:vitamin_d_25oh: 25(OH)D of 205 nmol/L is unusual. Check it." in ran.out
    assert ran.out.endswith("Passed over: rows of children 0, odd rows 3. Cells left out: 1.\n")


def test_files_that_are_there_are_kept(survey, out):
    file = survey(ADULT, OTHER)
    read_nhanes(file, out, "--limit", "1")
    (out / "nhanes-1001.toml").write_text("mine")

    complaint = refused(read_nhanes(file, out))

    assert "'nhanes-1001.toml' is there already." in complaint
    assert "Write over them with --force." in complaint
    assert (names(out), (out / "nhanes-1001.toml").read_text()) == (["nhanes-1001.toml"], "mine")


def test_force_writes_over_them(survey, out):
    file = survey(ADULT)
    read_nhanes(file, out)
    (out / "nhanes-1001.toml").write_text("mine")

    assert read_nhanes(file, out, "--force").code == 0
    assert (out / "nhanes-1001.toml").read_text().startswith('name = "NHANES')


def test_a_disk_that_fills_leaves_no_half_file(survey, out, monkeypatch):
    write, calls = Path.write_text, []

    def fill_up(path, text, **options):
        calls.append(path)
        write(path, text[:9] if len(calls) == 2 else text, **options)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fill_up)

    ran = read_nhanes(survey(ADULT, OTHER), out)

    assert ran.code == 2
    assert "Nothing can be written there: no space left on device." in ran.err
    assert names(out) == ["nhanes-1001.toml"]


def test_a_file_where_the_folder_belongs(survey, out):
    out.write_text("mine")

    assert "This is a file, but a folder to write to is expected." in refused(
        read_nhanes(survey(ADULT), out)
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file lacks the columns"),
        (b"a,b\n1,2\n", "The file lacks the columns 'SEQN', 'cycle'"),
        (HEAD.encode(), "No adult was found in the file"),
        ((HEAD + CHILD).encode(), "No adult was found in the file"),
        (b"\xff\xfe\x00", "This is not a CSV file: it is not text in UTF-8."),
        (HEAD.encode() + b"1001,2011-2012,4\x006,2,45\n", "No adult was found in the file"),
        (HEAD.encode() + b'"' + b"x" * 200_000, "This is not a CSV file"),
        (gzip.compress((HEAD + ADULT).encode(), mtime=0)[:-12], "it is damaged or not complete"),
        (b"\x1f\x8bnothing", "it is damaged or not complete"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_no_survey_is_refused(tmp_path, out, content, words):
    file = tmp_path / "survey.csv"
    file.write_bytes(content)

    assert words in refused(read_nhanes(file, out))
    assert not out.exists()


def test_a_file_that_is_not_there(tmp_path, out):
    assert "There is no such file." in refused(read_nhanes(tmp_path / "nothing", out))
    assert "This is a folder" in refused(read_nhanes(tmp_path, out))


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣"])
def test_a_limit_that_is_none_is_refused(survey, out, number):
    ran = read_nhanes(survey(ADULT), out, f"--limit={number}")

    assert f"'{number}' is not a number of people: write 1 or more." in ran.err
