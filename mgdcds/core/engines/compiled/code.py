"""Pieces of generated Python: what a node becomes, as texts of expressions.

A number or a text becomes a `Value`, a condition becomes a `Condition`. Their texts hold local
names, literals of numbers and operators, and nothing that an author wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import eq, ge, gt, le, lt, ne, or_
from typing import Any

from mgdcds.core.engines.compiled.span import Span

TRUE, FALSE, NULL, NOTHING = "True", "False", "None", "0"
#: Python reads `a | b | c` as a tree that is as deep as it has parts.
_MOST_JOINED = 50
#: Tests at the end of a text, and their opposites. A text that is more than one test ends with
#: a bracket.
_OPPOSITES = {
    " is not None": " is None",
    " is None": " is not None",
    " is not False": " is False",
    " is False": " is not False",
}
_ORDERS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_CONSTANT = re.compile(r"0|0x[0-9a-f]+")
#: How `union` writes masks of which one is constant.
_WITH_CONSTANT = re.compile(r"\((.*) \| (0x[0-9a-f]+)\)")


@dataclass(frozen=True)
class Value:
    """How a value is computed: None when it is null.

    `first` is an expression that computes and keeps it; `again` reads what was kept, so it
    stands only where `first` was run before. `missing` is a mask of the facts whose absence may
    have left it null; it is asked only then, and after `first`. It may also name facts that are
    known: they are left out when it is read. `is_strict` says that it is null as soon as one of
    those facts is, and `missing` is a constant. A number of the language has a `span`;
    `is_checked` says that it surely lies inside. `read` reads it at any time, where that is cheap.
    What is calculated can be written into a larger calculation without a local: `text` where none
    of `nulls` holds, which test the values that it is calculated from.
    """

    first: str
    again: str
    missing: str = NOTHING
    is_nullable: bool = True
    is_strict: bool = False
    span: Span | None = None
    is_checked: bool = False
    read: str = ""
    nulls: str = ""
    text: str = ""


@dataclass(frozen=True)
class Literal:
    """A test of one value, which `read` reads, by what is looked up for its states.

    Its `kind` is "truth" for a yes or no, "word" for a text that is one of `words`, and "number"
    for a comparison with `cut`. An estimate has a `bound`, and `exact` asks the judge for it.
    """

    kind: str
    read: str
    missing: str
    is_strict: bool
    is_denied: bool = False
    words: frozenset[Any] = frozenset()
    sign: str = ""
    cut: float = 0.0
    bound: float = 0.0
    exact: str = ""

    def of_truth(self, truth: bool | None) -> bool | None:
        """This method will answer what a yes or no makes it."""
        return truth if truth is None else truth is not self.is_denied

    def of_word(self, word: Any) -> bool:
        """This method will answer what a text makes it; None stands for any other text."""
        return (word in self.words) is not self.is_denied

    def of_order(self, order: int) -> bool:
        """This method will answer what a number makes it that is below, at or above the cut."""
        return bool(_ORDERS[self.sign](order, 0)) is not self.is_denied


@dataclass(frozen=True)
class Condition:
    """How a condition is tested, so that most tests settle it at once.

    `possible` is true when it is not false, and `certain` when it is true: both can be asked at
    any time. `open` is asked after `possible` was found to hold, and `undecided` after `certain`
    was found not to: both are true when it is unknown. `missing` is a mask of facts; it is asked
    of a condition that was just found to be unknown. `is_choice` says that `certain` settles
    more than `possible` does, as in an `or`. `missing` and `is_strict` are as those of a value.
    `parts` are those of an `and`, `alternatives` those of an `or`; a `literal` tests one value.
    """

    possible: str
    certain: str
    open: str
    undecided: str
    missing: str = NOTHING
    is_choice: bool = False
    is_strict: bool = False
    parts: tuple[Condition, ...] = ()
    alternatives: tuple[Condition, ...] = ()
    literal: Literal | None = None

    @property
    def size(self) -> int:
        """How long its texts are together."""
        parts = (self.possible, self.certain, self.open, self.undecided, self.missing)
        return sum(map(len, parts))


ALWAYS = Condition(TRUE, TRUE, FALSE, FALSE, is_strict=True)
NEVER = Condition(FALSE, FALSE, FALSE, FALSE, is_strict=True)
UNKNOWN = Condition(TRUE, FALSE, TRUE, TRUE)


def condition_of(value: Value) -> Condition:
    """This function will write the tests of a value that is true, false or None."""
    first, again = value.first, value.again
    if first in (TRUE, FALSE, NULL):
        return Condition(
            possible=FALSE if first == FALSE else TRUE,
            certain=TRUE if first == TRUE else FALSE,
            open=TRUE if first == NULL else FALSE,
            undecided=TRUE if first == NULL else FALSE,
        )
    is_open = f"{again} is None" if value.is_nullable else FALSE
    possible = f"{first} is not False" if value.is_nullable else first
    literal = Literal("truth", value.read, value.missing, value.is_strict) if value.read else None
    return Condition(
        possible,
        first,
        is_open,
        is_open,
        value.missing,
        is_choice=True,
        is_strict=value.is_strict,
        literal=literal,
    )


def three_valued(condition: Condition) -> str:
    """This function will write the value of a condition: true, false or None."""
    if condition.is_choice:
        rest = pick(condition.undecided, NULL, FALSE)
        return pick(condition.certain, TRUE, rest)
    return pick(condition.possible, pick(condition.open, NULL, TRUE), FALSE)


def all_of(parts: Iterable[str]) -> str:
    """This function will join tests that must all hold."""
    kept = [part for part in dict.fromkeys(parts) if part != TRUE]
    return FALSE if FALSE in kept else _joined(kept, " and ", TRUE)


def any_of(parts: Iterable[str]) -> str:
    """This function will join tests of which one must hold."""
    kept = [part for part in dict.fromkeys(parts) if part != FALSE]
    return TRUE if kept and kept[0] == TRUE else _joined(kept, " or ", FALSE)


def none_of(parts: Iterable[str]) -> str:
    """This function will join tests of which none must hold."""
    found = any_of(parts)
    if found.startswith("(not "):
        return found[len("(not ") : -1]
    for test, opposite in _OPPOSITES.items():
        if found.endswith(test):
            return f"{found.removesuffix(test)}{opposite}"
    return {TRUE: FALSE, FALSE: TRUE}.get(found, f"(not {found})")


def pick(test: str, then: str, otherwise: str) -> str:
    """This function will choose between two expressions."""
    if then == otherwise or test == TRUE:
        return then
    return otherwise if test == FALSE else f"({then} if {test} else {otherwise})"


def union(masks: Iterable[str]) -> str:
    """This function will join masks of facts."""
    found = list(dict.fromkeys(masks))
    constant = reduce(or_, (int(mask, 16) for mask in found if is_constant(mask)), 0)
    kept = [mask for mask in found if not is_constant(mask)]
    kept += [hex(constant)] if constant else []
    while len(kept) > _MOST_JOINED:
        starts = range(0, len(kept), _MOST_JOINED)
        kept = [_joined(kept[at : at + _MOST_JOINED], " | ", NOTHING) for at in starts]
    return _joined(kept, " | ", NOTHING)


def split_mask(mask: str) -> tuple[int, str]:
    """This function will take from a mask what is known when it is written."""
    if is_constant(mask):
        return int(mask, 16), NOTHING
    joined = _WITH_CONSTANT.fullmatch(mask)
    return (int(joined[2], 16), joined[1]) if joined else (0, mask)


def is_constant(mask: str) -> bool:
    """This function will tell whether a mask is known when it is written."""
    return _CONSTANT.fullmatch(mask) is not None


def is_null(text: str, value: Value) -> str:
    """This function will test whether a value is null; `text` is its `first` or its `again`."""
    return f"{text} is None" if value.is_nullable else FALSE


def missing_of(values: Iterable[Value]) -> str:
    """This function will join the facts that are missing in any of some values."""
    return union(_missing_if_null(value) for value in values)


def missing_when(test: str, condition: Condition) -> str:
    """This function will write what is missing in a condition, where a test finds it unknown."""
    return condition.missing if condition.is_strict else pick(test, condition.missing, NOTHING)


def all_strict(parts: Iterable[Value]) -> bool:
    """This function will tell whether what stands on all of these is null with any fact."""
    return all(part.is_strict or not part.is_nullable for part in parts)


def known(value: Value) -> str:
    """This function will read a value after it was found not to be null."""
    return value.again if value.is_nullable else value.first


def _missing_if_null(value: Value) -> str:
    if value.is_strict:
        return value.missing
    return pick(is_null(value.first, value), value.missing, NOTHING)


def _joined(parts: list[str], sign: str, empty: str) -> str:
    if len(parts) < 2:
        return parts[0] if parts else empty
    return f"({sign.join(parts)})"
