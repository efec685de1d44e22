"""`x in {a, b}` as comparisons: the standard would answer false where nobody knows x."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    DateLiteral,
    DecimalLiteral,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Node,
    NullLiteral,
    QuantityLiteral,
)

_LITERALS = (IntegerLiteral, DecimalLiteral, QuantityLiteral, DateLiteral)
_NULL = NullLiteral()


def write_membership(
    node: Call, *, write: Callable[[Node], Node], refuse: Callable[[str], Node]
) -> Node:
    """This function will write a membership of what is written in place; others are refused."""
    value, container = node.operands if node.operator == "In" else node.operands[::-1]
    if isinstance(container, ListOf):
        return _in_list(value, container, write)
    if isinstance(container, IntervalOf) and _is_written_out(container):
        return _in_interval(value, container, write)
    return refuse(f"The operator '{node.operator}' with a list or interval that has a name")


def _is_written_out(container: IntervalOf) -> bool:
    # Between two open ends that are computed lies at least one step, which no comparison says.
    is_open = not (container.low_closed or container.high_closed)
    is_fixed = all(isinstance(end, (*_LITERALS, NullLiteral)) for end in container.children)
    return container.low != container.high and (is_fixed or not is_open)


def _in_list(value: Node, container: ListOf, write: Callable[[Node], Node]) -> Node:
    items = [item for item in container.items if item != _NULL]
    allows_null = len(items) < len(container.items)
    if value == _NULL:
        return BooleanLiteral(allows_null)
    found = write(value)
    tests: list[Node] = [Call("IsNull", (found,))] if allows_null else []
    tests += [Call("Equal", (found, write(item))) for item in items]
    return _join("Or", tests) if tests else BooleanLiteral(False)


def _in_interval(value: Node, container: IntervalOf, write: Callable[[Node], Node]) -> Node:
    found, tests = write(value), list(_ends_meet(container, write))
    if container.low != _NULL or not container.low_closed:
        above = "GreaterOrEqual" if container.low_closed else "Greater"
        tests.append(_compared(above, found, write(container.low)))
    if container.high != _NULL or not container.high_closed:
        below = "LessOrEqual" if container.high_closed else "Less"
        tests.append(_compared(below, found, write(container.high)))
    return _join("And", tests)


def _ends_meet(container: IntervalOf, write: Callable[[Node], Node]) -> Iterator[Node]:
    """Nothing lies in an interval that would end before it starts, not even what is not known."""
    ends = (container.low, container.high)
    if _NULL in ends or all(isinstance(end, _LITERALS) for end in ends):
        return
    both = container.low_closed and container.high_closed
    ordered = Call("LessOrEqual" if both else "Less", tuple(map(write, ends)))
    yield Call("IsNotFalse", (ordered,))


def _compared(operator: str, found: Node, end: Node) -> Node:
    return NullLiteral("Boolean") if end == _NULL else Call(operator, (found, end))


def _join(operator: str, tests: list[Node]) -> Node:
    return tests[0] if len(tests) == 1 else Call(operator, tuple(tests))
