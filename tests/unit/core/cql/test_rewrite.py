"""A tree with another node in one place."""

from __future__ import annotations

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.nodes import IntegerLiteral, Name
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.rewrite import find_paths, replace_at, strip_casts
from mgdcds.core.cql.scope import Scope


@pytest.mark.parametrize(
    "source",
    [
        "1 + x * 2",
        "if a then 1 else 2",
        "case when a then 1 when b then 2 else 3 end",
        "case s when 'x' then 1 else 3 end",
        "x in {1, 2, y}",
        "x in Interval[1, 3)",
        "convert w to 'kg'",
        "not (a and b or c)",
        "Nothing(1, x)",
    ],
)
def test_each_node_can_be_replaced_by_itself(source):
    tree = parse_expression(source)

    assert all(replace_at(tree, path, node) == tree for path, node in find_paths(tree))


def test_one_node_is_replaced_and_all_others_stay():
    tree = parse_expression("case when a then 1 when b then 2 else 3 end")
    path = next(path for path, node in find_paths(tree) if node == IntegerLiteral(2))

    changed = print_expression(replace_at(tree, path, Name("x")), width=None)

    assert changed == "case when a then 1 when b then x else 3 end"


def test_paths_come_in_the_order_of_the_text():
    tree = parse_expression("a and (b or c) and d")

    assert [node.name for _, node in find_paths(tree) if isinstance(node, Name)] == list("abcd")


def test_what_the_checker_put_in_is_taken_out():
    tree = parse_expression("Count({true}) > 1.5")
    checked = check_expression(tree, scope=Scope())

    assert checked.tree != tree
    assert strip_casts(checked.tree) == tree
