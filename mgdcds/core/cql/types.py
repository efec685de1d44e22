"""The types of the language. A quantity's type knows its unit and what is measured.

Because units are part of types, they are settled when a text is checked: engines compare and
add plain numbers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """A type without parts. `base` is its name in signatures."""

    base: str

    def describe(self) -> str:
        """This method will say in words what a value of this type is: "a date"."""
        return _WORDS[self.base]


@dataclass(frozen=True)
class ChoiceType(Type):
    """The answers of a choice fact: texts, but only the declared ones."""

    base: str = "choice"
    fact: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuantityType(Type):
    """A quantity in a unit, and of a substance where that is known."""

    base: str = "quantity"
    unit: str = "1"
    substance: str = ""

    def describe(self) -> str:
        """This method will say in words what a value of this type is: "25(OH)D in ng/mL"."""
        return f"{self.substance or 'a quantity'} in {self.unit}"


@dataclass(frozen=True)
class ListType(Type):
    """A list of elements of one type."""

    base: str = "list"
    element: Type = Type("any")

    def describe(self) -> str:
        """This method will say in words what a value of this type is."""
        return f"a list (of {self.element.describe()})"


@dataclass(frozen=True)
class IntervalType(Type):
    """An interval of points of one type."""

    base: str = "interval"
    point: Type = Type("any")

    def describe(self) -> str:
        """This method will say in words what a value of this type is."""
        return f"an interval (of {self.point.describe()})"


#: The type of null: it goes with every other.
ANY = Type("any")
BOOLEAN = Type("boolean")
INTEGER = Type("integer")
LONG = Type("long")
DECIMAL = Type("decimal")
STRING = Type("string")
DATE = Type("date")
#: The type of what is wrong and was reported: it goes with every other, so nothing is said twice.
BROKEN = Type("broken")
#: The type of a node that no checker has seen yet.
UNCHECKED = Type("unchecked")

#: The types that have an order.
ORDERED = frozenset({"integer", "long", "decimal", "string", "date", "quantity"})
#: The types of points: those that also have a next value.
POINTS = ORDERED - {"string"}
#: The kinds of numbers. Each becomes the next one where that is needed.
NUMBERS = ("integer", "long", "decimal")
WHOLE_NUMBERS = frozenset({"integer", "long"})

_WORDS = {
    "any": "null",
    "boolean": "true or false",
    "integer": "a whole number",
    "long": "a long whole number",
    "decimal": "a number",
    "string": "a text",
    "choice": "a choice",
    "date": "a date",
    "broken": "something that is wrong",
    "unchecked": "something that is not checked",
}

#: Types by the names that a null may be given. A quantity is of no unit yet, so it is any.
_NAMED = {
    "Any": ANY,
    "Boolean": BOOLEAN,
    "Integer": INTEGER,
    "Long": LONG,
    "Decimal": DECIMAL,
    "String": STRING,
    "Date": DATE,
    "Quantity": ANY,
}
TYPE_NAMES = tuple(_NAMED)


def find_type(name: str) -> Type | None:
    """This function will find a type by its name, such as 'Interval<Integer>', or answer None."""
    outer, _, inner = name.removesuffix(">").partition("<")
    if not inner:
        return _NAMED.get(name)
    part = find_type(inner)
    if part is None:
        return None
    return IntervalType(point=part) if outer == "Interval" else ListType(element=part)
