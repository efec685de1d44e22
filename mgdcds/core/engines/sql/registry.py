"""Which function writes which operator. Each chapter registers its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from mgdcds.core.engines.sql.scribe import Scribe
from mgdcds.core.engines.sql.values import Scalar, Value

Writer = Callable[..., Any]
_AnyWriter = TypeVar("_AnyWriter", bound=Writer)

#: The writers by operator. They take a scribe and the operands, which are written already.
WRITERS: dict[str, Writer] = {}


def writes(*operators: str) -> Callable[[_AnyWriter], _AnyWriter]:
    """This function will register a writer for operators."""

    def register(writer: _AnyWriter) -> _AnyWriter:
        WRITERS.update(dict.fromkeys(operators, writer))
        return writer

    return register


def write_as(scribe: Scribe, operator: str, *operands: Value) -> Value:
    """This function will write an operator; the operands are written already."""
    written: Value = WRITERS[operator](scribe, *operands)
    return written


def write_truth(scribe: Scribe, operator: str, *operands: Value) -> Scalar:
    """This function will write an operator that answers a scalar."""
    return cast(Scalar, write_as(scribe, operator, *operands))
