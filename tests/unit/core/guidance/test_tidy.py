"""Expressions in the form in which they are reviewed."""

from __future__ import annotations

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.guidance.tidy import tidy_entries, tidy_entry
from tests.unit.core.guidance.small import small_entries


def test_every_condition_of_a_rule_is_printed():
    entry = make_entry(
        EntryKind.RULE,
        "B01",
        {
            "code": "B01",
            "when": "(a)and b",
            "title": "(a)and b",
            "levels": [{"when": "not(x )", "actions": [{"when": "1<2"}]}],
        },
    )

    assert tidy_entry(entry).content() == {
        "code": "B01",
        "when": "a and b",
        "title": "(a)and b",
        "levels": [{"when": "not x", "actions": [{"when": "1 < 2"}]}],
    }


def test_what_cannot_be_parsed_stays_as_it_was_written():
    entry = make_entry(EntryKind.RULE, "B01", {"when": "a and"})

    assert tidy_entry(entry) == entry


def test_tidying_twice_changes_nothing_more():
    once = tidy_entries(small_entries())

    assert tidy_entries(once) == once
