"""Makes the function of a release, and runs it on rows and sheets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.code import Condition
from mgdcds.core.engines.compiled.leaves import Leaf, Leaves
from mgdcds.core.engines.compiled.opened import OpenedRow
from mgdcds.core.engines.compiled.reasons import Explained
from mgdcds.core.engines.compiled.row import BeyondRange, Row, row_of_sheet
from mgdcds.core.engines.compiled.rules import write_rules
from mgdcds.core.engines.compiled.source import Function, Written
from mgdcds.core.engines.compiled.statuses import Statuses, place_of, words_of
from mgdcds.core.engines.compiled.table import find_writer
from mgdcds.core.engines.compiled.writer import Writer, condition_of
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import TRUE, UNKNOWN


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
    source: str
    run: Function
    written: Written

    def row_of(self, plain: Mapping[str, Any], *, on: datetime.date) -> Row:
        """This method will make a row of plain values: floats (finite), bools, texts and dates.

        A name that is absent, or None, is not known. Nothing is copied or checked here.
        """
        return Row(plain, on)

    def evaluate(self, what: Row | FactSheet) -> Statuses:
        """This method will answer the truth of every condition, and what is missing."""
        row = what if isinstance(what, Row) else row_of_sheet(what)
        try:
            return Statuses(self, row, self.run(row, row.plain.get, row.on))
        except BeyondRange:
            return self._judged(row)

    def explain(self, what: Row | FactSheet) -> Explained:
        """This method will evaluate a row, with a reason for all that is true or unknown."""
        row = what if isinstance(what, Row) else row_of_sheet(what)
        run = self._explaining[0]
        try:
            true, unknown, masks, words = run(row, row.plain.get, row.on)
        except BeyondRange:
            return Explained(self._judged(row), self._judge_leaves(row))
        return Explained(Statuses(self, row, (true, unknown, masks)), words)

    @cached_property
    def leaves(self) -> tuple[tuple[Leaf, ...], ...]:
        """The leaves of each condition."""
        return self._explaining[1]

    @cached_property
    def _explaining(self) -> tuple[Function, tuple[tuple[Leaf, ...], ...]]:
        leaves = Leaves(self.program, self.written.writer)
        found = tuple(leaves.of(name) for name in self.names)
        return self.written.load(self.written.source(leaves)), found

    def _judged(self, row: Row) -> Statuses:
        evaluation = OpenedRow(row, self.program)
        true, unknown = ([0] * words_of(len(self.names)) for _ in range(2))
        masks = [0] * len(self.names)
        for name, position in self.positions.items():
            word, bit = place_of(position)
            truth = evaluation.truth(name)
            true[word] |= bit * (truth is TRUE)
            unknown[word] |= bit * (truth is UNKNOWN)
            masks[position] = self._mask_of(evaluation, name)
        return Statuses(self, row, (tuple(true), tuple(unknown), masks))

    def _mask_of(self, evaluation: Evaluation, name: str) -> int:
        masks = self.written.writer.masks
        return sum(masks[fact] for fact in evaluation.missing_of(name)) << len(masks)

    def _judge_leaves(self, row: Row) -> tuple[int, ...]:
        opened: Evaluation = OpenedRow(row, self.program)
        leaves = {leaf for every in self.leaves for leaf in every if not leaf.fact}
        words = [0] * (1 + max((leaf.word for leaf in leaves), default=0))
        for leaf in leaves:
            value = self.written.writer.plan_of(leaf.node).run(opened)
            words[leaf.word] |= {True: 1, None: 2}.get(value, 0) << leaf.shift
        return tuple(words)


def compile_program(program: Program, names: Sequence[str]) -> Compiled:
    """This function will compile conditions of a program (ValueError for what is none)."""
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in program.expressions or program.expressions[name].type != BOOLEAN:
            raise ValueError(f"'{name}' is no condition of the program, so it can't be compiled.")
    facts = _facts_read(program, wanted)
    masks = {name: 1 << position for position, name in enumerate(facts)}
    writer = Writer(program, wanted, masks, find_writer)
    rules = list(write_rules([_named(name, writer) for name in wanted], writer))
    written = Written(writer, rules, len(wanted))
    source = written.source()
    positions = {name: position for position, name in enumerate(wanted)}
    return Compiled(program, wanted, facts, positions, source, written.load(source), written)


def _named(name: str, writer: Writer) -> Condition:
    written = writer.name(name)
    return written if isinstance(written, Condition) else condition_of(written)


def _facts_read(program: Program, names: Iterable[str]) -> tuple[str, ...]:
    read = frozenset().union(*(program.facts_read[name] for name in names))
    return tuple(name for name in program.dictionary.facts if name in read)
