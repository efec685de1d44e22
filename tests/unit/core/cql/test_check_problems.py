"""What the checker says, word for word."""

import time

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.types import BOOLEAN
from tests.unit.core.cql.scope_for_tests import SCOPE


def problems_of(source, **options):
    return check_expression(parse_expression(source), scope=SCOPE, **options).problems


@pytest.mark.parametrize(
    ("source", "column", "message", "hint"),
    [
        ("vitamn_d_25oh > 3", 1,
         "'vitamn_d_25oh' is not a fact, a parameter, a definition or a rule.",
         "Did you mean 'vitamin_d_25oh'?"),
        ("xyzzy", 1, "'xyzzy' is not a fact, a parameter, a definition or a rule.",
         "Names are listed in the data dictionary."),
        ("Coalese(1, 2)", 1, "'Coalese' is not a function of the rule language.",
         "Did you mean 'Coalesce'?"),
        ("magnesium.unit", 11, "'.unit' is not a function of the rule language.",
         "A quantity has only its '.value'."),
        ("hours between birth_date and Today()", 1,
         "'hours between' is not a function of the rule language.",
         "Dates are counted in years, months, weeks or days."),
        ("Abs(1, 2)", 1, "'Abs' takes one operand, and 2 were found.", ""),
        ("Coalesce()", 1, "'Coalesce' takes one operand or two operands or more, and 0 were found.",
         ""),
        ("vitamin_d_25oh < 30", 18, "'30' is a plain number, but 'vitamin_d_25oh' is in ng/mL.",
         "Write 30 'ng/mL'."),
        ("age_years < vitamin_d_25oh", 1,
         "'age_years' is a plain number, but 'vitamin_d_25oh' is in ng/mL.",
         "Make it a quantity: … * 1 'ng/mL'."),
        ("magnesium between 0.5 'mmol/L' and 2.0", 36,
         "'2.0' is a plain number, but 'magnesium' is in mmol/L.", "Write 2.0 'mmol/L'."),
        ("magnesium in {1, 2}", 15, "'1' is a plain number, but 'magnesium' is in mmol/L.",
         "Write 1 'mmol/L'."),
        ("magnesium > vitamin_d_25oh", 13,
         "A value of 'magnesium' cannot be set against a value of '25(OH)D': "
         "they are different substances.",
         "Compare values of one substance, or take the plain numbers with '.value'."),
        ("vitamin_d_25oh > 12 'mmol/L'", 18, "'mmol/L' does not convert into 'ng/mL' here.",
         "Did you mean 'nmol/L'?"),
        ("magnesium > 2 'kg'", 13, "'kg' does not convert into 'mmol/L' here.",
         "Write it in 'mmol/L' or 'mg/dL' or 'meq/L'."),
        ("1 'ng/mL' + 1 'mmol/L'", 13, "'mmol/L' does not convert into 'ng/mL' here.",
         "Write it in 'ng/mL'."),
        ("magnesium > 3 'furlong'", 13, "'furlong' is not a unit that is known here.",
         "Units are written in UCUM, such as 'ng/mL' or '[IU]/d'."),
        ("magnesium > 3 'mgdL'", 13, "'mgdL' is not a unit that is known here.",
         "Did you mean 'mg/dL'?"),
        ("dialysis = 'hemodialysis'", 12,
         "'hemodialysis' is not an answer of 'dialysis', which has 'none', 'haemodialysis'.",
         "Did you mean 'haemodialysis'?"),
        ("sex in {'male', 'woman'}", 17, "'woman' is not an answer of 'sex', which has",
         ""),
        ("case sex when 'Male' then 1 else 2 end", 15, "'Male' is not an answer of 'sex'",
         "Did you mean 'male'?"),
        ("dialysis = sex", 10, "'=' does not work on a choice and a choice.",
         "It takes values of one kind."),
        ("pregnant > true", 10, "'>' does not work on true or false and true or false.",
         "It takes values of one kind with an order."),
        ("not age_years > 5", 1, "'not' does not work on a number.",
         "Put brackets around a comparison: not (a > b)."),
        ("1 and pregnant", 3, "'and' does not work on a whole number and true or false.",
         "It takes true or false and true or false."),
        ("Interval[pregnant, true]", 1, "'Interval' does not work on true or false.",
         "It takes numbers, quantities or dates."),
        ("Interval[5, 1]", 1, "The interval ends before it starts.", "Write the lower end first."),
        ("Interval[2 'g', 500 'mg']", 1, "The interval ends before it starts.", ""),
        ("birth_date + 3 'mg'", 14, "A date cannot be moved by 'mg'.",
         "Write years, months, weeks or days, as in 3 months."),
        ("if 1 then 2 else 3", 4, "A condition is true or false, but this is a whole number.",
         "Compare it with something."),
        ("if pregnant then 'a' else 2", 27,
         "This is a whole number, but the part before it is a text.",
         "All parts have to be of one kind."),
        ("if pregnant then magnesium else 0", 33,
         "'0' is a plain number, but 'magnesium' is in mmol/L.", "Write 0 'mmol/L'."),
        ("2147483648", 1, "'2147483648' is too large for a whole number", "Write 2147483648.0"),
        ("convert age_years to 'mg'", 1,
         "Only a quantity converts to another unit, but this is a number.",
         "Make it a quantity first: … * 1 'unit'."),
        ("convert magnesium to 'g'", 1, "'g' does not convert into 'mmol/L' here.",
         "Write it in 'mmol/L' or 'mg/dL' or 'meq/L'."),
        ("convert magnesium to 'stone'", 1, "'stone' is not a unit that is known here.", ""),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_place_with_its_cure(source, column, message, hint):
    (problem,) = problems_of(source)

    assert message in problem.message
    assert hint in problem.hint
    assert problem.place.column == column


def test_a_condition_has_to_be_true_or_false():
    (problem,) = problems_of("magnesium", expected=BOOLEAN)

    assert problem.message == "This has to be true or false, but it is magnesium in mmol/L."


def test_all_problems_come_at_once_in_the_order_of_the_text():
    found = problems_of(
        "vitamin_d_25oh < 30 and magnesium > vitamin_d_25oh\n  or unknown_name or Foo(1) > 'a'"
    )

    assert [(problem.place.line, problem.place.column) for problem in found] == [
        (1, 18),
        (1, 37),
        (2, 6),
        (2, 22),
    ]


def test_what_is_wrong_is_said_once():
    assert len(problems_of("(unknown_name + 1) * 2 > 5 and not unknown_name")) == 2


@pytest.mark.parametrize(
    "source",
    [
        "2 weeks in Interval[1 day, 0.5 'mg']",
        "Sum({1 day, 1 'kg'}) mod 3",
        "width of Interval[Interval(3 '1', 4 '1'], 1 day]",
    ],
)
def test_what_is_wrong_inside_a_list_or_interval_is_told_once(source):
    assert len(problems_of(source)) == 1


HOSTILE = {
    "unknown names": " and ".join(f"name_{number}" for number in range(6_000)),
    "unknown functions": " and ".join(f"Fn{number}()" for number in range(6_000)),
    "unknown units": " and ".join(["magnesium > 1 'furlong'"] * 3_000),
    "plain numbers": " and ".join(["magnesium > 1"] * 5_000),
    "wrong choices": "sex in {" + ", ".join(f"'x{number}'" for number in range(8_000)) + "}",
    "different kinds": "{" + ", ".join(["1, 'a'"] * 8_000) + "}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_text_with_thousands_of_problems_is_checked_in_bounded_time(source):
    tree = parse_expression(source)
    start = time.process_time()

    found = check_expression(tree, scope=SCOPE, expected=BOOLEAN).problems

    assert 1 <= len(found) <= 50
    assert time.process_time() - start < 5
