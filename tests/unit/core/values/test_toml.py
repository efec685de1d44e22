"""TOML in one canonical form."""

from __future__ import annotations

import datetime
import time
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.values.toml import UnableToParseToml, find_line, parse_toml, write_toml

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=150)
_plain = st.one_of(_text, st.integers(-(2**60), 2**60), st.booleans(), st.dates())
_prose = st.text(alphabet='abc "\\\n\t', max_size=400)
_values = st.recursive(
    st.one_of(_plain, _prose),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_text, inner, max_size=4)),
    max_leaves=6,
)


@given(st.dictionaries(_text, _values, max_size=3))
def test_what_is_written_is_what_is_read(content):
    assert tomllib.loads(write_toml(content)) == content


@given(st.dictionaries(_text, _values, max_size=3))
def test_writing_what_was_read_gives_the_same_bytes(content):
    written = write_toml(content)

    assert write_toml(parse_toml(written)) == written


def test_plain_keys_come_before_tables():
    written = write_toml({"facts": {"sex": "female"}, "on": datetime.date(2026, 11, 22)})

    assert written == 'on = 2026-11-22\n\n[facts]\nsex = "female"\n'


def test_a_small_table_in_a_table_is_inline():
    written = write_toml({"facts": {"magnesium": {"value": "0.78", "unit": "mmol/L"}}})

    assert written == '[facts]\nmagnesium = {value = "0.78", unit = "mmol/L"}\n'


def test_a_list_of_tables_gets_headers():
    written = write_toml({"levels": [{"urgency": "soon", "actions": [{"verb": "stop"}]}]})

    assert written == '[[levels]]\nurgency = "soon"\n\n[[levels.actions]]\nverb = "stop"\n'


def test_text_with_line_breaks_is_written_as_it_reads():
    written = write_toml({"when": "sex = 'male'\n  or age_years > 55"})

    assert written == 'when = """\nsex = \'male\'\n  or age_years > 55"""\n'


def test_long_prose_is_broken_at_spaces():
    prose = "Measure magnesium, calcium and creatinine before anything is started. " * 4

    written = write_toml({"clinician": prose})

    assert max(len(line) for line in written.splitlines()) <= 100
    assert tomllib.loads(written) == {"clinician": prose}


def test_a_word_that_is_too_long_is_left_whole():
    word = "x" * 120

    assert write_toml({"address": word}) == f'address = """\n{word}"""\n'


def test_a_long_list_is_wrapped():
    written = write_toml({"names": [f"medicine {number}" for number in range(20)]})

    assert written.startswith('names = [\n    "medicine 0", ')
    assert max(len(line) for line in written.splitlines()) <= 100


def test_a_decimal_keeps_its_digits():
    assert write_toml({"value": Decimal("0.4114")}) == "value = 0.4114\n"


def test_a_binary_float_is_refused():
    with pytest.raises(TypeError, match="A value of type 'float' is not written as TOML"):
        write_toml({"value": 0.1})


def test_a_mistake_is_shown_at_its_place():
    with pytest.raises(UnableToParseToml, match="This is not valid TOML") as caught:
        parse_toml('code = "B01"\ntitle = no\n', document="rules/B01.toml")

    place = caught.value.problems[0].place
    assert (place.document, place.line, place.column, place.text) == (
        "rules/B01.toml",
        2,
        9,
        "title = no",
    )


def test_a_text_nested_too_deeply_is_refused():
    with pytest.raises(UnableToParseToml, match="nested too deeply"):
        parse_toml("x = " + "[" * 100_000)


@pytest.mark.parametrize(
    "key", ["a." * 30_000 + "a", "x.y = {" + '"a" . ' * 200 + "a", "[a" + ".a" * 200]
)
def test_keys_nested_too_deeply_are_refused_at_once(key):
    with pytest.raises(UnableToParseToml, match="nested too deeply"):
        parse_toml(f"{key} = 1")


@pytest.mark.parametrize("number", ["9" * 5000, "1e9999999999999999999", "1e999999999"])
def test_a_number_of_too_many_digits_is_refused(number):
    with pytest.raises(UnableToParseToml, match="A number in the text has more than 400 digits"):
        parse_toml(f"x = {number}")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("code",), 1),
        (("when",), 2),
        (("levels", 1), 9),
        (("levels", 1, "urgency"), 10),
        (("levels", 1, "actions", 0, "verb"), 13),
        (("levels", 1, "clinician"), 9),
        (("nothing",), 0),
    ],
)
def test_the_line_of_a_field_is_found(path, line):
    text = (
        'code = "B01"\nwhen = """\nlevels = 3\n"""\n\n[[levels]]\nurgency = "soon"\n\n'
        '[[levels]]\nurgency = "routine"\n\n[[levels.actions]]\nverb = "stop"\n'
    )

    assert find_line(text, path) == line


def test_a_text_of_a_million_characters_is_written_at_once():
    content = {"text": "four words and more " * 50_000}

    started = time.monotonic()
    text = write_toml(content)

    assert time.monotonic() - started < 20
    assert parse_toml(text) == content


def test_a_mark_of_the_byte_order_is_no_part_of_a_text():
    assert parse_toml('\ufeffcode = "B01"\r\n') == {"code": "B01"}


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "0x" + "f" * 5_000, "0b" + "1" * 5_000, "1e999999"]
)
def test_a_number_without_end_is_refused_in_a_sentence(number):
    with pytest.raises(UnableToParseToml, match="has more than 400 digits"):
        parse_toml(f"number = {number}")
