"""What an engine answers: a value, what was missing, and the reasons when asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.values.quantity import Quantity
from mgdcds.core.values.truth import Truth

#: Values of expressions. None is null. Lists are tuples.
Value = bool | int | Decimal | str | datetime.date | Quantity | tuple[object, ...] | None


@dataclass(frozen=True)
class Reason:
    """One node of the explanation of an answer.

    `text` is the printed CQL of the node, `sentence` its English with values filled in,
    `truth` its truth where it is boolean, `value` its value as text with unit.
    `facts` are the facts that the node reads directly (empty for inner nodes).
    `name` is set where the node is a named definition or rule.
    """

    text: str
    sentence: str
    truth: Truth | None
    value: str
    facts: tuple[str, ...] = ()
    name: str = ""
    children: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The value of a named expression for one sheet, and the facts whose absence left it null.

    `missing` is empty unless the value is null (or unknown).
    """

    value: Value
    missing: frozenset[str] = frozenset()
