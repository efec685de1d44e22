"""How much memory an engine keeps once it is ready, and how much more it takes to answer."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.contenders import CONTENDERS, Contender, Task
from mgdcds.core.engines.program import Program


@dataclass(frozen=True)
class Memory:
    """Megabytes of Python objects: kept when ready, and at most while answering."""

    contender: Contender
    kept: float
    peak: float


def measure_memory(task: Task) -> Sequence[Memory]:
    """This function will measure each contender, with a program that nobody has run yet."""
    return [_measure(each, task) for each in CONTENDERS]


def _measure(contender: Contender, task: Task) -> Memory:
    old = task.program
    fresh = replace(task, program=Program(old.dictionary, old.expressions, old.labels))
    gc.collect()
    tracemalloc.start()
    try:
        # One patient makes sure that what is only made when it is needed counts as kept.
        contender.prepare(fresh.first(1))()
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
        run = contender.prepare(fresh)
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        run()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return Memory(contender, kept / 1e6, (peak - before) / 1e6)
