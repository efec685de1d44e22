"""What the checker makes of an expression that is right."""

from decimal import Decimal

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.nodes import Cast, QuantityLiteral, walk
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.types import (
    ANY,
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    STRING,
    UNCHECKED,
    IntervalType,
    ListType,
    QuantityType,
)
from tests.unit.core.cql.scope_for_tests import SCOPE

MAGNESIUM = QuantityType(unit="mmol/L", substance="magnesium")
EGFR = QuantityType(unit="mL/min/{1.73_m2}", substance="eGFR")


def check(source, **options):
    return check_expression(parse_expression(source), scope=SCOPE, **options)


@pytest.mark.parametrize(
    ("source", "type"),
    [
        ("null", ANY),
        ("vitamin_d_25oh < 30 'ng/mL' and not S06", BOOLEAN),
        ("1 + 2", INTEGER),
        ("1 + 2.0", DECIMAL),
        ("1 / 2", DECIMAL),
        ("age_years", DECIMAL),
        ("'a'", STRING),
        ("birth_date + 3 months", DATE),
        ("years between birth_date and Today()", INTEGER),
        ("Coalesce(years between birth_date and Today(), age_years)", DECIMAL),
        ("magnesium", MAGNESIUM),
        ("magnesium_lln", MAGNESIUM),
        ("2 * magnesium", MAGNESIUM),
        ("convert magnesium to 'mg/dL'", QuantityType(unit="mg/dL", substance="magnesium")),
        ("(convert magnesium to 'mg/dL').value", DECIMAL),
        ("creatinine * magnesium / creatinine", QuantityType(unit="mmol/L")),
        ("6 'g' / 3 'g'", QuantityType(unit="1")),
        ("Min({best_age, 1})", DECIMAL),
        ("{1, 2.5}", ListType(element=DECIMAL)),
        ("Interval[1, 2]", IntervalType(point=INTEGER)),
        ("if pregnant then null else magnesium", MAGNESIUM),
        ("case sex when 'male' then 1 else 2.5 end", DECIMAL),
        ("Coalesce(1 'mL/min/{1.73_m2}', egfr)", EGFR),
        ("-2147483648", INTEGER),
    ],
)  # fmt: skip
def test_an_expression_has_a_type(source, type):
    checked = check(source)

    assert (checked.problems, checked.type) == ((), type)


@pytest.mark.parametrize(
    "source",
    [
        "vitamin_d_25oh <= 75 'nmol/L'",
        "magnesium_diet < 10 'mmol/d'",
        "vitamin_d_25oh - vitamin_d_25oh_previous < 0.5 * 4 'ng/mL'",
        "magnesium between 0.5 'mmol/L' and 1.7 'mg/dL'",
        "magnesium in Interval[1.2 'mg/dL', 1.7 'mg/dL']",
        "1 'g' < 500 'mg'",
        "6 'g' / 3 'g' > 2",
        "dialysis in {'none', 'haemodialysis'}",
        "dialysis = null",
        "null is null",
        "pregnant is not false",
        "exists {null, magnesium}",
        "age_years >= 18",
    ],
)
def test_what_goes_together_is_a_condition(source):
    assert check(source, expected=BOOLEAN).problems == ()


def _literal(checked):
    return next(node for node in walk(checked.tree) if isinstance(node, QuantityLiteral))


@pytest.mark.parametrize(
    ("source", "converted"),
    [
        ("vitamin_d_25oh <= 75 'nmol/L'", "30"),
        ("75 'nmol/L' >= vitamin_d_25oh", "30"),
        ("magnesium < 1.7 'mg/dL'", "0.70"),
        ("magnesium < 1.76 'mg/dL'", "0.7250"),
        ("magnesium < 0.70001 'mmol/L'", "0.70001"),
        ("Coalesce(magnesium, 1.4 'meq/L')", "0.7"),
        ("case magnesium when 1.7 'mg/dL' then true else false end", "0.70"),
        ("magnesium in {1.7 'mg/dL'}", "0.70"),
        ("magnesium_lln > 1.7 'mg/dL'", "0.70"),
        ("(if pregnant then 1.7 'mg/dL' else magnesium) > magnesium_lln", "0.70"),
    ],
)
def test_a_literal_is_converted_with_the_substance_and_printed_as_written(source, converted):
    checked = check(source)

    assert checked.problems == ()
    assert _literal(checked).converted == Decimal(converted)
    assert print_expression(checked.tree) == source


def test_a_computed_value_is_cast_where_its_unit_changes():
    checked = check("magnesium < 2 * 1.7 'mg/dL'")

    cast = checked.tree.children[1]
    assert isinstance(cast, Cast)
    assert cast.type == QuantityType(unit="mmol/L", substance="magnesium")


def test_every_node_of_a_checked_tree_has_a_type():
    checked = check(
        "if age_years > 5 then {1} contains 2 else case 1 when 2 then true else null end"
    )

    assert all(node.type != UNCHECKED for node in walk(checked.tree))


def test_a_checked_tree_prints_and_equals_like_the_tree_as_written():
    source = "Coalesce(years between birth_date and Today(), age_years) >= 18"

    assert print_expression(check(source).tree) == source


def test_the_names_that_an_expression_reads_are_known():
    checked = check("best_egfr < 30 'mL/min/{1.73_m2}' and not on_dialysis and not S06")

    assert checked.names == {"best_egfr", "on_dialysis", "S06"}


def test_a_definition_joins_the_scope():
    scope = SCOPE.with_definition("low", BOOLEAN).with_rule("K03")

    checked = check_expression(parse_expression("low or K03"), scope=scope)

    assert checked.problems == ()


def test_the_depth_counts_the_definitions_below():
    scope = SCOPE.with_definition("deep", BOOLEAN, depth=198)

    assert check_expression(parse_expression("not deep"), scope=scope).problems == ()
    (problem,) = check_expression(parse_expression("not (not deep)"), scope=scope).problems
    assert problem.message == "The expression is nested more than 200 deep here."
