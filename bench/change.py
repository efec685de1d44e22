"""What it costs to ask what would change, beside advising: `python -m bench.change`.

Sheets are those of the shipped cases, by how much is recorded. Figures are milliseconds of
processor time, and times the cost of `advise` on the same sheets in the same run. The release
has been studied before (`study_release`), as it is once in the life of a process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.prospects import find_prospects
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.guidance.what_if import find_changes_of_plan, find_changes_of_rule

EVERY, ROUNDS = 8, 3
GROUPS = {"fewer than 10 facts": (0, 10), "10 to 49 facts": (10, 50), "50 or more": (50, 10**6)}


#: Milliseconds that a question about one patient may take, for 95 of 100 patients.
WANTED = 20


@dataclass(frozen=True)
class Asked:
    """What one question costs on one group of sheets, in milliseconds, and times `advise`."""

    group: str
    question: str
    median: float
    high: float
    times_advise: float


def measure_changes(rulebook: Rulebook) -> list[Asked]:
    """This function will measure every question on every group of sheets."""
    cases = [
        sheet_of_case(case, dictionary=rulebook.dictionary) for case in rulebook.cases.values()
    ]
    found = []
    for group, (least, most) in GROUPS.items():
        sheets = [sheet for sheet in cases if least <= len(sheet.values) < most][::EVERY]
        base, _ = _measure(sheets, lambda sheet: advise(rulebook, sheet, reasons=False))
        for question, ask in _questions(rulebook).items():
            median, high = _measure(sheets, ask)
            found.append(Asked(group, question, median, high, median / base))
    return found


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

    for each in measure_changes(load_shipped_rulebook()):
        figures = f"{each.median:7.1f} ms  95 %: {each.high:7.1f} ms"
        print(f"{each.group:<20} {each.question:<30} {figures}  {each.times_advise:5.1f} x advise")


if __name__ == "__main__":
    main()
