"""Arithmetic. Decimals have 8 decimals after each step; what has no value is null."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, function, infix, prefix

_TO_INTEGER = ("integer -> integer", "decimal -> integer")
_SAME_KIND = ("integer -> integer", "long -> long", "decimal -> decimal", "Q -> Q")
_TWO_OF_A_KIND = (
    "integer, integer -> integer",
    "long, long -> long",
    "decimal, decimal -> decimal",
    "Q, Q -> Q",
)
_NEXT_TO = (*_SAME_KIND, "date -> date")

_LIMITS = {
    "Integer": ("-2147483648", "2147483647"),
    "Long": ("-9223372036854775808L", "9223372036854775807L"),
    "Decimal": ("-99999999999999999999.99999999", "99999999999999999999.99999999"),
    "Date": ("@0001-01-01", "@9999-12-31"),
}


def _limit(word: str, type: str) -> Operator:
    value = _LIMITS[type][0 if word == "minimum" else 1]
    return Operator(
        name=f"{word.capitalize()}{type}",
        symbol=f"{word} {type}",
        form=Form.LIMIT,
        binds=Binds.SIGN,
        nulls=Nulls.NEVER,
        doc=f"The {'least' if word == 'minimum' else 'greatest'} value that a type has.",
        signatures=(f"-> {type.lower()}",),
        examples=examples(f"{word} {type} -> {value}"),
    )


ARITHMETIC = (
    infix(
        "Add",
        "+",
        Binds.SUM,
        doc="The sum. A date plus a span of calendar time is a date.",
        signatures=(
            "integer, integer -> integer",
            "long, long -> long",
            "decimal, decimal -> decimal",
            "Q, Q -> Q",
            "date, Q -> date",
        ),
        worked=(
            "2 + 3 -> 5",
            "0.1 + 0.2 -> 0.3",
            "1 'g' + 500 'mg' -> 1.5 'g'",
            "@2024-02-29 + 1 year -> @2025-02-28",
            "1 + null -> null",
            "2147483647 + 1 -> null",
        ),
    ),
    infix(
        "Subtract",
        "-",
        Binds.SUM,
        doc="The difference. A date minus a span of calendar time is a date.",
        signatures=(
            "integer, integer -> integer",
            "long, long -> long",
            "decimal, decimal -> decimal",
            "Q, Q -> Q",
            "date, Q -> date",
        ),
        worked=("2 - 3 -> -1", "@2026-03-31 - 1 month -> @2026-02-28", "1 - null -> null"),
    ),
    infix(
        "Multiply",
        "*",
        Binds.PRODUCT,
        doc="The product; units are multiplied too.",
        signatures=(
            "integer, integer -> integer",
            "long, long -> long",
            "decimal, decimal -> decimal",
            "decimal, Q -> Q",
            "Q, decimal -> Q",
            "Q, R -> Q*R",
        ),
        worked=(
            "2 * 3 -> 6",
            "0.5 * 10 'mg' -> 5 'mg'",
            "2 'cm' * 3 'cm' -> 6 'cm2'",
            "2 * null -> null",
        ),
    ),
    infix(
        "Divide",
        "/",
        Binds.PRODUCT,
        doc="The quotient, with decimals; units are divided too. Null for a zero divisor.",
        signatures=("decimal, decimal -> decimal", "Q, decimal -> Q", "Q, R -> Q/R"),
        worked=(
            "1 / 4 -> 0.25",
            "2 / 3 -> 0.66666667",
            "10 'mg' / 4 -> 2.5 'mg'",
            "6 'g' / 3 'g' -> 2 '1'",
            "1 / 0 -> null",
            "1 / null -> null",
        ),
    ),
    infix(
        "TruncatedDivide",
        "div",
        Binds.PRODUCT,
        doc="The quotient without its decimals. Null for a zero divisor.",
        signatures=_TWO_OF_A_KIND,
        worked=("10 div 3 -> 3", "-10 div 3 -> -3", "10.1 div 3.1 -> 3.0", "10 div 0 -> null"),
    ),
    infix(
        "Modulo",
        "mod",
        Binds.PRODUCT,
        doc="What a division leaves over, with the sign of the left. Null for a zero divisor.",
        signatures=_TWO_OF_A_KIND,
        worked=("10 mod 3 -> 1", "-7 mod 2 -> -1", "3.5 mod 3 -> 0.5", "1 mod 0 -> null"),
    ),
    function(
        "Power",
        doc="The left to the power of the right, in double precision; whole numbers exactly, and "
        "null where the result is too large for one. Also written `a ^ b`.",
        signatures=(
            "integer, integer -> decimal",
            "long, long -> decimal",
            "decimal, decimal -> decimal",
        ),
        worked=(
            "Power(2, 10) -> 1024.0",
            "Power(2, 31) -> null",
            "Power(2.0, 31) -> 2147483648.0",
            "2.0 ^ -2 -> 0.25",
            "Power(0, -1) -> null",
            "Power(2, null) -> null",
        ),
    ),
    prefix(
        "Negate",
        "-",
        Binds.SIGN,
        doc="The number with the other sign.",
        signatures=_SAME_KIND,
        worked=("-(3) -> -3", "-(-3.5) -> 3.5", "-null -> null"),
    ),
    function(
        "Abs",
        doc="The number without its sign.",
        signatures=_SAME_KIND,
        worked=("Abs(-5) -> 5", "Abs(-5.5 'mg') -> 5.5 'mg'", "Abs(null) -> null"),
    ),
    function(
        "Ceiling",
        doc="The next whole number up.",
        signatures=_TO_INTEGER,
        worked=("Ceiling(1.1) -> 2", "Ceiling(-1.1) -> -1", "Ceiling(null) -> null"),
    ),
    function(
        "Floor",
        doc="The next whole number down.",
        signatures=_TO_INTEGER,
        worked=("Floor(1.9) -> 1", "Floor(-1.1) -> -2", "Floor(null) -> null"),
    ),
    function(
        "Truncate",
        doc="The number without its decimals.",
        signatures=_TO_INTEGER,
        worked=("Truncate(1.9) -> 1", "Truncate(-1.9) -> -1", "Truncate(null) -> null"),
    ),
    function(
        "Round",
        doc="The number rounded to whole numbers or to so many decimals, half away from zero.",
        signatures=("decimal -> decimal", "decimal, integer -> decimal"),
        worked=(
            "Round(0.5) -> 1.0",
            "Round(-0.5) -> -1.0",
            "Round(3.14159, 2) -> 3.14",
            "Round(null) -> null",
        ),
    ),
    function(
        "Ln",
        doc="The natural logarithm, in double precision. Null when there is none.",
        signatures=("decimal -> decimal",),
        worked=("Ln(1) -> 0.0", "Ln(1000.0) -> 6.90775528", "Ln(0) -> null", "Ln(null) -> null"),
    ),
    function(
        "Exp",
        doc="e to the power of the number, in double precision. Null when it is too large.",
        signatures=("decimal -> decimal",),
        worked=("Exp(0) -> 1.0", "Exp(1) -> 2.71828183", "Exp(1000) -> null", "Exp(null) -> null"),
    ),
    function(
        "Log",
        doc="The logarithm of the first to the base of the second, in double precision. Null when "
        "there is none.",
        signatures=("decimal, decimal -> decimal",),
        worked=("Log(16, 2) -> 4.0", "Log(0.125, 2) -> -3.0", "Log(2, 1) -> null"),
    ),
    prefix(
        "Successor",
        "successor of",
        Binds.SIGN,
        doc="The next value: 1 more of a whole number, 0.00000001 more of a decimal, a day more of "
        "a date. Null after the greatest.",
        signatures=_NEXT_TO,
        worked=(
            "successor of 1 -> 2",
            "successor of 1.01 -> 1.01000001",
            "successor of @2026-02-28 -> @2026-03-01",
            "successor of 2147483647 -> null",
        ),
    ),
    prefix(
        "Predecessor",
        "predecessor of",
        Binds.SIGN,
        doc="The value before. Null before the least.",
        signatures=_NEXT_TO,
        worked=(
            "predecessor of 1 -> 0",
            "predecessor of 1.0 'cm' -> 0.99999999 'cm'",
            "predecessor of (null as Integer) -> null",
        ),
    ),
    *(_limit(word, type) for word in ("minimum", "maximum") for type in _LIMITS),
    Operator(
        name="Value",
        symbol="value",
        form=Form.ELEMENT,
        binds=Binds.ELEMENT,
        nulls=Nulls.SPREAD,
        doc="The plain number of a quantity, in the unit that it has.",
        signatures=("Q -> decimal",),
        examples=examples("(5 'mg').value -> 5.0", "(convert 1 'g' to 'mg').value -> 1000.0"),
    ),
    Operator(
        name="Convert",
        symbol="convert",
        form=Form.SPECIAL,
        binds=Binds.SIGN,
        nulls=Nulls.SPREAD,
        doc="The same quantity in another unit.",
        examples=examples(
            "convert 1 'g' to 'mg' -> 1000 'mg'", "convert 90 'min' to 'h' -> 1.5 'h'"
        ),
    ),
)
