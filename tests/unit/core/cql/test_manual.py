from pathlib import Path

import pytest

from mgdcds.core.cql.manual import CONDITIONS, TRAPS, write_language_manual
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.engines.english import describe
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.spec.engines import judge

PAGE = Path(__file__).resolve().parents[4] / "docs" / "language.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == write_language_manual(), "Run: make docs"


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)
def test_every_operator_is_explained_with_its_examples(operator):
    text = write_language_manual()

    assert f"{operator.doc} {operator.nulls}" in text
    assert all(f"| `{example.expression}` |" in text for example in operator.examples)


def test_an_entry_says_how_an_operator_is_written_and_what_it_takes():
    text = write_language_manual()

    assert "### `Log(a, b)`\n" in text
    assert "### `a on or before b`\n" in text
    assert "### `expand a per b`\n" in text
    assert "Takes two operands, each *a number*." in text
    assert "Takes two or more operands, each *true or false*." in text


@pytest.mark.parametrize("code", CONDITIONS)
def test_a_condition_that_is_shown_is_that_of_its_rule_and_so_is_its_english(code):
    book = load_shipped_rulebook()
    checked = book.checked[code].when
    printed = print_expression(checked.tree, width=None)

    assert (printed, describe(checked, program=book.program)) == CONDITIONS[code]


@pytest.mark.parametrize(
    "example",
    [pytest.param(each, id=each.expression) for trap in TRAPS for each in trap.examples],
)
def test_what_is_said_of_a_trap_is_so(example):
    assert judge(example.expression, {}) == judge(example.value, {})
