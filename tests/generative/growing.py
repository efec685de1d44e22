"""Grows trees of a wanted type from the registry of operators.

What an operator takes and makes comes from its signatures, so an operator that is declared is also
generated. Names of facts and definitions stand wherever their type fits.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

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
    names_in,
)
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.signatures import Pattern, parse_signature
from mgdcds.core.cql.types import (
    BOOLEAN,
    DATE,
    DECIMAL,
    INTEGER,
    LONG,
    ORDERED,
    STRING,
    ChoiceType,
    IntervalType,
    ListType,
    QuantityType,
    Type,
)
from tests.generative.world import POINTS

MAGNESIUM = QuantityType(unit="mmol/L", substance="magnesium")
VITAMIN_D = QuantityType(unit="ng/mL", substance="25(OH)D")
WEIGHT, HEIGHT, RATIO = (QuantityType(unit=unit) for unit in ("kg", "cm", "1"))
SPANS = tuple(QuantityType(unit=unit) for unit in ("d", "wk", "month", "year"))
QUANTITIES = {
    MAGNESIUM: 5,
    VITAMIN_D: 5,
    QuantityType(unit="[IU]/d", substance="vitamin D"): 2,
    QuantityType(unit="mL/min/{1.73_m2}", substance="eGFR"): 2,
    WEIGHT: 1,
    HEIGHT: 1,
    RATIO: 0.7,
    QuantityType(unit="kg.cm"): 0.3,
    QuantityType(unit="kg/cm"): 0.3,
}
ORDERS = {**QUANTITIES, DECIMAL: 6, INTEGER: 3, DATE: 3, LONG: 0.6, STRING: 0.3}
KINDS = {
    **ORDERS,
    BOOLEAN: 1.5,
    ListType(element=DECIMAL): 0.2,
    IntervalType(point=DECIMAL): 0.2,
    IntervalType(point=DATE): 0.2,
    ListType(element=IntervalType(point=INTEGER)): 0.4,
}
#: What definitions are of, beside conditions.
DEFINED = {**ORDERS, ListType(element=DECIMAL): 0.3, IntervalType(point=INTEGER): 0.3}
#: Which quantities make one of another unit.
_MADE = {
    ("*", "kg.cm"): (WEIGHT, HEIGHT),
    ("/", "kg/cm"): (WEIGHT, HEIGHT),
    ("/", "1"): (MAGNESIUM, MAGNESIUM),
    ("*", "1"): (RATIO, RATIO),
}
_OTHER_UNITS = {
    "magnesium": ("mmol/L", "mg/dL", "meq/L"),
    "25(OH)D": ("ng/mL", "nmol/L"),
    "vitamin D": ("[IU]/d", "ug/d"),
}
_PLAIN_UNITS = {"kg": ("kg", "g"), "cm": ("cm", "m")}
_MOVES = {"Add": SPANS, "Subtract": SPANS, "Expand": SPANS[:2]}
#: How often an operator is met. What rules seldom use is left out of most programs.
USUAL = {
    **dict.fromkeys(("And", "Or"), 14),
    **dict.fromkeys(("Less", "LessOrEqual", "Greater", "GreaterOrEqual"), 7),
    **dict.fromkeys(("In", "Coalesce", "Between", "Not", "Equal"), 4),
    **dict.fromkeys(("NotEqual", "IsNull", "IsNotNull", "Implies", "Contains"), 2),
    **dict.fromkeys(("IsTrue", "IsFalse", "IsNotTrue", "IsNotFalse", "Xor"), 1),
    **dict.fromkeys(("Add", "Subtract", "Multiply", "Divide"), 4),
    **dict.fromkeys(("Power", "Ln", "Exp", "Abs", "Round", "Truncate", "Floor", "Ceiling"), 1),
    **dict.fromkeys(("Min", "Max", "Sum", "Count", "Negate", "Modulo", "TruncatedDivide"), 1),
    **dict.fromkeys(("YearsBetween", "MonthsBetween", "DaysBetween", "Value"), 2),
    **dict.fromkeys(("Today", "WeeksBetween", "Exists"), 1),
}
SELDOM = 1.5
FORMS = {"If": 4, "Case": 3, "Convert": 3, "List": 6, "Interval": 6}
_TEXTS = ("some", "none", "it's", 'say "no"', "50%", "é", "")
_DAYS = ("2026-11-22", "2024-02-29", "2000-01-01", "1960-06-15", "2026-08-24", "2025-02-28")


def pick(chance: random.Random, weights: Mapping[Type, float]) -> Type:
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


WRITTEN = tuple(name for name, each in OPERATORS.items() if each.form is not Form.SPECIAL)


class Grower:
    """Grows trees of a type from the names of a scope and the operators with a weight."""

    def __init__(self, chance: random.Random, scope: Scope, weights: Mapping[str, float]) -> None:
        self.chance = chance
        self.weights = weights
        self.names: dict[Type, list[str]] = {}
        for known in scope.names.values():
            self.names.setdefault(known.type, []).append(known.name)
        self._choices = tuple(type for type in self.names if isinstance(type, ChoiceType))

    def grow(self, type: Type, depth: int) -> Node:
        """A tree of a type. One of depth 0 is a name or a literal."""
        if depth <= 0 or (type is not BOOLEAN and self.chance.random() < 0.4):
            return self.leaf(type)
        return self.grow_inner(type, depth)

    def grow_inner(self, type: Type, depth: int) -> Node:
        """A tree of a type with an operator on top."""
        if type is BOOLEAN and (depth <= 0 or self.chance.random() < 0.3):
            return self._cut(depth)
        ways = ways_to(type)
        form = self.chance.choices(tuple(ways), [self._weight(form) for form in ways])[0]
        if form in FORMS:
            return _GROWN[form](self, type, depth - 1)
        return self._call(form, self.chance.choice(ways[form]), depth - 1)

    def grow_featured(self) -> Node:
        """A condition on any operator at all, so that each is met often."""
        operator = self.chance.choice(WRITTEN)
        signature = parse_signature(self.chance.choice(OPERATORS[operator].signatures))
        letters: dict[str, Type] = {}
        one, other = (self._call(operator, signature.operands, 1, letters) for _ in range(2))
        if signature.result == Pattern("boolean"):
            return one
        is_known = Call(self.chance.choice(("IsNull", "IsNotNull")), (one,))
        return is_known if self.chance.random() < 0.3 else Call("Equal", (one, other))

    def grow_calculated(self) -> Node:
        """A value that any operator at all makes, if it makes no condition."""
        while True:
            operator = self.chance.choice(WRITTEN)
            signature = parse_signature(self.chance.choice(OPERATORS[operator].signatures))
            if signature.result != Pattern("boolean") and signature.operands:
                return self._call(operator, signature.operands, 1)

    def leaf(self, type: Type) -> Node:
        """A name of a type, else a literal; seldom a null."""
        if self.chance.random() < 0.02:
            return NullLiteral()
        names = self.names.get(type)
        if names and self.chance.random() < (0.97 if type is BOOLEAN else 0.75):
            # The newest names are definitions and rules, so that these stand on each other.
            return Name(self.chance.choice(names[self.chance.choice((0, -3)) :]))
        return self.literal(type)

    def literal(self, type: Type) -> Node:
        """A literal of a type, made from leaves where a type has parts."""
        if isinstance(type, QuantityType):
            return self._quantity(type)
        if isinstance(type, ChoiceType):
            return StringLiteral(self.chance.choice(type.choices))
        if isinstance(type, ListType):
            return _grow_list(self, type, 0)
        if isinstance(type, IntervalType):
            return _grow_interval(self, type, 0)
        return _LITERALS[type.base](self.chance)

    def _weight(self, form: str) -> float:
        return FORMS.get(form) or self.weights.get(form, 0)

    def _cut(self, depth: int) -> Node:
        """What rules are made of: a value that is compared with a cut-off."""
        if self.chance.random() < 0.15 and self._choices:
            return self._one_of(self.chance.choice(self._choices))
        type = pick(self.chance, ORDERS)
        operator = self.chance.choice(("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal"))
        sides = [self.value(type, self.chance.choice((0, 0, depth - 1))), self.literal(type)]
        if self.chance.random() < 0.2:
            sides.reverse()
        return Call(operator, tuple(sides))

    def value(self, type: Type, depth: int) -> Node:
        """What reads a name, if it can be."""
        for _ in range(4):
            if names_in(found := self.grow(type, depth)):
                break
        return found

    def _one_of(self, type: Type) -> Node:
        value = self.value(type, 0)
        if self.chance.random() < 0.5:
            return Call(self.chance.choice(("Equal", "NotEqual")), (value, self.literal(type)))
        return Call("In", (value, _grow_list(self, ListType(element=type), 0)))

    def _call(
        self,
        operator: str,
        signature: Operands,
        depth: int,
        letters: dict[str, Type] | None = None,
    ) -> Node:
        letters = {} if letters is None else letters
        for _ in range(3):
            made = [self._operand(operator, pattern, letters, depth) for pattern in signature]
            if any(map(names_in, made)):
                break
        return Call(operator, tuple(made))

    def _operand(
        self, operator: str, pattern: Pattern | Type, letters: dict[str, Type], depth: int
    ) -> Node:
        type = pattern if isinstance(pattern, Type) else self._bind(operator, pattern, letters)
        small = operator in {"Power", "Exp", "Expand"} and self.chance.random() < 0.8
        return self.grow(type, 0 if small else depth)

    def _bind(self, operator: str, pattern: Pattern, letters: dict[str, Type]) -> Type:
        if pattern.base == "list":
            return ListType(element=self._bind(operator, pattern.parts[0], letters))
        if pattern.base == "interval":
            inner = pattern.parts[0]
            if inner.is_letter and inner.base not in letters:
                letters[inner.base] = self._point()
            return IntervalType(point=self._bind(operator, inner, letters))
        if not pattern.is_letter:
            return self._narrowed(Type(pattern.base))
        if pattern.base not in letters:
            letters[pattern.base] = self.free(operator, pattern)
        return letters[pattern.base]

    def _narrowed(self, type: Type) -> Type:
        """A whole number goes where a decimal does."""
        return INTEGER if type == DECIMAL and self.chance.random() < 0.15 else type

    def _point(self) -> Type:
        while (found := pick(self.chance, ORDERS)) == STRING:
            pass
        return found

    def free(self, operator: str, pattern: Pattern) -> Type:
        """A type for a letter that nothing has decided."""
        if pattern.base in {"Q", "R"}:
            among = dict.fromkeys(_MOVES[operator], 1) if operator in _MOVES else QUANTITIES
            return pick(self.chance, among)
        if pattern.base == "O":
            return pick(self.chance, ORDERS)
        is_choice = self._choices and self.chance.random() < 0.15
        return self.chance.choice(self._choices) if is_choice else pick(self.chance, KINDS)

    def _quantity(self, type: QuantityType) -> Node:
        units = _OTHER_UNITS.get(type.substance) or _PLAIN_UNITS.get(type.unit) or (type.unit,)
        unit = type.unit if self.chance.random() < 0.6 else self.chance.choice(units)
        shown = {"month": "months", "year": "years", "d": "days"}.get(unit, unit)
        return QuantityLiteral(Decimal(self.chance.choice(POINTS[unit].split())), shown)


def _grow_if(grower: Grower, type: Type, depth: int) -> Node:
    condition = grower.grow(BOOLEAN, depth)
    return If(condition, grower.grow(type, depth), grower.grow(type, depth))


def _grow_case(grower: Grower, type: Type, depth: int) -> Node:
    chance = grower.chance
    compared = grower.free("Case", Pattern("T")) if chance.random() < 0.3 else None
    branches = tuple(
        Branch(
            grower.grow(BOOLEAN, depth) if compared is None else grower.grow(compared, 0),
            grower.grow(type, depth - 1),
        )
        for _ in range(chance.choice((1, 2, 3)))
    )
    comparand = None if compared is None else grower.value(compared, depth)
    otherwise = NullLiteral() if chance.random() < 0.3 else grower.grow(type, depth)
    return Case(comparand, branches, otherwise)


def _grow_convert(grower: Grower, type: Type, depth: int) -> Node:
    assert isinstance(type, QuantityType)
    units = _OTHER_UNITS.get(type.substance) or _PLAIN_UNITS.get(type.unit) or (type.unit,)
    return Convert(grower.grow(type, depth), grower.chance.choice(units))


def _grow_list(grower: Grower, type: Type, depth: int) -> Node:
    assert isinstance(type, ListType)
    count = grower.chance.choice((0, 1, 2, 2, 3, 3, 4))
    return ListOf(tuple(grower.grow(type.element, depth) for _ in range(count)))


def _grow_interval(grower: Grower, type: Type, depth: int) -> Node:
    assert isinstance(type, IntervalType)
    chance = grower.chance
    ends = [grower.grow(type.point, chance.choice((0, depth))) for _ in range(2)]
    plain = [getattr(end, "value", None) for end in ends]
    if None not in plain and plain[0] > plain[1]:
        ends.reverse()
    return IntervalOf(*ends, chance.random() < 0.7, chance.random() < 0.7)


_GROWN = {
    "If": _grow_if,
    "Case": _grow_case,
    "Convert": _grow_convert,
    "List": _grow_list,
    "Interval": _grow_interval,
}
_LITERALS = {
    "boolean": lambda chance: BooleanLiteral(chance.random() < 0.5),
    "integer": lambda chance: IntegerLiteral(chance.choice((0, 1, 2, 3, 7, 18, 30, 100, 4000))),
    "long": lambda chance: IntegerLiteral(chance.choice((0, 1, 18, 2**40)), is_long=True),
    "decimal": lambda chance: DecimalLiteral(Decimal(chance.choice(POINTS[""].split()))),
    "string": lambda chance: StringLiteral(chance.choice(_TEXTS)),
    "date": lambda chance: DateLiteral(datetime.date.fromisoformat(chance.choice(_DAYS))),
}

Operands = tuple[Pattern | Type, ...]


@cache
def ways_to(type: Type) -> dict[str, tuple[Operands, ...]]:
    """How a value of a type is made: forms with a node of their own, and operators.

    Of an operator it has the operands that it can take.
    """
    forms = ["If", "Case"]
    if isinstance(type, QuantityType) and type.unit not in {"kg.cm", "kg/cm", "1"}:
        forms.append("Convert")
    if isinstance(type, ListType | IntervalType):
        forms.append("List" if isinstance(type, ListType) else "Interval")
    found = {name: tuple(_ways_of(name, type)) for name in WRITTEN}
    return dict.fromkeys(forms, ()) | {name: ways for name, ways in found.items() if ways}


def _ways_of(name: str, type: Type) -> Iterable[Operands]:
    for text in OPERATORS[name].signatures:
        signature = parse_signature(text)
        letters = _letters_of(signature.result, type)
        for more in (0, 1, 2) if signature.repeats else (0,):
            if letters is not None:
                operands = (*signature.operands, *signature.operands[-1:] * more)
                yield tuple(_put(pattern, letters) for pattern in operands)


def _letters_of(result: Pattern, type: Type) -> dict[str, Type] | None:
    """What letters stand for when a result is of a type, or None when it cannot be."""
    if result.base in {"*", "/"}:
        made = _MADE.get((result.base, getattr(type, "unit", "")))
        return None if made is None else dict(zip("QR", made, strict=True))
    if result.is_letter:
        return {result.base: type} if result.allows(type) and type.base != "choice" else None
    if result.parts:
        inner = getattr(type, "element", getattr(type, "point", None))
        fits = inner is not None and result.base == type.base
        return _letters_of(result.parts[0], inner) if fits else None
    return {} if result.base == type.base else None


def _put(pattern: Pattern, letters: Mapping[str, Type]) -> Pattern | Type:
    if pattern.is_letter:
        return letters.get(pattern.base, pattern)
    if pattern.base == "list" and (inner := _put_type(pattern, letters)):
        return ListType(element=inner)
    if pattern.base == "interval" and (inner := _put_type(pattern, letters)):
        return IntervalType(point=inner) if inner.base in ORDERED else pattern
    return pattern


def _put_type(pattern: Pattern, letters: Mapping[str, Type]) -> Type | None:
    inner = _put(pattern.parts[0], letters)
    return inner if isinstance(inner, Type) else None
