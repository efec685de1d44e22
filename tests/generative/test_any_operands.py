"""Any operator on operands at the edge of their types is answered or refused, and never raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.signatures import parse_signature
from mgdcds.core.engines.constants import find_valueless
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from tests.generative.conditions import sheet_with
from tests.spec.engines import DICTIONARY, SCOPE

EDGES = {
    "integer": ["0", "-1", "63", "2147483647", "(-2147483648)", "(null as Integer)"],
    "long": ["0L", "9223372036854775807L", "(-9223372036854775808L)", "(null as Long)"],
    "decimal": ["0.0", "1.5", "99999999999999999999.99999999", "0.00000001", "n1"],
    "quantity": ["1 'g'", "99999999999999999999.0 'kg'", "2 weeks", "1 month", "3 '1'", "q1"],
    "date": ["@0001-01-01", "@9999-12-31", "@2026-02-28", "(null as Date)", "d1"],
    "boolean": ["true", "false", "null", "b1"],
    "string": ["'a'", "'b'", "c1", "null"],
}
_KINDS = st.sampled_from(sorted(EDGES))
_WRITTEN = st.sampled_from([each for each in OPERATORS.values() if each.form is not Form.SPECIAL])
_ENDS = st.tuples(st.sampled_from("[("), st.sampled_from("])"))


@st.composite
def expressions(draw, depth=2, kind=None):
    """A literal, an interval, a list, or an operator on what one of its signatures takes."""
    form = draw(st.sampled_from(["literal", "interval", "list", "call", "call"]))
    kind = kind or draw(_KINDS)
    if depth == 0 or form == "literal":
        return draw(st.sampled_from(EDGES[kind]))
    if form == "interval":
        return _interval(draw(_ENDS), *(draw(expressions(depth - 1, kind)) for _ in "ab"))
    if form == "list":
        return f"{{{', '.join(draw(st.lists(expressions(depth - 1, kind), max_size=3)))}}}"
    operator = draw(_WRITTEN)
    signature = parse_signature(draw(st.sampled_from(operator.signatures)))
    operands = [_operand(draw, pattern, depth, kind) for pattern in signature.operands]
    return _written(operator, operands)


def _operand(draw, pattern, depth, kind):
    if pattern.base == "list":
        count = range(draw(st.integers(0, 3)))
        items = [_operand(draw, pattern.parts[0], depth, kind) for _ in count]
        return f"{{{', '.join(items)}}}"
    if pattern.base == "interval":
        ends = (_operand(draw, pattern.parts[0], depth, kind) for _ in "ab")
        return _interval(draw(_ENDS), *ends)
    known = "quantity" if pattern.base in {"Q", "R"} else pattern.base
    return f"({draw(expressions(depth - 1, known if known in EDGES else kind))})"


def _interval(signs, low, high):
    return f"Interval{signs[0]}{low}, {high}{signs[1]}"


def _written(operator, operands):
    symbol, first = operator.symbol, operands[0] if operands else ""
    return {
        Form.INFIX: f" {symbol} ".join(operands),
        Form.PREFIX: f"{symbol} {first}",
        Form.POSTFIX: f"{first} {symbol}",
        Form.FUNCTION: f"{symbol}({', '.join(operands)})",
        Form.ELEMENT: f"{first}.{symbol}",
        Form.BETWEEN: f"{first} between {' and '.join(operands[1:])}",
        Form.PERIOD: f"{symbol} {' and '.join(operands)}",
        Form.LIMIT: symbol,
        Form.PER: f"{symbol} {' per '.join(operands)}",
    }[operator.form]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(source=expressions())
def test_any_expression_is_answered_or_refused(source):
    checked = check_expression(parse_expression(f"({source})"), scope=SCOPE)

    if checked.problems:
        assert all(problem.message.endswith(".") for problem in checked.problems)
        return
    program = Program(DICTIONARY)
    open_sheet(program, sheet_with({})).answer_tree(checked)
    assert find_valueless(checked, scope=SCOPE) is not None
    assert describe(checked, program=program)
