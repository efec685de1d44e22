"""Every problem of the language can happen, ends in a full stop, and has its heading."""

import re
from pathlib import Path

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import UnableToParse, parse_expression, parse_library
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.constants import find_valueless
from tests.unit.core.cql.scope_for_tests import SCOPE

ROOT = Path(__file__).resolve().parents[4]
SENTENCES = (ROOT / "mgdcds/core/cql/problems.py").read_text(encoding="utf-8")
CODES = sorted(set(re.findall(r'"(LANG\.[EW][0-9]{3})"', SENTENCES)))
HEADINGS = re.findall(
    r"^### (LANG\.\S+)$", (ROOT / "docs/how-to/errors.md").read_text(encoding="utf-8"), re.MULTILINE
)
#: What brings each problem about.
SOURCES = {
    "LANG.E001": "a" * 100_001,
    "LANG.E002": "(" * 101,
    "LANG.E003": "/* a",
    "LANG.E004": "'a",
    "LANG.E005": '"a',
    "LANG.E006": "a ≤ 5",
    "LANG.E007": "1" * 29,
    "LANG.E008": "0.123456789",
    "LANG.E009": "9999999999",
    "LANG.E010": "@2026-02-30",
    "LANG.E011": "@2026-02-03T10",
    "LANG.E012": r"'\q'",
    "LANG.E013": "a b",
    "LANG.E014": "define a: 1 define a: 2",
    "LANG.E015": ",".join(["1"] * 20_001).join("{}"),
    "LANG.E020": "xyzzy",
    "LANG.E021": "Xyzzy(1)",
    "LANG.E022": "Abs()",
    "LANG.E023": "1 + true",
    "LANG.E024": "magnesium < 5",
    "LANG.E025": "magnesium < vitamin_d_25oh",
    "LANG.E026": "magnesium < 5 'g'",
    "LANG.E027": "magnesium < 5 'furlong'",
    "LANG.E028": "sex = 'Male'",
    "LANG.E029": "magnesium",
    "LANG.E030": "{1, 'a'}",
    "LANG.E031": "if 1 then true else false",
    "LANG.E032": "5 in Interval[3, 1]",
    "LANG.E033": "convert age_years to 'a' is null",
    "LANG.E034": "birth_date + 3 'mg' < Today()",
    "LANG.E035": "(null as DateTime) is null",
    "LANG.E036": "(5 as Integer) is null",
    "LANG.E037": "1 / 0 is null",
}


def problems_of(source):
    try:
        if source.startswith("define"):
            parse_library(source)
        tree = parse_expression(source)
    except UnableToParse as refused:
        return refused.problems
    checked = check_expression(tree, scope=SCOPE, expected=BOOLEAN)
    return checked.problems or find_valueless(checked, scope=SCOPE)


@pytest.mark.parametrize("code", CODES)
def test_every_problem_can_happen_and_is_a_sentence(code):
    found = [problem for problem in problems_of(SOURCES[code]) if problem.code == code]

    assert found
    assert all(each.message.endswith(".") for each in found)
    assert all(not each.hint or each.hint[-1] in ".?" for each in found)


def test_every_code_has_a_heading_and_no_other_does():
    assert CODES == HEADINGS
