"""Measure speed. Figures of one run compare with each other; absolute ones drift with the machine.

`python bench/run.py` measures the judge beside the hand-written rules.
`python bench/run.py pages` fills a database with 10,000 patients and measures every page.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdcds.settings")
os.environ.setdefault("MGDCDS_DATA_DIR", tempfile.mkdtemp())

SHEETS, ROUNDS = 300, 5


def main(parts: list[str]) -> None:
    import django

    django.setup()
    if "pages" in parts:
        from bench.pages import measure_pages

        measure_pages()
    else:
        measure_engine()


def measure_engine() -> None:
    """This function will print the cost per sheet of the judge and of advising, as ratios."""
    from bench.hand_written import fires
    from bench.sheets import plain_values, random_sheets
    from mgdcds.core.engines.evaluate import open_sheet
    from mgdcds.core.guidance.advise import advise
    from mgdcds.stores.library.shipped import load_shipped_rulebook

    rulebook = load_shipped_rulebook()
    sheets = random_sheets(rulebook.dictionary, SHEETS)
    plain = [plain_values(sheet) for sheet in sheets]

    def judge() -> None:
        for sheet in sheets:
            evaluation = open_sheet(rulebook.program, sheet)
            for code in rulebook.rules:
                evaluation.truth(code)

    timed: dict[str, Callable[[], object]] = {
        "hand-written, fires only": lambda: [fires(facts) for facts in plain],
        "judge, status of every rule": judge,
        "advise, with texts": lambda: [advise(rulebook, s, reasons=False) for s in sheets],
        "advise, with reasons": lambda: [advise(rulebook, s) for s in sheets],
    }
    base = 0.0
    print(f"{len(rulebook.rules)} rules, {SHEETS} sheets, best of {ROUNDS}")
    for name, run in timed.items():
        per_sheet = min(_seconds(run) for _ in range(ROUNDS)) / SHEETS * 1e6
        base = base or per_sheet
        print(f"  {name:<30} {per_sheet:10.1f} µs  {per_sheet / base:8.1f} x")


def _seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1:])
