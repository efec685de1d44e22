"""What a patient costs as rules grow, for everybody who answers one patient at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.clock import best_seconds
from bench.contenders import CONTENDERS, HAND_WRITTEN, Contender, Task, find_differing, judge_task
from bench.generated_rules import generate_rules
from bench.hand_written import fires
from bench.sheets import random_sheets
from mgdcds.core.guidance.book import Rulebook

#: Asking the judge about so many rules of patients takes about a tenth of a second.
_SLOW_ANSWERS = 6000


@dataclass(frozen=True)
class Cost:
    """The best time for one patient, in microseconds, and its ratio to the hand-written Python."""

    contender: Contender
    microseconds: float
    ratio: float


def shipped_task(rulebook: Rulebook, *, patients: int) -> Task:
    """This function will make the task of asking about the rules of release 1."""
    sheets = tuple(random_sheets(rulebook.dictionary, patients))
    return Task(rulebook.program, tuple(rulebook.rules), sheets, fires)


def generated_task(rulebook: Rulebook, rules: int, *, patients: int) -> Task:
    """This function will make the task of asking about so many generated rules."""
    made = generate_rules(rulebook, rules)
    sheets = tuple(random_sheets(rulebook.dictionary, patients))
    return Task(made.program, made.codes, sheets, made.fires)


def compare(task: Task) -> None:
    """This function will make sure that everybody says what the judge says."""
    judged = judge_task(task)
    for contender in CONTENDERS:
        differing = find_differing(contender, task, judged)
        if differing:
            raise SystemExit(f"{contender.name} differs from the judge: nothing was measured.")


def measure(task: Task, *, rounds: int) -> Sequence[Cost]:
    """This function will measure what one patient costs each contender."""
    compare(task)
    few = task.first(max(10, _SLOW_ANSWERS // len(task.codes)))
    tasks = {each.name: few if each.is_slow else task for each in CONTENDERS}
    runs = {each.name: each.prepare(tasks[each.name]) for each in CONTENDERS}
    best = best_seconds(runs, rounds=rounds)
    costs = {name: best[name] / len(tasks[name].sheets) * 1e6 for name in best}
    return [Cost(each, costs[each.name], costs[each.name] / costs[HAND_WRITTEN])
            for each in CONTENDERS]  # fmt: skip
