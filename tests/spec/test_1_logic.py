"""Logic: three values, and what settles an answer although something is not known."""


def test_two_conditions(spec):
    spec("""
        b1    | b2    || b1 and b2 | b1 or b2 | b1 xor b2 | b1 implies b2
        true  | true  || true      | true     | false     | true
        true  | false || false     | true     | true      | false
        true  | null  || null      | true     | null      | null
        false | true  || false     | true     | true      | true
        false | false || false     | false    | false     | true
        false | null  || false     | null     | null      | true
        null  | true  || null      | true     | null      | true
        null  | false || false     | null     | null      | null
        null  | null  || null      | null     | null      | null
    """)


def test_one_condition(spec):
    spec("""
        b1    || not b1 | b1 is true | b1 is false | b1 is not true | b1 is not false
        true  || false  | true       | false       | false          | true
        false || true   | false      | true        | true           | false
        null  || null   | false      | false       | true           | true
    """)


def test_many_conditions(spec):
    spec("""
        b1    | b2    || b1 and true and b2 and true | false or b1 or false or b2
        true  | true  || true                        | true
        null  | false || false                       | null
        null  | true  || null                        | true
    """)
