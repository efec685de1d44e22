"""What other values of some facts could make of an expression, without trying any."""

import pytest

from mgdcds.core.engines.reach import Bounds, Changes, Reach
from tests.unit.core.engines.test_settling import open_expressions

FACTS = ("p", "q", "r", "a", "b", "c", "sex")


def facts_that_could_move(source, known, free=""):
    bits = {fact: 1 << at for at, fact in enumerate(FACTS)}
    everything = (1 << len(FACTS)) - 1
    changes = Changes(everything, bits, {free: everything})
    could = Reach(open_expressions({"it": source}, known), changes, Bounds()).name("it")
    return {fact for fact, bit in bits.items() if could.moved & bit}


@pytest.mark.parametrize(
    ("source", "known", "free", "facts"),
    [
        ("a > 1", {}, "", "a"),
        ("a > 1", {"a": 2}, "", "a"),
        ("a > 1 and b > 1", {}, "", "a b"),
        ("a > 1 and b > 1", {"a": 0}, "", "a"),
        ("a > 1 or b > 1", {"a": 2}, "", "a"),
        ("a + b > 1", {}, "", ""),
        ("a + b > 1", {}, "a", "b"),
        ("a + b + c > 1", {}, "a", ""),
        ("(p and a > 1) is true", {}, "", ""),
        ("(p and a > 1) is true", {}, "p", "a"),
        ("p or (q and r) is true", {}, "p", ""),
        ("p or (q and r)", {}, "p", "q r"),
        ("(p and q) is not true", {"p": False}, "", ""),
        ("p implies q", {"p": False}, "", "p"),
        ("Coalesce(a, b) > 1", {"b": 3}, "", "a b"),
        ("Coalesce(a, b) > 1", {"a": 3, "b": 3}, "", "a"),
        ("if p then a > 1 else b > 1", {"p": True}, "", "a"),
        ("if p then a > 1 else b > 1", {"p": True, "b": 3}, "", "p a"),
        ("if p then a > 1 else b > 1", {"p": True, "b": 3}, "p", "a b"),
        ("case sex when 'f' then a > 1 else false end", {}, "", "sex"),
        ("case sex when 'f' then a > 1 else false end", {}, "sex", "a"),
        ("a is null", {}, "", "a"),
        ("a / b is null", {"a": 1}, "", "b"),
    ],
)
def test_the_facts_that_could_move_an_expression(source, known, free, facts):
    assert facts_that_could_move(source, known, free) - {free} == set(facts.split()) - {free}
