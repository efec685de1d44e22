"""Tree to text, in the one canonical form: reading it again gives the same tree.

What is reviewed is what runs: pages show rules as they are printed here. A long expression is
broken at its outermost operators, and each part is indented under what it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import singledispatch

from mgdcds.core.cql.characters import escape_hidden
from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    Cast,
    Convert,
    DateLiteral,
    DecimalLiteral,
    Define,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    UnknownCall,
)
from mgdcds.core.cql.operator import Binds, Form, Operator
from mgdcds.core.cql.operators import OPERATORS, get_operator
from mgdcds.core.cql.source import MOST_CHARACTERS
from mgdcds.core.cql.tags import print_tags
from mgdcds.core.cql.text import Text, bracket, joined, line, stacked
from mgdcds.core.values.units import CALENDAR_UNITS

WIDTH = 88
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: Words of the grammar, which are no names unless they are quoted.
RESERVED = frozenset(
    {"true", "false", "then", "else", "when", "to", "of", "define", "List", "not", "is", "convert"}
    | {"as", "per", "on", "or", "same"}
    | {word for operator in OPERATORS.values() for word in operator.symbol.split() if
       operator.form is not Form.FUNCTION and operator.form is not Form.ELEMENT}
    | {"null", "during", *CALENDAR_UNITS}
)  # fmt: skip
_LINES = {"\\": "\\\\", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\f": r"\f"}
_IN_TEXT = str.maketrans(_LINES | {"'": r"\'"})
_IN_NAME = str.maketrans(_LINES | {'"': r"\""})
_LOGIC = frozenset({"And", "Or", "Xor", "Implies"})


def print_expression(tree: Node, *, width: int | None = WIDTH) -> str:
    """This function will write a tree as canonical text, in lines of at most `width` if it can.

    Without a width everything is on one line, as is what would grow too long to be read again.
    `parse_expression` reads the same tree back.
    """
    text = print_text(tree)
    fitted = text.fit(width)
    return fitted if len(fitted) <= MOST_CHARACTERS else text.flat


def print_library(defines: Iterable[Define], *, width: int = WIDTH) -> str:
    """This function will write definitions with their tags, in order, with empty lines between."""
    return "\n".join(_print_define(define, width) for define in defines)


def print_name(name: str) -> str:
    """This function will write a name, in double quotes where it has to be."""
    if _PLAIN_NAME.fullmatch(name) and name not in RESERVED:
        return name
    return f'"{escape_hidden(name.translate(_IN_NAME))}"'


def _print_define(define: Define, width: int) -> str:
    body = print_text(define.tree)
    head = f"{print_tags(define.tags)}define {print_name(define.name)}:"
    short = f"{head} {body.fit(None)}"
    if len(short.rsplit("\n", 1)[-1]) <= width:
        return f"{short}\n"
    indented = body.fit(width - 2).replace("\n", "\n  ")
    return f"{head}\n  {indented}\n"


# One function for each kind of node


@singledispatch
def print_text(node: Node) -> Text:
    """This function will write a node as text that is yet to be broken into lines."""
    raise NotImplementedError(f"No form is known for '{type(node).__name__}'.")


@print_text.register
def _(node: NullLiteral) -> Text:
    return line(f"null as {node.as_type}" if node.as_type else "null")


@print_text.register
def _(node: BooleanLiteral) -> Text:
    return line("true" if node.value else "false")


@print_text.register
def _(node: IntegerLiteral) -> Text:
    return line(f"{node.value}L" if node.is_long else str(node.value))


@print_text.register
def _(node: DecimalLiteral) -> Text:
    text = format(node.value, "f")
    return line(text if "." in text else f"{text}.0")


@print_text.register
def _(node: StringLiteral) -> Text:
    return line(_quoted(node.value))


@print_text.register
def _(node: DateLiteral) -> Text:
    return line(f"@{node.value.isoformat()}")


@print_text.register
def _(node: QuantityLiteral) -> Text:
    return line(print_quantity(node.value, node.unit))


@print_text.register
def _(node: Name) -> Text:
    return line(print_name(node.name))


@print_text.register
def _(node: Cast) -> Text:
    return print_text(node.operand)


@print_text.register
def _(node: UnknownCall) -> Text:
    if node.function.startswith("."):
        return joined([_held(node.operands[0], Binds.ELEMENT), line(node.function)])
    if node.function.endswith(" between"):
        return _print_period(node.function, node.operands)
    if " " in node.function:
        return line(node.function)
    return bracket(f"{node.function}(", map(print_text, node.operands), ")")


@print_text.register
def _(node: If) -> Text:
    parts = [("if", node.condition), ("then", node.then), ("else", node.otherwise)]
    return stacked([joined([line(f"{word} "), print_text(part)]) for word, part in parts])


@print_text.register
def _(node: Case) -> Text:
    first = "case" if node.comparand is None else f"case {print_text(node.comparand).fit(None)}"
    whens = [
        joined([line("when "), print_text(branch.when), line(" then "), print_text(branch.then)])
        for branch in node.branches
    ]
    last = joined([line("else "), print_text(node.otherwise)])
    return stacked([line(first), *whens, last, line("end")], indents=[0, *[2] * len(whens), 2, 0])


@print_text.register
def _(node: ListOf) -> Text:
    return bracket("{", map(print_text, node.items), "}")


@print_text.register
def _(node: IntervalOf) -> Text:
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return bracket(f"Interval{opening}", map(print_text, node.children), closing)


@print_text.register
def _(node: Convert) -> Text:
    end = line(f" to {_quoted(node.unit)}")
    return joined([line("convert "), print_text(node.operand), end])


@print_text.register
def _(node: Call) -> Text:
    operator = get_operator(node.operator)
    return _FORMS[operator.form](operator, node.operands)


# One function for each form of operator


def _print_infix(operator: Operator, operands: tuple[Node, ...]) -> Text:
    # Operators of one rank are read from the left, so only the first operand may be of that rank.
    first, *others = operands
    left = _held(first, _rank(operator, first, operator.binds))
    rights = [_held(other, _rank(operator, other, operator.binds + 1)) for other in others]
    rows = [joined([line(f"{operator.symbol} "), right]) for right in rights]
    return stacked([left, *rows], indents=[0, *[2] * len(rows)])


def _rank(operator: Operator, operand: Node, rank: int) -> int:
    # Readers need not know that `and` binds before `or`: logic inside logic stands in brackets.
    is_logic = operator.name in _LOGIC and _name_of(operand) in _LOGIC
    return Binds.ATOM if is_logic else rank


def _print_prefix(operator: Operator, operands: tuple[Node, ...]) -> Text:
    held = _held(operands[0], Binds.ELEMENT)
    space = "" if operator.symbol == "-" else " "
    return joined([line(operator.symbol + space), held])


def _print_postfix(operator: Operator, operands: tuple[Node, ...]) -> Text:
    return joined([_held(operands[0], Binds.ELEMENT), line(f" {operator.symbol}")])


def _print_function(operator: Operator, operands: tuple[Node, ...]) -> Text:
    return bracket(f"{operator.symbol}(", map(print_text, operands), ")")


def _print_element(operator: Operator, operands: tuple[Node, ...]) -> Text:
    return joined([_held(operands[0], operator.binds), line(f".{operator.symbol}")])


def _print_between(operator: Operator, operands: tuple[Node, ...]) -> Text:
    held, low, high = (_held(operand, Binds.SUM) for operand in operands)
    return joined([held, line(" between "), low, line(" and "), high])


def _print_limit(operator: Operator, operands: tuple[Node, ...]) -> Text:
    return line(operator.symbol)


def _print_per(operator: Operator, operands: tuple[Node, ...]) -> Text:
    words = [f"{operator.symbol} ", " per "]
    pairs = zip(words, operands, strict=False)
    return joined([part for word, each in pairs for part in (line(word), _held(each, Binds.SET))])


def _print_period_of(operator: Operator, operands: tuple[Node, ...]) -> Text:
    return _print_period(operator.symbol, operands)


def _print_period(symbol: str, operands: tuple[Node, ...]) -> Text:
    start, end = (_held(operand, Binds.SUM) for operand in operands)
    return joined([line(f"{symbol} "), start, line(" and "), end])


_FORMS = {
    Form.INFIX: _print_infix,
    Form.PREFIX: _print_prefix,
    Form.POSTFIX: _print_postfix,
    Form.FUNCTION: _print_function,
    Form.ELEMENT: _print_element,
    Form.BETWEEN: _print_between,
    Form.PERIOD: _print_period_of,
    Form.LIMIT: _print_limit,
    Form.PER: _print_per,
}


# Brackets


def _held(node: Node, binds: int) -> Text:
    text = print_text(node)
    return text if binding_of(node) >= binds else bracket("(", [text], ")")


def binding_of(node: Node) -> int:
    """This function will answer how strongly the outermost operator of a tree binds."""
    bare = _bare(node)
    if isinstance(bare, If):
        return Binds.CHOICE
    if isinstance(bare, NullLiteral) and bare.as_type:
        return Binds.TEST
    if isinstance(bare, Call):
        return get_operator(bare.operator).binds
    if isinstance(bare, Convert):
        return Binds.SIGN
    if isinstance(bare, UnknownCall):
        return _binding_of_unknown(bare.function)
    return Binds.ATOM


def _binding_of_unknown(function: str) -> int:
    if function.startswith("."):
        return Binds.ELEMENT
    return Binds.BETWEEN if function.endswith(" between") else Binds.ATOM


def _bare(node: Node) -> Node:
    while isinstance(node, Cast):
        node = node.operand
    return node


def _name_of(node: Node) -> str:
    bare = _bare(node)
    return bare.operator if isinstance(bare, Call) else ""


def print_quantity(value: Decimal, unit: str) -> str:
    """This function will write a quantity literal: `12 'ng/mL'`, `3 months`."""
    number = format(value, "f")
    return f"{number} {unit if unit in CALENDAR_UNITS else _quoted(unit)}"


def _quoted(text: str) -> str:
    return f"'{escape_hidden(text.translate(_IN_TEXT))}'"
