"""How intervals lie to each other, and what is made of them."""

# ruff: noqa: E501 - the lines of a table stay lines


def test_inside(spec):
    spec("""
        n1  | n2   || Interval[n1, n2] included in Interval[1, 4] | Interval[1, 4] properly includes Interval[n1, n2]
        2.0 | 3.0  || true                                        | true
        1.0 | 4.0  || true                                        | false
        1.0 | 5.0  || false                                       | false
        1.0 | null || null                                        | null
        0.0 | null || false                                       | false
    """)


def test_overlapping(spec):
    spec("""
        n1  | n2   || Interval[n1, n2] overlaps Interval[4, 6] | Interval[n1, n2] overlaps before Interval[4, 6] | Interval[n1, n2] overlaps after Interval[4, 6]
        1.0 | 4.0  || true                                     | true                                            | false
        5.0 | 9.0  || true                                     | false                                           | true
        1.0 | 3.0  || false                                    | false                                           | false
        1.0 | null || null                                     | null                                            | null
    """)


def test_meeting(spec):
    spec("""
        n1  | n2         || Interval[n1, n2] meets Interval[4, 6] | Interval[n1, n2] meets before Interval[4, 6]
        1.0 | 3.99999999 || true                                  | true
        1.0 | 3.0        || false                                 | false
        1.0 | null       || null                                  | null
        9.0 | null       || false                                 | false
    """)


def test_starting_and_ending(spec):
    spec("""
        n1   | n2   || Interval[n1, n2] starts Interval[1, 6] | Interval[n1, n2] ends Interval[1, 6]
        1.0  | 3.0  || true                                   | false
        4.0  | 6.0  || false                                  | true
        1.0  | 6.0  || true                                   | true
        1.0  | null || null                                   | null
        null | 3.0  || null                                   | false
    """)


def test_on_or_before_and_after(spec):
    spec("""
        d1          || d1 on or before @2026-06-01 | d1 on or after Interval[@2026-01-01, @2026-06-01]
        @2026-05-31 || true                        | false
        @2026-06-01 || true                        | true
        @2026-06-02 || false                       | true
        null        || null                        | null
    """)


def test_ends_and_width(spec):
    spec("""
        n1   || start of Interval(n1, 9] | end of Interval[n1, 9) | width of Interval[n1, 9] | point from Interval[n1, 9]
        1.0  || 1.00000001               | 8.99999999             | 8.0                      | null
        9.0  || null                     | null                   | 0.0                      | 9.0
        null || null                     | 8.99999999             | null                     | null
    """)


def test_an_interval_without_a_limit_ends_at_the_least_or_greatest_value(spec):
    spec("""
        b1   || start of Interval[null, 5] | end of Interval[@2026-01-01, null] | start of Interval(null, 5]
        true || minimum Integer            | maximum Date                       | null
    """)


def test_a_limit_is_that_of_the_intervals_own_points(spec):
    spec("""
        b1   || (start of Interval[null, 5]) = -2147483648L | (end of Interval[5, null]) + 1L | Coalesce(end of Interval[5, null], 5L) | (start of Interval[null, 5L]) = -2147483648L
        true || true                                        | 2147483648L                     | 2147483647                             | false
    """)


def test_putting_intervals_together(spec):
    spec("""
        n1   || end of (Interval[1, 4] union Interval[n1, 9]) | start of (Interval[1, 4] intersect Interval[n1, 9]) | end of (Interval[1, 4] except Interval[n1, 9])
        2.0  || 9.0                                           | 2.0                                                 | 1.99999999
        4.0  || 9.0                                           | 4.0                                                 | 3.99999999
        5.0  || null                                          | null                                                | 4.0
        null || null                                          | null                                                | null
    """)


def test_collapsing_and_expanding(spec):
    spec("""
        b1   || Count(collapse {Interval[7, 9], Interval[1, 2], Interval[3, 5]}) | Count(expand Interval[1, 10] per 3) | Count(expand Interval[@2026-01-01, @2026-01-31] per 1 week)
        true || 2                                                                | 3                                   | 4
    """)


def test_nothing_starts_after_the_greatest_or_ends_before_the_least(spec):
    spec("""
        b1   || start of Interval(maximum Integer, null] | end of Interval[null, minimum Decimal) | start of Interval(@9999-12-31, null]
        true || null                                     | null                                   | null
    """)


def test_nothing_meets_what_ends_on_the_last_day(spec):
    spec("""
        d1          || Interval[@2012-01-01, d1] meets Interval[@2013-01-01, @2014-01-01]
        @9999-12-31 || false
        @2012-12-31 || true
        null        || null
    """)
