from pathlib import Path

import pytest

from mgdcds.core.cql.manual import write_language_manual
from mgdcds.core.cql.operators import OPERATORS

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
    assert "Takes *a number*, *a number*." in text
