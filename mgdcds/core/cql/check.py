"""Checks what an expression means: names, types and units, with every problem at once.

What comes out is the same tree with a type on every node: literals converted to the unit
that they meet (they are printed as they were written), and casts where values change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import singledispatch

from mgdcds.core.cql import clash, problems
from mgdcds.core.cql.agree import agree, certain_result, find_match
from mgdcds.core.cql.cast import Casting, cast
from mgdcds.core.cql.conversion import find_conversion
from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Branch,
    Call,
    Case,
    Convert,
    DateLiteral,
    DecimalLiteral,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    UnknownCall,
    depth_of,
    names_in,
)
from mgdcds.core.cql.operators import get_operator
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.source import MOST_PROBLEMS
from mgdcds.core.cql.types import (
    ANY,
    BOOLEAN,
    BROKEN,
    DATE,
    DECIMAL,
    INTEGER,
    LONG,
    POINTS,
    STRING,
    IntervalType,
    ListType,
    QuantityType,
    Type,
    find_type,
)
from mgdcds.core.values.problems import Problem
from mgdcds.core.values.quantity import LARGEST_INTEGER, LARGEST_LONG
from mgdcds.core.values.units import CALENDAR_UNITS

#: How deep an expression may be together with the definitions that it reads.
MOST_DEPTH = 200
_CALENDAR = frozenset({"year", "month", "wk", "d"})
#: In which units of time an operator moves along dates.
_SPANS = {"Add": _CALENDAR, "Subtract": _CALENDAR, "Expand": frozenset({"wk", "d"})}


@dataclass(frozen=True)
class Checked:
    """A checked expression: its tree with types, its type, its problems, the names it reads.

    `depth` is how deep it is, with the definitions that it reads. Only an expression without
    problems can be run.
    """

    tree: Node
    type: Type
    problems: tuple[Problem, ...] = ()
    names: frozenset[str] = frozenset()
    depth: int = 1


def check_expression(tree: Node, *, scope: Scope, expected: Type | None = None) -> Checked:
    """This function will check a tree against the names of a scope; it never raises.

    With `expected`, the whole has to be of that type (a null always is). All problems come
    out, sorted by their place (of a text that has very many, the first 50).
    """
    checker = _Checker(scope)
    typed = checker.check(tree)
    if expected is not None:
        typed = checker.expect(typed, expected)
    depth = checker.depth(tree)
    return Checked(
        tree=typed,
        type=typed.type,
        problems=tuple(sorted(checker.problems)[:MOST_PROBLEMS]),
        names=names_in(tree),
        depth=depth,
    )


@dataclass
class _Checker:
    """The state of one check."""

    scope: Scope
    problems: list[Problem] = field(default_factory=list)

    def check(self, node: Node) -> Node:
        # Suggestions take time, and nobody reads more problems than these.
        if len(self.problems) >= MOST_PROBLEMS:
            return replace(node, type=BROKEN)
        return _check(node, self)

    def report(self, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)

    def agree(self, left: Type, right: Type) -> Type | None:
        return agree(left, right, scope=self.scope)

    def cast(self, node: Node, to: Type) -> Node:
        return cast(node, to, casting=Casting(self.scope, self.problems))

    def expect(self, node: Node, expected: Type) -> Node:
        if self.agree(expected, node.type) is None:
            self.report(problems.wrong_type(node.place, found=node.type, expected=expected))
            return node
        return self.cast(node, expected)

    def expect_condition(self, node: Node) -> Node:
        if node.type not in (BOOLEAN, ANY, BROKEN):
            self.report(problems.not_a_condition(node.place, found=node.type))
        return node

    def meet(self, nodes: Iterable[Node]) -> Type:
        """The type that alternatives have in common; a problem where one does not fit."""
        common: Type = ANY
        first: Node | None = None
        for node in nodes:
            found = self.agree(common, node.type)
            if found is None:
                self.report(clash.of_alternatives(first or node, node, scope=self.scope))
                return BROKEN
            common, first = found, first if first and first.type != ANY else node
        return common

    def depth(self, tree: Node) -> int:
        known = (self.scope.find(name) for name in names_in(tree))
        depth = depth_of(tree) + max((each.depth for each in known if each), default=0)
        if depth > MOST_DEPTH:
            self.report(problems.nested_too_deep(tree.place, most=MOST_DEPTH))
        return depth


# One function for each kind of node


@singledispatch
def _check(node: Node, checker: _Checker) -> Node:
    raise NotImplementedError(f"No check is known for '{type(node).__name__}'.")


@_check.register
def _(node: NullLiteral, checker: _Checker) -> Node:
    return replace(node, type=find_type(node.as_type) or ANY)


@_check.register
def _(node: BooleanLiteral, checker: _Checker) -> Node:
    return replace(node, type=BOOLEAN)


@_check.register
def _(node: IntegerLiteral, checker: _Checker) -> Node:
    if node.is_long and node.value > LARGEST_LONG:
        checker.report(problems.long_too_large(node.place, text=f"{node.value}L"))
    elif not node.is_long and node.value > LARGEST_INTEGER:
        checker.report(problems.integer_too_large(node.place, text=str(node.value)))
    return replace(node, type=LONG if node.is_long else INTEGER)


@_check.register
def _(node: DecimalLiteral, checker: _Checker) -> Node:
    return replace(node, type=DECIMAL)


@_check.register
def _(node: StringLiteral, checker: _Checker) -> Node:
    return replace(node, type=STRING)


@_check.register
def _(node: DateLiteral, checker: _Checker) -> Node:
    return replace(node, type=DATE)


@_check.register
def _(node: QuantityLiteral, checker: _Checker) -> Node:
    if not clash.is_known_unit(node.unit, scope=checker.scope):
        checker.report(clash.of_unit(node.place, node.unit, scope=checker.scope))
        return replace(node, type=BROKEN)
    unit = CALENDAR_UNITS.get(node.unit, node.unit)
    return replace(node, type=QuantityType(unit=unit), converted=node.value)


@_check.register
def _(node: Name, checker: _Checker) -> Node:
    known = checker.scope.find(node.name)
    if known is None:
        suggestion = checker.scope.suggest(node.name)
        checker.report(problems.unknown_name(node.place, name=node.name, suggestion=suggestion))
        return replace(node, type=BROKEN)
    return replace(node, type=known.type)


@_check.register
def _(node: UnknownCall, checker: _Checker) -> Node:
    operands = tuple(map(checker.check, node.operands))
    checker.report(clash.of_unknown_call(node))
    return replace(node, operands=operands, type=BROKEN)


@_check.register
def _(node: Call, checker: _Checker) -> Node:
    if _is_least_integer(node) and isinstance(node.operands[0], IntegerLiteral):
        type = LONG if node.operands[0].is_long else INTEGER
        return replace(node, operands=(replace(node.operands[0], type=type),), type=type)
    operands = tuple(map(checker.check, node.operands))
    typed = replace(node, operands=operands)
    types = tuple(operand.type for operand in operands)
    operator = get_operator(node.operator)
    match = find_match(operator, types, scope=checker.scope)
    if BROKEN in types:
        return replace(typed, type=certain_result(operator))
    if match is None:
        checker.report(clash.of_operands(typed, operator, scope=checker.scope))
        return replace(typed, type=BROKEN)
    checker.report(_check_move_of_date(typed, match.operands))
    cast_operands = tuple(map(checker.cast, operands, match.operands))
    return replace(node, operands=cast_operands, type=match.result)


@_check.register
def _(node: If, checker: _Checker) -> Node:
    condition = checker.expect_condition(checker.check(node.condition))
    then, otherwise = checker.check(node.then), checker.check(node.otherwise)
    common = checker.meet([then, otherwise])
    return replace(
        node,
        condition=condition,
        then=checker.cast(then, common),
        otherwise=checker.cast(otherwise, common),
        type=common,
    )


@_check.register
def _(node: Case, checker: _Checker) -> Node:
    comparand, whens = _check_whens(node, checker)
    thens = [checker.check(branch.then) for branch in node.branches]
    otherwise = checker.check(node.otherwise)
    common = checker.meet([*thens, otherwise])
    pairs = zip(whens, thens, strict=True)
    return replace(
        node,
        comparand=comparand,
        branches=tuple(Branch(when, checker.cast(then, common)) for when, then in pairs),
        otherwise=checker.cast(otherwise, common),
        type=common,
    )


def _check_whens(node: Case, checker: _Checker) -> tuple[Node | None, list[Node]]:
    whens = [checker.check(branch.when) for branch in node.branches]
    if node.comparand is None:
        return None, [checker.expect_condition(when) for when in whens]
    comparand = checker.check(node.comparand)
    common = checker.meet([comparand, *whens])
    return checker.cast(comparand, common), [checker.cast(when, common) for when in whens]


@_check.register
def _(node: ListOf, checker: _Checker) -> Node:
    items = [checker.check(item) for item in node.items]
    element = checker.meet(items)
    cast_items = tuple(checker.cast(item, element) for item in items)
    type = BROKEN if element == BROKEN else ListType(element=element)
    return replace(node, items=cast_items, type=type)


@_check.register
def _(node: IntervalOf, checker: _Checker) -> Node:
    low, high = (checker.check(end) for end in node.children)
    point = checker.meet([low, high])
    if point not in (ANY, BROKEN) and point.base not in POINTS:
        checker.report(clash.of_points(node.place, point))
        point = BROKEN
    typed = replace(node, low=checker.cast(low, point), high=checker.cast(high, point))
    checker.report(clash.of_ends(typed))
    return replace(typed, type=BROKEN if point == BROKEN else IntervalType(point=point))


@_check.register
def _(node: Convert, checker: _Checker) -> Node:
    operand, scope = checker.check(node.operand), checker.scope
    typed = replace(node, operand=operand)
    if not clash.is_known_unit(node.unit, scope=scope):
        checker.report(clash.of_unit(node.place, node.unit, scope=scope))
        return replace(typed, type=BROKEN)
    if operand.type in (ANY, BROKEN):
        return replace(typed, type=QuantityType(unit=node.unit))
    return _check_conversion(typed, operand.type, checker)


def _check_conversion(node: Convert, start: Type, checker: _Checker) -> Node:
    if not isinstance(start, QuantityType):
        checker.report(problems.only_quantities_convert(node.place, found=start))
        return replace(node, type=BROKEN)
    to = QuantityType(unit=CALENDAR_UNITS.get(node.unit, node.unit), substance=start.substance)
    conversion = find_conversion(
        start.unit, to.unit, substance=start.substance, scope=checker.scope
    )
    if conversion is None:
        checker.report(clash.of_units(node.place, node.unit, start, scope=checker.scope))
    return replace(node, type=to)


def _is_least_integer(node: Call) -> bool:
    # -2147483648 is an integer although 2147483648 is none.
    operand = node.operands[0] if node.operands else None
    return (
        node.operator == "Negate"
        and isinstance(operand, IntegerLiteral)
        and operand.value == (LARGEST_LONG if operand.is_long else LARGEST_INTEGER) + 1
    )


def _check_move_of_date(node: Call, operands: tuple[Type, ...]) -> Problem | None:
    known = _SPANS.get(node.operator)
    if known is None or isinstance(operands[0], QuantityType):
        return None
    span = operands[-1]
    if not isinstance(span, QuantityType) or span.unit in known:
        return None
    return problems.no_calendar_unit(node.operands[1].place, unit=span.unit)
