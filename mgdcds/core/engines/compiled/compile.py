"""Makes the function of a release, and runs it on rows and sheets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.code import Condition
from mgdcds.core.engines.compiled.opened import OpenedRow
from mgdcds.core.engines.compiled.row import Row, row_of_sheet
from mgdcds.core.engines.compiled.statuses import Statuses
from mgdcds.core.engines.compiled.table import find_writer
from mgdcds.core.engines.compiled.writer import Writer, condition_of
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.missing import find_missing
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import FALSE, TRUE

#: What the generated function is called with: row, its reader, its date, and where masks go.
Function = Callable[
    [Row, Callable[..., Any], datetime.date, Callable[[int], None]], tuple[int, int]
]


class BeyondRange(Exception):
    """A number beyond the range that its estimate stands on: the judge answers for the row."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A program, ready to answer for many rows.

    `names` are the conditions, bit by bit. `facts` are the bits of what is missing. `source` is
    what was generated.
    """

    program: Program
    names: tuple[str, ...]
    facts: tuple[str, ...]
    bits: Mapping[str, int]
    masks: Mapping[str, int]
    source: str
    run: Function

    def row_of(self, plain: Mapping[str, Any], *, on: datetime.date) -> Row:
        """This method will make a row of plain values: floats (finite), bools, texts and dates.

        A name that is absent, or None, is not known. Nothing is copied or checked here.
        """
        return Row(plain, on)

    def evaluate(self, what: Row | FactSheet) -> Statuses:
        """This method will answer the truth of every condition, and what is missing."""
        row = what if isinstance(what, Row) else row_of_sheet(what)
        if row is None:
            return self._judged(open_sheet(self.program, _sheet(what)), Row({}, what.on))
        missing: list[int] = []
        try:
            true, unknown = self.run(row, row.get, row.on, missing.append)
        except BeyondRange:
            return self._judged(OpenedRow(row, self.program), row)
        return Statuses(self, row, true, unknown, missing)

    def mask_of(self, facts: Iterable[str]) -> int:
        """This method will write facts that are surely missing as a mask."""
        return sum(self.masks[name] for name in facts) << len(self.facts)

    def _judged(self, evaluation: Evaluation, row: Row) -> Statuses:
        true = unknown = 0
        missing = []
        for name, bit in self.bits.items():
            truth = evaluation.truth(name)
            if truth is TRUE:
                true |= bit
            elif truth is not FALSE:
                unknown |= bit
                missing.append(self.mask_of(evaluation.missing_of(name)))
        return Statuses(self, row, true, unknown, missing)


def compile_program(program: Program, names: Sequence[str]) -> Compiled:
    """This function will compile conditions of a program (ValueError for what is none)."""
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in program.expressions or program.expressions[name].type != BOOLEAN:
            raise ValueError(f"'{name}' is no condition of the program, so it can't be compiled.")
    facts = _facts_read(program, wanted)
    masks = {name: 1 << position for position, name in enumerate(facts)}
    writer = Writer(program, wanted, masks, find_writer)
    for position, name in enumerate(wanted):
        _write_rule(1 << position, _named(name, writer), writer)
    source = _source(writer.lines)
    writer.values |= {
        "opened": lambda row: OpenedRow(row, program),
        "missing": _missing_by_judge(masks),
        "beyond": _beyond,
    }
    bits = {name: 1 << position for position, name in enumerate(wanted)}
    return Compiled(program, wanted, facts, bits, masks, source, _run(source, writer.values))


def _named(name: str, writer: Writer) -> Condition:
    written = writer.name(name)
    return written if isinstance(written, Condition) else condition_of(written)


def _write_rule(bit: int, rule: Condition, writer: Writer) -> None:
    mark = hex(bit)
    unknown = f"unknown |= {mark}; add({rule.missing})"
    if rule.is_choice:
        writer.lines += [
            f"if {rule.certain}: true |= {mark}",
            f"elif {rule.undecided}: {unknown}",
        ]
        return
    writer.lines += [
        f"if {rule.possible}:",
        f" if {rule.open}: {unknown}",
        f" else: true |= {mark}",
    ]


def _source(lines: list[str]) -> str:
    body = "\n".join(f" {line}" for line in lines)
    return (
        "def evaluate(row, get, on, add):\n"
        " true = unknown = 0\n"
        " sheet = None\n"
        f"{body}\n"
        " return true, unknown\n"
    )


def _run(source: str, values: dict[str, Any]) -> Function:
    # Why this is safe stands in the docstring of the package.
    code = compile(source, "<compiled rules>", "exec", dont_inherit=True)
    exec(code, values)  # noqa: S102
    function: Function = values["evaluate"]
    return function


def _facts_read(program: Program, names: tuple[str, ...]) -> tuple[str, ...]:
    read = frozenset().union(*(program.facts_read[name] for name in names))
    return tuple(name for name in program.dictionary.facts if name in read)


def _missing_by_judge(masks: Mapping[str, int]) -> Callable[[Plan, Evaluation], int]:
    def missing(plan: Plan, evaluation: Evaluation) -> int:
        return sum(masks[name] for name in find_missing(plan, evaluation)) << len(masks)

    return missing


def _beyond() -> NoReturn:
    raise BeyondRange


def _sheet(what: Row | FactSheet) -> FactSheet:
    if isinstance(what, FactSheet):
        return what
    raise TypeError("Only a fact sheet or a row can be evaluated.")
