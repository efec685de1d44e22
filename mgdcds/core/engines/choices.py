"""What an expression passes on as it is: it chooses among values and does not reckon."""

from __future__ import annotations

from collections.abc import Iterator

from mgdcds.core.cql.nodes import Call, Case, Cast, If, Name, Node


def names_passed_on(node: Node) -> Iterator[str]:
    """This function will answer the names whose value an expression may have, in order."""
    yield from (each.name for each in passed_on(node) if isinstance(each, Name))


def passed_on(node: Node) -> Iterator[Node]:
    """This function will answer the parts whose value an expression may have, in order."""
    choices = _choices(node)
    if not choices:
        yield node
    for part in choices:
        yield from passed_on(part)


def _choices(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Cast):
        return (node.operand,)
    if isinstance(node, If):
        return (node.then, node.otherwise)
    if isinstance(node, Case):
        return (*(branch.then for branch in node.branches), node.otherwise)
    return node.operands if isinstance(node, Call) and node.operator == "Coalesce" else ()
