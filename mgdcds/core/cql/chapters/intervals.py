"""Intervals, and how they lie to each other. Lists are compared by some of these too."""

from __future__ import annotations

from mgdcds.core.cql.operator import Binds, Form, Nulls, Operator, examples, infix, prefix

_INTERVALS = "interval<O>, interval<O> -> boolean"
_LISTS = "list<T>!, list<T>! -> boolean"
_IN_TIME = (
    _INTERVALS,
    "interval<O>, O -> boolean",
    "O, interval<O> -> boolean",
    "O, O -> boolean",
)
_INSIDE = (_INTERVALS, "O, interval<O> -> boolean", _LISTS)
_AROUND = (_INTERVALS, "interval<O>, O -> boolean", _LISTS)
_COMBINED = ("interval<O>, interval<O> -> interval<O>", "list<T>!, list<T>! -> list<T>")


def _timing(name: str, symbol: str, doc: str, *worked: str, **others: tuple[str, ...]) -> Operator:
    signatures = others.get("signatures", (_INTERVALS,))
    return infix(name, symbol, Binds.TIMING, doc=doc, signatures=signatures, worked=worked)


def _of(name: str, symbol: str, signatures: tuple[str, ...], doc: str, *worked: str) -> Operator:
    return prefix(name, symbol, Binds.SIGN, doc=doc, signatures=signatures, worked=worked)


def _combined(name: str, symbol: str, doc: str, *worked: str) -> Operator:
    return infix(name, symbol, Binds.SET, doc=doc, signatures=_COMBINED, worked=worked)


INTERVALS = (
    Operator(
        name="Interval",
        symbol="Interval",
        form=Form.SPECIAL,
        binds=Binds.ATOM,
        nulls=Nulls.NEVER,
        doc="An interval; a square bracket includes its end, a round one does not. "
        "A null that is written at a square bracket is no limit; every other one is unknown.",
        examples=examples("5 in Interval[1, 5] -> true", "5 in Interval[1, 5) -> false"),
    ),
    _timing(
        "IncludedIn",
        "included in",
        "True when the left interval or point lies in the right interval, or every element of the "
        "left list is in the right one. Also written `during`.",
        "Interval[2, 3] included in Interval[1, 4] -> true",
        "Interval[2, 5] included in Interval[1, 4] -> false",
        "{1, 2} included in {1, 2, 3} -> true",
        signatures=_INSIDE,
    ),
    _timing(
        "Includes",
        "includes",
        "The same as `included in`, the other way round.",
        "Interval[1, 4] includes Interval[2, 3] -> true",
        "{1, null} includes {2} -> false",
        signatures=_AROUND,
    ),
    _timing(
        "ProperlyIncludedIn",
        "properly included in",
        "True when the left lies in the right, which has something more. Also written "
        "`properly during`.",
        "Interval[2, 4] properly included in Interval[1, 4] -> true",
        "Interval[1, 4] properly included in Interval[1, 4] -> false",
        "1 properly included in Interval[1, 1] -> false",
        signatures=("interval<O>!, interval<O>! -> boolean", "O, interval<O>! -> boolean", _LISTS),
    ),
    _timing(
        "ProperlyIncludes",
        "properly includes",
        "The same as `properly included in`, the other way round.",
        "Interval[1, 4] properly includes Interval[1, 3] -> true",
        "{1, 2} properly includes {1, 2} -> false",
        signatures=("interval<O>!, interval<O>! -> boolean", "interval<O>!, O -> boolean", _LISTS),
    ),
    _timing(
        "Overlaps",
        "overlaps",
        "True when two intervals have a point in common.",
        "Interval[1, 4] overlaps Interval[4, 6] -> true",
        "Interval[1, 4) overlaps Interval[4, 6] -> false",
    ),
    _timing(
        "OverlapsBefore",
        "overlaps before",
        "True when two intervals overlap and the left one starts first.",
        "Interval[1, 4] overlaps before Interval[4, 6] -> true",
        "Interval[4, 5] overlaps before Interval[4, 6] -> false",
    ),
    _timing(
        "OverlapsAfter",
        "overlaps after",
        "True when two intervals overlap and the left one ends last.",
        "Interval[4, 6] overlaps after Interval[1, 4] -> true",
        "Interval[4, 6] overlaps after Interval[5, 6] -> false",
    ),
    _timing(
        "Before",
        "before",
        "True when the left interval ends before the right one starts.",
        "Interval[1, 3] before Interval[4, 6] -> true",
        "3 before Interval[4, 6] -> true",
        "@2026-01-01 before null -> null",
        signatures=_IN_TIME,
    ),
    _timing(
        "After",
        "after",
        "True when the left interval starts after the right one ends.",
        "Interval[7, 8] after Interval[4, 6] -> true",
        "@2026-01-02 after @2026-01-01 -> true",
        signatures=_IN_TIME,
    ),
    _timing(
        "SameOrBefore",
        "on or before",
        "True when the left interval ends before the right one starts, or as it starts. Also "
        "written `before or on` and `same or before`.",
        "Interval[4, 6] on or before 6 -> true",
        "@2026-01-02 on or before @2026-01-01 -> false",
        signatures=_IN_TIME,
    ),
    _timing(
        "SameOrAfter",
        "on or after",
        "True when the left interval starts after the right one ends, or as it ends. Also "
        "written `after or on` and `same or after`.",
        "Interval[6, 8] on or after 6 -> true",
        "2.5 on or after Interval[1.6, 2.6] -> false",
        signatures=_IN_TIME,
    ),
    _timing(
        "Meets",
        "meets",
        "True when one interval starts right after the other one ends.",
        "Interval[1, 3] meets Interval[4, 6] -> true",
        "Interval[1, 3] meets Interval[5, 6] -> false",
    ),
    _timing(
        "MeetsBefore",
        "meets before",
        "True when the left interval ends right before the right one starts.",
        "Interval[1, 3] meets before Interval[4, 6] -> true",
    ),
    _timing(
        "MeetsAfter",
        "meets after",
        "True when the left interval starts right after the right one ends.",
        "Interval[4, 6] meets after Interval[1, 3] -> true",
    ),
    _timing(
        "Starts",
        "starts",
        "True when two intervals start together and the left one ends first, or with the other.",
        "Interval[1, 3] starts Interval[1, 6] -> true",
        "Interval[1, 6] starts Interval[1, 3] -> false",
    ),
    _timing(
        "Ends",
        "ends",
        "True when two intervals end together and the left one starts last, or with the other.",
        "Interval[4, 6] ends Interval[1, 6] -> true",
        "Interval[4, 5] ends Interval[1, 6] -> false",
    ),
    _of(
        "Start",
        "start of",
        ("interval<O> -> O",),
        "The first point of an interval: the least value when it has no lower limit.",
        "start of Interval[1, 3] -> 1",
        "start of Interval(1, 3] -> 2",
    ),
    _of(
        "End",
        "end of",
        ("interval<O> -> O",),
        "The last point of an interval: the greatest value when it has no upper limit.",
        "end of Interval[1, 3] -> 3",
    ),
    _of(
        "Width",
        "width of",
        (
            "interval<integer> -> integer",
            "interval<long> -> long",
            "interval<decimal> -> decimal",
            "interval<Q> -> Q",
        ),
        "How far the end of an interval of numbers is from its start.",
        "width of Interval[1, 10] -> 9",
        "width of Interval[5.0 'g', 10.0 'g'] -> 5 'g'",
    ),
    _of(
        "PointFrom",
        "point from",
        ("interval<O> -> O",),
        "The point of an interval that has a single one, else null.",
        "point from Interval[1, 1] -> 1",
        "point from Interval[1, 2] -> null",
    ),
    _combined(
        "Union",
        "union",
        "The interval that covers both, null when they neither overlap nor meet; or what is in "
        "one of two lists, each value once.",
        "Interval[1, 3] union Interval[4, 6] -> Interval[1, 6]",
        "Interval[1, 3] union Interval[5, 6] -> null",
        "{1, 2} union {2, 3} -> {1, 2, 3}",
    ),
    _combined(
        "Intersect",
        "intersect",
        "What two intervals or lists have in common. Null for intervals without a common point.",
        "Interval[1, 5] intersect Interval[4, 6] -> Interval[4, 5]",
        "Interval[1, 3] intersect Interval[4, 6] -> null",
        "{1, 2} intersect {2, 3} -> {2}",
    ),
    _combined(
        "Except",
        "except",
        "The left without what is in the right. Null where that is no interval, or two.",
        "Interval[1, 5] except Interval[4, 6] -> Interval[1, 3]",
        "Interval[1, 5] except Interval[2, 3] -> null",
        "{1, 2} except {2, 3} -> {1}",
    ),
    Operator(
        name="Collapse",
        symbol="collapse",
        form=Form.PER,
        binds=Binds.CHOICE,
        nulls=Nulls.SPREAD,
        doc="The fewest intervals that cover the same points, in order. Nulls are left out.",
        signatures=("list<interval<O>> -> list<interval<O>>",),
        examples=examples(
            "collapse {Interval[7, 9], Interval[1, 2], Interval[3, 5]} -> "
            "{Interval[1, 5], Interval[7, 9]}",
        ),
    ),
    Operator(
        name="Expand",
        symbol="expand",
        form=Form.PER,
        binds=Binds.CHOICE,
        nulls=Nulls.SPREAD,
        doc="The points of an interval, or the parts of intervals, each one step wide: 1, a day, "
        "or what stands after `per`. Null for more than 1,000.",
        signatures=(
            "interval<integer> -> list<integer>",
            "interval<date> -> list<date>",
            "list<interval<integer>> -> list<interval<integer>>",
            "list<interval<date>> -> list<interval<date>>",
            "interval<integer>, integer -> list<integer>",
            "interval<decimal>, integer -> list<decimal>",
            "interval<date>, Q -> list<date>",
            "list<interval<integer>>, integer -> list<interval<integer>>",
            "list<interval<decimal>>, integer -> list<interval<decimal>>",
            "list<interval<date>>, Q -> list<interval<date>>",
        ),
        examples=examples(
            "expand Interval[1, 4] -> {1, 2, 3, 4}",
            "expand {Interval[1, 5]} per 2 -> {Interval[1, 2], Interval[3, 4]}",
            "expand Interval[@2026-02-27, @2026-03-02] per 2 days -> {@2026-02-27, @2026-03-01}",
        ),
    ),
)
