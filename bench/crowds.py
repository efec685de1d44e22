"""What the rules of release 1 cost as patients grow: one after the other, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.clock import Run, best_seconds
from bench.contenders import CONTENDERS, Contender, Task

#: So many different patients; a crowd is made of them again and again.
DIFFERENT = 1000
#: Slow contenders are asked about no larger crowd.
_MOST_SLOW = 10_000
#: A larger crowd is asked about once.
ONE_ROUND = 100_000


@dataclass(frozen=True)
class Crowd:
    """So many patients, and the seconds that each contender takes; None where it is not asked."""

    patients: int
    seconds: dict[str, float | None]


def measure_crowd(task: Task, patients: int, *, rounds: int) -> Crowd:
    """This function will ask everybody about a crowd, one patient after the other."""
    asked = [each for each in CONTENDERS if not each.is_slow or patients <= _MOST_SLOW]
    runs = {each.name: _repeated(each, task, patients) for each in asked}
    found = best_seconds(runs, rounds=1 if patients > ONE_ROUND else rounds)
    return Crowd(patients, {each.name: found.get(each.name) for each in CONTENDERS})


def _repeated(contender: Contender, task: Task, patients: int) -> Run:
    run = contender.prepare(task.first(min(patients, DIFFERENT)))
    times = max(1, patients // DIFFERENT)

    def repeat() -> None:
        for _ in range(times):
            run()

    return repeat


def names_of(crowds: Sequence[Crowd]) -> Sequence[str]:
    """This function will answer who was measured, in order."""
    return tuple(crowds[0].seconds)
