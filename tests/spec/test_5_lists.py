"""Lists, and what is in an interval. An unknown is not taken for an outsider."""


def test_membership_in_a_list(spec):
    spec("""
        n1   | n2   || n1 in {1, 2} | n1 in {1, n2} | n1 in {} | {n1, n2} contains 1
        1.0  | 2.0  || true         | true          | false    | true
        3.0  | 2.0  || false        | false         | false    | false
        3.0  | null || false        | null          | false    | null
        null | 2.0  || null         | null          | false    | null
    """)


def test_membership_in_an_interval(spec):
    spec("""
        n1   || n1 in Interval[1, 3] | n1 in Interval(1, 3) | n1 in Interval[1, null]
        0.0  || false                | false                | false
        1.0  || true                 | false                | true
        2.0  || true                 | true                 | true
        3.0  || true                 | false                | true
        null || null                 | null                 | null
    """)


def test_an_unknown_end_leaves_open_what_depends_on_it(spec):
    spec("""
        n1   | n2   || n1 in Interval(n2, 9]
        10.0 | null || false
        5.0  | null || null
        5.0  | 4.0  || true
    """)


def test_an_element_that_is_known_exists(spec):
    spec("""
        n1   || exists {n1} | exists {}
        1.0  || true        | false
        null || false       | false
    """)


def test_lists_as_sets(spec):
    spec("""
        n1   || {n1, 2} union {2, 3} | {n1, 2} intersect {2, 3} | {n1, 2} except {2, 3}
        1.0  || {1.0, 2.0, 3.0}      | {2.0}                    | {1.0}
        3.0  || {3.0, 2.0}           | {3.0, 2.0}               | {1.0} except {1.0}
        null || {null, 2.0, 3.0}     | {2.0}                    | {null as Decimal}
    """)


def test_lists_within_lists(spec):
    spec("""
        n1   || {1, 2} includes {n1} | {n1} properly included in {1, 2} | {n1, 2} includes {1, 2}
        1.0  || true                 | true                             | true
        3.0  || false                | false                            | false
    """)
