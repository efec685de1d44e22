import datetime
import json
from decimal import Decimal

import pytest

from mgdcds.core.facts.case_file import (
    Case,
    UnableToReadCase,
    is_case,
    print_case,
    read_case,
    sheet_of_case,
)
from mgdcds.core.facts.sheet import FactValue
from tests.unit.core.facts.with_limits import dictionary

D1 = """
name = "Low vitamin D, low magnesium intake"
on = 2026-11-22
reviewed = ["symptoms", "conditions", "medicines"]

[facts]
age_years = 46
sex = "female"
pregnant = false
birth_date = 1980-02-29
vitamin_d_25oh = "18 ng/mL"
vitamin_d_25oh_previous = {value = 15, unit = "ng/mL", on = 2026-08-02}
magnesium = "0.70 mmol/L"
creatinine = "0.9 mg/dL"
pth = "<5.0 pg/mL"
bmi = 26
training_hours = 2.5
dialysis = "none"

[limits]
magnesium_uln = "1.10 mmol/L"

[expect]
fires = ["A01", "B01"]
not_met = ["B03"]
"""
RULES = ("A01", "B01", "B03")


def read(text, **more):
    return read_case(text, dictionary=dictionary(), document="d1.toml", **more)


def complaints(text, **more):
    with pytest.raises(UnableToReadCase) as unable:  # noqa: PT011 - the caller compares the words
        read(text, **more)
    return [(problem.place.field, problem.message) for problem in unable.value.problems]


def test_a_case_is_read_whole():
    case = read(D1, rules=RULES)

    assert case.on == datetime.date(2026, 11, 22)
    assert case.reviewed == {"symptoms", "conditions", "medicines"}
    assert case.values["vitamin_d_25oh"].value == 18
    assert case.values["vitamin_d_25oh_previous"].on == datetime.date(2026, 8, 2)
    assert case.values["pth"].value == Decimal("4.999")
    assert case.limits == {"magnesium_uln": Decimal("1.1")}
    assert case.expect == {"fires": ("A01", "B01"), "not_met": ("B03",)}


def test_the_same_case_in_json_is_the_same_case():
    content = {
        "name": "x",
        "on": "2026-11-22",
        "facts": {"bmi": 26.5, "pregnant": False, "birth_date": "1980-02-29", "pth": "<5 pg/mL"},
    }
    toml = """
    name = "x"
    on = 2026-11-22
    facts = {bmi = 26.5, pregnant = false, birth_date = 1980-02-29, pth = "<5 pg/mL"}
    """

    assert read(json.dumps(content)) == read(toml)


def test_a_byte_order_mark_is_no_obstacle():
    assert read(b"\xef\xbb\xbf" + D1.encode()) == read(D1)


def test_a_printed_case_reads_back_as_the_same_case():
    case = read(D1)

    assert read(print_case(case, dictionary=dictionary())) == case


def test_a_case_is_printed_as_it_was_entered():
    printed = print_case(read(D1), dictionary=dictionary())

    assert 'magnesium = "0.70 mmol/L"' in printed
    assert 'pth = "<5.0 pg/mL"' in printed
    assert 'vitamin_d_25oh_previous = {value = "15", unit = "ng/mL", on = 2026-08-02}' in printed
    assert "training_hours = 2.5" in printed


def test_a_misspelt_fact_is_told_at_its_place_with_a_suggestion():
    with pytest.raises(UnableToReadCase, match="Did you mean 'vitamin_d_25oh'"):
        read('on = 2026-11-22\n[facts]\nvitamin_d_250h = "18 ng/mL"')


def test_all_problems_of_a_case_are_told_at_once():
    found = complaints(
        """
        nam = "x"
        on = "yesterday"
        reviewed = ["condition"]
        [facts]
        magnesium = "0.8 mmol"
        sex = "f"
        pregnant = 1
        bmi = [1, 2]
        pth = {value = "1 pg/mL", when = 2026-01-01}
        calcium = {unit = "mmol/L"}
        [limits]
        magnesium_unl = "1 mmol/L"
        [expect]
        fires = ["A01", "A1"]
        unknown = ["A01"]
        maybe = ["B01"]
        """,
        rules=RULES,
    )

    assert {field for field, _ in found} == {
        "",
        "on",
        "reviewed",
        "facts.magnesium",
        "facts.sex",
        "facts.pregnant",
        "facts.bmi",
        "facts.pth",
        "facts.calcium",
        "limits.magnesium_unl",
        "expect",
        "expect.fires",
        "expect.unknown",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The key 'on' is missing, but a case needs it."),
        ("on = 2026-11-22T10:00:00", "is not a date."),
        ("x = [", "This is not valid TOML"),
        ("{", "This is not valid JSON"),
        ('{"on": NaN}', "This is not valid JSON: NaN is not a value."),
        ('{"on": 1, "on": 2}', "the key 'on' stands twice in one place."),
        ("[1]", "'[1]' was found, but a table of names and values is expected."),
        ('{"on": "2026-11-22", "facts": 5}', "'5' was found, but a table of names and values"),
        ('{"on": "2026-11-22", "reviewed": 5}', "'5' was found, but a list of texts is expected."),
        ('{"on": "2026-11-22", "name": 5}', "'5' was found, but a text in quotes is expected."),
        ("[" * 100_000, "The file is nested too deeply to be read."),
        ('{"a":' * 200 + "1" + "}" * 200, "The file is nested too deeply to be read."),
        ("x = " + "[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\x00", "This is not a text file, but TOML or JSON is expected."),
        (b"PK\x03\x04\x00", "This is not a text file, but TOML or JSON is expected."),
        ("on." + "a." * 90 + "a = {" + "a." * 20 + "a = 1}", "nested too deeply"),
        ('{"a": ' + "9" * 401 + "}", "This is not valid JSON: a number has more than 400 digits."),
        ('{"a": 1e999999999}', "This is not valid JSON: a number has more than 400 digits."),
        ("x = 1e999999999", "A number in the text has more than 400 digits."),
        ("x" * 1_000_001, "The file is larger than 1 MB, which is more than one patient needs."),
        ("x" * 10_000_001, "The file is larger than 10 MB, which is more than one patient needs."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_case_is_refused_with_a_sentence(text, words):
    assert any(words in message for _, message in complaints(text))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("[facts]\n" + "\n".join(f"a{number} = 1" for number in range(501)), "facts"),
        (f"reviewed = {['x'] * 501}", "reviewed"),
        (f"[expect]\nfires = {['x'] * 501}", "expect.fires"),
        ("\n".join(f"a{number} = 1" for number in range(501)), ""),
    ],
    ids=["facts", "lists", "rules", "keys"],
)
def test_a_case_of_absurd_length_is_refused_at_once(text, field):
    assert complaints(f"on = 2026-11-22\n{text}", rules=RULES)[0][0] == field


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.1", "'' is not a unit of Limit of magnesium"),
        ("-1 mmol/L", "Limit of magnesium cannot be negative"),
        ("<1 mmol/L", "'<1 mmol/L' is a limit, but Limit of magnesium is expected as a value."),
        ("100 mmol/L", "'100 mmol/L' is not possible for the limit 'Limit of magnesium'."),
    ],
)
def test_a_limit_that_cannot_be_is_refused(text, words):
    found = complaints(f'on = 2026-11-22\n[limits]\nmagnesium_uln = "{text}"')

    assert found[0][0] == "limits.magnesium_uln"
    assert words in found[0][1]


def test_an_unusual_value_in_a_case_is_a_question_and_no_problem():
    case = read('on = 2026-11-22\n[facts]\nvitamin_d_25oh = "75 ng/mL"')

    assert [question.message for question in case.questions] == [
        "25(OH)D of 75 ng/mL is unusual. Check it."
    ]


def test_the_sheet_of_a_case_has_its_lists_expanded():
    sheet = sheet_of_case(read(D1), dictionary=dictionary())

    assert sheet.get("sarcoidosis") is False
    assert sheet.limits_from["magnesium_uln"] == "result"


def test_the_profile_of_a_case_comes_before_the_clinic():
    case = read('on = 2026-11-22\nprofile = "eu"')

    assert (
        sheet_of_case(case, dictionary=dictionary(), profile="us").limits["magnesium_supplement_ul"]
        == 250
    )


def test_a_bundle_is_no_case():
    assert is_case({"on": "2026-11-22"})
    assert not is_case({"resourceType": "Bundle"})
    assert not is_case([])


def test_a_value_without_its_text_is_printed_in_the_canonical_unit():
    magnesium = FactValue("magnesium", Decimal("0.8"), unit="mmol/L")
    limit = FactValue("pth", Decimal("4.999"), comparator="<")
    age = FactValue("age_years", Decimal("46.5"), on=datetime.date(2026, 11, 1))
    case = Case("x", datetime.date(2026, 11, 22), values={"magnesium": magnesium, "pth": limit})

    printed = print_case(case, dictionary=dictionary())

    assert 'magnesium = "0.8 mmol/L"' in printed
    assert 'pth = "<5 pg/mL"' in printed
    case = Case("x", datetime.date(2026, 11, 22), values={"age_years": age})
    assert "age_years = {value = 46.5, on = 2026-11-01}" in print_case(
        case, dictionary=dictionary()
    )


def test_a_character_written_in_two_halves_is_one_character():
    assert read('{"on": "2026-11-22", "name": "\\ud83d\\ude42"}').name == "🙂"
