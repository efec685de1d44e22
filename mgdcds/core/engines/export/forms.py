"""What the exported text has and the profile has not: quoted names, quantities made of numbers."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.cql.nodes import Name, Node, StringLiteral
from mgdcds.core.cql.printer import print_text
from mgdcds.core.cql.text import Text, bracket, line

#: A function of the exported text: a number that is null makes a quantity that is null.
QUANTITY_OF = "Quantity of"


@dataclass(frozen=True)
class QuotedName(Name):
    """A name in double quotes, whether or not another dialect reserves it."""


@dataclass(frozen=True)
class QuantityOf(Node):
    """`"Quantity of"(number, 'mg/d')`"""

    number: Node
    unit: str

    @property
    def children(self) -> tuple[Node, ...]:
        """The number."""
        return (self.number,)


def print_quoted(name: str) -> str:
    """This function will write a name in double quotes."""
    escaped = name.replace("\\", "\\\\").replace('"', r"\"")
    return f'"{escaped}"'


@print_text.register
def _(node: QuotedName) -> Text:
    return line(print_quoted(node.name))


@print_text.register
def _(node: QuantityOf) -> Text:
    unit = print_text(StringLiteral(node.unit))
    return bracket(f'"{QUANTITY_OF}"(', [print_text(node.number), unit], ")")
