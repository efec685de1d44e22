"""What is not known, and choices."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, function

UNKNOWNS = (
    Operator(
        name="IsNull",
        symbol="is null",
        form=Form.POSTFIX,
        binds=Binds.TEST,
        nulls=Nulls.NEVER,
        doc="True when the operand is not known.",
        signatures=("T -> boolean",),
        examples=examples("null is null -> true", "5 is null -> false"),
    ),
    Operator(
        name="IsNotNull",
        symbol="is not null",
        form=Form.POSTFIX,
        binds=Binds.TEST,
        nulls=Nulls.NEVER,
        doc="True when the operand is known.",
        signatures=("T -> boolean",),
        examples=examples("null is not null -> false", "5 is not null -> true"),
    ),
    function(
        "Coalesce",
        nulls=Nulls.FIRST,
        doc="The first operand that is known.",
        signatures=("list<T> -> T", "T, T... -> T"),
        worked=(
            "Coalesce(null, 5, 6) -> 5",
            "Coalesce(null, null) -> null",
            "Coalesce({null, 'a'}) -> 'a'",
        ),
    ),
    Operator(
        name="If",
        symbol="if",
        form=Form.SPECIAL,
        binds=Binds.CHOICE,
        nulls=Nulls.CHOSEN,
        doc="The `then` when the condition is true, else the `else`: also when it is null.",
        examples=examples(
            "if 1 < 2 then 'yes' else 'no' -> 'yes'", "if null then 'yes' else 'no' -> 'no'"
        ),
    ),
    Operator(
        name="Case",
        symbol="case",
        form=Form.SPECIAL,
        binds=Binds.ATOM,
        nulls=Nulls.CHOSEN,
        doc="The `then` of the first `when` that is true (or equals the comparand), or the `else`.",
        examples=examples(
            "case when 1 > 2 then 'a' when 2 > 1 then 'b' else 'c' end -> 'b'",
            "case 10 when 5 then 'five' when 10 then 'ten' else null end -> 'ten'",
            "case when null then 'a' else 'b' end -> 'b'",
        ),
    ),
)
