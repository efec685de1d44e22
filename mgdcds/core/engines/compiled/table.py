"""Which writer writes which node. What is not here is answered by the judge's own plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    Cast,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
)
from mgdcds.core.engines.compiled import arithmetic, choices, comparison, literals, logic
from mgdcds.core.engines.compiled.code import Condition, Value
from mgdcds.core.engines.compiled.writer import Unwritable, Writer

Write = Callable[[Any, Writer], Condition | Value]

#: Operators, by their name in the registry.
WRITERS: Mapping[str, Write] = {
    "And": logic.write_and,
    "Or": logic.write_or,
    "Xor": logic.write_xor,
    "Implies": logic.write_implies,
    "Not": logic.write_not,
    "IsTrue": logic.write_is_true,
    "IsFalse": logic.write_is_false,
    "IsNotTrue": logic.write_is_not_true,
    "IsNotFalse": logic.write_is_not_false,
    "IsNull": logic.write_is_null,
    "IsNotNull": logic.write_is_not_null,
    "Coalesce": choices.write_coalesce,
    "Equal": comparison.write_comparison,
    "NotEqual": comparison.write_comparison,
    "Less": comparison.write_comparison,
    "LessOrEqual": comparison.write_comparison,
    "Greater": comparison.write_comparison,
    "GreaterOrEqual": comparison.write_comparison,
    "Between": comparison.write_between,
    "In": comparison.write_in,
    "Contains": comparison.write_contains,
    **arithmetic.WRITERS,
}
#: Operators that rules seldom use: the judge's own plan answers the condition around them.
BY_JUDGE = frozenset(
    {"Equivalent", "NotEquivalent", "Ln", "Exp", "Log", "Round", "Ceiling", "Floor", "Truncate"}
    | {"Exists", "Count", "Min", "Max", "Sum", "Start", "End", "Width", "PointFrom", "Expand"}
    | {"Overlaps", "OverlapsBefore", "OverlapsAfter", "Before", "After", "SameOrBefore"}
    | {"SameOrAfter", "Meets", "MeetsBefore", "MeetsAfter", "Starts", "Ends", "Collapse"}
    | {"IncludedIn", "Includes", "ProperlyIncludedIn", "ProperlyIncludes"}
    | {"Union", "Intersect", "Except", "MinimumInteger", "MinimumLong", "MinimumDecimal"}
    | {"MinimumDate", "MaximumInteger", "MaximumLong", "MaximumDecimal", "MaximumDate"}
)
#: Nodes of their own form.
FORMS: Mapping[type[Node], Write] = {
    NullLiteral: literals.write_null,
    BooleanLiteral: logic.write_boolean,
    IntegerLiteral: literals.write_integer,
    DecimalLiteral: literals.write_decimal,
    QuantityLiteral: literals.write_quantity,
    StringLiteral: literals.write_plain,
    DateLiteral: literals.write_plain,
    If: choices.write_if,
    Case: choices.write_case,
    Convert: arithmetic.write_convert,
    Cast: arithmetic.write_cast,
}


def find_writer(node: Node) -> Write:
    """This function will find the writer of a node; Unwritable where the judge is asked."""
    found = WRITERS.get(node.operator) if isinstance(node, Call) else FORMS.get(type(node))
    if found is None:
        raise Unwritable
    return found
