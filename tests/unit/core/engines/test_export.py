"""A program as standard CQL: what is rewritten, and what is refused."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.nodes import DecimalLiteral
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope, make_scope
from mgdcds.core.dictionary.convert import exactly_to_canonical, round_fraction
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.export.amounts import rounded, to_canonical
from mgdcds.core.engines.export.library import Heading, Section, make_library
from mgdcds.core.engines.export.problems import UnableToExport
from mgdcds.core.engines.export.supported import REFUSED
from mgdcds.core.engines.program import Program
from tests.shipped_facts import load_shipped_dictionary
from tests.unit.core.engines.sheets_for_tests import make_program, make_test_sheet

SHIPPED = load_shipped_dictionary()
HEADING = Heading("Test", "1")


def export(source, **tags):
    """The exported text of one rule, without the head of its definition, on one line."""
    program, _ = make_program(X01=source)
    names = tuple(program.expressions)
    library = make_library(program, HEADING, [Section("All", names)], tags=tags)
    return print_expression(library.defines["X01"], width=None), library.text


@pytest.mark.parametrize(
    ("source", "standard"),
    [
        # Quantities stand in their canonical units, whatever the author wrote.
        ("magnesium < 0.70 'mmol/L'", "\"magnesium in mmol/L\" < 0.70 'mmol/L'"),
        ("magnesium < 1.7 'mg/dL'", "\"magnesium in mmol/L\" < 0.7000 'mmol/L'"),
        ("magnesium < magnesium_lln", '"magnesium in mmol/L" < "magnesium_lln in mmol/L"'),
        ("age_years >= 18", '"age_years" >= 18'),
        # An unknown is no outsider, in any engine.
        ("dialysis in {'haemodialysis'}", "\"dialysis\" = 'haemodialysis'"),
        ("sex in {'male', 'female'}", "\"sex\" = 'male' or \"sex\" = 'female'"),
        ("sex in {'male', null}", '"sex" is null or "sex" = \'male\''),
        ("{'male'} contains sex", "\"sex\" = 'male'"),
        ("age_years in Interval[18, 65)", '"age_years" >= 18 and "age_years" < 65'),
        ("age_years in Interval[18, null]", '"age_years" >= 18'),
        (
            "age_years in Interval[18, days between birth_date and Today()]",
            '(18 <= days between "birth_date" and Today()) is not false and "age_years" >= 18'
            ' and "age_years" <= days between "birth_date" and Today()',
        ),
        # Nulls have a type where another engine would find none.
        ("if null then true else pregnant", 'if null as Boolean then true else "pregnant"'),
        ("Count({age_years, null}) > 1", 'Count({"age_years", null as Decimal}) > 1'),
        (
            "Max({magnesium, magnesium_lln}) > 1 'mmol/L'",
            '"Quantity of"(Max({"magnesium in mmol/L".value, "magnesium_lln in mmol/L".value}),'
            " 'mmol/L') > 1 'mmol/L'",
        ),
        # What is computed is computed on numbers, and rounded as the judge rounds.
        (
            "magnesium * 2 > 1 'mmol/L'",
            "\"Quantity of\"(Round(\"magnesium in mmol/L\".value * 2, 8), 'mmol/L') > 1 'mmol/L'",
        ),
        ("age_years / 3 > 7", 'Round("age_years" / 3, 8) > 7'),
        ("1 + age_years - 2 > 7", 'Round(1 + "age_years" - 2, 8) > 7'),
        ("Abs(age_years) > 7", 'Abs("age_years") > 7'),
        (
            "(magnesium / magnesium_lln) > 2",
            'Round("magnesium in mmol/L".value / "magnesium_lln in mmol/L".value, 8) > 2',
        ),
        ("years between birth_date and Today() > 3", 'years between "birth_date" and Today() > 3'),
    ],
)
def test_the_standard_form(source, standard):
    assert export(source)[0] == standard


def test_a_conversion_is_written_as_arithmetic():
    found, _ = export("(convert creatinine to 'umol/L').value > 100")

    assert found == 'Round("creatinine in mg/dL".value * 88.4, 8) > 100'


def test_international_units_are_compared_as_numbers():
    tree = parse_expression("vitamin_d_dose >= 800 '[IU]/d'")
    checked = check_expression(tree, scope=make_scope(SHIPPED))
    program = Program(SHIPPED, {"X01": checked})

    library = make_library(program, HEADING, [Section("All", ("X01",))])

    found = print_expression(library.defines["X01"])
    assert found == '"vitamin_d_dose in [IU]/d".value >= 800'


def test_operators_that_read_an_unknown_otherwise_are_refused():
    assert {
        "After", "Before", "Collapse", "End", "Ends", "Except", "Expand",
        "IncludedIn", "Includes", "Intersect", "Meets", "MeetsAfter", "MeetsBefore", "Overlaps",
        "OverlapsAfter", "OverlapsBefore", "PointFrom", "ProperlyIncludedIn", "ProperlyIncludes",
        "SameOrAfter", "SameOrBefore", "Start", "Starts", "Union", "Width",
    } == REFUSED  # fmt: skip


def test_the_manual_lists_what_is_refused():
    manual = Path(__file__).parents[4] / "docs" / "how-to" / "export.md"
    listed = re.search(r"these are refused[^:]*:([^.]*)", manual.read_text(encoding="utf-8"))

    assert listed is not None
    symbols = {OPERATORS[name].symbol for name in REFUSED}
    assert set(re.findall(r"`([^`]+)`", listed[1])) == symbols


@pytest.mark.parametrize(
    ("source", "operator"),
    [
        ("Interval[1, age_years] overlaps Interval[3, 4]", "The operator 'Overlaps'"),
        ("{age_years} = {1}", "The operator 'Equal'"),
        ("age_years in Interval(1, days between birth_date and Today())", "The operator 'In'"),
        ("exists {}", "A list with nothing in it"),
        ("Power(2, 3) > age_years", "The operator 'Power'"),
    ],
)
def test_a_refusal_names_the_operator_and_the_rule(source, operator):
    with pytest.raises(UnableToExport, match=operator) as refused:
        export(source)

    assert refused.value.problems[0].place.document == "X01"
    assert refused.value.problems[0].code == "EXPORT.E001"


def test_a_name_that_is_needed_twice_is_refused():
    library = "define \"magnesium in mmol/L\": magnesium < 1 'mmol/L'"
    program, _ = make_program(library)

    with pytest.raises(UnableToExport, match="'magnesium in mmol/L' is needed twice"):
        make_library(program, HEADING, [Section("All", tuple(program.expressions))])


def test_words_of_an_author_stay_in_their_comment():
    _, text = export("age_years > 3", X01={"label": 'A */ define "evil": true'})

    assert "A * / define" in text
    assert "*/ define" not in text


@pytest.mark.parametrize("unit", ["mmol/L", "mg/dL"])
def test_a_fact_is_read_in_each_unit_that_it_accepts(unit):
    _, text = export("magnesium > 1 'mmol/L'")

    assert 'parameter "magnesium" Quantity default null' in text
    assert f"    when '{unit}' then Round(" in text


def test_every_conversion_of_the_shipped_facts_is_exact_in_the_text():
    facts = [fact for fact in SHIPPED.facts.values() if fact.kind is Kind.QUANTITY]
    tried = 0
    for fact in facts:
        for unit in fact.units:
            for value in _values_around(unit):
                tried += 1
                text = print_expression(rounded(to_canonical(DecimalLiteral(value), unit)))
                expected = round_fraction(exactly_to_canonical(unit, value), decimals=8)

                assert _answer(text) == expected, (fact.name, unit.code, value)
    assert tried > 400


def _values_around(unit):
    step = Decimal(1).scaleb(-unit.decimals)
    at_cuts = [value + around * step for _, value in unit.pairs for around in (-1, 0, 1)]
    return [*at_cuts, Decimal("0.3"), Decimal("1.25"), Decimal(7), Decimal("33.3"), Decimal(999)]


def _answer(text):
    checked = check_expression(parse_expression(text), scope=Scope())
    assert not checked.problems, text
    return open_sheet(Program(SHIPPED), make_test_sheet()).answer_tree(checked).value


def test_every_refusal_is_explained():
    root = Path(__file__).resolve().parents[4]
    sentences = (root / "mgdcds/core/engines/export/problems.py").read_text(encoding="utf-8")
    explained = (root / "docs/how-to/errors.md").read_text(encoding="utf-8")

    assert re.findall(r'"(EXPORT\.E\d{3})"', sentences) == re.findall(
        r"^### (EXPORT\.\S+)$", explained, re.MULTILINE
    )
