"""What is not known, and choosing between values."""


def test_asking_whether_something_is_known(spec):
    spec("""
        q1           || q1 is null | q1 is not null
        0.7 'mmol/L' || false      | true
        null         || true       | false
    """)


def test_the_first_known_value(spec):
    spec("""
        n1   | n2   || Coalesce(n1, n2) | Coalesce(n1, n2, 0) | Coalesce({n1, n2})
        1.0  | 2.0  || 1.0              | 1.0                 | 1.0
        null | 2.0  || 2.0              | 2.0                 | 2.0
        null | null || null             | 0.0                 | null
    """)


def test_an_if_takes_its_else_when_the_condition_is_not_known(spec):
    spec("""
        b1    | n1   || if b1 then n1 else 0 | if b1 then null else n1
        true  | 5.0  || 5.0                  | null
        false | 5.0  || 0.0                  | 5.0
        null  | 5.0  || 0.0                  | 5.0
        true  | null || null                 | null
    """)


def test_a_case_takes_the_first_condition_that_is_true(spec):
    spec("""
        n1   || case when n1 < 5 then 'low' when n1 < 9 then 'middle' else 'other' end
        4.0  || 'low'
        5.0  || 'middle'
        9.0  || 'other'
        null || 'other'
    """)


def test_a_case_with_a_comparand_takes_the_first_equal_value(spec):
    spec("""
        c1     || case c1 when 'none' then 1 when 'some' then 2 else 3 end
        'none' || 1
        'some' || 2
        null   || 3
    """)
