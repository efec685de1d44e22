import pytest

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from tests.unit.core.cql.scope_for_tests import DICTIONARY, SCOPE
from tests.unit.core.engines.sheets_for_tests import make_program, make_test_sheet


def check(source) -> Checked:
    return check_expression(parse_expression(source), scope=SCOPE)


def test_an_expression_with_problems_is_not_run():
    with pytest.raises(ValueError, match="The expression 'X01' has problems"):
        Program(DICTIONARY, {"X01": check("magnesium > 5")})


def test_a_name_that_the_program_lacks_is_refused():
    with pytest.raises(ValueError, match="The program does not have 'on_dialysis'"):
        Program(DICTIONARY, {"X01": check("not on_dialysis")})


def test_an_unnamed_expression_is_held_to_the_same():
    evaluation = open_sheet(Program(DICTIONARY), make_test_sheet())

    with pytest.raises(ValueError, match="does not have 'best_age'"):
        evaluation.answer_tree(check("best_age > 5"))
    with pytest.raises(ValueError, match="The expression has problems"):
        evaluation.answer_tree(check("magnesium > 5"))


def test_the_facts_that_an_expression_reads_are_found_through_definitions():
    program, _ = make_program(X01="best_egfr > 5 'mL/min/{1.73_m2}'")

    assert program.facts_read["X01"] == {
        "age_years", "birth_date", "creatinine", "egfr", "pregnant", "sex",
    }  # fmt: skip
    assert "is_pregnant" in program.names_read["X01"]


def test_a_name_has_a_label_or_is_said_as_it_is():
    program = Program(DICTIONARY, {}, {"best_egfr": "eGFR"})

    assert program.label("magnesium") == "Serum magnesium"
    assert program.label("magnesium_lln") == "Lower limit of magnesium"
    assert program.label("best_egfr") == "eGFR"
    assert program.label("on_dialysis") == "on dialysis"
