"""Three-valued logic, as tables.

CQL's logical operators follow Kleene: an unknown operand makes the answer unknown
unless the other operand settles it.
"""

from __future__ import annotations

from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """True, false or unknown. It refuses to be used as a Python condition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "A Truth can be unknown, so it is not a Python condition. "
            "Write 'truth is TRUE', 'truth is FALSE' or 'truth is UNKNOWN'."
        )


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

_AND = {
    (TRUE, TRUE): TRUE,
    (TRUE, FALSE): FALSE,
    (TRUE, UNKNOWN): UNKNOWN,
    (FALSE, TRUE): FALSE,
    (FALSE, FALSE): FALSE,
    (FALSE, UNKNOWN): FALSE,
    (UNKNOWN, TRUE): UNKNOWN,
    (UNKNOWN, FALSE): FALSE,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
_OR = {
    (TRUE, TRUE): TRUE,
    (TRUE, FALSE): TRUE,
    (TRUE, UNKNOWN): TRUE,
    (FALSE, TRUE): TRUE,
    (FALSE, FALSE): FALSE,
    (FALSE, UNKNOWN): UNKNOWN,
    (UNKNOWN, TRUE): TRUE,
    (UNKNOWN, FALSE): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
_XOR = {
    (TRUE, TRUE): FALSE,
    (TRUE, FALSE): TRUE,
    (TRUE, UNKNOWN): UNKNOWN,
    (FALSE, TRUE): TRUE,
    (FALSE, FALSE): FALSE,
    (FALSE, UNKNOWN): UNKNOWN,
    (UNKNOWN, TRUE): UNKNOWN,
    (UNKNOWN, FALSE): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
_IMPLIES = {
    (TRUE, TRUE): TRUE,
    (TRUE, FALSE): FALSE,
    (TRUE, UNKNOWN): UNKNOWN,
    (FALSE, TRUE): TRUE,
    (FALSE, FALSE): TRUE,
    (FALSE, UNKNOWN): TRUE,
    (UNKNOWN, TRUE): TRUE,
    (UNKNOWN, FALSE): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
_NOT = {TRUE: FALSE, FALSE: TRUE, UNKNOWN: UNKNOWN}
_OF_VALUE = {True: TRUE, False: FALSE, None: UNKNOWN}
_TO_VALUE = {TRUE: True, FALSE: False, UNKNOWN: None}


def conjoin(left: Truth, right: Truth) -> Truth:
    """This function will answer `left and right`."""
    return _AND[left, right]


def disjoin(left: Truth, right: Truth) -> Truth:
    """This function will answer `left or right`."""
    return _OR[left, right]


def differ(left: Truth, right: Truth) -> Truth:
    """This function will answer `left xor right`."""
    return _XOR[left, right]


def imply(left: Truth, right: Truth) -> Truth:
    """This function will answer `left implies right`."""
    return _IMPLIES[left, right]


def negate(truth: Truth) -> Truth:
    """This function will answer `not truth`."""
    return _NOT[truth]


def truth_of(value: bool | None) -> Truth:
    """This function will read a nullable boolean as a Truth: null is unknown."""
    return _OF_VALUE[value]


def value_of(truth: Truth) -> bool | None:
    """This function will write a Truth as a nullable boolean: unknown is null."""
    return _TO_VALUE[truth]
