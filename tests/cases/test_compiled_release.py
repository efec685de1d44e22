"""The compiled release answers what the judge answers, for every case and for random patients."""

from __future__ import annotations

import ast
import datetime
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from bench.generated_rules import generate_rules
from bench.sheets import plain_values, random_sheets
from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.compiled import Compiled, Statuses, compile_program
from mgdcds.core.engines.compiled.follow import ONE_VALUE
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet, FactValue, Provenance
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from mgdcds.stores.library.shipped import load_shipped_rulebook


@cache
def compiled_rules(*, to_tables: bool = False) -> Compiled:
    rulebook = load_shipped_rulebook()
    least = 1 if to_tables else 1000
    return compile_program(rulebook.program, tuple(rulebook.rules), look_up_from=least)


def assert_as_the_judge(found: Statuses, sheet: FactSheet) -> None:
    evaluation = open_sheet(found.compiled.program, sheet)
    for name in found.compiled.names:
        assert found.truth(name) is evaluation.truth(name), name
        assert found.missing(name) == evaluation.missing_of(name), name


def test_every_shipped_case() -> None:
    rulebook = load_shipped_rulebook()
    for case in rulebook.cases.values():
        sheet = sheet_of_case(case, dictionary=rulebook.dictionary)
        assert_as_the_judge(compiled_rules().evaluate(sheet), sheet)
        assert_as_the_judge(compiled_rules(to_tables=True).evaluate(sheet), sheet)

    assert len(rulebook.cases) > 500


def test_two_thousand_random_patients() -> None:
    for sheet in random_sheets(load_shipped_rulebook().dictionary, 2000, seed=3):
        row = compiled_rules().row_of(plain_values(sheet), on=sheet.on)
        assert_as_the_judge(compiled_rules().evaluate(row), sheet)


def test_limits_of_the_site() -> None:
    limits = {"magnesium_lln": Decimal("0.8"), "calcium_uln": Decimal("2.3")}
    for sheet in random_sheets(load_shipped_rulebook().dictionary, 300, seed=4):
        own = replace(sheet, limits=limits)
        plain, floats = plain_values(own), {name: float(each) for name, each in limits.items()}
        row = compiled_rules().row_of(plain, on=own.on, limits=floats)
        for found in (compiled_rules().evaluate(own), compiled_rules().evaluate(row)):
            assert_as_the_judge(found, own)
        explained = compiled_rules().explain(own).statuses
        assert (explained.true, explained.unknown) == (found.true, found.unknown)


def test_each_local_of_the_function_has_one_value() -> None:
    """What follows paths relies on it."""
    for to_tables in (False, True):
        expressions: dict[str, set[str]] = {}
        written = compiled_rules(to_tables=to_tables).written
        for node in ast.walk(ast.parse(written.whole_source())):
            if isinstance(node, ast.NamedExpr):
                expressions.setdefault(node.target.id, set()).add(ast.dump(node.value))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                expressions.setdefault(node.targets[0].id, set()).add(ast.dump(node.value))

        several = {name for name, found in expressions.items() if len(found) > 1}
        assert not any(map(ONE_VALUE.fullmatch, several)), several


def test_a_hundred_rules_that_are_looked_up() -> None:
    made = generate_rules(load_shipped_rulebook(), 100)
    compiled = compile_program(made.program, made.codes)

    assert compiled.written.index is not None
    for sheet in random_sheets(made.program.dictionary, 100, seed=9):
        assert_as_the_judge(compiled.evaluate(sheet), sheet)


@pytest.mark.parametrize("height", ["199.9999", "200", "200.0001"])
@pytest.mark.parametrize("to_tables", [True, False])
def test_a_calculated_value_at_a_cut_off(height: str, to_tables: bool) -> None:
    measured = {"height": Decimal(height), "weight": Decimal(120)}  # a BMI of 30 at 200 cm
    values = {name: FactValue(name, value) for name, value in measured.items()}
    sheet = FactSheet(on=datetime.date(2026, 11, 22), values=values)

    found = compiled_rules(to_tables=to_tables).evaluate(sheet)

    assert found.truth("P01") is (UNKNOWN if height == "200.0001" else TRUE)
    assert_as_the_judge(found, sheet)


def test_every_condition_of_the_release_can_be_compiled() -> None:
    program = load_shipped_rulebook().program
    names = [name for name, each in program.expressions.items() if each.type.base == "boolean"]
    compiled = compile_program(program, names)

    for sheet in random_sheets(program.dictionary, 100, seed=4):
        found, evaluation = compiled.evaluate(sheet), open_sheet(program, sheet)
        for name in names:
            assert found.truth(name) is evaluation.truth(name), name
            assert found.missing(name) == evaluation.missing_of(name), name


def test_reasons_are_told_as_the_judge_tells_them() -> None:
    rulebook = load_shipped_rulebook()
    for sheet in random_sheets(rulebook.dictionary, 12, seed=5):
        evaluation = open_sheet(rulebook.program, sheet)
        reasons = {why.name: why for why in compiled_rules().explain(sheet).reasons}
        told = {name for name in rulebook.rules if evaluation.truth(name) is not FALSE}

        assert reasons.keys() == told
        for name, why in reasons.items():
            assert why.tell() == evaluation.explain(name)
            assert why.tell(unit_system="si") == evaluation.explain(name, unit_system="si")
            assert why.truth is evaluation.truth(name)
            assert why.missing == evaluation.missing_of(name)


def test_every_leaf_has_the_truth_that_the_judge_finds() -> None:
    rulebook = load_shipped_rulebook()
    for sheet in random_sheets(rulebook.dictionary, 60, seed=6):
        evaluation = open_sheet(rulebook.program, sheet)
        for why in compiled_rules().explain(sheet).reasons:
            for leaf in why.leaves:
                checked = check_expression(parse_expression(leaf.text), scope=rulebook.scope)
                assert leaf.truth is evaluation.truth_of_tree(checked), (why.name, leaf.text)


def test_a_leaf_has_its_values_and_where_they_come_from() -> None:
    on = datetime.date(2026, 11, 1)
    value = FactValue("vitamin_d_25oh", Decimal("11.5"), on=on, provenance=Provenance("form"))
    sheet = FactSheet(on=datetime.date(2026, 11, 22), values={"vitamin_d_25oh": value})

    reasons = {why.name: why for why in compiled_rules().explain(sheet).reasons}

    (leaf,) = reasons["A02"].leaves
    assert leaf.text == "vitamin_d_25oh < 12 'ng/mL'"
    assert leaf.values == {"vitamin_d_25oh": Decimal("11.5")}
    assert leaf.recorded == {"vitamin_d_25oh": value}
    assert "magnesium" in reasons["B01"].missing or reasons["B01"].truth is TRUE


def test_a_row_of_plain_values_has_the_same_reasons_as_its_sheet() -> None:
    (sheet,) = random_sheets(load_shipped_rulebook().dictionary, 1, seed=8)
    row = compiled_rules().row_of(plain_values(sheet), on=sheet.on)

    of_row, of_sheet = compiled_rules().explain(row), compiled_rules().explain(sheet)

    assert [why.name for why in of_row.reasons] == [why.name for why in of_sheet.reasons]
    assert of_row.words == of_sheet.words


def test_a_sheet_that_only_the_judge_can_answer_for_has_reasons_too() -> None:
    long = FactValue("vitamin_d_25oh", Decimal("11.50000000000000000001"))
    sheet = FactSheet(on=datetime.date(2026, 11, 22), values={"vitamin_d_25oh": long})
    evaluation = open_sheet(load_shipped_rulebook().program, sheet)

    reasons = {why.name: why for why in compiled_rules().explain(sheet).reasons}

    assert reasons["A02"].tell() == evaluation.explain("A02")
    assert [leaf.truth for leaf in reasons["A02"].leaves] == [TRUE]
    assert reasons["K01"].missing == evaluation.missing_of("K01")
