"""Which type two values have in common, and how a signature takes its operands."""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdcds.core.cql.conversion import find_conversion
from mgdcds.core.cql.operator import Operator
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.signatures import Pattern, Signature, parse_signature
from mgdcds.core.cql.types import (
    ANY,
    BROKEN,
    NUMBERS,
    ChoiceType,
    IntervalType,
    ListType,
    QuantityType,
    Type,
)
from mgdcds.core.values.units import NO_UNIT, divide_units, multiply_units


def agree(left: Type, right: Type, *, scope: Scope) -> Type | None:
    """This function will answer the type that two values can both have, or None.

    Null goes with everything; a whole number becomes a decimal; quantities of one substance
    meet in one unit; a text becomes a choice (whether it is one is asked later).
    """
    if left == right or right in (ANY, BROKEN):
        return left
    if left in (ANY, BROKEN):
        return right
    if left.base in NUMBERS and right.base in NUMBERS:
        return max(left, right, key=lambda type: NUMBERS.index(type.base))
    return (
        _agree_on_quantity(left, right, scope)
        or _agree_on_choice(left, right)
        or _agree_on_parts(left, right, scope)
    )


def _agree_on_quantity(left: Type, right: Type, scope: Scope) -> Type | None:
    if not isinstance(left, QuantityType) or not isinstance(right, QuantityType):
        return _agree_on_ratio(left, right)
    if left.substance and right.substance and left.substance != right.substance:
        return None
    substance = left.substance or right.substance
    unit, other = (left.unit, right.unit) if left.substance else (right.unit, left.unit)
    if not substance:
        unit, other = other, unit
    if unit != other and find_conversion(other, unit, substance=substance, scope=scope) is None:
        return None
    return QuantityType(unit=unit, substance=substance)


def _agree_on_ratio(left: Type, right: Type) -> Type | None:
    # A quantity without a unit is a number: 6 'g' / 3 'g' may be compared with 2.
    pair = {left.base, right.base}
    ratio = QuantityType(unit=NO_UNIT)
    return ratio if ratio in (left, right) and pair & set(NUMBERS) else None


def _agree_on_choice(left: Type, right: Type) -> Type | None:
    if {left.base, right.base} == {"choice", "string"}:
        return left if isinstance(left, ChoiceType) else right
    if isinstance(left, ChoiceType) and isinstance(right, ChoiceType):
        return left if left.choices == right.choices else None
    return None


def _agree_on_parts(left: Type, right: Type, scope: Scope) -> Type | None:
    if isinstance(left, ListType) and isinstance(right, ListType):
        element = agree(left.element, right.element, scope=scope)
        return None if element is None else ListType(element=element)
    if isinstance(left, IntervalType) and isinstance(right, IntervalType):
        point = agree(left.point, right.point, scope=scope)
        return None if point is None else IntervalType(point=point)
    return None


@dataclass(frozen=True)
class Match:
    """A signature that fits: the types the operands are to have, and the type of the result."""

    operands: tuple[Type, ...]
    result: Type


def find_match(operator: Operator, operands: tuple[Type, ...], *, scope: Scope) -> Match | None:
    """This function will find the first signature of an operator that takes these operands."""
    for text in operator.signatures:
        match = _match(parse_signature(text), operands, scope)
        if match is not None:
            return match
    return None


def certain_result(operator: Operator) -> Type:
    """This function will answer the type of every result of an operator, or BROKEN if they vary."""
    results = {parse_signature(text).result for text in operator.signatures}
    only = results.pop() if len(results) == 1 else None
    return Type(only.base) if only and not only.is_letter and not only.parts else BROKEN


@dataclass
class _Matching:
    scope: Scope
    letters: dict[str, Type] = field(default_factory=dict)

    def fits(self, pattern: Pattern, type: Type) -> bool:
        if pattern.is_letter:
            return self._fits_letter(pattern, type)
        if type in (ANY, BROKEN):
            return type == BROKEN or not pattern.is_certain
        if isinstance(type, ListType) and pattern.base == "list":
            return self.fits(pattern.parts[0], type.element)
        if isinstance(type, IntervalType) and pattern.base == "interval":
            if pattern.is_certain and type.point == ANY:
                return False
            return self.fits(pattern.parts[0], type.point)
        return type.base == pattern.base or _widens(type.base, pattern.base)

    def _fits_letter(self, pattern: Pattern, type: Type) -> bool:
        if not pattern.allows(type):
            return False
        common = agree(self.letters.get(pattern.base, ANY), type, scope=self.scope)
        if common is not None:
            self.letters[pattern.base] = common
        return common is not None

    def type_of(self, pattern: Pattern) -> Type:
        if pattern.is_letter:
            return self.letters.get(pattern.base, ANY)
        parts = [self.type_of(part) for part in pattern.parts]
        if pattern.base == "list":
            return ListType(element=parts[0])
        if pattern.base == "interval":
            return IntervalType(point=parts[0])
        return _of_units(pattern.base, parts) if parts else Type(pattern.base)


def _widens(base: str, to: str) -> bool:
    return base in NUMBERS and to in NUMBERS and NUMBERS.index(base) < NUMBERS.index(to)


def _match(signature: Signature, operands: tuple[Type, ...], scope: Scope) -> Match | None:
    patterns = signature.for_count(len(operands))
    matching = _Matching(scope)
    if patterns is None or not all(map(matching.fits, patterns, operands)):
        return None
    types = tuple(map(matching.type_of, patterns))
    return Match(types, matching.type_of(signature.result))


def _of_units(sign: str, parts: list[Type]) -> Type:
    left, right = (part.unit if isinstance(part, QuantityType) else NO_UNIT for part in parts)
    unit = multiply_units(left, right) if sign == "*" else divide_units(left, right)
    return QuantityType(unit=unit)
