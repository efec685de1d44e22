"""Logic, from the truth tables of `values.truth`."""

from __future__ import annotations

from collections.abc import Callable

from mgdcds.core.values.truth import (
    Truth,
    conjoin,
    differ,
    disjoin,
    imply,
    negate,
    value_of,
)

_Table = dict[tuple[bool | None, bool | None], bool | None]


def _by_value(operation: Callable[[Truth, Truth], Truth]) -> _Table:
    return {
        (value_of(left), value_of(right)): value_of(operation(left, right))
        for left in Truth
        for right in Truth
    }


_AND, _OR = _by_value(conjoin), _by_value(disjoin)
_XOR, _IMPLIES = _by_value(differ), _by_value(imply)
_NOT = {value_of(truth): value_of(negate(truth)) for truth in Truth}


def and_(*values: bool | None) -> bool | None:
    answer: bool | None = True
    for value in values:
        answer = _AND[answer, value]
    return answer


def or_(*values: bool | None) -> bool | None:
    answer: bool | None = False
    for value in values:
        answer = _OR[answer, value]
    return answer


def xor(left: bool | None, right: bool | None) -> bool | None:
    return _XOR[left, right]


def implies(left: bool | None, right: bool | None) -> bool | None:
    return _IMPLIES[left, right]


def not_(value: bool | None) -> bool | None:
    return _NOT[value]


def is_true(value: bool | None) -> bool:
    return value is True


def is_false(value: bool | None) -> bool:
    return value is False


def is_not_true(value: bool | None) -> bool:
    return value is not True


def is_not_false(value: bool | None) -> bool:
    return value is not False


def is_null(value: object) -> bool:
    return value is None


def is_not_null(value: object) -> bool:
    return value is not None
