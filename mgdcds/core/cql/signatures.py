"""Signatures of operators, read from the text of their declarations.

`"decimal, Q -> Q"` is a decimal and a quantity that make a quantity in the same unit. A capital
letter stands for one type throughout a signature: T for any, O for any that has an order,
Q and R for quantities. `Q*R` and `Q/R` are quantities in the unit of the product or quotient.
`T...` may be repeated. `list<T>!` takes no bare null, where the standard leaves open what that is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from mgdcds.core.cql.types import ORDERED, Type

_LETTERS: dict[str, frozenset[str] | None] = {
    "T": None,
    "O": ORDERED,
    "Q": frozenset({"quantity"}),
    "R": frozenset({"quantity"}),
}
#: What the letters of a signature are called in a sentence.
_IN_WORDS = {
    "T": "anything",
    "O": "something with an order",
    "Q": "a quantity",
    "R": "a quantity",
    "boolean": "true or false",
    "integer": "a whole number",
    "long": "a long whole number",
    "decimal": "a number",
    "date": "a date",
}


@dataclass(frozen=True)
class Pattern:
    """One operand or the result of a signature.

    `base` is a type's base, or "list", "interval", "*", "/" with `parts`, or a capital letter.
    """

    base: str
    parts: tuple[Pattern, ...] = ()
    is_certain: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether this stands for a type that the operands decide."""
        return self.base in _LETTERS

    def allows(self, type: Type) -> bool:
        """This method will tell whether a letter may stand for a type."""
        among = _LETTERS[self.base]
        return among is None or type.base in among or type.base in {"any", "broken"}

    def describe(self) -> str:
        """This method will say in words what this takes: "a list"."""
        return _IN_WORDS.get(self.base) or f"{'an' if self.base == 'interval' else 'a'} {self.base}"


@dataclass(frozen=True)
class Signature:
    """One way in which an operator can be used."""

    operands: tuple[Pattern, ...]
    result: Pattern
    repeats: bool = False

    def for_count(self, count: int) -> tuple[Pattern, ...] | None:
        """This method will answer the patterns of so many operands, or None if it takes others."""
        if count == len(self.operands):
            return self.operands
        if self.repeats and count > len(self.operands):
            return self.operands + (self.operands[-1],) * (count - len(self.operands))
        return None

    def describe(self) -> str:
        """This method will say in words what the signature takes: "a number and a quantity"."""
        if len(self.operands) > 1 and set(self.operands) <= {Pattern("T"), Pattern("O")}:
            order = " with an order" if Pattern("O") in self.operands else ""
            return f"values of one kind{order}"
        return " and ".join(pattern.describe() for pattern in self.operands) or "nothing"


@cache
def parse_signature(text: str) -> Signature:
    """This function will read a signature, such as "O, interval<O> -> boolean"."""
    before, result = text.split("->")
    parts = [part.strip() for part in before.split(",") if part.strip()]
    operands = tuple(_parse_pattern(part.removesuffix("...")) for part in parts)
    return Signature(
        operands=operands,
        result=_parse_pattern(result.strip()),
        repeats=bool(parts) and parts[-1].endswith("..."),
    )


def _parse_pattern(text: str) -> Pattern:
    if text.endswith("!"):
        return replace(_parse_pattern(text[:-1]), is_certain=True)
    for sign in "*/":
        if sign in text:
            left, right = text.split(sign)
            return Pattern(sign, (_parse_pattern(left), _parse_pattern(right)))
    if text.endswith(">"):
        outer, inner = text[:-1].split("<", 1)
        return Pattern(outer, (_parse_pattern(inner),))
    return Pattern(text)
