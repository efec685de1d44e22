"""The text of the generated function, and how it is made to run."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from mgdcds.core.engines.compiled.index import Index
from mgdcds.core.engines.compiled.leaves import Leaves
from mgdcds.core.engines.compiled.opened import OpenedRow
from mgdcds.core.engines.compiled.row import BeyondRange, Row
from mgdcds.core.engines.compiled.rules import WIDTH, Rules
from mgdcds.core.engines.compiled.shorten import shorten
from mgdcds.core.engines.compiled.writer import Writer
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.missing import find_missing
from mgdcds.core.engines.plan import Plan

#: What a generated function is called with: a row, its reader and its date.
Function = Callable[[Row, Callable[..., Any], datetime.date], Any]


@dataclass(frozen=True)
class Written:
    """What was written for the conditions of a program: locals first, then what tests them."""

    writer: Writer
    rules: Rules
    lines: Sequence[str]
    index: Index | None = None

    def source(self, leaves: Leaves | None = None) -> str:
        """This method will write the function, with the truths of leaves if wanted."""
        return shorten(self.whole_source(leaves))

    def whole_source(self, leaves: Leaves | None = None) -> str:
        """This method will put together what each writer wrote, with all that is repeated."""
        words = range(-(-len(self.rules.rules) // self.rules.width))
        clauses, extras = ("a0", self.index.write_extras()) if self.index else ("0", "")
        answer = [_joined("x", words), _joined("y", words), "masks", clauses, f"({extras})"]
        lines = [*self.writer.lines, *self.lines]
        marks = [f"{letter}{word}" for letter in "xy" for word in words]
        if leaves is not None:
            seen = [f"z{word}" for word in range(leaves.words)]
            answer.append(f"({''.join(f'{name}, ' for name in seen)})")
            marks += seen
            lines += leaves.lines
        start = [" = ".join([*marks, "0"])] if marks else []
        body = [*start, "sheet = None", "masks = [*template]", *lines]
        text = "\n".join(f" {line}" for line in [*body, f"return {', '.join(answer)}"])
        return f"def evaluate(row, get, on):\n{text}\n"

    def load(self, source: str) -> Function:
        """This method will make a function of its text.

        Why that is safe stands in the docstring of the package.
        """
        program, masks = self.writer.program, self.writer.masks
        values = {
            **self.writer.values,
            "opened": lambda row: OpenedRow(row, program),
            "missing": _missing_by_judge(masks),
            "beyond": _beyond,
            "template": (0,) * len(self.rules.slots),
        }
        code = compile(source, "<compiled rules>", "exec", dont_inherit=True)
        exec(code, values)  # noqa: S102 - our own text, made from a checked tree
        function: Function = values["evaluate"]
        return function


def _joined(letter: str, words: range) -> str:
    parts = [f"{letter}{word} << {WIDTH * word}" if word else f"{letter}0" for word in words]
    return " | ".join(parts) or "0"


def _missing_by_judge(masks: Mapping[str, int]) -> Callable[[Plan, Evaluation], int]:
    def missing(plan: Plan, evaluation: Evaluation) -> int:
        return sum(masks[name] for name in find_missing(plan, evaluation)) << len(masks)

    return missing


def _beyond() -> NoReturn:
    raise BeyondRange
