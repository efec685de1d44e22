"""What never has a value is found in rules, although the language takes it."""

import time

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.constants import find_valueless
from tests.unit.core.cql.scope_for_tests import SCOPE


def found_in(source):
    checked = check_expression(parse_expression(source), scope=SCOPE)
    assert checked.problems == ()
    return find_valueless(checked, scope=SCOPE)


@pytest.mark.parametrize(
    ("source", "column", "part"),
    [
        ("1 / 0", 3, "1 / 0"),
        ("1 + 2 / 0 > 5", 7, "2 / 0"),
        ("age_years / 0 > 5", 11, "age_years / 0"),
        ("age_years mod (2 - 2) > 5", 11, "age_years mod (2 - 2)"),
        ("age_years > Ln(-0)", 13, "Ln(-0)"),
        ("age_years > Exp(1000)", 13, "Exp(1000)"),
        ("2147483647 + 1 > age_years", 12, "2147483647 + 1"),
        ("age_years in Interval[5, 5)", 14, "Interval[5, 5)"),
        ("Max({}) > age_years", 1, "Max({})"),
    ],
)
def test_a_part_that_never_has_a_value_is_named_at_its_place(source, column, part):
    (problem,) = found_in(source)

    assert (problem.place.line, problem.place.column) == (1, column)
    assert problem.message == f"'{part}' never has a value, for any patient."


@pytest.mark.parametrize(
    "source",
    [
        "age_years / 2",
        "age_years + null",
        "if age_years > 5 then 1 else null",
        "Coalesce(null, age_years)",
        "2 / Min({4, 5})",
        "days between birth_date and Today()",
        "exists {}",
    ],
)
def test_what_a_patient_can_give_a_value_is_fine(source):
    assert found_in(source) == ()


def test_many_such_parts_are_told_in_bounded_time():
    start = time.process_time()

    assert len(found_in("{" + ", ".join(["1 / 0"] * 5_000) + "}")) == 50
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "source",
    [
        "Count({numbers} intersect {numbers})",
        "Count({numbers} union {numbers})",
        "Count(expand Interval[1, 2147483647])",
    ],
)
def test_long_lists_take_bounded_time(source):
    start = time.process_time()
    numbers = ", ".join(map(str, range(8_000)))

    found_in(source.replace("numbers", numbers))

    assert time.process_time() - start < 8
