"""Makes the function of a release, and runs it on rows and sheets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.code import Condition, condition_of
from mgdcds.core.engines.compiled.index import LEAST_RULES, Index
from mgdcds.core.engines.compiled.leaves import Leaf, Leaves
from mgdcds.core.engines.compiled.opened import OpenedRow
from mgdcds.core.engines.compiled.reasons import Explained
from mgdcds.core.engines.compiled.row import BeyondRange, Row, row_of_sheet
from mgdcds.core.engines.compiled.rules import Rules
from mgdcds.core.engines.compiled.source import Function, Written
from mgdcds.core.engines.compiled.statuses import Answer, Statuses
from mgdcds.core.engines.compiled.table import find_writer
from mgdcds.core.engines.compiled.uses import in_order
from mgdcds.core.engines.compiled.writer import Writer
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import TRUE, UNKNOWN


@dataclass(frozen=True, eq=False)
class Compiled:
    """A program, ready to answer for many rows.

    `names` are the conditions and `positions` their bits. `facts` are the bits of what is
    missing. `source` is what was generated. The limits of the release are constants there,
    unless the function `reads_limits`.
    """

    program: Program
    names: tuple[str, ...]
    facts: tuple[str, ...]
    positions: Mapping[str, int]
    source: str
    run: Function
    written: Written
    look_up_from: int
    reads_limits: bool

    def row_of(
        self,
        plain: Mapping[str, Any],
        *,
        on: datetime.date,
        limits: Mapping[str, float] | None = None,
    ) -> Row:
        """This method will make a row of plain values: floats (finite), bools, texts and dates.

        A name that is absent, or None, is not known. Nothing is checked here, and nothing copied
        unless there are `limits`: those of the site, where they are not those of the release.
        """
        return Row({**plain, **limits}, on, has_limits=True) if limits else Row(plain, on)

    def evaluate(self, what: Row | FactSheet) -> Statuses:
        """This method will answer the truth of every condition, and what is missing."""
        row = what if isinstance(what, Row) else row_of_sheet(what, self.program.defaults)
        if row.has_limits and not self.reads_limits:
            return self.with_limits.evaluate(row)
        try:
            return Statuses(self, row, self.run(row, row.plain.get, row.on))
        except BeyondRange:
            return self._judged(row)

    def explain(self, what: Row | FactSheet) -> Explained:
        """This method will evaluate a row, with a reason for all that is true or unknown."""
        row = what if isinstance(what, Row) else row_of_sheet(what, self.program.defaults)
        if row.has_limits and not self.reads_limits:
            return self.with_limits.explain(row)
        run = self._explaining[0]
        try:
            *answer, words = run(row, row.plain.get, row.on)
        except BeyondRange:
            return Explained(self._judged(row), self._judge_leaves(row))
        return Explained(Statuses(self, row, answer), words)

    @cached_property
    def with_limits(self) -> Compiled:
        """The same for rows with limits of their own: its function reads them."""
        return _compiled(self.program, self.names, self.look_up_from, reads_limits=True)

    @cached_property
    def leaves(self) -> tuple[tuple[Leaf, ...], ...]:
        """The leaves of each condition."""
        return self._explaining[1]

    @cached_property
    def _explaining(self) -> tuple[Function, tuple[tuple[Leaf, ...], ...]]:
        leaves = Leaves(self.program, self.written.writer)
        found = tuple(leaves.of(name) for name in self.names)
        return self.written.load(self.written.source(leaves)), found

    def missing_of(self, position: int, answer: Answer) -> int:
        """This method will answer what is missing in a condition that is unknown, as a mask."""
        _, _, masks, clauses, extras = answer
        index, rules = self.written.index, self.written.rules
        if clauses is None:  # the judge answered, for each condition
            return int(masks[position])
        if index is not None and position in index.rules:
            return index.missing_of(position, clauses, extras)
        slot = rules.slots.get(position)
        return rules.always[position] | (0 if slot is None else _join(masks[slot]))

    def _judged(self, row: Row) -> Statuses:
        evaluation = OpenedRow(row, self.program)
        true = unknown = 0
        for position, name in enumerate(self.names):
            truth = evaluation.truth(name)
            true |= (truth is TRUE) << position
            unknown |= (truth is UNKNOWN) << position
        masks = [self._mask_of(evaluation, name) for name in self.names]
        return Statuses(self, row, (true, unknown, masks, None, ()))

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


def compile_program(
    program: Program, names: Sequence[str], *, look_up_from: int = LEAST_RULES
) -> Compiled:
    """This function will compile conditions of a program (ValueError for what is none).

    When at least `look_up_from` of them can be looked up together (`index`), they are.
    """
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in program.expressions or program.expressions[name].type != BOOLEAN:
            raise ValueError(f"'{name}' is no condition of the program, so it can't be compiled.")
    return _compiled(program, wanted, look_up_from, reads_limits=False)


def _compiled(
    program: Program, names: tuple[str, ...], look_up_from: int, *, reads_limits: bool
) -> Compiled:
    facts = _facts_read(program, names)
    masks = {name: 1 << position for position, name in enumerate(facts)}
    writer = Writer(program, names, masks, find_writer, reads_limits=reads_limits)
    for name in in_order(program, names):
        writer.try_name(name)
    written = _write([_named(name, writer) for name in names], writer, look_up_from)
    source = written.source()
    return Compiled(
        program,
        names,
        facts,
        positions={name: position for position, name in enumerate(names)},
        source=source,
        run=written.load(source),
        written=written,
        look_up_from=look_up_from,
        reads_limits=reads_limits,
    )


def _write(rules: list[Condition], writer: Writer, look_up_from: int) -> Written:
    index = Index(rules, writer) if len(rules) >= look_up_from else None
    if index is None or len(index.rules) < look_up_from:
        plain = Rules(rules)
        return Written(writer, plain, list(plain.write(range(len(rules)))))
    others = Rules(rules, width=len(rules))
    rest = [position for position in range(len(rules)) if position not in index.rules]
    return Written(writer, others, [*index.write(), *others.write(rest)], index)


def _named(name: str, writer: Writer) -> Condition:
    written = writer.name(name)
    return written if isinstance(written, Condition) else condition_of(written)


def _facts_read(program: Program, names: Iterable[str]) -> tuple[str, ...]:
    read = frozenset().union(*(program.facts_read[name] for name in names))
    return tuple(name for name in program.dictionary.facts if name in read)


def _join(found: int | tuple[Any, ...]) -> int:
    """Masks, and rows of masks, as one."""
    return reduce(or_, map(_join, found), 0) if isinstance(found, tuple) else found
