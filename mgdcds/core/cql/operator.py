"""What the declaration of an operator says. The declarations are in `chapters/`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Form(StrEnum):
    """How an operator is written."""

    INFIX = "infix"  # a + b
    PREFIX = "prefix"  # not a
    POSTFIX = "postfix"  # a is null
    FUNCTION = "function"  # Abs(a)
    ELEMENT = "element"  # a.value
    BETWEEN = "between"  # a between b and c
    PERIOD = "period"  # years between a and b
    LIMIT = "limit"  # minimum Integer
    PER = "per"  # expand a per b
    SPECIAL = "special"  # has a node of its own: if, case, convert, list, interval


class Binds(IntEnum):
    """How strongly a form holds its operands: a higher one is read first, as in the grammar."""

    CHOICE = 0  # if … then … else reaches as far as it can
    SET = 1
    IMPLIES = 2
    OR = 3
    AND = 4
    MEMBERSHIP = 5
    EQUALITY = 6
    TIMING = 7
    INEQUALITY = 8
    BETWEEN = 9
    NOT = 10
    TEST = 11
    SUM = 12
    PRODUCT = 13
    POWER = 14
    SIGN = 15
    ELEMENT = 16
    ATOM = 17


class Nulls(StrEnum):
    """What an operator makes of a null operand."""

    SPREAD = "Null when an operand is null."
    KLEENE = "Null only while the other operands leave the answer open."
    NEVER = "Never null."
    FIRST = "Null only when every operand is null."
    SKIP = "Leaves nulls out; null when nothing is left."
    COUNT = "Leaves nulls out; never null."
    CHOSEN = "Null when the part that is chosen is null."
    MEMBER = "Null while an unknown leaves the answer open."


@dataclass(frozen=True)
class Example:
    """A worked example: an expression and its value, both in the language."""

    expression: str
    value: str


@dataclass(frozen=True)
class Operator:
    """One operator or function: everything that is known about it.

    `name` is its name in the standard's logical model (ELM); `symbol` is how it is written.
    `signatures` are read by `signatures.py`. Checker, engines, printer, English, manual and
    tests work from this declaration.
    """

    name: str
    symbol: str
    form: Form
    binds: Binds
    nulls: Nulls
    doc: str
    signatures: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def examples(*lines: str) -> tuple[Example, ...]:
    """This function will read examples written as "2 + 3 -> 5"."""
    parts = [line.split(" -> ") for line in lines]
    return tuple(Example(expression, value) for expression, value in parts)


def function(
    name: str, *, doc: str, signatures: tuple[str, ...], worked: tuple[str, ...],
    nulls: Nulls = Nulls.SPREAD,
) -> Operator:  # fmt: skip
    """This function will declare a function, which is written by its name."""
    return Operator(
        name, name, Form.FUNCTION, Binds.ATOM, nulls, doc, signatures, examples(*worked)
    )


def infix(
    name: str, symbol: str, binds: Binds, *, doc: str, signatures: tuple[str, ...],
    worked: tuple[str, ...], nulls: Nulls = Nulls.SPREAD,
) -> Operator:  # fmt: skip
    """This function will declare an operator between two operands."""
    return Operator(name, symbol, Form.INFIX, binds, nulls, doc, signatures, examples(*worked))


def prefix(
    name: str, symbol: str, binds: Binds, *, doc: str, signatures: tuple[str, ...],
    worked: tuple[str, ...], nulls: Nulls = Nulls.SPREAD,
) -> Operator:  # fmt: skip
    """This function will declare an operator before its operand."""
    return Operator(name, symbol, Form.PREFIX, binds, nulls, doc, signatures, examples(*worked))
