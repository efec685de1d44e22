"""Arithmetic: 8 decimals after each step, half away from zero; no value is null."""


def test_the_four_operations(spec):
    spec("""
        n1   | n2   || n1 + n2 | n1 - n2 | n1 * n2 | n1 / n2
        6.0  | 3.0  || 9.0     | 3.0     | 18.0    | 2.0
        1.0  | 3.0  || 4.0     | -2.0    | 3.0     | 0.33333333
        2.0  | 3.0  || 5.0     | -1.0    | 6.0     | 0.66666667
        1.0  | 0.0  || 1.0     | 1.0     | 0.0     | null
        null | 3.0  || null    | null    | null    | null
        3.0  | null || null    | null    | null    | null
    """)


def test_whole_division(spec):
    spec("""
        n1   | n2   || n1 div n2 | n1 mod n2
        7.0  | 2.0  || 3.0       | 1.0
        -7.0 | 2.0  || -3.0      | -1.0
        3.5  | 1.0  || 3.0       | 0.5
        1.0  | 0.0  || null      | null
    """)


def test_rounding(spec):
    spec("""
        n1   || Round(n1) | Ceiling(n1) | Floor(n1) | Truncate(n1) | Abs(n1) | -n1
        0.5  || 1.0       | 1           | 0         | 0            | 0.5     | -0.5
        -0.5 || -1.0      | 0           | -1        | 0            | 0.5     | 0.5
        2.4  || 2.0       | 3           | 2         | 2            | 2.4     | -2.4
        null || null      | null        | null      | null         | null    | null
    """)


def test_powers_of_whole_numbers_are_exact_and_fit_or_are_null(spec):
    spec("""
        b1   || 3 ^ 19       | 2 ^ 31 | (-1) ^ 2147483647 | 0 ^ 0 | 2 ^ -1
        true || 1162261467.0 | null   | -1.0              | 1.0   | 0.5
    """)
    spec("""
        b1   || 3L ^ 39               | 2L ^ 63L
        true || 4052555153018976267.0 | null
    """)


def test_a_whole_number_fits_its_own_type_before_it_meets_a_longer_one(spec):
    spec("""
        b1   || 2147483647 + 1L | (2147483647 + 1) + 1L | Sum({2147483647, 1}) = 2147483648L
        true || 2147483648L     | null                  | null
    """)


def test_powers_and_logarithms_are_rounded_doubles(spec):
    spec("""
        n1   | n2   || Power(n1, n2) | Ln(n1)     | Exp(n2)
        2.0  | 3.0  || 8.0           | 0.69314718 | 20.08553692
        2.0  | -2.0 || 0.25          | 0.69314718 | 0.13533528
        0.0  | -1.0 || null          | null       | 0.36787944
        1.0  | null || null          | 0.0        | null
    """)


def test_sums_leave_unknowns_out(spec):
    spec("""
        n1   | n2   || Sum({n1, n2}) | Min({n1, n2}) | Max({n1, n2}) | Count({n1, n2})
        1.0  | 2.0  || 3.0           | 1.0           | 2.0           | 2
        null | 2.0  || 2.0           | 2.0           | 2.0           | 1
        null | null || null          | null          | null          | 0
    """)


def test_quantities_keep_their_units(spec):
    spec("""
        q1           | n1  || q1 + q1      | n1 * q1      | q1 / q1
        0.7 'mmol/L' | 2.0 || 1.4 'mmol/L' | 1.4 'mmol/L' | 1 '1'
        null         | 2.0 || null         | null         | null
    """)


def test_the_plain_number_of_a_quantity_in_a_unit(spec):
    spec("""
        q1           || q1.value | (convert q1 to 'mg/dL').value | convert q1 to 'mg/dL'
        0.7 'mmol/L' || 0.7      | 1.7                           | 1.7 'mg/dL'
        null         || null     | null                          | null
    """)


def test_what_does_not_fit_is_null(spec):
    spec("""
        n1                     || n1 * 10 | Ceiling(n1)
        99999999999999999999.0 || null    | null
    """)


def test_long_numbers_stay_whole_and_exact(spec):
    spec("""
        b1   || 9007199254740993L + 1L | 9223372036854775807L + 1L | 7L mod 2L | 7L div 2L | 7L / 2L
        true || 9007199254740994L      | null                      | 1L        | 3L        | 3.5
    """)


def test_numbers_become_wider_where_they_meet(spec):
    spec("""
        n1   || 1 + 1L | 1L = 1 | 1L < n1 | Coalesce(n1, 1L)
        1.5  || 2L     | true   | true    | 1.5
        null || 2L     | true   | null    | 1.0
    """)


def test_logarithms_to_a_base(spec):
    spec("""
        n1   | n2   || Log(n1, n2)
        16.0 | 2.0  || 4.0
        2.0  | 1.0  || null
        0.0  | 2.0  || null
        null | 2.0  || null
    """)


def test_neighbours(spec):
    spec("""
        n1   | d1          || successor of n1 | predecessor of n1 | successor of d1
        1.0  | @2026-12-31 || 1.00000001      | 0.99999999        | @2027-01-01
        null | null        || null            | null              | null
    """)


def test_a_null_of_a_type_is_null(spec):
    spec("""
        b1   || (null as Integer) + 1 | (null as Boolean) and false | 1 in (null as List<Integer>)
        true || null                  | false                       | false
    """)
