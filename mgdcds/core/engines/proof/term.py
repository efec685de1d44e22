"""What an expression becomes: terms over every possible patient at once.

Each value has a formula that says when it is known. Numbers, dates (as day numbers) and texts (as
places in their order) are all real terms, so one set of comparisons serves them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import z3  # type: ignore[import-untyped]

#: A z3 formula, and a z3 real term. The library has no types of its own.
Formula = Any
Amount = Any

ALWAYS: Formula = z3.BoolVal(True)
NEVER: Formula = z3.BoolVal(False)


@dataclass(frozen=True)
class Boolean:
    """A truth: `yes` says when it is true, `no` when it is false. Neither: it is unknown."""

    yes: Formula
    no: Formula

    @property
    def known(self) -> Formula:
        """When it is true or false."""
        return any_of(self.yes, self.no)


@dataclass(frozen=True)
class Scalar:
    """A number, a date or a text.

    `value` counts where `known` holds, and lies between `low` and `high` (None: no bound) with at
    most `places` decimals (None: any number of them). `options` are the only values that it can
    take, each with the condition under which it does; `among` the only texts. None: not listed.
    """

    value: Amount
    known: Formula
    low: Fraction | None = None
    high: Fraction | None = None
    places: int | None = None
    options: tuple[tuple[Formula, Fraction], ...] | None = None
    among: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Items:
    """A list of which every item is written out."""

    items: tuple[Term, ...]


@dataclass(frozen=True)
class Span:
    """An interval. `no_low` and `no_high` say that a null is written there: no limit."""

    low: Term
    high: Term
    low_closed: bool
    high_closed: bool
    no_low: bool = False
    no_high: bool = False


@dataclass(frozen=True)
class Opaque:
    """A list or an interval that is not followed: what reads it may answer anything."""


@dataclass(frozen=True)
class Null:
    """A null that is written. It has the type that its surroundings need."""


Term = Boolean | Scalar | Items | Span | Opaque | Null
OPAQUE, NULL = Opaque(), Null()
UNKNOWN = Boolean(NEVER, NEVER)


def all_of(*formulas: Formula) -> Formula:
    """This function will answer when all formulas hold."""
    needed = [formula for formula in formulas if not z3.is_true(formula)]
    if any(z3.is_false(formula) for formula in needed):
        return NEVER
    return _joined(z3.And, needed, ALWAYS)


def any_of(*formulas: Formula) -> Formula:
    """This function will answer when at least one formula holds."""
    possible = [formula for formula in formulas if not z3.is_false(formula)]
    if any(z3.is_true(formula) for formula in possible):
        return ALWAYS
    return _joined(z3.Or, possible, NEVER)


def opposite(formula: Formula) -> Formula:
    """This function will answer when a formula does not hold."""
    if z3.is_true(formula):
        return NEVER
    return ALWAYS if z3.is_false(formula) else z3.Not(formula)


def either(condition: Formula, then: Any, otherwise: Any) -> Any:
    """This function will answer `then` where a condition holds, and `otherwise` elsewhere."""
    if z3.is_true(condition) or (then is otherwise):
        return then
    return otherwise if z3.is_false(condition) else z3.If(condition, then, otherwise)


def boolean_of(condition: Formula, known: Formula) -> Boolean:
    """This function will make a truth of a condition that counts while something is known."""
    return Boolean(all_of(known, condition), all_of(known, opposite(condition)))


def constant(value: Fraction | int, *, places: int | None = 0) -> Scalar:
    """This function will make a value that every patient has."""
    exact = Fraction(value)
    return Scalar(real(exact), ALWAYS, exact, exact, places, options=((ALWAYS, exact),))


def real(value: Fraction | int) -> Amount:
    """This function will write a fraction as a z3 number."""
    exact = Fraction(value)
    return z3.Q(exact.numerator, exact.denominator)


def unknown_scalar() -> Scalar:
    """This function will answer a value that no patient has."""
    return Scalar(real(0), NEVER, None, None, 0, options=())


def known_of(term: Term) -> Formula:
    """This function will answer when a term is known; an interval or a list always is."""
    if isinstance(term, Boolean | Scalar):
        return term.known
    return NEVER if isinstance(term, Null) else ALWAYS


def choose(condition: Formula, then: Term, otherwise: Term) -> Term:
    """This function will answer one of two terms of a type, by a condition."""
    if isinstance(then, Null) and isinstance(otherwise, Null):
        return NULL
    first, second = _like(then, otherwise), _like(otherwise, then)
    if isinstance(first, Boolean) and isinstance(second, Boolean):
        return Boolean(
            either(condition, first.yes, second.yes), either(condition, first.no, second.no)
        )
    if isinstance(first, Scalar) and isinstance(second, Scalar):
        return _choose_scalar(condition, first, second)
    return then if z3.is_true(condition) else OPAQUE


def _like(term: Term, other: Term) -> Term:
    """A null that is written, in the kind of the other term."""
    if not isinstance(term, Null):
        return term
    if isinstance(other, Boolean):
        return UNKNOWN
    return unknown_scalar() if isinstance(other, Scalar) else OPAQUE


def _choose_scalar(condition: Formula, then: Scalar, otherwise: Scalar) -> Scalar:
    if z3.is_false(otherwise.known):
        # Its value never counts, so the bounds of the other one hold.
        return _only_while(condition, then)
    if z3.is_false(then.known):
        return _only_while(opposite(condition), otherwise)
    return Scalar(
        value=either(condition, then.value, otherwise.value),
        known=either(condition, then.known, otherwise.known),
        low=_least(then.low, otherwise.low),
        high=_greatest(then.high, otherwise.high),
        places=_most_places(then.places, otherwise.places),
        options=_options(condition, then, otherwise),
        among=_among(then.among, otherwise.among),
    )


def _only_while(condition: Formula, term: Scalar) -> Scalar:
    return Scalar(
        term.value,
        all_of(condition, term.known),
        term.low,
        term.high,
        term.places,
        term.options,
        term.among,
    )


def _options(
    condition: Formula, then: Scalar, otherwise: Scalar
) -> tuple[tuple[Formula, Fraction], ...] | None:
    if then.options is None or otherwise.options is None:
        return None
    rest = opposite(condition)
    merged: dict[Fraction, list[Formula]] = {}
    for guard, options in ((condition, then.options), (rest, otherwise.options)):
        for when, value in options:
            merged.setdefault(value, []).append(all_of(guard, when))
    return tuple((any_of(*whens), value) for value, whens in merged.items())


def _least(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else min(one, other)


def _greatest(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else max(one, other)


def _most_places(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)


def _among(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if one is None or other is None else tuple(dict.fromkeys((*one, *other)))


def _joined(join: Any, formulas: Iterable[Formula], empty: Formula) -> Formula:
    found = list(formulas)
    if not found:
        return empty
    return found[0] if len(found) == 1 else join(*found)
