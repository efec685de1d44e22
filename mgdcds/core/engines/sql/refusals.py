"""What this engine refuses to write, and why. A refusal names the operator; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LENGTH = "the length of the list that it answers depends on the patient"
_INTERVAL = "whether it answers an interval, and which, depends on the patient"
_DIGITS = "its value has more digits than a column in double precision can hold"

#: Operators that are refused in every dialect, with the reason. An expression without names is
#: worked out when the statement is written, so there they are no hindrance.
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "Union": _INTERVAL,
        "Intersect": _INTERVAL,
        "Except": _INTERVAL,
        "Collapse": _LENGTH,
        "Expand": _LENGTH,
        "MinimumDecimal": _DIGITS,
        "MaximumDecimal": _DIGITS,
    }
)


class UnableToWriteSql(Exception):
    """Something in a program that a dialect cannot say.

    `operator` is its name in the registry, or the name of an expression that is too large.
    """

    def __init__(self, operator: str, dialect: str, reason: str) -> None:
        self.operator = operator
        self.dialect = dialect
        super().__init__(f"'{operator}' cannot be written in {dialect}: {reason}.")
