"""Who is measured: the hand-written Python, and one entry for each engine.

A contender makes itself ready for a task and then answers for every patient of it. What it
answered is read back as plain sets, so that all outputs are compared before anything is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bench.sheets import plain_values
from mgdcds.core.engines.compiled import Explained, Statuses, compile_program
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import TRUE, UNKNOWN

HAND_WRITTEN = "hand-written Python, what fires"


@dataclass(frozen=True)
class Task:
    """Rules of a program, by their codes, and the patients who are asked about."""

    program: Program
    codes: tuple[str, ...]
    sheets: tuple[FactSheet, ...]
    fires: Callable[[dict[str, Any]], set[str]]

    def first(self, number: int) -> Task:
        """This method will answer the task with fewer patients."""
        return replace(self, sheets=self.sheets[:number])


@dataclass(frozen=True)
class Answer:
    """What is said of one patient: rules by code. None where that is not reported."""

    fired: frozenset[str]
    unknown: frozenset[str] | None = None
    missing: frozenset[str] | None = None

    def agrees(self, judged: Answer) -> bool:
        """This method will tell whether this is what the judge said, in what is reported."""
        return (
            self.fired == judged.fired
            and self.unknown in (None, judged.unknown)
            and self.missing in (None, judged.missing)
        )


Read = Callable[[object], Sequence[Answer]]


@dataclass(frozen=True)
class Contender:
    """One way of asking. `prepare` does what is done once, and answers what is timed.

    `read` turns what was answered into plain answers. `is_slow` is asked about fewer patients.
    `target` is the ratio to the hand-written Python that is wanted, and from how many rules on.
    """

    name: str
    prepare: Callable[[Task], Callable[[], object]]
    read: Callable[[object, Task], Sequence[Answer]]
    is_slow: bool = False
    target: float | None = None
    target_of_many: float | None = None


def _prepare_hand_written(task: Task) -> Callable[[], object]:
    fires, patients = task.fires, [plain_values(sheet) for sheet in task.sheets]
    return lambda: [fires(facts) for facts in patients]


def _read_hand_written(answered: Any, task: Task) -> Sequence[Answer]:
    return [Answer(frozenset(fired)) for fired in answered]


def _prepare_judge(task: Task) -> Callable[[], object]:
    def run() -> object:
        found = []
        for sheet in task.sheets:
            evaluation = open_sheet(task.program, sheet)
            truths = {code: evaluation.truth(code) for code in task.codes}
            unknown = [code for code, truth in truths.items() if truth is UNKNOWN]
            found.append((truths, {code: evaluation.missing_of(code) for code in unknown}))
        return found

    return run


def _read_judge(answered: Any, task: Task) -> Sequence[Answer]:
    return [
        Answer(
            frozenset(code for code, truth in truths.items() if truth is TRUE),
            frozenset(missing),
            frozenset().union(*missing.values()),
        )
        for truths, missing in answered
    ]


def _prepare_compiled(task: Task) -> Callable[[], object]:
    compiled = compile_program(task.program, task.codes)
    evaluate = compiled.evaluate
    rows = [compiled.row_of(plain_values(sheet), on=sheet.on) for sheet in task.sheets]
    return lambda: [evaluate(row) for row in rows]


def _prepare_compiled_sheets(task: Task) -> Callable[[], object]:
    evaluate, sheets = compile_program(task.program, task.codes).evaluate, task.sheets
    return lambda: [evaluate(sheet) for sheet in sheets]


def _prepare_reasons(task: Task) -> Callable[[], object]:
    compiled = compile_program(task.program, task.codes)
    explain = compiled.explain
    rows = [compiled.row_of(plain_values(sheet), on=sheet.on) for sheet in task.sheets]
    return lambda: [explain(row) for row in rows]


def _prepare_reasons_read(task: Task) -> Callable[[], object]:
    explain_all = _prepare_reasons(task)

    def run() -> object:
        found = explain_all()
        for explained in found:
            for reason in explained.reasons:
                for leaf in reason.leaves:
                    _ = leaf.truth
        return found

    return run


def _read_reasons(answered: Any, task: Task) -> Sequence[Answer]:
    return [_read_explained(explained) for explained in answered]


def _read_explained(explained: Explained) -> Answer:
    by_truth = {truth: [] for truth in (TRUE, UNKNOWN)}
    for reason in explained.reasons:
        by_truth[reason.truth].append(reason)
    return Answer(
        frozenset(reason.name for reason in by_truth[TRUE]),
        frozenset(reason.name for reason in by_truth[UNKNOWN]),
        frozenset().union(*(reason.missing for reason in by_truth[UNKNOWN])),
    )


def _read_compiled(answered: Any, task: Task) -> Sequence[Answer]:
    return [_read_statuses(statuses, task.codes) for statuses in answered]


def _read_statuses(statuses: Statuses, codes: Sequence[str]) -> Answer:
    unknown = frozenset(code for code in codes if statuses.truth(code) is UNKNOWN)
    return Answer(
        frozenset(code for code in codes if statuses.truth(code) is TRUE),
        unknown,
        frozenset().union(*(statuses.missing(code) for code in unknown)),
    )


JUDGE = Contender("judge, statuses and missing facts", _prepare_judge, _read_judge, is_slow=True)
#: Everybody who answers for one patient at a time; the first is the measure of the others.
CONTENDERS = (
    Contender(HAND_WRITTEN, _prepare_hand_written, _read_hand_written),
    Contender(
        "compiled, statuses and missing facts",
        _prepare_compiled,
        _read_compiled,
        target=1.4,
        target_of_many=1.0,
    ),
    Contender("compiled, with reasons", _prepare_reasons, _read_reasons, target=3.2),
    Contender(
        "compiled, every leaf of the reasons read",
        _prepare_reasons_read,
        _read_reasons,
        is_slow=True,
    ),
    Contender("compiled, from fact sheets", _prepare_compiled_sheets, _read_compiled),
    JUDGE,
)


def judge_task(task: Task) -> Sequence[Answer]:
    """This function will answer what the judge says of each patient."""
    return _read_judge(_prepare_judge(task)(), task)


def find_differing(contender: Contender, task: Task, judged: Sequence[Answer]) -> list[int]:
    """This function will find the patients for whom a contender differs from the judge."""
    answers = contender.read(contender.prepare(task)(), task)
    pairs = zip(answers, judged, strict=True)
    return [at for at, (answer, right) in enumerate(pairs) if not answer.agrees(right)]
