"""Programs and sheets for the tests of the engines."""

import datetime
from decimal import Decimal

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression, parse_library
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet, FactValue
from tests.unit.core.cql.scope_for_tests import DICTIONARY

TODAY = datetime.date(2026, 11, 22)

DEFINITIONS = """
/** @label Serum magnesium, if usable */
define serum_magnesium: if magnesium_haemolysed is true then null else magnesium
/** @label Pregnant (if possible) */
define is_pregnant: if sex = 'male' or age_years > 55 then false else pregnant
/** @label Age */
define best_age: Coalesce(years between birth_date and Today(), age_years)
/** @label On dialysis */
define on_dialysis: dialysis in {'haemodialysis'}
/** @label Creatinine in mg/dL */
define scr: (convert creatinine to 'mg/dL').value
define k: case sex when 'female' then 0.7 when 'male' then 0.9 else null end
define a: case sex when 'female' then -0.241 when 'male' then -0.302 else null end
define factor: case sex when 'female' then 1.012 when 'male' then 1.0 else null end
/** @label eGFR (CKD-EPI 2021) */
define best_egfr:
  Coalesce(
    if best_age >= 18 and not (is_pregnant is true)
    then if scr is null then null
      else 142 * Power(Min({scr / k, 1}), a) * Power(Max({scr / k, 1}), -1.2)
        * Power(0.9938, best_age) * factor * 1 'mL/min/{1.73_m2}'
    else null,
    egfr
  )
"""


def make_program(library=DEFINITIONS, **rules):
    """A program of a library (in order) and of rules by code."""
    scope, expressions, labels = make_scope(DICTIONARY), {}, {}
    for define in parse_library(library):
        expressions[define.name] = checked = _check(define.tree, scope)
        labels[define.name] = define.tags.get("label", "")
        scope = scope.with_definition(define.name, checked.type, depth=checked.depth)
    for code, source in rules.items():
        expressions[code] = _check(parse_expression(source), scope)
        scope = scope.with_rule(code)
    return Program(DICTIONARY, expressions, labels), scope


def _check(tree, scope):
    checked = check_expression(tree, scope=scope)
    assert checked.problems == (), [problem.describe() for problem in checked.problems]
    return checked


def make_test_sheet(*, limits=None, set_aside=None, **values):
    """A sheet: numbers may be given as text, everything in canonical units."""
    facts = {name: _fact_value(name, value) for name, value in values.items()}
    aside = {
        name: (_fact_value(name, value), reason)
        for name, (value, reason) in (set_aside or {}).items()
    }
    return FactSheet(on=TODAY, values=facts, set_aside=aside, limits=limits or {})


def _fact_value(name, value):
    if isinstance(value, FactValue):
        return value
    is_number = isinstance(value, str) and value.replace(".", "", 1).lstrip("-").isdigit()
    return FactValue(name, Decimal(value) if is_number else value)


def evaluate(source, **values):
    """The answer of one expression for a sheet."""
    program, scope = make_program()
    checked = _check(parse_expression(source), scope)
    return open_sheet(program, make_test_sheet(**values)).answer_tree(checked)


def open_program(rule, **values):
    """An evaluation in which the expression is the rule X01."""
    program, _ = make_program(X01=rule)
    return open_sheet(program, make_test_sheet(**values))
