"""What it costs to ask what would change, beside advising: `python -m bench.change`.

Sheets are those of the shipped cases, by how much is recorded. Figures are milliseconds of
processor time, and times the cost of `advise` on the same sheets in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.prospects import find_prospects
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.guidance.what_if import find_changes_of_plan, find_changes_of_rule

EVERY, ROUNDS = 8, 3
GROUPS = {"fewer than 10 facts": (0, 10), "10 to 49 facts": (10, 50), "50 or more": (50, 10**6)}


def measure_changes(rulebook: Rulebook) -> list[tuple[str, str, float, float, float]]:
    """This function will answer lines: sheets, question, median, 95th percentile, times advise."""
    cases = [
        sheet_of_case(case, dictionary=rulebook.dictionary) for case in rulebook.cases.values()
    ]
    lines = []
    for group, (least, most) in GROUPS.items():
        sheets = [sheet for sheet in cases if least <= len(sheet.values) < most][::EVERY]
        base, _ = _measure(sheets, lambda sheet: advise(rulebook, sheet, reasons=False))
        for question, ask in _questions(rulebook).items():
            median, high = _measure(sheets, ask)
            lines.append((group, question, median, high, median / base))
    return lines


def _questions(rulebook: Rulebook) -> dict[str, Callable[[FactSheet], object]]:
    return {
        "every missing fact": lambda sheet: find_prospects(rulebook, sheet),
        "missing facts that are asked": lambda sheet: find_prospects(
            rulebook, sheet, asked_only=True
        ),
        "the plan": lambda sheet: find_changes_of_plan(rulebook, sheet),
        "the rule B02": lambda sheet: find_changes_of_rule(rulebook, sheet, "B02"),
    }


def _measure(
    sheets: Sequence[FactSheet], ask: Callable[[FactSheet], object]
) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds; the best of three rounds for each sheet."""
    found = sorted(min(_milliseconds(ask, sheet) for _ in range(ROUNDS)) for sheet in sheets)
    return found[len(found) // 2], found[int(len(found) * 0.95)]


def _milliseconds(ask: Callable[[FactSheet], object], sheet: FactSheet) -> float:
    started = time.process_time()
    ask(sheet)
    return (time.process_time() - started) * 1e3


def main() -> None:
    """This function will print the lines."""
    import django

    import bench.run  # noqa: F401 - it says where the settings are

    django.setup()
    from mgdcds.stores.library.shipped import load_shipped_rulebook

    for group, question, median, high, ratio in measure_changes(load_shipped_rulebook()):
        figures = f"{median:7.1f} ms  95 %: {high:7.1f} ms  {ratio:5.1f} x advise"
        print(f"{group:<20} {question:<30} {figures}")


if __name__ == "__main__":
    main()
