"""The compiled release answers what the judge answers, for every case and for random patients."""

from __future__ import annotations

from functools import cache

from bench.sheets import plain_values, random_sheets
from mgdcds.core.engines.compiled import Compiled, Statuses, compile_program
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.stores.library.shipped import load_shipped_rulebook


@cache
def compiled_rules() -> Compiled:
    rulebook = load_shipped_rulebook()
    return compile_program(rulebook.program, tuple(rulebook.rules))


def assert_as_the_judge(found: Statuses, sheet: FactSheet) -> None:
    evaluation = open_sheet(load_shipped_rulebook().program, sheet)
    for name in compiled_rules().names:
        assert found.truth(name) is evaluation.truth(name), name
        assert found.missing(name) == evaluation.missing_of(name), name


def test_every_shipped_case() -> None:
    rulebook = load_shipped_rulebook()
    for case in rulebook.cases.values():
        sheet = sheet_of_case(case, dictionary=rulebook.dictionary)
        assert_as_the_judge(compiled_rules().evaluate(sheet), sheet)

    assert len(rulebook.cases) > 500


def test_two_thousand_random_patients() -> None:
    for sheet in random_sheets(load_shipped_rulebook().dictionary, 2000, seed=3):
        row = compiled_rules().row_of(plain_values(sheet), on=sheet.on)
        assert_as_the_judge(compiled_rules().evaluate(row), sheet)


def test_every_condition_of_the_release_can_be_compiled() -> None:
    program = load_shipped_rulebook().program
    names = [name for name, each in program.expressions.items() if each.type.base == "boolean"]
    compiled = compile_program(program, names)

    for sheet in random_sheets(program.dictionary, 100, seed=4):
        found, evaluation = compiled.evaluate(sheet), open_sheet(program, sheet)
        for name in names:
            assert found.truth(name) is evaluation.truth(name), name
            assert found.missing(name) == evaluation.missing_of(name), name
