"""The registry and its readers: nobody lacks an operator, and every example is right."""

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.manual import write_language_manual
from mgdcds.core.cql.operator import Form, Nulls
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.signatures import parse_signature
from mgdcds.core.engines.conditions import COMPARISONS
from mgdcds.core.engines.english import CALLS, describe
from mgdcds.core.engines.english_words import ENGLISH
from mgdcds.core.engines.judge.table import FUNCTIONS, OVERLOADED, PLANNED
from mgdcds.core.engines.nouns import VALUES
from tests.unit.core.engines.sheets_for_tests import evaluate, make_program

EXAMPLES = [
    pytest.param(example, id=f"{operator.name}: {example.expression}")
    for operator in OPERATORS.values()
    for example in operator.examples
]
WRITTEN = [each for each in OPERATORS.values() if each.form is not Form.SPECIAL]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_right(example):
    found, wanted = evaluate(example.expression).value, evaluate(example.value).value

    assert (found, type(found)) == (wanted, type(wanted))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_printed_and_read_back(example):
    tree = parse_expression(example.expression)

    assert parse_expression(print_expression(tree)) == tree


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_said_in_english(example):
    program, scope = make_program()
    checked = check_expression(parse_expression(example.expression), scope=scope)
    said = describe(checked, program=program)

    assert said
    assert not {"{", "["} & set(said.replace("{score}", ""))


@pytest.mark.parametrize("name", VALUES)
def test_every_operator_of_values_has_a_phrase(name):
    assert name in ENGLISH.phrases


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_has_a_phrase_for_what_is_so_and_for_what_is_not(name):
    assert {name, f"{name} not"} <= ENGLISH.phrases.keys()


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)
def test_every_operator_has_its_entry_in_the_manual(operator):
    entries = write_language_manual().split("\n### ")[1:]

    assert [entry for entry in entries if f"\n{operator.doc} {operator.nulls}\n" in entry]


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=OPERATORS)
def test_every_operator_has_a_sentence_and_an_example(operator):
    assert operator.doc.endswith(".")
    assert operator.examples


@pytest.mark.parametrize("operator", WRITTEN, ids=lambda each: each.name)
def test_every_operator_has_signatures_that_can_be_read(operator):
    assert all(parse_signature(text).result for text in operator.signatures)
    assert operator.signatures


@pytest.mark.parametrize("operator", WRITTEN, ids=lambda each: each.name)
def test_every_operator_has_a_judge_and_words(operator):
    assert operator.name in FUNCTIONS.keys() | OVERLOADED | PLANNED
    assert operator.name in CALLS


def test_no_reader_knows_an_operator_that_is_not_declared():
    known = FUNCTIONS.keys() | OVERLOADED | PLANNED | CALLS.keys()

    assert known - OPERATORS.keys() == set()


@pytest.mark.parametrize(
    "operator",
    [each for each in WRITTEN if each.nulls is Nulls.SPREAD and each.examples],
    ids=lambda each: each.name,
)
def test_an_operator_that_spreads_nulls_is_null_for_a_null(operator):
    signature = parse_signature(operator.signatures[0])
    nulls = [_null_for(pattern) for pattern in signature.operands]
    operands = ", ".join(nulls)
    source = {
        Form.INFIX: f" {operator.symbol} ".join(nulls),
        Form.PREFIX: f"{operator.symbol} null",
        Form.PER: f"{operator.symbol} null",
        Form.FUNCTION: f"{operator.symbol}({operands})",
        Form.ELEMENT: "(convert null to 'mg').value",
        Form.PERIOD: f"{operator.symbol} null and null",
    }[operator.form]

    assert evaluate(source).value is None


def _null_for(pattern):
    return "(null as Interval<Integer>)" if pattern.is_certain else "null"
