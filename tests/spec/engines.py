"""The engines that the specification is run on, and the facts that its tables use."""

import datetime
from decimal import Decimal
from typing import Any

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Choice, Fact, Kind, Unit
from mgdcds.core.engines.compiled import compile_program
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.sql.refusals import UnableToWriteSql
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.values.quantity import LARGEST_INTEGER, SMALLEST_INTEGER, Quantity
from mgdcds.core.values.truth import value_of as value_of_truth
from tests.sql_rows import ask_one

TODAY = datetime.date(2026, 11, 22)
_MMOL = Unit("mmol/L", Decimal(1), "mmol/L", decimals=2, system="si")
_PAIRS = ((Decimal("0.70"), Decimal("1.7")), (Decimal("0.85"), Decimal("2.07")))
_MG = Unit("mg/dL", Decimal("0.4114"), "mg/dL", decimals=2, system="conventional", pairs=_PAIRS)


def _fact(name: str, kind: Kind, **others: Any) -> Fact:
    return Fact(name=name, kind=kind, label=name, question=f"{name}?", section="who", **others)


_QUANTITY = {"unit": "mmol/L", "substance": "magnesium", "decimals": 4, "units": (_MMOL, _MG)}
FACTS = (
    *(_fact(name, Kind.BOOLEAN) for name in ("b1", "b2")),
    *(_fact(name, Kind.NUMBER) for name in ("n1", "n2")),
    *(_fact(name, Kind.DATE) for name in ("d1", "d2")),
    *(_fact(name, Kind.QUANTITY, **_QUANTITY) for name in ("q1", "q2")),
    _fact("c1", Kind.CHOICE, choices=(Choice("none", "None"), Choice("some", "Some"))),
)
DICTIONARY = Dictionary({fact.name: fact for fact in FACTS})
SCOPE = make_scope(DICTIONARY)


def _checked(source: str) -> Any:
    checked = check_expression(parse_expression(source), scope=SCOPE)
    assert checked.problems == (), [problem.describe() for problem in checked.problems]
    return checked


def judge(source: str, facts: dict[str, Any]) -> Any:
    """The plain evaluator."""
    values = {name: FactValue(name, _canonical(value)) for name, value in facts.items()}
    sheet = FactSheet(on=TODAY, values=values)
    return open_sheet(Program(DICTIONARY), sheet).answer_tree(_checked(source)).value


def value_of(source: str) -> Any:
    """The value of a literal in a table."""
    return judge(source, {})


def _canonical(value: Any) -> Any:
    if isinstance(value, Quantity):
        return value.value
    return Decimal(value) if type(value) is int else value


def compiled(source: str, facts: dict[str, Any]) -> Any:
    """The compiled evaluator. It answers conditions: any other value is compared with the judge's.

    A value that is not the judge's comes out as the conditions that say so.
    """
    if _checked(source).type == BOOLEAN:
        return _compiled_truth(source, facts)
    value, is_null = judge(source, facts), _compiled_truth(f"({source}) is null", facts)
    written = _written(value)
    is_same = written is None or _compiled_truth(f"({source}) = {written}", facts)
    return value if is_null == (value is None) and is_same else {"null": is_null, value: is_same}


def _compiled_truth(source: str, facts: dict[str, Any]) -> bool | None:
    program = Program(DICTIONARY, {"X01": _checked(source)})
    values = {name: FactValue(name, _canonical(value)) for name, value in facts.items()}
    found = compile_program(program, ["X01"]).evaluate(FactSheet(on=TODAY, values=values))
    return value_of_truth(found.truth("X01"))


def _written(value: Any) -> str | None:
    """A number, date or quantity as it is written in the language; None for other values."""
    if isinstance(value, Quantity):
        return f"{value.value:f} '{value.unit}'"
    if isinstance(value, datetime.date):
        return f"@{value}"
    if isinstance(value, Decimal):
        return f"{value:f}" if "." in f"{value:f}" else f"{value:f}.0"
    return None


def in_sql(source: str, facts: dict[str, Any], *, database: str = "sqlite") -> Any:
    """SQL, which answers conditions: any other value is compared with the judge's.

    What it refuses is not asked of it; tests/unit/core/engines/sql says what that is.
    """
    try:
        if _checked(source).type == BOOLEAN:
            return _sql_truth(source, facts, database)
        value, is_null = judge(source, facts), _sql_truth(f"({source}) is null", facts, database)
        written = _written_whole(value) if type(value) is int else _written(value)
        is_same = written is None or _sql_truth(f"({source}) = {written}", facts, database)
    except UnableToWriteSql:
        return judge(source, facts)
    return value if is_null == (value is None) and is_same else {"null": is_null, value: is_same}


def _written_whole(value: int) -> str:
    if not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
        return f"{value}L"
    # The least has no literal: a sign is an operator.
    return f"({value + 1} - 1)" if value < 0 else f"{value}"


def _sql_truth(source: str, facts: dict[str, Any], database: str) -> bool | None:
    program = Program(DICTIONARY, {"X01": _checked(source)})
    values = {name: FactValue(name, _canonical(value)) for name, value in facts.items()}
    return value_of_truth(ask_one(program, "X01", FactSheet(on=TODAY, values=values), database))


ENGINES = {"judge": judge, "compiled": compiled, "sql": in_sql}
