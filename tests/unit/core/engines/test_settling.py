"""Which single fact would settle an answer."""

from __future__ import annotations

import datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Choice, Fact, Kind
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.settling import Settling
from mgdcds.core.facts.sheet import FactSheet, FactValue

_FLAGS = [Fact(name, Kind.BOOLEAN, name, "?", "who") for name in ("p", "q", "r")]
_NUMBERS = [Fact(name, Kind.NUMBER, name, "?", "who") for name in ("a", "b", "c")]
_SEX = Fact("sex", Kind.CHOICE, "sex", "?", "who", choices=(Choice("f", "F"), Choice("m", "M")))
DICTIONARY = Dictionary(MappingProxyType({fact.name: fact for fact in (*_FLAGS, *_NUMBERS, _SEX)}))


def open_expressions(expressions, known):
    scope, checked = make_scope(DICTIONARY), {}
    for name, source in expressions.items():
        checked[name] = check_expression(parse_expression(source), scope=scope)
        assert checked[name].problems == ()
        scope = scope.with_definition(name, checked[name].type)
    values = {
        name: FactValue(name, value if isinstance(value, bool) else Decimal(value))
        for name, value in known.items()
    }
    sheet = FactSheet(on=datetime.date(2026, 11, 22), values=values)
    return open_sheet(Program(DICTIONARY, checked), sheet)


def _settling(expressions, known):
    return Settling(open_expressions(expressions, known))


def _settles(source, **known):
    return set(_settling({"it": source}, known).of("it"))


@pytest.mark.parametrize(
    ("source", "known", "facts"),
    [
        ("a > 1", {}, "a"),
        ("a > 1", {"a": 2}, ""),
        ("a > 1 and b > 1", {}, "a b"),
        ("a > 1 or b > 1", {}, "a b"),
        ("p and not p", {}, "p"),
        ("a + b > 1", {}, ""),
        ("a + b > 1", {"a": 1}, "b"),
        ("Coalesce(a, b) > 1", {}, "a b"),
        ("Coalesce(a + b, c) > 1", {}, "c"),
        ("a < 5 or (a < 6 and b > 1)", {}, "a"),
        ("a < 1 or (a < 9 and p)", {"a": 5}, "p"),
        ("not (a > 1 and p)", {"p": False}, ""),
        ("p xor q", {}, ""),
        ("p xor q", {"p": True}, "q"),
        ("if p then a > 1 else b > 1", {"p": True}, "a"),
        ("if p then a > 1 else b > 1", {"p": False}, "b"),
        ("if p then true else b > 1", {}, "p b"),
        ("if p then a > 1 else b > 1", {}, "b"),
        ("if a is null and b is null then null else Coalesce(a > 1, false)", {}, "a b"),
        ("if a > 1 or b > 1 then false else a + b > 1", {}, "a b"),
        ("(if a > 1 or b > 1 then false else a + b > 1) and p", {}, "a b p"),
        ("(if a > 1 or b > 1 then false else a + b > 1) or p", {}, "p"),
        ("if p is true then null else a", {"p": True, "a": 3}, ""),
        ("case when a < 1 then 1 when b < 1 then 2 else null end", {}, "a b"),
        ("case when a < 1 then c when b < 1 then 2 else 3 end", {"a": 0}, "c"),
        ("case sex when 'f' then 1 else null end", {}, "sex"),
        ("sex in {'f', 'm'}", {}, "sex"),
        ("a between b and 3", {"b": 1}, "a"),
        ("p implies q", {"p": True}, "q"),
        ("p implies q", {}, "p q"),
        ("if a is not null then a > 1 else null", {}, "a"),
        ("(if a is null then 1 else 2) > b", {"a": 3}, "b"),
        ("Min({a, b}) > 1", {}, "a b"),
        ("convert 1 'g' to 'mg' > 1 'mg' and p", {}, "p"),
    ],
)
def test_a_fact_settles_an_expression_when_it_can_do_so_alone(source, known, facts):
    assert _settles(source, **known) == set(facts.split())


def test_definitions_are_opened():
    settling = _settling(
        {"best": "Coalesce(a / b, c)", "low": "best < 3", "it": "low and p"}, {"b": 2}
    )

    assert set(settling.of("it")) == {"a", "c", "p"}
    assert set(settling.of("best")) == {"a", "c"}


def test_a_known_name_asks_for_nothing():
    assert _settling({"it": "a > 1 or p"}, {"a": 2}).of("it") == frozenset()
