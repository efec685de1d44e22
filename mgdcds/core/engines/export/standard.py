"""A checked tree in standard CQL: units settled, numbers rounded, no meaning of our own left.

`Writer.value` answers an expression as another engine reads it. Quantities stand in their
canonical unit. Whatever is computed is computed on plain numbers, because engines differ in
what they make of units, and is rounded as the judge rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import singledispatchmethod

from mgdcds.core.cql.chapters.comparison import COMPARISON
from mgdcds.core.cql.conversion import find_conversion
from mgdcds.core.cql.nodes import (
    Branch,
    Call,
    Case,
    Cast,
    Convert,
    If,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
)
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import IntervalType, ListType, QuantityType, Type
from mgdcds.core.engines.export import problems
from mgdcds.core.engines.export.amounts import converted, literal, rounded
from mgdcds.core.engines.export.forms import QuantityOf, QuotedName
from mgdcds.core.engines.export.membership import write_membership
from mgdcds.core.engines.export.supported import is_supported
from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.units import CALENDAR_UNITS, NO_UNIT

#: Arithmetic whose result may need more decimals than the standard has.
_INEXACT = frozenset({"Multiply", "Divide", "Power", "Ln", "Exp", "Log"})
#: Arithmetic that needs none: only an engine that counts in binary leaves a trace behind.
_EXACT = frozenset({"Add", "Subtract", "Negate", "Abs", "TruncatedDivide", "Modulo"})
_ARITHMETIC = _INEXACT | _EXACT
#: Types that a null in a list is given.
_NULLS = {
    "boolean": "Boolean",
    "integer": "Integer",
    "long": "Long",
    "decimal": "Decimal",
    "string": "String",
    "choice": "String",
    "date": "Date",
    "quantity": "Quantity",
}
_AGGREGATES = frozenset({"Min", "Max", "Sum"})
_COMPUTED = frozenset({"decimal", "quantity"})
_COMPARISONS = frozenset(operator.name for operator in COMPARISON)
_ARBITRARY = "[IU]"


@dataclass
class Writer:
    """Writes the expressions of one program. `inputs` are the names of facts and parameters in
    the exported text; every other name stays. `problems` grows.
    """

    scope: Scope
    inputs: Mapping[str, str]
    where: str = ""
    problems: list[Problem] = field(default_factory=list)

    def value(self, node: Node) -> Node:
        """This method will write an expression with the type that it has."""
        if _is_ratio(node.type) or (_is_amount(node) and not _is_measure(node.type)):
            return self.number(node)
        if _is_amount(node) and isinstance(node.type, QuantityType):
            return QuantityOf(self.number(node), node.type.unit)
        return self._form(node)

    def number(self, node: Node) -> Node:
        """This method will write the plain number of an expression, in the unit that it has."""
        if isinstance(node, Call) and _is_arithmetic(node):
            return self._settled(node)
        if isinstance(node, Cast | Convert):
            return self._converted(node)
        if isinstance(node, QuantityLiteral):
            return literal(_value_of(node))
        if isinstance(node, Call) and node.operator == "Value":
            return self.number(node.operands[0])
        if isinstance(node, Call) and _is_aggregate(node):
            return self._aggregated(node)
        form = self._form(node)
        plain = isinstance(form, NullLiteral) or not _is_measure(node.type)
        return form if plain else Call("Value", (form,))

    def compared(self, node: Node) -> Node:
        """This method will write an operand of a comparison.

        International units are arbitrary in UCUM, and engines refuse to compare them: their
        numbers are compared, which are in one unit.
        """
        is_arbitrary = isinstance(node.type, QuantityType) and _ARBITRARY in node.type.unit
        return self.number(node) if is_arbitrary else self.value(node)

    def refuse(self, what: str) -> Node:
        """This method will note that something is not exported; the text is then not made."""
        self.problems.append(problems.not_exported(Place(self.where), what=what))
        return NullLiteral()

    def _condition(self, node: Node) -> Node:
        written = self.value(node)
        return NullLiteral("Boolean") if isinstance(written, NullLiteral) else written

    # Arithmetic

    def _settled(self, node: Call) -> Node:
        computed = self._computed(node)
        if isinstance(computed, Call) and computed.operator in {"Negate", "Abs"}:
            inner = computed.operands[0]
            if not (isinstance(inner, Call) and inner.operator in _ARITHMETIC):
                return computed
        return rounded(computed) if isinstance(computed, Call) else computed

    def _computed(self, node: Call) -> Node:
        if not is_supported(node):
            return self.refuse(f"The operator '{node.operator}' on whole numbers")
        if node.operator == "Multiply" and (other := _times_one(node)):
            return self._part(other)
        return Call(node.operator, tuple(map(self._part, node.operands)))

    def _part(self, node: Node) -> Node:
        """Inside of what is exact nothing has to be rounded: the whole will be."""
        if isinstance(node, Call) and _is_arithmetic(node) and node.operator in _EXACT:
            return self._computed(node)
        return self.number(node)

    def _aggregated(self, node: Call) -> Node:
        """The least, the greatest or the sum of quantities, counted on their numbers."""
        (items,) = node.operands
        numbers = tuple(map(self.number, items.children))
        if all(isinstance(number, NullLiteral) for number in numbers):
            return NullLiteral()
        found = Call(node.operator, (ListOf(numbers),))
        return rounded(found) if node.operator == "Sum" else found

    def _converted(self, node: Cast | Convert) -> Node:
        start, end = node.operand.type, node.type
        if not isinstance(start, QuantityType) or not isinstance(end, QuantityType):
            return self.number(node.operand)
        number = self.number(node.operand)
        if start.unit == end.unit:
            return number
        substance = end.substance or start.substance
        found = find_conversion(start.unit, end.unit, substance=substance, scope=self.scope)
        if found is None:
            return self.refuse(f"The conversion from '{start.unit}' to '{end.unit}'")
        return converted(number, found)

    # One method for each kind of node

    @singledispatchmethod
    def _form(self, node: Node) -> Node:
        return node

    @_form.register
    def _(self, node: Name) -> Node:
        return QuotedName(self.inputs.get(node.name, node.name), type=node.type)

    @_form.register
    def _(self, node: QuantityLiteral) -> Node:
        unit = node.type.unit if isinstance(node.type, QuantityType) else node.unit
        if CALENDAR_UNITS.get(node.unit) == unit:
            return node
        return QuantityLiteral(_value_of(node), unit, type=node.type)

    @_form.register
    def _(self, node: Call) -> Node:
        if not is_supported(node):
            return self.refuse(f"The operator '{node.operator}' on lists or intervals")
        if node.operator in {"In", "Contains"}:
            return write_membership(node, write=self.compared, refuse=self.refuse)
        if _is_aggregate_of_nothing(node):
            return NullLiteral()
        write = self.compared if node.operator in _COMPARISONS else self.value
        operands = tuple(map(write, node.operands))
        if node.operator == "Coalesce" and len(operands) > _MOST_TO_COALESCE:
            operands = (ListOf(operands),)
        return replace(node, operands=operands)

    @_form.register
    def _(self, node: If) -> Node:
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        condition = self._condition(node.condition)
        return replace(node, condition=condition, then=then, otherwise=otherwise)

    @_form.register
    def _(self, node: Case) -> Node:
        write = self._condition if node.comparand is None else self.compared
        branches = [Branch(write(each.when), self.value(each.then)) for each in node.branches]
        return replace(
            node,
            comparand=None if node.comparand is None else self.compared(node.comparand),
            branches=tuple(branches),
            otherwise=self.value(node.otherwise),
        )

    @_form.register
    def _(self, node: ListOf) -> Node:
        if not node.items:
            return self.refuse("A list with nothing in it")
        return replace(node, items=tuple(_typed(self.value(item), item) for item in node.items))

    @_form.register
    def _(self, node: IntervalOf) -> Node:
        return replace(node, low=self.value(node.low), high=self.value(node.high))

    @_form.register
    def _(self, node: Cast) -> Node:
        if isinstance(node.type, ListType | IntervalType) and _has_units(node.type):
            return self.refuse("A list or an interval of quantities in another unit")
        return self.value(node.operand)


#: The standard's Coalesce takes so many operands, or a list.
_MOST_TO_COALESCE = 5
Write = Callable[[Node], Node]


def _value_of(node: QuantityLiteral) -> Decimal:
    return node.value if node.converted is None else node.converted


def _is_ratio(type: Type) -> bool:
    return isinstance(type, QuantityType) and type.unit == NO_UNIT


def _is_measure(type: Type) -> bool:
    return isinstance(type, QuantityType) and type.unit != NO_UNIT


def _is_amount(node: Node) -> bool:
    """Whether a node is computed, or converted: what comes out is a number with a unit or none."""
    if isinstance(node, Cast | Convert):
        return _is_measure(node.type) or _is_ratio(node.operand.type)
    if not isinstance(node, Call):
        return False
    return _is_arithmetic(node) or _is_aggregate(node) or node.operator == "Value"


def _is_aggregate(node: Call) -> bool:
    is_listed = node.operator in _AGGREGATES and isinstance(node.operands[0], ListOf)
    return is_listed and node.type.base in _COMPUTED


def _is_aggregate_of_nothing(node: Call) -> bool:
    listed = node.operands[0] if node.operator in _AGGREGATES else None
    return isinstance(listed, ListOf) and all(
        isinstance(each, NullLiteral) for each in listed.items
    )


def _is_arithmetic(node: Call) -> bool:
    return node.operator in _ARITHMETIC and node.type.base in _COMPUTED


def _times_one(node: Call) -> Node | None:
    """The other operand of a multiplication that only gives a number its unit."""
    first, second = node.operands
    if isinstance(second, QuantityLiteral) and second.converted == 1:
        return first
    return second if isinstance(first, QuantityLiteral) and first.converted == 1 else None


def _typed(written: Node, item: Node) -> Node:
    """A null in a list with its type: a list of nothing else would have none."""
    name = _NULLS.get(item.type.base, "")
    return NullLiteral(name) if isinstance(written, NullLiteral) and name else written


def _has_units(type: Type) -> bool:
    inner = type.element if isinstance(type, ListType) else type
    inner = inner.point if isinstance(inner, IntervalType) else inner
    return isinstance(inner, QuantityType)
