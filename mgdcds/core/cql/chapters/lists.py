"""Lists."""

from __future__ import annotations

from mgdcds.core.cql.operator import (
    Binds,
    Form,
    Nulls,
    Operator,
    examples,
    function,
    infix,
    prefix,
)

LISTS = (
    Operator(
        name="List",
        symbol="{",
        form=Form.SPECIAL,
        binds=Binds.ATOM,
        nulls=Nulls.NEVER,
        doc="A list of values of one kind.",
        examples=examples("{1, 2} = {1, 2} -> true"),
    ),
    infix(
        "In",
        "in",
        Binds.MEMBERSHIP,
        nulls=Nulls.MEMBER,
        doc="True when the left is one of the list, or lies in the interval. Null while a fact "
        "that is not known leaves it open. A null that is written in a list allows an unknown.",
        signatures=("T, list<T> -> boolean", "O, interval<O> -> boolean"),
        worked=(
            "'a' in {'a', 'b'} -> true",
            "'c' in {'a', 'b'} -> false",
            "null in {'a', null} -> true",
            "null in {'a', 'b'} -> false",
            "5 in Interval[null, 10] -> true",
        ),
    ),
    infix(
        "Contains",
        "contains",
        Binds.MEMBERSHIP,
        nulls=Nulls.MEMBER,
        doc="The same as `in`, the other way round.",
        signatures=("list<T>, T -> boolean", "interval<O>, O -> boolean"),
        worked=("{1, 2} contains 2 -> true", "Interval[1, 3] contains 4 -> false"),
    ),
    prefix(
        "Exists",
        "exists",
        Binds.NOT,
        nulls=Nulls.NEVER,
        doc="True when a list has an element that is known.",
        signatures=("list<T> -> boolean",),
        worked=("exists {1} -> true", "exists {null} -> false", "exists {} -> false"),
    ),
    function(
        "Count",
        nulls=Nulls.COUNT,
        doc="How many elements are known.",
        signatures=("list<T> -> integer",),
        worked=("Count({1, 2, null}) -> 2", "Count({}) -> 0"),
    ),
    function(
        "Min",
        nulls=Nulls.SKIP,
        doc="The least element that is known.",
        signatures=("list<O> -> O",),
        worked=("Min({3, 1.5, 2}) -> 1.5", "Min({3, null}) -> 3", "Min({null}) -> null"),
    ),
    function(
        "Max",
        nulls=Nulls.SKIP,
        doc="The greatest element that is known.",
        signatures=("list<O> -> O",),
        worked=("Max({3, 1.5, 2}) -> 3.0", "Max({3, null}) -> 3", "Max({null}) -> null"),
    ),
    function(
        "Sum",
        nulls=Nulls.SKIP,
        doc="The sum of the elements that are known.",
        signatures=(
            "list<integer> -> integer",
            "list<long> -> long",
            "list<decimal> -> decimal",
            "list<Q> -> Q",
        ),
        worked=("Sum({1, 2, 3}) -> 6", "Sum({1 'mg', 2 'mg'}) -> 3 'mg'", "Sum({1, null}) -> 1"),
    ),
)
