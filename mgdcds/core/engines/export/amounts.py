"""Numbers as the exported text writes them: rounded as the judge rounds, converted in the open."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from mgdcds.core.cql.conversion import Conversion, FactConversion
from mgdcds.core.cql.nodes import (
    Branch,
    Call,
    Case,
    DecimalLiteral,
    IntegerLiteral,
    Node,
    NullLiteral,
)
from mgdcds.core.dictionary.fact import Unit

#: So many decimals has a decimal of the standard.
DECIMALS = 8
_SIMPLE = 100_000
_NEAR = Fraction(1, 10**15)
Point = tuple[Decimal, Decimal]
_ZERO: Point = (Decimal(0), Decimal(0))


def rounded(node: Node, decimals: int = DECIMALS) -> Node:
    """This function will round a number in the text; a literal stays as it is."""
    if isinstance(node, DecimalLiteral | IntegerLiteral | NullLiteral) or _is_rounded(node):
        return node
    return Call("Round", (node, IntegerLiteral(decimals)))


def literal(value: Decimal | Fraction) -> Node:
    """This function will write a number; a fraction has to have at most 8 decimals."""
    number = value if isinstance(value, Decimal) else _decimal_of(value)
    if number is None:
        raise ValueError(f"{value} is no decimal of the standard.")
    plain = number.normalize()
    whole = plain == plain.to_integral_value() and abs(plain) < Decimal(10) ** 9
    node: Node = IntegerLiteral(abs(int(plain))) if whole else DecimalLiteral(abs(plain))
    return Call("Negate", (node,)) if number < 0 else node


def converted(number: Node, conversion: Conversion) -> Node:
    """This function will write a conversion as arithmetic on a number, rounded to 8 decimals."""
    if not isinstance(conversion, FactConversion):
        return rounded(_times(number, conversion.factor))
    fact, canonical = conversion.fact, number
    if conversion.unit != fact.unit:
        canonical = rounded(to_canonical(number, fact.unit_of(conversion.unit)))
    if conversion.to == fact.unit:
        return canonical
    return rounded(_from_canonical(canonical, fact.unit_of(conversion.to)))


def to_canonical(number: Node, unit: Unit) -> Node:
    """This function will write how a number in `unit` becomes one in the canonical unit."""
    points = [(inner, outer) for outer, inner in unit.pairs]
    return _interpolated(number, points, above=_simple(unit.factor))


def _from_canonical(number: Node, unit: Unit) -> Node:
    return _interpolated(number, unit.pairs, above=1 / _simple(unit.factor))


def _interpolated(number: Node, points: Sequence[Point], *, above: Fraction) -> Node:
    starts = [_ZERO, *points]
    slopes = [_slope(*pair) for pair in itertools.pairwise(starts)]
    if all(slope == above for slope in slopes):
        return _times(number, above)
    branches = [
        Branch(Call("LessOrEqual", (number, literal(end[0]))), _from_point(number, start, slope))
        for start, end, slope in zip(starts, starts[1:], slopes, strict=False)
    ]
    return Case(None, tuple(branches), _from_point(number, starts[-1], above))


def _slope(start: Point, end: Point) -> Fraction:
    return Fraction(end[1] - start[1]) / Fraction(end[0] - start[0])


def _from_point(number: Node, start: Point, slope: Fraction) -> Node:
    if start == _ZERO:
        return _times(number, slope)
    along = Call("Subtract", (number, literal(start[0])))
    return Call("Add", (literal(start[1]), _times(along, slope)))


def _times(number: Node, factor: Fraction) -> Node:
    if factor == 1:
        return number
    if _decimal_of(factor) is not None:
        return Call("Multiply", (number, literal(factor)))
    inverse = 1 / factor
    if _decimal_of(inverse) is not None:
        return Call("Divide", (number, literal(inverse)))
    product = _times(number, Fraction(factor.numerator))
    return Call("Divide", (product, literal(Fraction(factor.denominator))))


def _is_rounded(node: Node) -> bool:
    is_round = isinstance(node, Call) and node.operator == "Round"
    return is_round and node.children[1:] == (IntegerLiteral(DECIMALS),)


def _simple(factor: Decimal) -> Fraction:
    """A factor of many decimals stands for a simple fraction: 0.416666666666666667 is 5/12."""
    exact = Fraction(factor)
    simple = exact.limit_denominator(_SIMPLE)
    return simple if abs(simple - exact) < _NEAR * exact else exact


def _decimal_of(value: Fraction) -> Decimal | None:
    scaled = value * 10**DECIMALS
    if scaled.denominator != 1:
        return None
    return Decimal(scaled.numerator).scaleb(-DECIMALS)
