"""Release 1 as one statement: every case that ships and 2,000 random patients, as rows."""

from __future__ import annotations

import random
from functools import cache

import pytest
import sqlglot

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.sql.dialects import DIALECTS
from mgdcds.core.engines.sql.statement import write_statement
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.generative.sheets import random_sheet
from tests.sql_rows import cut_offs_for, databases, statuses, table_for

RANDOM = 2000


@cache
def _sheets_and_statuses():
    book, chance = load_shipped_rulebook(), random.Random(1)
    cut_offs = cut_offs_for(book.program)
    cases = [sheet_of_case(case, dictionary=book.dictionary) for case in book.cases.values()]
    sheets = [
        *cases,
        *(random_sheet(chance, book.dictionary, cut_offs=cut_offs) for _ in range(RANDOM)),
    ]
    opened = [open_sheet(book.program, sheet) for sheet in sheets]
    return sheets, [{code: each.truth(code) for code in book.rules} for each in opened]


@pytest.mark.parametrize("database", databases())
def test_release_1_has_the_statuses_of_the_judge(database):
    book = load_shipped_rulebook()
    sheets, expected = _sheets_and_statuses()

    found = statuses(book.program, book.rules, sheets, database)

    assert [set(row) for row in found[:1]] == [set(book.rules)]
    differing = [at for at, row in enumerate(found) if row != expected[at]]
    assert differing == []


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_release_1_is_read_back_in_every_dialect(dialect):
    book = load_shipped_rulebook()
    table = table_for(book.dictionary)

    statement = write_statement(book.program, book.rules, table=table, dialect=dialect)

    (read,) = sqlglot.parse(statement, dialect=DIALECTS[dialect].written)
    assert read.named_selects == ["row", *book.rules]
