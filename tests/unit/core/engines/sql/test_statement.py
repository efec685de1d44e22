"""One statement for a table: what it answers, what it refuses, and that its text is its own."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlglot

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.sql.dialects import DIALECTS
from mgdcds.core.engines.sql.refusals import REFUSED, UnableToWriteSql
from mgdcds.core.engines.sql.registry import WRITERS
from mgdcds.core.engines.sql.statement import find_refusals, write_statement
from mgdcds.core.engines.sql.table import Column, Table
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.generative.world import DICTIONARY
from tests.sql_rows import ask_one, databases, plan_of, table_for

ON = datetime.date(2026, 11, 22)


def _program(**sources):
    scope, expressions = make_scope(DICTIONARY), {}
    for name, source in sources.items():
        checked = check_expression(parse_expression(source), scope=scope)
        assert checked.problems == ()
        expressions[name] = checked
        scope = scope.with_definition(name, checked.type, depth=checked.depth)
    return Program(DICTIONARY, expressions)


def _ask(source, *values, **others):
    known = {value.name: value for value in values}
    sheet = make_sheet(DICTIONARY, known, on=ON, **others)
    return ask_one(_program(R=source), "R", sheet, "sqlite")


def _days_ago(days):
    return ON - datetime.timedelta(days=days)


def test_a_value_counts_until_its_last_fresh_day():
    def known(days):
        value = FactValue("magnesium", Decimal("0.6"), on=_days_ago(days))
        return _ask("magnesium < 0.7 'mmol/L'", value)

    assert (known(0), known(90), known(91)) == (TRUE, TRUE, UNKNOWN)


def test_the_magnesium_of_a_haemolysed_sample_is_unknown():
    magnesium = FactValue("magnesium", Decimal("0.6"))

    for is_spoilt, expected in ((True, TRUE), (False, FALSE)):
        spoiler = FactValue("magnesium_haemolysed", is_spoilt)
        assert _ask("magnesium is null", magnesium, spoiler) is expected


def test_a_limit_is_the_results_own_before_the_clinics_before_the_releases():
    value = FactValue("magnesium", Decimal("0.68"))
    low = "magnesium < magnesium_lln"

    assert _ask(low, value) is TRUE
    assert _ask(low, value, profile="us") is FALSE
    assert _ask(low, value, profile="us", limits={"magnesium_lln": Decimal("0.69")}) is TRUE


def test_the_profile_of_a_table_says_the_limits():
    table = Table("t", {"magnesium": Column("mg")}, profile="us")
    statement = write_statement(_program(R="magnesium < magnesium_lln"), ["R"], table=table)

    assert "0.66" in statement
    assert "0.7" not in statement


def test_a_fact_without_a_column_is_unknown():
    table = Table("t", {})
    program = _program(R="b1 or b2", S="b1 is null")

    assert "b1" not in write_statement(program, ["R", "S"], table=table)


def test_the_day_can_be_the_same_for_all_rows():
    table = table_for(DICTIONARY)
    program = _program(R="magnesium is null")

    assert "2026-11-22" in write_statement(program, ["R"], table=table, on=ON)
    assert '"day"' not in write_statement(program, ["R"], table=table, on=ON)


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_every_dialect_reads_its_statement_back(dialect):
    program = _program(
        A="years between d1 and Today()",
        B="Power(n1, 0.5) + Ln(n2) / Exp(n3)",
        C="Coalesce(convert magnesium to 'mg/dL', 2 'mg/dL') > 1.7 'mg/dL'",
        R="A >= 18 and B > 2 and C and c1 in {'none', 'some'} and d1 + 1 month < Today()",
    )
    statement = write_statement(program, ["R"], table=table_for(DICTIONARY), dialect=dialect)

    (read,) = sqlglot.parse(statement, dialect=DIALECTS[dialect].written)
    assert read.named_selects == ["row", "R"]


def test_what_an_author_writes_stays_a_text():
    program = _program(R="c3 = 'it\\'s' or c3 = 'oxide'")
    statement = write_statement(program, ["R"], table=table_for(DICTIONARY))

    assert "'it''s'" in statement


def test_a_name_with_quotes_stays_a_name():
    table = Table('t"; DROP TABLE t; --', {"b1": Column('b"1')}, key='k"')
    statement = write_statement(_program(R="b1"), ["R"], table=table)

    (read,) = sqlglot.parse(statement, dialect="sqlite")
    assert [found.name for found in read.find_all(sqlglot.exp.Table)] == ['t"; DROP TABLE t; --']


def test_more_columns_than_a_query_may_have_are_refused():
    program = _program(**{f"R{at}": "b1" for at in range(1600)})

    with pytest.raises(ValueError, match="at most 1600 columns"):
        write_statement(program, program.expressions, table=table_for(DICTIONARY))


def _many(part, between, count=1100):
    return between.join(part.format(at=at) for at in range(count))


#: Conditions with more parts than a database takes in a row; n1 is 3, b1 is true, n2 unknown.
LONG = {
    "and": (_many("n1 < {at} + 4", " and "), TRUE),
    "and while something is unknown": (_many("n2 < {at}", " and "), UNKNOWN),
    "or": (_many("n1 = {at}", " or "), TRUE),
    "or of and": (_many(f"({_many('n1 = {{at}}', ' and ', 40)})", " or ", 40), TRUE),
    "Coalesce": (f"Coalesce({_many('n2', ', ', 200)}, n1) = 3", TRUE),
    "Coalesce of a list": (f"Coalesce({{{_many('n2 + {at}', ', ', 200)}, n1}}) = 3", TRUE),
    "Sum": (f"Sum({{{_many('n1', ', ')}}}) = 3300", TRUE),
    "Count": (f"Count({{{_many('n1', ', ')}, n2}}) = 1100", TRUE),
    "Min": (f"Min({{{_many('{at}.0', ', ', 300)}, n2, n1 - 4}}) = -1", TRUE),
    "Max": (f"Max({{n1 - 4, n2, {_many('{at}.0', ', ', 300)}}}) = 299", TRUE),
    "exists": (f"exists {{{_many('n2', ', ')}, n1}}", TRUE),
    "in": (f"n1 in {{{_many('n1 + {at}', ', ')}}}", TRUE),
    "contains": (f"{{{_many('{at}.5', ', ')}, n1}} contains n1", TRUE),
    "=": (f"{{{_many('n1', ', ')}}} = {{{_many('n1', ', ')}}}", TRUE),
    "case": (f"case {_many('when n1 = {at} + 1 then b1', ' ')} else false end", TRUE),
    "not": ("not " * 90 + "b1", TRUE),
    "+": (_many("n1", " + ", 90) + " = 270", TRUE),
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("database", databases())
def test_a_long_condition_is_answered_by_the_database(database, name):
    source, expected = LONG[name]
    values = (FactValue("n1", Decimal(3)), FactValue("b1", True))
    sheet = make_sheet(DICTIONARY, {value.name: value for value in values}, on=ON)

    assert ask_one(_program(R=source), "R", sheet, database) is expected


@pytest.mark.parametrize("database", databases())
def test_what_several_conditions_need_is_worked_out_once(database):
    shared = "(n1 + n2) * n1"
    program = _program(Shared=shared, **{f"R{at}": f"Shared > {at}" for at in range(5)})
    statement = write_statement(
        program, [f"R{at}" for at in range(5)], table=table_for(DICTIONARY), dialect=database
    )

    plan = plan_of(statement, DICTIONARY, database)

    assert "layer 1" in plan
    if database == "postgresql":
        assert "Workers Planned" in plan  # several processes may share the table


def test_a_condition_of_more_columns_than_a_query_has_is_refused_by_its_name():
    wide = f"Sum({{{_many('n1 * {at}', ', ', 1700)}}}) > 3"
    program, table = _program(Wide=wide, R="b1"), table_for(DICTIONARY)

    assert find_refusals(program, ["Wide", "R"], table=table).keys() == {"Wide"}
    with pytest.raises(UnableToWriteSql, match=r"^'Wide' cannot be written .* 1600 columns"):
        write_statement(program, ["R", "Wide"], table=table)


def test_every_operator_is_written_or_refused_by_name():
    nodes = {"If", "Case", "List", "Interval", "Convert"}
    constants = {name for name, each in OPERATORS.items() if each.form is Form.LIMIT}

    assert WRITERS.keys() | REFUSED.keys() | nodes | constants == OPERATORS.keys()
    assert not WRITERS.keys() & REFUSED.keys()


#: What each refusal looks like: the operator, and a condition that needs it.
REFUSALS = {
    "Union": "exists ({n1, n2} union {n3})",
    "Intersect": "(Interval[n1, 5.0] intersect Interval[2.0, n2]) is null",
    "Except": "exists ({n1, n2} except {n3})",
    "Collapse": "(collapse {Interval[@2026-01-01, d1]}) is null",
    "Expand": "exists (expand Interval[@2026-01-01, d1])",
    "MinimumDecimal": "n1 > minimum Decimal",
    "MaximumDecimal": "n1 < maximum Decimal",
    "Case": "exists (case when b1 then {n1} else {n2, n3} end)",
    "If": "exists (if b1 then {n1} else {n2, n3})",
    "Coalesce": "n1 in Coalesce(Interval[n2, n3], Interval[null, n3])",
    "List": "exists {{n1}}",
    "Round": "Round(n1, Floor(n2)) > 1",
    "Equivalent": "(if b1 then 'A' else 'B') ~ 'a'",
    "NotEquivalent": "(if b1 then 'A' else 'B') !~ 'a'",
    "Start": "start of Interval[null, n1] < n2",
    "End": "end of Interval[n1, null] > n2",
    "Power": "Power(5L, Floor(n1)) > 2",
    "Multiply": "5000000000L * Floor(n2) > 2L",
}


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_what_a_dialect_cannot_say_it_refuses_by_the_operators_name(dialect):
    program = _program(**{f"R{name}": source for name, source in REFUSALS.items()})
    table = table_for(DICTIONARY)

    refused = find_refusals(program, program.expressions, table=table, dialect=dialect)

    assert {name[1:]: refusal.operator for name, refusal in refused.items()} == {
        name: name for name in REFUSALS
    }
    assert REFUSED.keys() <= REFUSALS.keys()


def test_a_refusal_says_the_dialect_and_why():
    program = _program(R=REFUSALS["Expand"])

    with pytest.raises(UnableToWriteSql, match=r"^'Expand' cannot be written in duckdb: .*patient"):
        write_statement(program, ["R"], table=table_for(DICTIONARY), dialect="duckdb")


def test_the_manual_names_every_refusal():
    page = Path(__file__).parents[5] / "docs" / "how-to" / "ask-a-table.md"
    _, _, refused = page.read_text(encoding="utf-8").partition("## What is refused")

    assert [name for name in REFUSALS if f"`{name}`" not in refused] == []
