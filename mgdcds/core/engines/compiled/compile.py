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
from mgdcds.core.engines.compiled.rules import write_rules
from mgdcds.core.engines.compiled.statuses import Answer, Statuses, place_of, words_of
from mgdcds.core.engines.compiled.table import find_writer
from mgdcds.core.engines.compiled.writer import Writer, condition_of
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.missing import find_missing
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import TRUE, UNKNOWN

#: What the generated function is called with: a row, its reader and its date.
Function = Callable[[Row, Callable[..., Any], datetime.date], Answer]


class BeyondRange(Exception):
    """A number beyond the range that its estimate stands on: the judge answers for the row."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A program, ready to answer for many rows.

    `names` are the conditions and `positions` their bits. `facts` are the bits of what is
    missing. `source` is what was generated.
    """

    program: Program
    names: tuple[str, ...]
    facts: tuple[str, ...]
    positions: Mapping[str, int]
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
        if not isinstance(what, Row):
            return self._evaluate_sheet(what)
        plain = what.plain
        try:
            return Statuses(self, what, self.run(what, plain.get, what.on))
        except BeyondRange:
            return self._judged(OpenedRow(what, self.program), what)

    def _evaluate_sheet(self, sheet: FactSheet) -> Statuses:
        row = row_of_sheet(sheet)
        if row is not None:
            return self.evaluate(row)
        return self._judged(open_sheet(self.program, sheet), Row({}, sheet.on, sheet))

    def mask_of(self, facts: Iterable[str]) -> int:
        """This method will write facts that are surely missing as a mask."""
        return sum(self.masks[name] for name in facts) << len(self.facts)

    def _judged(self, evaluation: Evaluation, row: Row) -> Statuses:
        true, unknown = ([0] * words_of(len(self.names)) for _ in range(2))
        masks = [0] * len(self.names)
        for name, position in self.positions.items():
            word, bit = place_of(position)
            truth = evaluation.truth(name)
            true[word] |= bit * (truth is TRUE)
            unknown[word] |= bit * (truth is UNKNOWN)
            masks[position] = self.mask_of(evaluation.missing_of(name))
        return Statuses(self, row, (tuple(true), tuple(unknown), masks))


def compile_program(program: Program, names: Sequence[str]) -> Compiled:
    """This function will compile conditions of a program (ValueError for what is none)."""
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in program.expressions or program.expressions[name].type != BOOLEAN:
            raise ValueError(f"'{name}' is no condition of the program, so it can't be compiled.")
    facts = _facts_read(program, wanted)
    masks = {name: 1 << position for position, name in enumerate(facts)}
    writer = Writer(program, wanted, masks, find_writer)
    rules = [_named(name, writer) for name in wanted]
    lines = [*writer.lines, *write_rules(rules, writer)]
    words = range(words_of(len(wanted)))
    source = _source(lines, words)
    writer.values |= {
        "opened": lambda row: OpenedRow(row, program),
        "missing": _missing_by_judge(masks),
        "beyond": _beyond,
        "template": tuple(writer.template),
    }
    positions = {name: position for position, name in enumerate(wanted)}
    return Compiled(program, wanted, facts, positions, masks, source, _run(source, writer.values))


def _named(name: str, writer: Writer) -> Condition:
    written = writer.name(name)
    return written if isinstance(written, Condition) else condition_of(written)


def _source(lines: list[str], words: range) -> str:
    true, unknown = (", ".join(f"{letter}{word}" for word in words) for letter in "xy")
    start = " = ".join(f"{letter}{word}" for letter in "xy" for word in words)
    return "\n".join(
        (
            "def evaluate(row, get, on):",
            f" {start} = 0" if start else " pass",
            " sheet = None",
            " masks = [*template]",
            *(f" {line}" for line in lines),
            f" return ({true},), ({unknown},), masks" if start else " return (), (), masks",
            "",
        )
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
