"""Random conditions that make sense, over the facts of the specification, and random sheets."""

import datetime
from decimal import Decimal

from hypothesis import strategies as st

from mgdcds.core.facts.sheet import FactSheet, FactValue
from tests.spec.engines import TODAY

#: Numbers around the cut-offs below, so that boundaries are met often.
_POINTS = ("0", "0.5", "0.7", "0.8499", "0.85", "1", "2.5", "18", "-3")
BOOLEANS, NUMBERS, QUANTITIES = ("b1", "b2"), ("n1", "n2"), ("q1", "q2")

_numbers = st.one_of(st.sampled_from(NUMBERS), st.sampled_from(["0", "1", "2.5", "18", "0.85"]))
_quantities = st.one_of(
    st.sampled_from(QUANTITIES),
    st.sampled_from(["0.7 'mmol/L'", "0.85 'mmol/L'", "1.7 'mg/dL'", "2.07 'mg/dL'"]),
)
_COMPARISONS = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
_SIGNS = st.sampled_from(["+", "-", "*", "/", "div", "mod"])


def _sums(numbers):
    return st.one_of(
        st.tuples(numbers, _SIGNS, numbers).map(lambda part: f"({' '.join(part)})"),
        numbers.map(lambda one: f"Abs({one})"),
        st.tuples(numbers, numbers).map(lambda two: f"Max({{{two[0]}, {two[1]}}})"),
        st.tuples(numbers, numbers).map(lambda two: f"Coalesce({two[0]}, {two[1]})"),
    )


_values = st.recursive(_numbers, _sums, max_leaves=4)
LEAVES = st.one_of(
    st.sampled_from(BOOLEANS),
    st.tuples(_values, _COMPARISONS, _values).map(" ".join),
    st.tuples(_quantities, _COMPARISONS, st.sampled_from(QUANTITIES)).map(" ".join),
    st.tuples(st.sampled_from(QUANTITIES), _COMPARISONS, _quantities).map(" ".join),
    st.sampled_from(["c1 = 'some'", "c1 != 'some'"]),
    st.sampled_from(["c1 in {'some', 'none'}", "n1 in {n2, 18}", "{n1, 1} contains n2"]),
    st.sampled_from(["n1 between 0.5 and n2", "n1 in Interval[n2, 18.0)", "d1 < d2"]),
    st.sampled_from(["years between d1 and Today() >= n1", "d1 + 3 months >= d2"]),
)


def _monotone(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or", "xor", "implies"]), inner).map(
            lambda part: f"({' '.join(part)})"
        ),
        inner.map(lambda one: f"not ({one})"),
    )


def _any_form(inner):
    tests = st.sampled_from(["is null", "is true", "is not true", "is false", "is not null"])
    return st.one_of(
        _monotone(inner),
        st.tuples(inner, tests).map(lambda part: f"({part[0]}) {part[1]}"),
        inner.map(lambda one: f"Coalesce({one}, false)"),
        st.tuples(inner, inner, inner).map(lambda c: f"(if {c[0]} then {c[1]} else {c[2]})"),
        st.tuples(inner, inner).map(lambda c: f"case when {c[0]} then {c[1]} else null end"),
    )


#: Conditions of every form.
CONDITIONS = st.recursive(LEAVES, _any_form, max_leaves=6)
INTERVALS = st.tuples(
    st.sampled_from(["[", "("]),
    st.sampled_from([*NUMBERS, "0", "0.85"]),
    st.sampled_from([*NUMBERS, "2.5", "18"]),
    st.sampled_from(["]", ")"]),
).map(lambda part: f"Interval{part[0]}{part[1]}, {part[2]}{part[3]}")
_RELATIONS = st.sampled_from(
    """included in,includes,properly included in,properly includes,overlaps,overlaps before,
    overlaps after,before,after,on or before,on or after,meets,meets before,meets after,starts,
    ends,=""".replace("\n", "").split(",")
)
_SETS = st.sampled_from(["union", "intersect", "except"])
_MADE = st.one_of(
    INTERVALS,
    st.tuples(INTERVALS, _SETS, INTERVALS).map(lambda part: f"({' '.join(part)})"),
)
#: Conditions about intervals, whose ends may not be known, and about lists as sets.
ABOUT_INTERVALS = st.one_of(
    st.tuples(_MADE, _RELATIONS, _MADE).map(" ".join),
    st.tuples(_numbers, st.just("in"), _MADE).map(" ".join),
    _MADE.map(lambda made: f"width of {made} > 1"),
    _MADE.map(lambda made: f"start of {made} <= end of {made}"),
    _MADE.map(lambda made: f"Count(collapse {{{made}, Interval[1, 2]}}) = 1"),
    st.tuples(_numbers, _SETS, _numbers).map(
        lambda part: f"exists ({{{part[0]}, 1}} {part[1]} {{{part[2]}}})"
    ),
)
_PLAIN = LEAVES.filter(lambda source: "Max" not in source and "Coalesce" not in source)
#: Conditions that ask nothing about what is unknown: more knowledge never changes an answer.
MONOTONE = st.recursive(_PLAIN, _monotone, max_leaves=6)

_decimals = st.sampled_from(_POINTS).map(Decimal)
_VALUES = {
    **dict.fromkeys(BOOLEANS, st.booleans()),
    **dict.fromkeys((*NUMBERS, *QUANTITIES), _decimals),
    "c1": st.sampled_from(["none", "some"]),
    **dict.fromkeys(("d1", "d2"), st.dates(datetime.date(2000, 1, 1), datetime.date(2026, 12, 31))),
}
#: Recorded facts, by name: any of them may be absent.
RECORDED = st.fixed_dictionaries({}, optional=_VALUES)
#: Every fact is recorded.
COMPLETE = st.fixed_dictionaries(_VALUES)


def sheet_with(recorded):
    """A sheet of recorded values."""
    values = {name: FactValue(name, value) for name, value in recorded.items()}
    return FactSheet(on=TODAY, values=values)
