"""The tree of an expression: what was written, and nothing more.

A node knows its children, its place in the source, and (once checked) its type. Place and type
do not count when two trees are compared: `1 + 1` is `1 + 1` wherever it stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.cql.types import UNCHECKED, Type
from mgdcds.core.values.problems import Place


@dataclass(frozen=True, kw_only=True)
class Node:
    """Any expression."""

    place: Place = field(default_factory=Place, compare=False, repr=False)
    type: Type = field(default=UNCHECKED, compare=False, repr=False)

    @property
    def children(self) -> tuple[Node, ...]:
        """The expressions directly inside, in the order in which they are written."""
        return ()


@dataclass(frozen=True)
class NullLiteral(Node):
    """`null`, or `null as Integer` with the name of a type."""

    as_type: str = ""


@dataclass(frozen=True)
class BooleanLiteral(Node):
    """`true`"""

    value: bool


@dataclass(frozen=True)
class IntegerLiteral(Node):
    """`12`, or `12L` for a long one."""

    value: int
    is_long: bool = False


@dataclass(frozen=True)
class DecimalLiteral(Node):
    """`0.85`"""

    value: Decimal


@dataclass(frozen=True)
class StringLiteral(Node):
    """`'female'`"""

    value: str


@dataclass(frozen=True)
class DateLiteral(Node):
    """`@2026-11-22`"""

    value: datetime.date


@dataclass(frozen=True)
class QuantityLiteral(Node):
    """`12 'ng/mL'` or `3 months`.

    `value` and `unit` are what the author wrote, and are printed. `converted` is the value in
    the unit of the node's type, which the checker may have to change.
    """

    value: Decimal
    unit: str
    converted: Decimal | None = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Name(Node):
    """A fact, a parameter, a definition or a rule: `vitamin_d_25oh`."""

    name: str


@dataclass(frozen=True)
class Call(Node):
    """An operator or a function of the registry, by its name there: `a < b`, `Abs(x)`."""

    operator: str
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True)
class UnknownCall(Node):
    """A function that the language does not have: the checker says so."""

    function: str
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The operands."""
        return self.operands


@dataclass(frozen=True)
class If(Node):
    """`if condition then … else …`. A condition that is null takes the `else`."""

    condition: Node
    then: Node
    otherwise: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """Condition, then, else."""
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True)
class Branch:
    """`when … then …` of a case."""

    when: Node
    then: Node


@dataclass(frozen=True)
class Case(Node):
    """`case when … then … else … end`, or `case comparand when value then …`."""

    comparand: Node | None
    branches: tuple[Branch, ...]
    otherwise: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The comparand if there is one, each when and then, and the else."""
        inner = [part for branch in self.branches for part in (branch.when, branch.then)]
        first = () if self.comparand is None else (self.comparand,)
        return (*first, *inner, self.otherwise)


@dataclass(frozen=True)
class ListOf(Node):
    """`{a, b}`"""

    items: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        """The items."""
        return self.items


@dataclass(frozen=True)
class IntervalOf(Node):
    """`Interval[low, high)`: square brackets include the end, round ones do not."""

    low: Node
    high: Node
    low_closed: bool = True
    high_closed: bool = True

    @property
    def children(self) -> tuple[Node, ...]:
        """Low and high."""
        return (self.low, self.high)


@dataclass(frozen=True)
class Convert(Node):
    """`convert x to 'mg/dL'`"""

    operand: Node
    unit: str

    @property
    def children(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)


@dataclass(frozen=True)
class Cast(Node):
    """A conversion that the checker put in: nobody writes or reads it."""

    operand: Node

    @property
    def children(self) -> tuple[Node, ...]:
        """The operand."""
        return (self.operand,)


@dataclass(frozen=True)
class Define:
    """A named expression of a library: `define name: tree`, with the tags of its comment."""

    name: str
    tree: Node
    tags: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    place: Place = field(default_factory=Place, compare=False, repr=False)


def walk(tree: Node) -> Iterator[Node]:
    """This function will visit every node of a tree, in no order, however deep it is."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.children)


def names_in(tree: Node) -> frozenset[str]:
    """This function will answer the names that an expression reads directly."""
    return frozenset(node.name for node in walk(tree) if isinstance(node, Name))


def find_deeper(tree: Node, *, than: int) -> Node | None:
    """This function will find a node that lies deeper than `than`, or answer None."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > than:
            return node
        waiting.extend((child, depth + 1) for child in node.children)
    return None


def depth_of(tree: Node) -> int:
    """This function will answer how deep a tree is: a literal is 1 deep."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in node.children)
    return deepest
