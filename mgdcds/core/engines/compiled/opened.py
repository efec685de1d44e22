"""A row as the judge reads it: only what it asks for becomes a decimal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from mgdcds.core.engines.answer import Reason
from mgdcds.core.engines.compiled.row import Row, decimal_of, sheet_of_row
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.telling import Teller
from mgdcds.core.facts.sheet import FactSheet


class Known(dict[str, Any]):
    """The values of a row as the judge has them, each made when it is first read."""

    def __init__(self, row: Row, program: Program) -> None:
        super().__init__()
        self._row = row
        self._defaults = program.defaults

    def get(self, name: str, default: Any = None) -> Any:
        """This method will answer the value of a name, or None."""
        if name not in self:
            value = decimal_of(self._row.get(name))
            self[name] = self._defaults.get(name) if value is None else value
        return self[name]


class OpenedRow(Evaluation):
    """An evaluation of a row. Its sheet is made only when reasons are told."""

    def __init__(self, row: Row, program: Program) -> None:
        self.program = program
        self.on = row.on
        self.known = Known(row, program)
        self.reasons: dict[tuple[str, str], Reason] = {}
        self.tellers: dict[str, Teller] = {}
        self._row = row
        self._plans = program.plans
        self._values: dict[str, Any] = {}
        self._missing: dict[str, frozenset[str]] = {}

    @cached_property
    def sheet(self) -> FactSheet:  # type: ignore[override]
        """The sheet of the row."""
        return sheet_of_row(self._row, self.program)
