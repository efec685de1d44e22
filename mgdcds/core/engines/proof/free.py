"""Values that are not followed: free within their range, so that no patient is left out.

A proof over more patients than there are still holds; one that is found is tried by the judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import z3  # type: ignore[import-untyped]

from mgdcds.core.cql.nodes import Call, Node, names_in
from mgdcds.core.cql.operator import Nulls
from mgdcds.core.cql.operators import get_operator
from mgdcds.core.cql.types import INTEGER, WHOLE_NUMBERS
from mgdcds.core.dictionary.convert import round_fraction
from mgdcds.core.engines.judge.table import spreads_null
from mgdcds.core.engines.proof import arithmetic
from mgdcds.core.engines.proof.arithmetic import HALF_STEP, PLACES, Bounds, fit
from mgdcds.core.engines.proof.state import Free, Reading, free_scalar
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NULL,
    OPAQUE,
    UNKNOWN,
    Amount,
    Boolean,
    Formula,
    Null,
    Scalar,
    Term,
    all_of,
    any_of,
    known_of,
    opposite,
    real,
    unknown_scalar,
)

NUMBERS = frozenset({"integer", "long", "decimal", "quantity"})
_ROUNDED = frozenset({"decimal", "quantity"})
_ROUNDED_DAYS = Fraction(30436875, 10**6)
_SPARE_DAYS = 5
_DAYS = (Fraction(1), Fraction(datetime.date.max.toordinal()))
#: What doubles may be off by, as a share.
_DOUBLE = Fraction(1, 10**12)
#: Rounding to 8 decimals: of equal numbers it makes equal ones.
_ROUND = z3.Function("rounded", z3.RealSort(), z3.RealSort())
#: Between which ends the result lies of operators that are not followed.
_BOUNDS: Mapping[str, Callable[..., Bounds]] = {
    "Multiply": arithmetic.product_bounds,
    "Divide": arithmetic.quotient_bounds,
    "Power": arithmetic.power_bounds,
    "Ln": arithmetic.ln_bounds,
    "Exp": arithmetic.exp_bounds,
}


def null_of(node: Node) -> Term:
    """This function will answer a null of the type of a node."""
    if node.type.base == "boolean":
        return UNKNOWN
    is_scalar = node.type.base in NUMBERS | {"date", "string", "choice"}
    return unknown_scalar() if is_scalar else NULL


def free_of(node: Node, operands: tuple[Term, ...], reading: Reading) -> Term:
    """This function will answer any value of the type of a node."""
    spreads = isinstance(node, Call) and spreads_null(node)
    if spreads and any(isinstance(operand, Null) for operand in operands):
        return null_of(node)
    needed = all_of(*map(known_of, operands)) if spreads else ALWAYS
    is_certain = isinstance(node, Call) and get_operator(node.operator).nulls is Nulls.NEVER
    if node.type.base == "boolean":
        return _free_boolean(node, needed, is_certain, reading)
    if node.type.base in NUMBERS | {"date", "string", "choice"}:
        return _free_scalar(node, operands, needed, reading)
    return OPAQUE


def rounded(node: Node, term: Term, reading: Reading, *, slack: Fraction = HALF_STEP) -> Term:
    """This function will round a computed number as the judge does, to 8 decimals.

    The result is free within half a step, unless it has no more decimals anyway.
    """
    if not isinstance(term, Scalar) or node.type.base not in NUMBERS:
        return term
    if term.low is not None and term.low == term.high:
        return fit(_rounded_constant(term, term.low), node.type.base)
    if not needs_rounding(term) or node.type.base not in _ROUNDED:
        return fit(term, node.type.base)
    value, _ = free_scalar(reading.name_of("rounded", node))
    reading.sides += [value - term.value <= real(slack), term.value - value <= real(slack)]
    made = fit(
        Scalar(
            value,
            term.known,
            None if term.low is None else term.low - slack,
            None if term.high is None else term.high + slack,
            PLACES,
        ),
        node.type.base,
    )
    alike = (made.value == _ROUND(term.value),) if slack == HALF_STEP else ()
    reading.frees.append(Free(node, made, names_in(node), rounds=True, alike=alike))
    return made


def needs_rounding(term: Term) -> bool:
    """This function will tell whether a number can have more than 8 decimals."""
    return isinstance(term, Scalar) and (term.places is None or term.places > PLACES)


def free_months(node: Call, start: Scalar, end: Scalar, reading: Reading) -> Scalar:
    """This function will answer the whole months between two dates, about so many as days allow."""
    asked = Call("MonthsBetween", node.operands, type=INTEGER)
    name = reading.name_of("months", asked)
    months = z3.Int(f"{name} value")
    count, days = z3.ToReal(months), end.value - start.value
    length, spare = real(_ROUNDED_DAYS), real(_SPARE_DAYS)
    reading.sides += [
        z3.Implies(days >= 0, all_of(count >= 0, count * length - spare <= days)),
        z3.Implies(days >= 0, days <= (count + 1) * length + spare),
        z3.Implies(days <= 0, all_of(count <= 0, days <= count * length + spare)),
        z3.Implies(days <= 0, (count - 1) * length - spare <= days),
    ]
    most = Fraction(12 * datetime.MAXYEAR)
    made = Scalar(count, all_of(start.known, end.known), -most, most, 0)
    reading.frees.append(Free(asked, made, names_in(asked)))
    return made


def _rounded_constant(term: Scalar, exact: Fraction) -> Scalar:
    value = Fraction(round_fraction(exact, decimals=PLACES))
    places = term.places if not needs_rounding(term) else PLACES
    options = ((ALWAYS, value),)
    return replace(term, value=real(value), low=value, high=value, places=places, options=options)


def _free_boolean(node: Node, needed: Formula, is_certain: bool, reading: Reading) -> Boolean:
    name = reading.name_of("free", node)
    yes, no = z3.Bool(f"{name} yes"), z3.Bool(f"{name} no")
    made = Boolean(yes, no)
    reading.sides.append(opposite(all_of(yes, no)))
    reading.sides.append(any_of(yes, no) if is_certain else z3.Implies(any_of(yes, no), needed))
    reading.frees.append(Free(node, made, names_in(node)))
    return made


def _free_scalar(
    node: Node, operands: tuple[Term, ...], needed: Formula, reading: Reading
) -> Scalar:
    name = reading.name_of("free", node)
    value, known = free_scalar(name)
    low, high = _bounds_of(node, operands)
    if node.type.base in ("integer", "long", "date"):
        value = z3.ToReal(z3.Int(f"{name} whole"))
    reading.sides.append(z3.Implies(known, needed))
    if node.type.base in NUMBERS and low is not None and high is not None:
        # Nothing between these ends is null.
        known = needed if _is_certain(node) else known
    reading.sides += [] if low is None else [value >= real(low)]
    reading.sides += [] if high is None else [value <= real(high)]
    made = Scalar(value, known, low, high, None if node.type.base not in NUMBERS else PLACES)
    made = fit(made, node.type.base) if node.type.base in NUMBERS else made
    exactly = _exactly(node, operands, made)
    alike = _alike(node, operands, made)
    reading.frees.append(Free(node, made, names_in(node), alike=alike, exactly=exactly))
    return made


def _alike(node: Node, operands: tuple[Term, ...], made: Scalar) -> tuple[Formula, ...]:
    """That the same operator makes the same of equal numbers."""
    values = [operand.value for operand in operands if isinstance(operand, Scalar)]
    if not isinstance(node, Call) or not values or len(values) < len(operands):
        return ()
    if not spreads_null(node):
        return ()
    name = f"{node.operator} {[operand.type for operand in node.operands]} {node.type}"
    function = z3.Function(name, *[z3.RealSort()] * (len(values) + 1))
    return (z3.Implies(made.known, made.value == function(*values)),)


def _exactly(node: Node, operands: tuple[Term, ...], made: Scalar) -> tuple[Formula, ...]:
    """What a product or a quotient is, but for rounding."""
    operator = node.operator if isinstance(node, Call) else ""
    scalars = [operand for operand in operands if isinstance(operand, Scalar)]
    if len(scalars) != 2 or node.type.base not in _ROUNDED:
        return ()
    left, right = (each.value for each in scalars)
    exponent = scalars[1].low if scalars[1].low == scalars[1].high else None
    if operator == "Power" and exponent == 2:
        # A power passes through a double, which is the coarser the larger it is.
        return _is_about(made, left * left, room=left * left * real(_DOUBLE))
    if operator == "Multiply":
        return _is_about(made, left * right)
    if operator == "Divide":
        return (z3.Implies(made.known, all_of(*_is_about(made, left / right))),)
    return ()


def _is_about(made: Scalar, value: Amount, *, room: Amount = 0) -> tuple[Formula, ...]:
    far = real(2 * HALF_STEP) + room
    close = all_of(made.value - value <= far, value - made.value <= far)
    return (z3.Implies(made.known, close),)


def _is_certain(node: Node) -> bool:
    """Whether a result within bounds is never null; powers of whole numbers overflow earlier."""
    is_whole = isinstance(node, Call) and node.operands[0].type.base in WHOLE_NUMBERS
    return node.type.base in _ROUNDED and not is_whole


def _bounds_of(node: Node, operands: tuple[Term, ...]) -> Bounds:
    if node.type.base == "date":
        return _DAYS
    find = _BOUNDS.get(node.operator) if isinstance(node, Call) else None
    if find is None or not all(isinstance(operand, Scalar) for operand in operands):
        return None, None
    return find(*operands)
