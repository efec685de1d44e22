"""What a running plan, and all who explain it, ask of an evaluation."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Protocol

from mgdcds.core.engines.answer import Reason
from mgdcds.core.facts.sheet import FactSheet

if TYPE_CHECKING:
    from mgdcds.core.engines.program import Program
    from mgdcds.core.engines.telling import Teller


class State(Protocol):
    """One program on one sheet. `known` has plain values of facts and parameters by name.

    `reasons` and `tellers` are kept for it, so that nothing is explained twice.
    """

    program: Program
    sheet: FactSheet
    on: datetime.date
    known: dict[str, Any]
    reasons: dict[tuple[str, str], Reason]
    tellers: dict[str, Teller]

    def value(self, name: str) -> Any:
        """The plain value of a named expression."""

    def missing_of(self, name: str) -> frozenset[str]:
        """The facts whose absence leaves a name null; nothing while it is not null."""

    def facts_of(self, name: str) -> frozenset[str]:
        """The facts that a name stands for: itself, or those that its expression reads."""
