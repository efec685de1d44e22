"""The small mistakes that an author could have made: one function for each kind.

Each function looks at one node of a tree as it was written (with the types that the checker
found) and answers what could stand there instead. A mistake that makes no sense, such as a
unit that does not fit, is left out when the changed tree is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Branch,
    Call,
    Case,
    DecimalLiteral,
    If,
    IntegerLiteral,
    ListOf,
    Name,
    Node,
    QuantityLiteral,
)
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.rewrite import replace_children
from mgdcds.core.cql.types import BOOLEAN, QuantityType
from mgdcds.core.engines.program import Program


class Kind(StrEnum):
    """Which mistake."""

    BOUNDARY = "the boundary itself"
    REVERSED = "a comparison reversed"
    STEP = "a threshold one step away"
    TENTH = "a threshold 10 % away"
    UNIT = "another unit"
    LOGIC = "and for or"
    NEGATION = "not"
    PART = "a part left out"
    UNKNOWN = "what is unknown"
    LIST = "an item of a list"
    BRANCH = "the branches of a choice"
    CONSTANT = "a constant"


@dataclass(frozen=True)
class Mistake:
    """Another node in the place of one. `said` completes "…, and no case would notice"."""

    kind: Kind
    after: Node
    said: str


Find = Callable[[Node, Node | None, Program], Iterator[Mistake]]
_Number = IntegerLiteral | DecimalLiteral | QuantityLiteral
_NUMBERS = (IntegerLiteral, DecimalLiteral, QuantityLiteral)
_BOUNDARY = {
    "Less": "LessOrEqual",
    "LessOrEqual": "Less",
    "Greater": "GreaterOrEqual",
    "GreaterOrEqual": "Greater",
}
_REVERSED = {
    "Less": "Greater",
    "LessOrEqual": "GreaterOrEqual",
    "Greater": "Less",
    "GreaterOrEqual": "LessOrEqual",
    "Equal": "NotEqual",
    "NotEqual": "Equal",
}
_COMPARISONS = frozenset(_REVERSED) | {"Between"}
_LOGIC = {"And": "Or", "Or": "And"}
_TESTS = {
    "IsNull": "IsNotNull",
    "IsNotNull": "IsNull",
    "IsTrue": "IsNotFalse",
    "IsNotFalse": "IsTrue",
    "IsFalse": "IsNotTrue",
    "IsNotTrue": "IsFalse",
}
_REDUCED = frozenset({"And", "Or", "Coalesce"})
_RECKONED = frozenset({"Add", "Subtract", "Multiply", "Divide", "Power", "Negate", "Coalesce"})


def find_mistakes(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    """This function will answer every mistake that could stand in the place of a node."""
    for find in FINDERS:
        yield from find(node, parent, program)


def _renamed(node: Node, names: dict[str, str], kind: Kind) -> Iterator[Mistake]:
    if isinstance(node, Call) and node.operator in names:
        yield _instead(kind, node, replace(node, operator=names[node.operator]))


def _boundary(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    yield from _renamed(node, _BOUNDARY, Kind.BOUNDARY)


def _reversed(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    yield from _renamed(node, _REVERSED, Kind.REVERSED)


def _tested(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    yield from _renamed(node, _TESTS, Kind.UNKNOWN)


def _thresholds(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if not isinstance(node, Call) or node.operator not in _COMPARISONS:
        return
    for at, literal in enumerate(node.operands):
        if isinstance(literal, _NUMBERS):
            step = step_of(literal, program)
            for kind, other in _moved(literal, step):
                yield _instead(kind, node, _with_child(node, at, other))


def _units(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if not isinstance(node, Call) or node.operator not in _COMPARISONS:
        return
    for at, literal in enumerate(node.operands):
        unit = _other_unit(literal, program) if isinstance(literal, QuantityLiteral) else ""
        if isinstance(literal, QuantityLiteral) and unit and literal.value:
            other = replace(literal, unit=unit, converted=None)
            yield _instead(Kind.UNIT, node, _with_child(node, at, other))


def _logic(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if isinstance(node, Call) and node.operator in _LOGIC:
        word, other = node.operator.lower(), _LOGIC[node.operator].lower()
        between = f"between {_text(node.operands[0])} and {_text(node.operands[1])}"
        after = replace(node, operator=_LOGIC[node.operator])
        yield Mistake(Kind.LOGIC, after, f"`{word}` could be `{other}` {between}")


def _negation(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if isinstance(node, Call) and node.operator == "Not":
        yield _instead(Kind.NEGATION, node, node.operands[0])
    elif isinstance(node, Name) and node.type == BOOLEAN and not _is_not(parent):
        yield _instead(Kind.NEGATION, node, Call("Not", (node,), place=node.place))


def _parts(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if not isinstance(node, Call) or node.operator not in _REDUCED:
        return
    for at, part in enumerate(node.operands):
        rest = (*node.operands[:at], *node.operands[at + 1 :])
        after = rest[0] if len(rest) == 1 else replace(node, operands=rest)
        yield Mistake(Kind.PART, after, f"{_text(part)} could be left out")


def _items(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if isinstance(node, ListOf) and len(node.items) > 1:
        for at, item in enumerate(node.items):
            rest = (*node.items[:at], *node.items[at + 1 :])
            said = f"{_text(item)} could be left out of {_text(node)}"
            yield Mistake(Kind.LIST, replace(node, items=rest), said)


def _branches(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if isinstance(node, If):
        said = f"`then` and `else` of `if {_bare_text(node.condition)}` could change places"
        after = replace(node, then=node.otherwise, otherwise=node.then)
        yield Mistake(Kind.BRANCH, after, said)
    elif isinstance(node, Case) and len(node.branches) > 1:
        yield from _fewer_branches(node)


def _fewer_branches(node: Case) -> Iterator[Mistake]:
    for at, branch in enumerate(node.branches):
        rest: tuple[Branch, ...] = (*node.branches[:at], *node.branches[at + 1 :])
        shown = f"`when {_bare_text(branch.when)} then {_bare_text(branch.then)}`"
        yield Mistake(Kind.BRANCH, replace(node, branches=rest), f"{shown} could be left out")


def _constants(node: Node, parent: Node | None, program: Program) -> Iterator[Mistake]:
    if isinstance(node, _NUMBERS) and _is_reckoned(node, parent):
        for kind, other in _moved(node, None):
            yield _instead(kind, node, other)
    elif isinstance(node, BooleanLiteral) and parent is not None:
        yield _instead(Kind.CONSTANT, node, replace(node, value=not node.value))


#: Every kind of mistake.
FINDERS: tuple[Find, ...] = (
    _boundary,
    _reversed,
    _thresholds,
    _units,
    _logic,
    _negation,
    _parts,
    _tested,
    _items,
    _branches,
    _constants,
)


# Numbers


def step_of(literal: Node, program: Program) -> Decimal:
    """This function will answer the least difference that is reported in the unit of a literal.

    Between two reported results there is none, so a smaller step would tell no patients apart.
    For a plain number it is the last digit that is written.
    """
    type = literal.type
    if isinstance(literal, QuantityLiteral) and isinstance(type, QuantityType) and type.substance:
        facts = program.dictionary.of_substance(type.substance)
        units = (unit for fact in facts for unit in fact.units if unit.code == literal.unit)
        unit = next(units, None)
        if unit is not None:
            return _digit(unit.decimals)
    return _last_digit(literal)


def _digit(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _last_digit(literal: Node) -> Decimal:
    if isinstance(literal, DecimalLiteral | QuantityLiteral):
        exponent = literal.value.as_tuple().exponent
        return _digit(-exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return Decimal(1)


def _moved(literal: _Number, step: Decimal | None) -> Iterator[tuple[Kind, Node]]:
    """A number one step up and down, and a tenth up and down. Without a step only the tenths."""
    value = Decimal(literal.value)
    tenth = abs(value) / 10
    if isinstance(literal, IntegerLiteral):
        tenth = max(Decimal(1), tenth.to_integral_value())
    kinds = () if step is None else ((Kind.STEP, step),)
    last = Kind.CONSTANT if step is None else Kind.TENTH
    for kind, by in (*kinds, (last, tenth)):
        for other in (value + by, value - by):
            if by and (other >= 0 or value < 0):
                yield kind, _with_value(literal, other)


def _with_value(literal: _Number, value: Decimal) -> Node:
    if isinstance(literal, QuantityLiteral):
        return replace(literal, value=_plain(value), converted=None)
    if isinstance(literal, IntegerLiteral) and value == value.to_integral_value() and value >= 0:
        return replace(literal, value=int(value))
    return _signed(DecimalLiteral(_plain(abs(value)), place=literal.place), value)


def _signed(literal: DecimalLiteral, value: Decimal) -> Node:
    return literal if value >= 0 else Call("Negate", (literal,), place=literal.place)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _is_reckoned(node: Node, parent: Node | None) -> bool:
    """Whether a number is part of a calculation, or what a choice answers."""
    if isinstance(parent, Call):
        return parent.operator in _RECKONED and Decimal(_value(node)) != 1
    if isinstance(parent, If):
        return node is not parent.condition
    return isinstance(parent, Case)


def _value(node: Node) -> Decimal | int:
    return node.value if isinstance(node, _NUMBERS) else 0


def _other_unit(literal: QuantityLiteral, program: Program) -> str:
    type = literal.type
    substance = type.substance if isinstance(type, QuantityType) else ""
    for fact in program.dictionary.of_substance(substance) if substance else ():
        own = next((unit for unit in fact.units if unit.code == literal.unit), None)
        others = [unit for unit in fact.units if own is not None and unit.factor != own.factor]
        if others:
            return others[0].code
    return ""


# Words


def _instead(kind: Kind, before: Node, after: Node) -> Mistake:
    return Mistake(kind, after, f"{_text(before)} could be {_text(after)}")


def _text(node: Node) -> str:
    return f"`{_bare_text(node)}`"


def _bare_text(node: Node) -> str:
    return print_expression(node, width=None)


def _with_child(node: Node, at: int, child: Node) -> Node:
    children = list(node.children)
    children[at] = child
    return replace_children(node, children)


def _is_not(node: Node | None) -> bool:
    return isinstance(node, Call) and node.operator == "Not"
