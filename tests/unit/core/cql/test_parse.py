import datetime
from decimal import Decimal

import pytest

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Branch,
    Call,
    Case,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    UnknownCall,
)
from mgdcds.core.cql.parse import parse_expression

A, B, C, D = Name("a"), Name("b"), Name("c"), Name("d")


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("null", NullLiteral()),
        ("true", BooleanLiteral(True)),
        ("12", IntegerLiteral(12)),
        ("0.85", DecimalLiteral(Decimal("0.85"))),
        (r"'it\'s \u00b5'", StringLiteral("it's µ")),
        ("@2026-11-22", DateLiteral(datetime.date(2026, 11, 22))),
        ("12 'ng/mL'", QuantityLiteral(Decimal(12), "ng/mL")),
        ("3 months", QuantityLiteral(Decimal(3), "months")),
        ("a", A),
        ('"a"', A),
        ("`in`", Name("in")),
        ("{}", ListOf(())),
        ("{1, a}", ListOf((IntegerLiteral(1), A))),
        ("List{a}", ListOf((A,))),
        ("Interval[a, b)", IntervalOf(A, B, True, False)),
        ("Abs(a)", Call("Abs", (A,))),
        ("Today()", Call("Today", ())),
        ("convert a to 'mg'", Convert(A, "mg")),
        ("a.value", Call("Value", (A,))),
        ("years between a and b", Call("YearsBetween", (A, B))),
        ("a between b and c", Call("Between", (A, B, C))),
        ("if a then b else c", If(A, B, C)),
        ("case a when b then c else d end", Case(A, (Branch(B, C),), D)),
        ("case when b then c else d end", Case(None, (Branch(B, C),), D)),
        ("a is not null", Call("IsNotNull", (A,))),
        ("Nonsense(a)", UnknownCall("Nonsense", (A,))),
    ],
)
def test_each_form_becomes_its_node(source, tree):
    assert parse_expression(source) == tree


@pytest.mark.parametrize(
    ("source", "bracketed"),
    [
        ("a or b and c", "a or (b and c)"),
        ("a implies b or c", "a implies (b or c)"),
        ("not a = b", "(not a) = b"),
        ("not a is null", "not (a is null)"),
        ("a = b > c", "a = (b > c)"),
        ("a in b = c", "a in (b = c)"),
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("a - b - c", "(a - b) - c"),
        ("-a ^ b", "(-a) ^ b"),
        ("-a.value", "-(a.value)"),
        ("if a then b else c and d", "if a then b else (c and d)"),
        ("a between b and c and d", "(a between b and c) and d"),
        ("years between a and b >= c", "(years between a and b) >= c"),
        ("a included in b", "a during b"),
        ("Power(a, b)", "a ^ b"),
        ("+a", "a"),
        ("a // comment\n + /* another */ b", "a + b"),
    ],
)
def test_operators_bind_as_in_the_standard(source, bracketed):
    assert parse_expression(source) == parse_expression(bracketed)


def test_a_chain_of_and_is_one_conjunction():
    assert parse_expression("a and b and c") == Call("And", (A, B, C))


def test_brackets_keep_a_conjunction_apart():
    assert parse_expression("(a and b) and c") == Call("And", (Call("And", (A, B)), C))


def test_or_and_xor_of_one_rank_are_read_from_the_left():
    assert parse_expression("a or b xor c or d") == parse_expression("((a or b) xor c) or d")


def test_a_node_knows_its_place():
    tree = parse_expression("a\n  < 12 'ng/mL'", document="rules/B01.toml", field="when")

    literal = tree.children[1]

    assert (literal.place.line, literal.place.column) == (2, 5)
    assert (literal.place.document, literal.place.field) == ("rules/B01.toml", "when")
    assert literal.place.text == "  < 12 'ng/mL'"


def test_places_and_types_do_not_count_in_a_comparison():
    assert parse_expression("a   <   b") == parse_expression("a < b")
