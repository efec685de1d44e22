"""Every engine equals the judge: on generated programs and sheets, and on the cases kept.

An engine is one entry of ENGINES. It answers, for each sheet, each condition that it can run: its
truth, and the facts that are missing (None where the engine does not report them). A condition
that it refuses it leaves out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled import Compiled, compile_program
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import Truth
from tests.generative.cutting import cut_at_values
from tests.generative.exported_reading import exported
from tests.generative.programs import random_program
from tests.generative.prover_reading import prover
from tests.generative.sheets import cut_offs_of, random_sheet
from tests.sql_rows import databases, statuses

#: The truth of a condition, and what is missing; None where that is not reported.
Answered = tuple[Truth, frozenset[str] | None]
Answers = Mapping[str, Answered]
Engine = Callable[[Program, Sequence[FactSheet]], Sequence[Answers]]


@dataclass(frozen=True)
class Work:
    """A program, sheets for it, and what the judge answers for each."""

    program: Program
    sheets: tuple[FactSheet, ...]
    expected: tuple[Answers, ...]


@dataclass(frozen=True)
class Disagreement:
    """A condition that an engine answers otherwise than the judge, for one sheet."""

    engine: str
    program: Program
    sheet: FactSheet
    name: str
    expected: Answered
    found: Answered


def judge(program: Program, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    """The plain evaluator."""
    names = conditions_of(program)
    return [_judge_one(program, sheet, names) for sheet in sheets]


def _judge_one(program: Program, sheet: FactSheet, names: Sequence[str]) -> Answers:
    evaluation = open_sheet(program, sheet)
    return {name: (evaluation.truth(name), evaluation.missing_of(name)) for name in names}


def compiled(program: Program, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    """The compiled evaluator. It answers every condition."""
    return _run_compiled(compile_program(program, conditions_of(program)), sheets)


def compiled_to_tables(program: Program, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    """The compiled evaluator, looking up all conditions that it can, as it does with many."""
    names = conditions_of(program)
    return _run_compiled(compile_program(program, names, look_up_from=1), sheets)


def _run_compiled(ready: Compiled, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    found = [ready.evaluate(sheet) for sheet in sheets]
    return [{name: (one.truth(name), one.missing(name)) for name in ready.names} for one in found]


def in_sql(program: Program, sheets: Sequence[FactSheet], *, database: str) -> Sequence[Answers]:
    """SQL, one statement for all conditions and sheets. It does not say what is missing."""
    found = statuses(program, conditions_of(program), sheets, database)
    return [{name: (truth, None) for name, truth in row.items()} for row in found]


#: The engines by name. Who adds one also says in REFUSES what it leaves out.
ENGINES: dict[str, Engine] = {
    "judge": judge,
    "compiled": compiled,
    "compiled to tables": compiled_to_tables,
    "exported": exported,
    "prover": prover,
    **{f"sql on {database}": partial(in_sql, database=database) for database in databases()},
}


def conditions_of(program: Program) -> tuple[str, ...]:
    """The named expressions that are true, false or unknown."""
    return tuple(name for name, each in program.expressions.items() if each.type == BOOLEAN)


def keep_runnable(program: Program, can_run: Callable[[Checked], bool]) -> Program:
    """The program without the expressions that an engine cannot run, and all that read them."""
    kept: dict[str, Checked] = {}
    for name, checked in program.expressions.items():
        needed = checked.names & program.expressions.keys()
        if needed <= kept.keys() and can_run(checked):
            kept[name] = checked
    return Program(program.dictionary, kept, program.labels)


@lru_cache(maxsize=64)
def make_work(seed: int, *, sheets: int = 100) -> Work:
    """One program with sheets that lie at its cut-offs; the same for every engine."""
    chance = random.Random(seed)
    program = random_program(chance)
    cut_offs = cut_offs_of(program)
    made = tuple(random_sheet(chance, program.dictionary, cut_offs=cut_offs) for _ in range(sheets))
    exact = cut_at_values(program, made, chance)
    return Work(exact, made, tuple(judge(exact, made)))


def find_disagreements(engine: str, works: Iterable[Work]) -> Iterator[Disagreement]:
    """Every condition that an engine answers otherwise than the judge."""
    for work in works:
        answers = ENGINES[engine](work.program, work.sheets)
        for sheet, expected, found in zip(work.sheets, work.expected, answers, strict=True):
            for name, answered in found.items():
                if not is_same(expected[name], answered):
                    yield Disagreement(engine, work.program, sheet, name, expected[name], answered)


def is_same(expected: Answered, found: Answered) -> bool:
    """Whether an engine says what the judge says, in what it reports."""
    truth, missing = found
    return truth is expected[0] and (missing is None or missing == expected[1])


def compare_one(engine: str, program: Program, sheet: FactSheet, name: str) -> Disagreement | None:
    """What an engine answers otherwise for one condition and one sheet, or None."""
    expected = judge(program, [sheet])[0][name]
    found = ENGINES[engine](program, [sheet])[0].get(name)
    if found is None or is_same(expected, found):
        return None
    return Disagreement(engine, program, sheet, name, expected, found)
