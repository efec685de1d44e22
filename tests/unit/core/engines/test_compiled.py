"""The compiled evaluator: what it is called with, what it answers, and that it is safe to run."""

import ast
import datetime
import re
from decimal import Decimal

import pytest

from mgdcds.core.cql.check import MOST_DEPTH, check_expression
from mgdcds.core.cql.nodes import Call, Name, StringLiteral
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Choice, Fact, Kind
from mgdcds.core.engines.compiled import compile_program
from mgdcds.core.engines.compiled.leaves import Leaves
from mgdcds.core.engines.compiled.table import BY_JUDGE, WRITERS
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN
from tests.unit.core.cql.scope_for_tests import DICTIONARY as SHARED
from tests.unit.core.engines.sheets_for_tests import make_test_sheet
from tests.unit.core.engines.test_depth import DEEP, WIDE

ON = datetime.date(2026, 11, 22)
SOME = ("not and", "members", "case", "ifs", "constants")
NASTY = (
    "__import__('os').system('true')",
    "'); raise SystemExit  #",
    '"""\n import os\n"""',
    "{0.__class__}",
    "\\",
    "\u2028\n\r\t\x00",
    "оs",  # a Cyrillic letter
    "ﬁ" * 50,
    "__builtins__",
    "true",
)
#: Everything that a generated function may consist of.
ALLOWED = (
    *(ast.Module, ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Tuple, ast.Expr),
    *(ast.Assign, ast.AugAssign, ast.BitOr, ast.NamedExpr, ast.Name, ast.Load, ast.Store),
    *(ast.If, ast.IfExp, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub),
    *(ast.Compare, ast.Is, ast.IsNot, ast.In, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.Call, ast.Constant),
    *(ast.List, ast.Starred, ast.Subscript, ast.BitAnd, ast.BitXor, ast.LShift, ast.RShift),
)
NAMES = re.compile(r"[a-z]\d+|row|get|on|masks|template|sheet|opened|missing|beyond")


def fact(name, kind=Kind.BOOLEAN, **others):
    return Fact(name=name, kind=kind, label=name, question=f"{name}?", section="who", **others)


FACTS = (
    *(fact(name) for name in ("a", "b")),
    *(fact(name, Kind.NUMBER) for name in ("x", "y")),
    fact("born", Kind.DATE),
)
DICTIONARY = Dictionary({one.name: one for one in FACTS})


def program_of(dictionary=DICTIONARY, **sources):
    scope, checked = make_scope(dictionary), {}
    for name, source in sources.items():
        checked[name] = check_expression(parse_expression(source), scope=scope)
        assert checked[name].problems == ()
        if checked[name].type == BOOLEAN:
            scope = scope.with_rule(name, depth=checked[name].depth)
        else:
            scope = scope.with_definition(name, checked[name].type, depth=checked[name].depth)
    return Program(dictionary, checked)


def compiled(**sources):
    return compile_program(program_of(**sources), tuple(sources))


def test_a_row_answers_truths_and_what_is_missing():
    ready = compiled(R1="x < 3", R2="a or b", R3="x > 3 and a and y = 1")

    found = ready.evaluate(ready.row_of({"x": 2.5, "a": False}, on=ON))

    assert (found.truth("R1"), found.truth("R2"), found.truth("R3")) == (TRUE, UNKNOWN, FALSE)
    assert found.missing("R2") == {"b"}
    assert found.missing("R1") == frozenset()
    assert (found.true, found.unknown) == (0b001, 0b010)


def test_a_none_in_a_row_is_not_known():
    ready = compiled(R1="x < 3 or a")

    found = ready.evaluate(ready.row_of({"x": None, "a": None}, on=ON))

    assert found.missing("R1") == {"x", "a"}


def test_a_sheet_with_a_number_that_no_double_holds_is_judged():
    ready = compiled(R1="x > 0.3")
    long = Decimal("0.30000000000000000000000001")

    found = ready.evaluate(FactSheet(on=ON, values={"x": FactValue("x", long)}))

    assert found.truth("R1") is TRUE


@pytest.mark.parametrize(("left", "right"), [(0.1, 0.2), (1e-8, 2e-8), (0.7, 0.1), (1e5, 1e-5)])
@pytest.mark.parametrize("sign", ["<", "<=", "=", "!=", ">", ">="])
def test_sums_are_compared_as_decimals_are(left, right, sign):
    exact = Decimal(repr(left)) + Decimal(repr(right))
    ready = compiled(R1=f"x + y {sign} {exact:f}", R2=f"x * y {sign} 0.07")

    found = ready.evaluate(ready.row_of({"x": left, "y": right}, on=ON))

    wanted = TRUE if sign in {"<=", "=", ">="} else FALSE
    product = left * right
    assert found.truth("R1") is wanted
    assert found.truth("R2") is judged(ready.program, {"x": left, "y": right}, "R2"), product


def judged(program, values, name):
    recorded = {key: FactValue(key, Decimal(repr(value))) for key, value in values.items()}
    return open_sheet(program, FactSheet(on=ON, values=recorded)).truth(name)


def test_a_number_beyond_what_is_possible_is_judged():
    ready = compiled(R1="x * y > 1")

    found = ready.evaluate(ready.row_of({"x": 1e15, "y": 1e15}, on=ON))

    assert found.truth("R1") is UNKNOWN  # CQL has no number as large as that: it is null
    assert found.missing("R1") == frozenset()


def test_what_is_no_condition_is_refused():
    program = program_of(n="x + 1")

    with pytest.raises(ValueError, match="'n' is no condition"):
        compile_program(program, ("n",))


def test_every_operator_is_written_or_asked_of_the_judge():
    written = {name for name, one in OPERATORS.items() if one.form is not Form.SPECIAL}

    assert WRITERS.keys() | BY_JUDGE == written
    assert not WRITERS.keys() & BY_JUDGE


def test_many_rules_about_one_value_ask_once_whether_it_is_there():
    ready = compiled(**{f"R{number}": f"x > {number}" for number in range(1, 8)})

    assert ready.source.count(" is None") == 1
    found = ready.evaluate(ready.row_of({"x": 3.5}, on=ON))
    assert [name for name in ready.names if found.truth(name) is TRUE] == ["R1", "R2", "R3"]
    found = ready.evaluate(ready.row_of({}, on=ON))
    assert all(found.missing(name) == {"x"} for name in ready.names)


# Safety


def assert_harmless(ready):
    leaves = Leaves(ready.program, ready.written.writer)
    for name in ready.names:
        leaves.of(name)
    assert ready.run.__globals__["__builtins__"] == {}
    sources = (ready.source, ready.written.source(leaves), ready.with_limits.source)
    for source in sources:
        assert_harmless_source(source)


def assert_harmless_source(source):
    for node in ast.walk(ast.parse(source)):
        assert isinstance(node, ALLOWED), ast.dump(node)
        if isinstance(node, ast.Name | ast.arg):
            assert NAMES.fullmatch(node.id if isinstance(node, ast.Name) else node.arg)
        if isinstance(node, ast.Constant):
            is_word = isinstance(node.value, str) and re.fullmatch(r"[A-Za-z0-9_]*", node.value)
            assert is_word or node.value is None or isinstance(node.value, bool | int | float)
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)


def nasty_program():
    chosen = tuple(Choice(text, text) for text in NASTY)
    facts = [fact(text, Kind.CHOICE, choices=chosen) for text in NASTY[:5]]
    facts += [fact(text) for text in NASTY[5:]]
    dictionary = Dictionary({one.name: one for one in facts})
    scope, checked = make_scope(dictionary), {}
    for number, text in enumerate(NASTY):
        tree = Name(text)
        if number < 5:
            tree = Call("Equal", (tree, StringLiteral(text)))
        checked[text + str(number)] = check_expression(tree, scope=scope)
    return Program(dictionary, checked)


def test_what_authors_write_never_becomes_code():
    program = nasty_program()
    ready = compile_program(program, tuple(program.expressions))

    found = ready.evaluate(ready.row_of({text: text for text in NASTY[:5]}, on=ON))

    assert_harmless(ready)
    truths = [found.truth(name) for name in program.expressions]
    assert truths == [TRUE] * 5 + [UNKNOWN] * 5
    assert found.missing(NASTY[6] + "6") == {NASTY[6]}


def test_what_is_looked_up_is_harmless_too():
    program = nasty_program()
    ready = compile_program(program, tuple(program.expressions), look_up_from=1)

    found = ready.evaluate(ready.row_of({text: text for text in NASTY[:5]}, on=ON))

    assert_harmless(ready)
    assert ready.written.index is not None
    truths = [found.truth(name) for name in program.expressions]
    assert truths == [TRUE] * 5 + [UNKNOWN] * 5
    assert found.missing(NASTY[6] + "6") == {NASTY[6]}


def test_every_worked_example_becomes_harmless_code():
    for operator in OPERATORS.values():
        for example in operator.examples:
            ready = compiled(R1=f"({example.expression}) is null")
            assert_harmless(ready)


def test_a_deep_expression_runs():
    nested = "a"
    for number in range(90):
        nested = f"({nested} {'and' if number % 2 else 'or'} (b xor a))"
    ready = compiled(R1=nested)

    assert_harmless(ready)
    assert ready.evaluate(ready.row_of({"a": True, "b": False}, on=ON)).truth("R1") is TRUE
    assert ready.evaluate(ready.row_of({}, on=ON)).missing("R1") == {"a", "b"}


@pytest.mark.parametrize("source", [*DEEP.values(), *(WIDE[name] for name in SOME)])
def test_the_deepest_and_the_widest_expression_runs(source):
    checked = check_expression(parse_expression(source), scope=make_scope(SHARED))
    program = Program(SHARED, {"X01": checked})
    ready = compile_program(program, ["X01"])

    assert_harmless(ready)
    for values in ({}, {"ppi": True, "pacemaker": True, "age_years": Decimal(4)}):
        sheet = make_test_sheet(**values)
        found, expected = ready.evaluate(sheet), open_sheet(program, sheet)
        assert found.truth("X01") is expected.truth("X01")
        assert found.missing("X01") == expected.missing_of("X01")


def test_the_longest_chain_of_definitions_runs():
    sources = {"D0": "a"}
    for number in range(1, MOST_DEPTH - 2):
        sources[f"D{number}"] = f"D{number - 1}"
    ready = compile_program(program_of(**sources), [f"D{MOST_DEPTH - 3}"])

    assert ready.evaluate(ready.row_of({}, on=ON)).missing(f"D{MOST_DEPTH - 3}") == {"a"}


def test_definitions_that_double_each_time_stay_small():
    sources = {"D0": "a xor b"}
    for number in range(1, 40):
        sources[f"D{number}"] = f"(D{number - 1} and a) xor (D{number - 1} or b)"
    ready = compiled(**sources)

    assert_harmless(ready)
    assert len(ready.source) < 100_000
    assert ready.evaluate(ready.row_of({"a": True}, on=ON)).missing("D39") == {"b"}
