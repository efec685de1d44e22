"""Random trees of the language: every kind of node, every operator of the registry."""

import datetime

from hypothesis import strategies as st

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Branch,
    Call,
    Case,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    UnknownCall,
)
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.signatures import parse_signature

UNITS = ("ng/mL", "mmol/L", "1", "[IU]/d", "years", "month", "it's")
DECIMALS = st.decimals(0, 10**19, places=8).map(lambda value: value.normalize() + 0)
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
NAMES = st.one_of(
    st.sampled_from(["vitamin_d_25oh", "in", "years", "best age", "a"]),
    st.text(LETTERS, min_size=1, max_size=6),
)
LITERALS = st.one_of(
    st.just(NullLiteral()),
    st.booleans().map(BooleanLiteral),
    st.integers(0, 2**31 - 1).map(IntegerLiteral),
    DECIMALS.map(DecimalLiteral),
    st.text(LETTERS, max_size=8).map(StringLiteral),
    st.dates(datetime.date(1000, 1, 1)).map(DateLiteral),
    st.builds(QuantityLiteral, DECIMALS, st.sampled_from(UNITS)),
    NAMES.map(Name),
)


def calls_of(name, inner):
    """Calls of one operator, with each number of operands that it takes."""
    operands = [
        st.lists(inner, min_size=count, max_size=count).map(tuple)
        for count in _counts(OPERATORS[name])
    ]
    return st.one_of(operands).map(lambda parts: Call(name, parts))


def _calls(inner):
    written = [name for name, each in OPERATORS.items() if each.form is not Form.SPECIAL]
    return st.one_of([calls_of(name, inner) for name in written])


def _counts(operator):
    signatures = [parse_signature(text) for text in operator.signatures]
    exact = {len(signature.operands) for signature in signatures}
    more = {len(signature.operands) + 1 for signature in signatures if signature.repeats}
    return sorted(exact | more)


def _branches(inner):
    return st.lists(st.builds(Branch, inner, inner), min_size=1, max_size=3).map(tuple)


def _compound(inner):
    return st.one_of(
        _calls(inner),
        _calls(inner),
        st.builds(If, inner, inner, inner),
        st.builds(Case, st.none() | inner, _branches(inner), inner),
        st.lists(inner, max_size=3).map(tuple).map(ListOf),
        st.builds(IntervalOf, inner, inner, st.booleans(), st.booleans()),
        st.builds(Convert, inner, st.sampled_from(UNITS)),
        st.lists(inner, max_size=2).map(tuple).map(lambda parts: UnknownCall("Unknown", parts)),
        inner.map(lambda part: UnknownCall(".unknown", (part,))),
    )


#: Any tree, sensible or not: what is printed and read back need not make sense.
TREES = st.recursive(LITERALS, _compound, max_leaves=12)
