"""From checked trees to names and small expressions, node by node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import singledispatchmethod
from typing import Any, cast

from sqlglot import exp

from mgdcds.core.cql.nodes import (
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
)
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.judge.table import spreads_null
from mgdcds.core.engines.plan import Names, make_plan
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.sql import (
    arithmetic,
    choices,
    comparison,
    dates,
    intervals,
    lists,
    logic,
    shapes,
)
from mgdcds.core.engines.sql.bounds import at_most, next_to
from mgdcds.core.engines.sql.build import is_, not_, op
from mgdcds.core.engines.sql.constants import constant, write_constant
from mgdcds.core.engines.sql.conversions import convert
from mgdcds.core.engines.sql.facts import read_fact, read_parameter
from mgdcds.core.engines.sql.refusals import REFUSED
from mgdcds.core.engines.sql.registry import write_as
from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.table import Table
from mgdcds.core.engines.sql.values import Absent, Bound, Items, Scalar, Span, Value, is_nothing
from mgdcds.core.engines.state import State

#: Chapters register their writers when they are read.
CHAPTERS = (arithmetic, comparison, dates, intervals, lists, logic, shapes)
_NO_STATE = cast(State, None)


@dataclass
class Translation:
    """One program over one table. Every named expression is written once."""

    program: Program
    table: Table
    scribe: Scribe
    _written: dict[str, Value] = field(default_factory=dict)
    _constants: dict[int, tuple[Node, bool]] = field(default_factory=dict)

    def name(self, name: str) -> Value:
        """This method will write a fact, a parameter or a named expression."""
        if name not in self._written:
            self._written[name] = self._name(name)
            self._call_it(name)
        return self._written[name]

    def write(self, node: Node) -> Value:
        """This method will write a node. Whatever asks nothing of a patient is worked out now."""
        if self._is_constant(node) and not isinstance(node, ListOf):
            value = make_plan(node, self._names).run(_NO_STATE)
            return write_constant(self._scribe_of(node), value, node.type)
        return self._write(node)

    @singledispatchmethod
    def _write(self, node: Any) -> Value:
        raise NotImplementedError(f"No SQL is known for '{type(node).__name__}'.")

    @_write.register
    def _(self, node: Name) -> Value:
        return self.name(node.name)

    @_write.register
    def _(self, node: Call) -> Value:
        scribe = self._scribe_of(node)
        if node.operator in REFUSED:
            raise scribe.refuse(REFUSED[node.operator])
        if node.operator in ("In", "Contains"):
            value, container = node.operands[:: 1 if node.operator == "In" else -1]
            if isinstance(value, NullLiteral) and isinstance(container, ListOf):
                # A null that is written stands for itself, and is in a list where one is written.
                return constant(scribe, _has_null(container), BOOLEAN)
        operands = [self._operand(each) for each in node.operands]
        if spreads_null(node) and any(map(is_nothing, operands)):
            return write_constant(scribe, None, node.type)
        return write_as(scribe, node.operator, *operands)

    def _operand(self, node: Node) -> Value:
        found = self.write(node)
        if isinstance(found, Items) and not isinstance(node, ListOf):
            # Only where a list is written does a null in it stand for itself.
            return replace(found, allows_null=False)
        return found

    @_write.register
    def _(self, node: If) -> Value:
        scribe = self._scribe_of(node)
        (condition,) = choices.scalars(scribe, [self.write(node.condition)])
        thens = [self.write(part) for part in (node.then, node.otherwise)]
        return shapes.choose_value(scribe, [condition.sql], thens)

    @_write.register
    def _(self, node: Case) -> Value:
        scribe = self._scribe_of(node)
        whens = choices.scalars(scribe, (self.write(each.when) for each in node.branches))
        thens = [self.write(part) for part in (*(b.then for b in node.branches), node.otherwise)]
        if node.comparand is None:
            return shapes.choose_value(scribe, [when.sql for when in whens], thens)
        (wanted,) = choices.scalars(scribe, [self.write(node.comparand)])
        if all(isinstance(then, Scalar) for then in thens):
            return _choose_by(scribe, wanted, whens, cast(list[Scalar], thens))
        tests = [op(exp.EQ, wanted.sql, when.sql) for when in whens]
        return shapes.choose_value(scribe, tests, thens)

    @_write.register
    def _(self, node: ListOf) -> Value:
        scribe = replace(self._scribe_of(node), operator="List")
        items = choices.scalars(scribe, (self.write(item) for item in node.items))
        return Items(items, allows_null=_has_null(node))

    @_write.register
    def _(self, node: IntervalOf) -> Value:
        scribe = replace(self._scribe_of(node), operator="Interval")
        if all(isinstance(end, NullLiteral) for end in node.children):
            return Absent()
        low, high = choices.scalars(scribe, (self.write(end) for end in node.children))
        first = low if node.low_closed else next_to(scribe, low, 1)
        last = high if node.high_closed else next_to(scribe, high, -1)
        # A null that is written at a closed end is no limit; any other one is not known.
        sides = (
            -int(isinstance(node.low, NullLiteral) and node.low_closed),
            int(isinstance(node.high, NullLiteral) and node.high_closed),
        )
        start = Bound(low, first, int(not node.low_closed), sides[0], last)
        end = Bound(high, last, -int(not node.high_closed), sides[1], first)
        if any(sides):
            return Span(start, end)
        in_order = not_(is_(at_most(start, end), exp.false()))
        return Span(start, end, scribe.truth(in_order).sql)

    @_write.register
    def _(self, node: Convert) -> Value:
        scribe = replace(self._scribe_of(node), operator="Convert")
        return convert(scribe, self.write(node.operand), node.operand.type, self._names.scope)

    @_write.register
    def _(self, node: Cast) -> Value:
        scribe = replace(self._scribe_of(node), operator="Convert")
        return convert(scribe, self.write(node.operand), node.operand.type, self._names.scope)

    def _name(self, name: str) -> Value:
        if name in self.program.expressions:
            return self.write(self.program.expressions[name].tree)
        dictionary = self.program.dictionary
        if name in dictionary.parameters:
            return read_parameter(self.scribe, self.table, dictionary, name)
        return read_fact(self.scribe, self.table, dictionary.fact(name))

    def _call_it(self, name: str) -> None:
        value = self._written[name]
        if isinstance(value, Scalar):
            self.scribe.bindings.call_it(value.sql, name)

    def _scribe_of(self, node: Node) -> Scribe:
        operator = node.operator if isinstance(node, Call) else type(node).__name__
        types = tuple(part.type for part in node.children)
        return replace(self.scribe, operator=operator, type=node.type, operand_types=types)

    def _is_constant(self, node: Node) -> bool:
        # The node is kept beside the answer, so that its id stays its own.
        if id(node) not in self._constants:
            asks = isinstance(node, Name) or (isinstance(node, Call) and node.operator == "Today")
            answer = not asks and all(self._is_constant(part) for part in node.children)
            self._constants[id(node)] = (node, answer)
        return self._constants[id(node)][1]

    @property
    def _names(self) -> Names:
        return Names(frozenset(), Scope(dictionary=self.program.dictionary))


def _choose_by(
    scribe: Scribe, wanted: Scalar, whens: Iterable[Scalar], thens: list[Scalar]
) -> Scalar:
    ifs = [exp.If(this=when.sql, true=then.sql) for when, then in zip(whens, thens, strict=False)]
    sql = exp.Case(this=wanted.sql, ifs=ifs, default=thens[-1].sql)
    return choices.one_of(scribe, sql, thens)


def _has_null(node: ListOf) -> bool:
    return any(isinstance(item, NullLiteral) for item in node.items)
