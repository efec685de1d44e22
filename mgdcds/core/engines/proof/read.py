"""From a checked tree to a term: one small function for each kind of node."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial, singledispatch

from mgdcds.core.cql.check import Checked
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
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    names_in,
)
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.types import IntervalType, ListType
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.proof import conversion
from mgdcds.core.engines.proof.compare import is_equal
from mgdcds.core.engines.proof.free import free_of, needs_rounding, rounded
from mgdcds.core.engines.proof.state import Piece, Reading
from mgdcds.core.engines.proof.table import find_function
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NEVER,
    NULL,
    OPAQUE,
    Boolean,
    Formula,
    Items,
    Opaque,
    Scalar,
    Span,
    Term,
    choose,
    constant,
)


class Reader:
    """A program, read as terms piece by piece. Each name is read once, and shared."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.reading = Reading(program)
        self._named = self.reading.pieces

    def name(self, name: str) -> Piece:
        """This method will read a fact, a limit or a named expression."""
        if name not in self._named:
            self._named[name] = self._read_name(name)
        return self._named[name]

    def checked(self, checked: Checked) -> Piece:
        """This method will read a checked expression that has no name."""
        return self.tree(checked.tree)

    def tree(self, tree: Node) -> Piece:
        """This method will read a typed tree that has no name."""
        for name in sorted(names_in(tree)):
            self.name(name)
        reading, kept = self.reading, (self.reading.sides, self.reading.frees)
        reading.sides, reading.frees = [], []
        term = read(tree, self.reading)
        piece = Piece(term, tuple(reading.sides), tuple(reading.frees), names_in(tree))
        reading.sides, reading.frees = kept
        return piece

    def below(self, names: frozenset[str]) -> frozenset[str]:
        """This method will answer names and all names that they read."""
        found = [self.program.names_read.get(name, frozenset()) for name in names]
        return names.union(*found)

    def _read_name(self, name: str) -> Piece:
        checked = self.program.expressions.get(name)
        if checked is not None:
            return self.tree(checked.tree)
        of = self.reading.facts if name in self.reading.facts else self.reading.parameters
        return Piece(of[name].term, of[name].domain, (), frozenset())


@singledispatch
def read(node: Node, reading: Reading) -> Term:
    """This function will read a checked node."""
    raise NotImplementedError(f"The prover cannot read '{type(node).__name__}'.")


# Literals and names


@read.register
def _(node: NullLiteral, reading: Reading) -> Term:
    return NULL


@read.register
def _(node: BooleanLiteral, reading: Reading) -> Term:
    return Boolean(ALWAYS, NEVER) if node.value else Boolean(NEVER, ALWAYS)


@read.register
def _(node: IntegerLiteral, reading: Reading) -> Term:
    return constant(node.value)


@read.register
def _(node: DecimalLiteral, reading: Reading) -> Term:
    return _decimal(node.value)


@read.register
def _(node: QuantityLiteral, reading: Reading) -> Term:
    return _decimal(node.value if node.converted is None else node.converted)


@read.register
def _(node: StringLiteral, reading: Reading) -> Term:
    place = constant(reading.texts.place(node.value))
    return replace(place, low=None, high=None, places=None, among=(node.value,))


@read.register
def _(node: DateLiteral, reading: Reading) -> Term:
    return constant(node.value.toordinal())


@read.register
def _(node: Name, reading: Reading) -> Term:
    return reading.pieces[node.name].term


def _decimal(value: Decimal) -> Scalar:
    exponent = value.as_tuple().exponent
    return constant(Fraction(value), places=max(0, -int(exponent)))


# Operators and forms with a node of their own


@read.register
def _(node: Call, reading: Reading) -> Term:
    function = find_function(node)
    operands = tuple(read(operand, reading) for operand in node.operands)
    followed = None if function is None else function(node, operands, reading)
    if followed is None:
        return free_of(node, operands, reading)
    return rounded(node, followed, reading)


@read.register
def _(node: If, reading: Reading) -> Term:
    condition = _condition(read(node.condition, reading))
    then, otherwise = read(node.then, reading), read(node.otherwise, reading)
    return choose(condition, then, otherwise)


@read.register
def _(node: Case, reading: Reading) -> Term:
    comparand = None if node.comparand is None else read(node.comparand, reading)
    chosen = read(node.otherwise, reading)
    for branch in reversed(node.branches):
        when = read(branch.when, reading)
        found = when if comparand is None else is_equal(comparand, when)
        if found is None:
            return free_of(node, (), reading)
        chosen = choose(_condition(found), read(branch.then, reading), chosen)
    return chosen


@read.register
def _(node: ListOf, reading: Reading) -> Term:
    return Items(tuple(read(item, reading) for item in node.items))


@read.register
def _(node: IntervalOf, reading: Reading) -> Term:
    low, high = (read(end, reading) for end in node.children)
    if isinstance(low, Opaque) or isinstance(high, Opaque):
        return OPAQUE
    no_low, no_high = (isinstance(end, NullLiteral) for end in node.children)
    if no_low and no_high:
        return NULL
    return Span(low, high, node.low_closed, node.high_closed, no_low, no_high)


def _condition(term: Term) -> Formula:
    return term.yes if isinstance(term, Boolean) else NEVER


# Conversions


@read.register(Convert)
@read.register(Cast)
def _(node: Convert | Cast, reading: Reading) -> Term:
    term, start, end = read(node.operand, reading), node.operand.type, node.type
    scope = Scope(dictionary=reading.program.dictionary)
    each = partial(conversion.converted, scope=scope)
    if isinstance(term, Items) and isinstance(start, ListType) and isinstance(end, ListType):
        items = (each(item, start.element, end.element) for item in term.items)
        return _if_exact(Items(tuple(items)))
    if isinstance(term, Span) and isinstance(start, IntervalType) and isinstance(end, IntervalType):
        low, high = (each(item, start.point, end.point) for item in (term.low, term.high))
        return _if_exact(replace(term, low=low, high=high))
    slack = conversion.slack_of(start, end, scope=scope)
    return rounded(node, each(term, start, end), reading, slack=slack)


def _if_exact(term: Items | Span) -> Term:
    """What would have to be rounded inside of a list or an interval is not followed."""
    parts = term.items if isinstance(term, Items) else (term.low, term.high)
    return OPAQUE if any(map(needs_rounding, parts)) else term
