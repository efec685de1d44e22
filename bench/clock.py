"""Timing whose ratios hold: rounds in turn, so that a drift of the machine hits everybody."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping

Run = Callable[[], object]


def best_seconds(runs: Mapping[str, Run], *, rounds: int) -> dict[str, float]:
    """This function will answer the best time of each run, in seconds, over interleaved rounds."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(rounds):
        for name, run in runs.items():
            best[name] = min(best[name], seconds_of(run))
    return best


def seconds_of(run: Run) -> float:
    """This function will time one run. The collector of garbage waits meanwhile."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        run()
        return time.perf_counter() - started
    finally:
        gc.enable()
