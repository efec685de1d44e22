"""Comparisons, in any unit of a substance."""


def test_numbers(spec):
    spec("""
        n1   | n2   || n1 < n2 | n1 <= n2 | n1 > n2 | n1 >= n2 | n1 = n2 | n1 != n2
        1.0  | 2.0  || true    | true     | false   | false    | false   | true
        2.0  | 2.0  || false   | true     | false   | true     | true    | false
        3.0  | 2.0  || false   | false    | true    | true     | false   | true
        null | 2.0  || null    | null     | null    | null     | null    | null
        2.0  | null || null    | null     | null    | null     | null    | null
    """)


def test_a_cut_off_is_the_same_in_both_units(spec):
    spec("""
        q1              || q1 < 0.85 'mmol/L' | q1 < 2.07 'mg/dL' | 2.07 'mg/dL' <= q1
        0.8499 'mmol/L' || true               | true              | false
        0.85 'mmol/L'   || false              | false             | true
        0.8501 'mmol/L' || false              | false             | true
        null            || null               | null              | null
    """)


def test_between_includes_both_ends(spec):
    spec("""
        n1   || n1 between 1 and 3 | n1 between null and 3 | n1 between 1 and null
        0.0  || false              | null                  | false
        1.0  || true               | null                  | null
        3.0  || true               | null                  | null
        4.0  || false              | false                 | null
        null || null               | null                  | null
    """)


def test_choices(spec):
    spec("""
        c1     || c1 = 'some' | c1 != 'some' | c1 in {'some', 'none'}
        'some' || true        | false        | true
        'none' || false       | true         | true
        null   || null        | null         | null
    """)


def test_equivalence_is_never_unknown(spec):
    spec("""
        n1    | n2   || n1 ~ n2 | n1 !~ n2
        1.0   | 1.0  || true    | false
        1.001 | 1.0  || true    | false
        1.0   | 2.0  || false   | true
        null  | 1.0  || false   | true
        null  | null || true    | false
    """)


def test_dates(spec):
    spec("""
        d1          | d2          || d1 < d2 | d1 = d2 | d1 before d2 | d1 after d2
        @2026-01-01 | @2026-01-02 || true    | false   | true         | false
        @2026-01-02 | @2026-01-02 || false   | true    | false        | false
        null        | @2026-01-02 || null    | null    | null         | null
    """)
