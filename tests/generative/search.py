"""Look for disagreements longer than the tests do.

`python -m tests.generative.search --pairs 300000 --seed 7 --engine sql` tries each engine, or one,
on so many pairs of a program and a sheet, and prints a small case to keep for each program on
which it differs from the judge. The exit code is 1 when there was one.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.generative.agreement import ENGINES, find_disagreements, make_work
from tests.generative.kept_cases import print_disagreement
from tests.generative.shrinking import shrink

SHEETS = 100
MOST_FOUND = 10


def main(words: list[str]) -> int:
    """Search as the words of the command say; 1 when a disagreement was found."""
    asked = _parse(words)
    engines = [asked.engine] if asked.engine else list(ENGINES)
    programs = max(1, asked.pairs // SHEETS)
    return max(_search(engine, seed=asked.seed, programs=programs) for engine in engines)


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=100_000, help="pairs of program and sheet")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same pairs")
    parser.add_argument("--engine", choices=tuple(ENGINES), help="one engine instead of all")
    return parser.parse_args(words)


def _search(engine: str, *, seed: int, programs: int) -> int:
    started, found = time.monotonic(), 0
    for at in range(programs):
        first = next(find_disagreements(engine, [make_work(seed * 1_000_000 + at)]), None)
        if first is not None:
            found += 1
            print(print_disagreement(shrink(first)), flush=True)
        if found == MOST_FOUND:
            break
    seconds = time.monotonic() - started
    print(f"{engine}: {(at + 1) * SHEETS} pairs, {found} programs differ, {seconds:.0f} s")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
