import pytest

from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression, print_name


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("a and b or c", "(a and b) or c"),
        ("not (a is true)", "not (a is true)"),
        ("not(a)", "not a"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "a - b - c"),
        ("-(-3)", "-(-3)"),
        ("2 ^ 3", "Power(2, 3)"),
        ("75.0 'nmol/L'", "75.0 'nmol/L'"),
        ("0.00000001", "0.00000001"),
        ("3  years", "3 years"),
        ("(if a then 1 else 2) + 3", "(if a then 1 else 2) + 3"),
        ("List{1}", "{1}"),
        ("a during b", "a included in b"),
        ("(convert a to 'mg').value", "(convert a to 'mg').value"),
        ("(a between 1 and 2) = true", "a between 1 and 2 = true"),
        ("a between (1 + 2) and (b is null)", "a between 1 + 2 and (b is null)"),
        (r"'\'\\\n'", r"'\'\\\n'"),
        ("Wrong(a).bad", "Wrong(a).bad"),
        ("hours between a and b", "hours between a and b"),
    ],
)
def test_the_canonical_form(source, printed):
    assert print_expression(parse_expression(source)) == printed


@pytest.mark.parametrize(
    ("name", "printed"),
    [("a1", "a1"), ("in", '"in"'), ("in mg", '"in mg"'), ('a"b\\', r'"a\"b\\"')],
)
def test_a_name_is_quoted_where_it_has_to_be(name, printed):
    assert print_name(name) == printed


def test_a_long_condition_is_broken_at_its_outermost_operators():
    source = (
        "(vitamin_d_25oh < 12 'ng/mL' and pth <= pth_uln or serum_magnesium < 0.75 'mmol/L') "
        "and not calcium_high and not (serum_magnesium > magnesium_uln) and not is_pregnant"
    )

    printed = print_expression(parse_expression(source), width=60)

    assert printed == (
        "(\n"
        "  (vitamin_d_25oh < 12 'ng/mL' and pth <= pth_uln)\n"
        "    or serum_magnesium < 0.75 'mmol/L'\n"
        ")\n"
        "  and not calcium_high\n"
        "  and not (serum_magnesium > magnesium_uln)\n"
        "  and not is_pregnant"
    )
    assert parse_expression(printed) == parse_expression(source)


def test_without_a_width_everything_is_on_one_line():
    source = " and ".join(f"condition_{number}" for number in range(40))

    assert print_expression(parse_expression(source), width=None) == source


def test_a_case_is_broken_at_its_branches():
    source = "case when best_age < 1 then 75 'mg/d' when best_age < 4 then 80 'mg/d' else null end"

    assert print_expression(parse_expression(source), width=50).splitlines() == [
        "case",
        "  when best_age < 1 then 75 'mg/d'",
        "  when best_age < 4 then 80 'mg/d'",
        "  else null",
        "end",
    ]
