"""Comparisons. Quantities of one substance compare in any of its units."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, infix

_ALIKE = ("T, T -> boolean",)
_ORDERED = ("O, O -> boolean",)

COMPARISON = (
    infix(
        "Equal",
        "=",
        Binds.EQUALITY,
        doc="True when both are the same.",
        signatures=_ALIKE,
        worked=("1 = 1.0 -> true", "1 'g' = 1000 'mg' -> true", "'a' = null -> null"),
    ),
    infix(
        "NotEqual",
        "!=",
        Binds.EQUALITY,
        doc="True when they differ.",
        signatures=_ALIKE,
        worked=("1 != 2 -> true", "null != 2 -> null"),
    ),
    infix(
        "Equivalent",
        "~",
        Binds.EQUALITY,
        nulls=Nulls.NEVER,
        doc="True when they are as good as the same: nulls are alike, capitals do not count, and "
        "decimals are compared with the shorter one's decimals.",
        signatures=_ALIKE,
        worked=("null ~ null -> true", "'ABC' ~ 'abc' -> true", "1.0 ~ 2.0 -> false"),
    ),
    infix(
        "NotEquivalent",
        "!~",
        Binds.EQUALITY,
        nulls=Nulls.NEVER,
        doc="The opposite of `~`.",
        signatures=_ALIKE,
        worked=("null !~ null -> false", "1 !~ null -> true"),
    ),
    infix(
        "Less",
        "<",
        Binds.INEQUALITY,
        doc="True when the left is below the right.",
        signatures=_ORDERED,
        worked=("1 < 2 -> true", "2 < 2 -> false", "1 'mg' < null -> null"),
    ),
    infix(
        "LessOrEqual",
        "<=",
        Binds.INEQUALITY,
        doc="True when the left is at most the right.",
        signatures=_ORDERED,
        worked=("2 <= 2.0 -> true", "3 <= null -> null"),
    ),
    infix(
        "Greater",
        ">",
        Binds.INEQUALITY,
        doc="True when the left is above the right.",
        signatures=_ORDERED,
        worked=("2 > 1 -> true", "1 'm' > 1 'cm' -> true", "null > 1 -> null"),
    ),
    infix(
        "GreaterOrEqual",
        ">=",
        Binds.INEQUALITY,
        doc="True when the left is at least the right.",
        signatures=_ORDERED,
        worked=("@2026-11-22 >= @2026-11-21 -> true", "null >= 1 -> null"),
    ),
    Operator(
        name="Between",
        symbol="between",
        form=Form.BETWEEN,
        binds=Binds.BETWEEN,
        nulls=Nulls.KLEENE,
        doc="True when the operand lies between two limits, which count as inside.",
        signatures=("O, O, O -> boolean",),
        examples=examples(
            "2 between 1 and 3 -> true",
            "3 between 1 and 3 -> true",
            "null between 1 and 3 -> null",
            "5 between null and 3 -> false",
        ),
    ),
)
