"""From the place in an entry to the place in its file."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.files import entries_from_files
from mgdcds.core.guidance.places import find_in_files
from mgdcds.core.values.problems import Place, Problem
from tests.unit.core.guidance.test_files import FILES


def _place(document, field="", line=0, column=0):
    problem = Problem(Place(document, field, line, column), "X", "Words.")
    (found,) = find_in_files([problem], entries=entries_from_files(FILES), files=FILES)
    return (found.place.document, found.place.field, found.place.line)


@pytest.mark.parametrize(
    ("document", "field", "path", "line"),
    [
        ("rule A01", "category", "rules/A01.toml", 3),
        ("rule A01", "levels.1.actions.1.gates.1.gate", "rules/A01.toml", 20),
        ("rule A01", "levels.1.actions.1.gates.1.instead.verb", "rules/A01.toml", 23),
        ("sex", "label", "facts/who.toml", 4),
        ("fact birth_date", "kind", "facts/who.toml", 15),
        ("magnesium_supplement_ul", "like", "parameters.toml", 4),
        ("finding dai2018.rise", "text", "evidence/sources/dai2018.toml", 11),
        ("case old-and-low", "facts.sex", "cases/old-and-low.toml", 7),
        ("definition is_young", "expression", "definitions.cql", 10),
    ],
)
def test_a_field_is_found_in_its_file(document, field, path, line):
    assert _place(document, field)[::2] == (path, line)


def test_a_line_within_a_long_text_is_counted_from_its_key():
    assert _place("rule A01", "when", line=2, column=3) == ("rules/A01.toml", "A01 when", 6)


def test_an_entry_whose_file_is_not_given_keeps_its_place():
    problem = Problem(Place("rule A01", "when"), "X", "Words.")

    (found,) = find_in_files([problem], entries=entries_from_files(FILES), files={})

    assert found == problem


def test_what_stands_in_no_file_stays_as_it_is():
    assert _place("rule Z99", "when", line=2) == ("rule Z99", "when", 2)
