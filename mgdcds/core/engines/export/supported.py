"""Which operators mean the same in the standard as here, whatever is unknown."""

from __future__ import annotations

from mgdcds.core.cql.chapters.arithmetic import ARITHMETIC
from mgdcds.core.cql.chapters.comparison import COMPARISON
from mgdcds.core.cql.chapters.dates import DATES
from mgdcds.core.cql.chapters.logic import LOGIC
from mgdcds.core.cql.chapters.unknowns import UNKNOWNS
from mgdcds.core.cql.nodes import Call, Node
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.types import WHOLE_NUMBERS, IntervalType, ListType

#: Operators on lists that leave out what is unknown, here and in the standard.
_ON_LISTS = frozenset({"Coalesce", "Exists", "Count", "Min", "Max", "Sum", "IsNull", "IsNotNull"})
_SAME = frozenset(
    operator.name
    for chapter in (LOGIC, UNKNOWNS, COMPARISON, ARITHMETIC, DATES)
    for operator in chapter
)
SUPPORTED = _SAME | _ON_LISTS | {"In", "Contains", "List", "Interval"}
#: Operators that are not exported: ADR 0010 reads an unknown in them more carefully.
REFUSED = frozenset(OPERATORS) - SUPPORTED


def is_supported(node: Call) -> bool:
    """This function will tell whether a call means the same in the standard."""
    if node.operator in {"In", "Contains"}:
        return True
    if node.operator in REFUSED or _is_power_of_integers(node):
        return False
    return node.operator in _ON_LISTS or not any(map(_has_parts, node.operands))


def _is_power_of_integers(node: Call) -> bool:
    # In the standard it is an integer, and null for other results than here.
    return node.operator == "Power" and node.operands[0].type.base in WHOLE_NUMBERS


def _has_parts(node: Node) -> bool:
    return isinstance(node.type, ListType | IntervalType)
