"""Logic with three values: true, false, and null for what is not known."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, infix, prefix

_BOOLEANS = ("boolean, boolean -> boolean",)


def _test(name: str, symbol: str, doc: str, *worked: str) -> Operator:
    return Operator(
        name=name,
        symbol=symbol,
        form=Form.POSTFIX,
        binds=Binds.TEST,
        nulls=Nulls.NEVER,
        doc=doc,
        signatures=("boolean -> boolean",),
        examples=examples(*worked),
    )


LOGIC = (
    infix(
        "And",
        "and",
        Binds.AND,
        nulls=Nulls.KLEENE,
        doc="True when every operand is true; false as soon as one is false.",
        signatures=("boolean, boolean... -> boolean",),
        worked=("true and true -> true", "null and true -> null", "null and false -> false"),
    ),
    infix(
        "Or",
        "or",
        Binds.OR,
        nulls=Nulls.KLEENE,
        doc="True as soon as one operand is true; false when every one is false.",
        signatures=("boolean, boolean... -> boolean",),
        worked=("false or false -> false", "null or false -> null", "null or true -> true"),
    ),
    infix(
        "Xor",
        "xor",
        Binds.OR,
        nulls=Nulls.KLEENE,
        doc="True when exactly one of the two is true.",
        signatures=_BOOLEANS,
        worked=("true xor false -> true", "true xor true -> false", "null xor true -> null"),
    ),
    infix(
        "Implies",
        "implies",
        Binds.IMPLIES,
        nulls=Nulls.KLEENE,
        doc="False only when the left is true and the right is false.",
        signatures=_BOOLEANS,
        worked=("true implies false -> false", "false implies null -> true"),
    ),
    prefix(
        "Not",
        "not",
        Binds.NOT,
        doc="The opposite. It binds more tightly than a comparison: write `not (a > b)`.",
        signatures=("boolean -> boolean",),
        worked=("not true -> false", "not null -> null"),
    ),
    _test(
        "IsTrue", "is true", "True only for true.", "true is true -> true", "null is true -> false"
    ),
    _test(
        "IsFalse",
        "is false",
        "True only for false.",
        "false is false -> true",
        "null is false -> false",
    ),
    _test(
        "IsNotTrue",
        "is not true",
        "True for false and for what is not known.",
        "null is not true -> true",
        "true is not true -> false",
    ),
    _test(
        "IsNotFalse",
        "is not false",
        "True for true and for what is not known.",
        "null is not false -> true",
        "false is not false -> false",
    ),
)
