"""Rules and cases as fields and back: nothing changes, and nothing is lost."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.cases import Difference
from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.pages.workspace import case_fields, rule_fields
from mgdcds.pages.workspace.case_fields import read_case_fields, typed_of_case, with_what_came_out
from mgdcds.pages.workspace.entry_text import (
    key_of_case,
    new_case_content,
    read_text,
    text_of_entry,
)
from mgdcds.pages.workspace.rule_fields import (
    MOST_LEVELS,
    levels_of,
    read_rule_fields,
    typed_of_rule,
    with_level,
    without_level,
)
from mgdcds.pages.workspace.typed import MOST_CHARACTERS, problem_of_size, typed_of_post
from mgdcds.stores.library.shipped import load_shipped_entries

RULES = {e.key: e for e in load_shipped_entries() if e.kind is EntryKind.RULE}
CASES = [e for e in load_shipped_entries() if e.kind is EntryKind.CASE]


@pytest.mark.parametrize("code", RULES)
def test_every_shipped_rule_comes_back_as_it_was(code):
    content = RULES[code].content()

    read = read_rule_fields(code, typed_of_rule(content))

    assert rule_fields.is_formable(content)
    assert read.problems == ()
    assert make_entry(EntryKind.RULE, code, read.content).hash == RULES[code].hash


def test_every_shipped_case_comes_back_as_it_was():
    for case in CASES:
        read = read_case_fields(typed_of_case(case.content()))

        assert case_fields.is_formable(case.content()), case.key
        assert make_entry(EntryKind.CASE, case.key, read.content).hash == case.hash, case.key


def test_every_shipped_entry_comes_back_from_its_text():
    for entry in load_shipped_entries():
        read = read_text({"text": text_of_entry(entry)})

        assert read.problems == ()
        assert make_entry(entry.kind, entry.key, read.content).hash == entry.hash, entry.key


def test_what_has_no_field_is_kept_as_text():
    content = RULES["B04"].content()
    content["levels"] = [{**content["levels"][0], "remark": "Of a later version."}]
    content["colour"] = "blue"

    read = read_rule_fields("B04", typed_of_rule(content))

    assert read.content == content


@pytest.mark.parametrize(
    "change",
    [
        {"title": 5},
        {"when": None},
        {"levels": "none"},
        {"levels": ["none"]},
        {"levels": [{"when": 5}]},
        {"needs": "best_age"},
        {"evidence": [1]},
        {"folded": "yes"},
        {"attributes": []},
        {"attributes": {"funding": 5}},
        {"attributes": {"colour": "blue"}},
    ],
)
def test_a_rule_of_another_shape_does_not_fit_the_form(change):
    assert not rule_fields.is_formable({**RULES["B04"].content(), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"name": 5},
        {"facts": []},
        {"reviewed": "symptoms"},
        {"reviewed": ["colours"]},
        {"expect": []},
        {"expect": {"fires": "B04"}},
        {"expect": {"sometimes": ["B04"]}},
        {"colour": "blue"},
    ],
)
def test_a_case_of_another_shape_does_not_fit_the_form(change):
    assert not case_fields.is_formable({**CASES[0].content(), **change})


def test_levels_are_numbered_again_when_one_comes_or_goes():
    typed = typed_of_rule(RULES["B02"].content())
    texts = [typed[f"levels.{at}.clinician"] for at in levels_of(typed)]

    more, fewer = with_level(typed), without_level(typed, "1")

    assert [more[f"levels.{at}.clinician"] for at in levels_of(more)] == ["", *texts]
    assert [fewer[f"levels.{at}.clinician"] for at in levels_of(fewer)] == texts[1:]
    assert levels_of(without_level(typed, "99")) == levels_of(typed)


def test_no_level_is_added_to_twelve():
    typed = typed_of_rule(RULES["B02"].content())
    for _ in range(20):
        typed = with_level(typed)

    assert len(levels_of(typed)) == MOST_LEVELS


def test_rules_that_come_out_otherwise_move_to_what_came_out():
    typed = {"expect.fires": "B01, B02", "expect.unknown": "S01", "expect.withheld": ""}
    found = (
        Difference("B01", "fires", "withheld"),
        Difference("S01", "unknown", "fires"),
        Difference("Z99", "fires", "no such rule"),
    )

    moved = with_what_came_out(typed, found)

    assert moved["expect.fires"] == "B02, S01"
    assert moved["expect.withheld"] == "B01"
    assert moved["expect.unknown"] == ""


def test_a_new_case_of_nothing_expects_nothing():
    content = new_case_content(name="Nobody", code="", on="2026-11-22", like=None)

    assert "expect" not in content
    assert content["on"] == "2026-11-22"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("25(OH)D 30 ng/mL", "b04_25_oh_d_30_ng_ml"),
        ("Ångström < 5", "b04_angstrom_5"),
        ("???", "b04"),
        ("x" * 200, f"b04_{'x' * 76}"),
    ],
)
def test_the_key_of_a_case_has_plain_letters(name, key):
    assert key_of_case(name, "B04") == key


def test_line_breaks_become_those_of_the_program():
    assert typed_of_post({"a": "1\r\n2\r3\n4"}) == {"a": "1\n2\n3\n4"}


def test_an_entry_has_an_end():
    assert problem_of_size({"a": "x" * MOST_CHARACTERS}) is None
    found = problem_of_size({"a": "x" * MOST_CHARACTERS, "b": "y"})
    assert found.message == "This has 100,001 characters, but an entry has at most 100,000."
