"""The deepest expression that is allowed goes through every reader."""

import pytest

from mgdcds.core.cql.check import MOST_DEPTH, check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.source import MOST_NESTING
from mgdcds.core.engines.constants import find_valueless
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from tests.unit.core.cql.scope_for_tests import DICTIONARY
from tests.unit.core.engines.sheets_for_tests import make_test_sheet

DEEP = {
    "not": "not (" * (MOST_NESTING - 2) + "ppi" + ")" * (MOST_NESTING - 2),
    "and": "(ppi and " * (MOST_NESTING - 2) + "ppi" + ")" * (MOST_NESTING - 2),
    "if": "if ppi then " * (MOST_NESTING - 2) + "ppi" + " else pacemaker" * (MOST_NESTING - 2),
    "case": "case when ppi then " * 90 + "ppi" + " else pacemaker end" * 90,
    "sum": "1 + " * (MOST_NESTING - 2) + "age_years > 5",
    "function": "Abs(" * (MOST_NESTING - 3) + "age_years" + ")" * (MOST_NESTING - 3) + " > 5",
    "list": "exists {" * 45 + "ppi" + "}" * 45,
}
#: As wide as an expression may be, in every form that takes many parts.
WIDE = {
    "and": " and ".join(["ppi"] * 9_900),
    "not and": "not (" + " or ".join(["not ppi"] * 6_000) + ")",
    "comparisons": " or ".join(["age_years > 3"] * 5_000),
    "band": " and ".join(["age_years > 3"] * 5_000),
    "Coalesce": ", ".join(["ppi"] * 19_000).join(["Coalesce(", ")"]),
    "list": ", ".join(["ppi"] * 19_000).join(["exists {", "}"]),
    "members": ", ".join(str(number) for number in range(15_000)).join(["age_years in {", "}"]),
    "sum": ", ".join(["age_years"] * 8_000).join(["Sum({", "}) > 5"]),
    "case": "case " + "when age_years = 3 then ppi " * 2_800 + "else pacemaker end",
    "comparand": "case age_years " + "when 3 then ppi " * 4_900 + "else pacemaker end",
    "ifs": " or ".join(["(if ppi then ppi else pacemaker)"] * 2_500),
    "null tests": " and ".join(["ppi is not null"] * 4_700),
    "constants": "Abs(" * 95 + ", ".join(["1"] * 19_000).join(["Sum({", "})"]) + ")" * 95 + " > 5",
    "expansions": ", ".join(["(expand Interval[1, 1000])"] * 3_000).join(["Count({", "}) > 5"]),
}


@pytest.mark.parametrize("source", [*DEEP.values(), *WIDE.values()], ids=[*DEEP, *WIDE])
def test_the_deepest_and_the_widest_expression_is_read_by_all(source):
    tree = parse_expression(source)
    checked = check_expression(tree, scope=make_scope(DICTIONARY))
    program = Program(DICTIONARY, {"X01": checked})
    unknown, known = (
        open_sheet(program, make_test_sheet(**facts)) for facts in ({}, {"ppi": True})
    )

    assert checked.problems == ()
    assert find_valueless(checked, scope=make_scope(DICTIONARY)) == ()
    assert parse_expression(print_expression(tree)) == tree
    assert describe(checked, program=program)
    assert unknown.answer("X01").missing <= {"ppi", "pacemaker", "age_years"}
    assert known.explain("X01").sentence


def test_the_deepest_chain_of_definitions_is_read_by_all():
    scope, expressions, depth = make_scope(DICTIONARY), {}, 0
    previous, number = "ppi", 0
    while depth < MOST_DEPTH - 3:
        number += 1
        tree = parse_expression(f"not (not {previous})")
        checked = check_expression(tree, scope=scope)
        name, depth = f"link_{number}", checked.depth
        expressions[name] = checked
        scope = scope.with_definition(name, checked.type, depth=depth)
        previous = name
    evaluation = open_sheet(Program(DICTIONARY, expressions), make_test_sheet())

    assert checked.problems == ()
    assert evaluation.answer(previous).missing == {"ppi"}
    assert evaluation.explain(previous).sentence == "Link 65 is not known"
