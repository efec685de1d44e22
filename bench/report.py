"""Writes docs/performance.md: what was measured in one run, and whether it is what is wanted."""

from __future__ import annotations

import datetime
import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.change import WANTED, measure_changes
from bench.contenders import CONTENDERS, HAND_WRITTEN
from bench.crowds import DIFFERENT, Crowd, measure_crowd, names_of
from bench.growth import Cost, generated_task, measure, shipped_task
from bench.memory import Memory, measure_memory
from bench.warehouse import Scan, find_databases, measure_table
from mgdcds.core.guidance.book import Rulebook
from mgdcds.stores.library.shipped import load_shipped_rulebook

#: From so many rules on, the second target holds.
MANY = 300
_BUSY = 1.5
_SQLITE_ASKED, _SQLITE_SECONDS = 100_000, 2
#: How many plain scans of a table ten rules may cost on PostgreSQL.
_SCANS = 3


@dataclass(frozen=True)
class Extent:
    """How much is measured: rules, patients, and rounds of which the best counts."""

    rules: tuple[int, ...]
    crowds: tuple[int, ...]
    patients: int
    rounds: int


WHOLE = Extent((10, 30, 100, 300, 1000), (1, 1000, 100_000, 1_000_000), patients=1000, rounds=15)
QUICK = Extent((10, 100, 300), (1, 1000), patients=200, rounds=5)


def write_report(extent: Extent) -> str:
    """This function will measure all that an extent names, and write it as a page."""
    rulebook, load = load_shipped_rulebook(), os.getloadavg()[0]
    parts = [
        _head(load),
        _growth(rulebook, extent),
        _crowds(rulebook, extent),
        _tables(rulebook, extent),
        _changes(rulebook),
        _memory(rulebook, extent),
    ]
    return "\n\n".join(parts) + "\n"


def _head(load: float) -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = (
        f" Other work ran on the machine meanwhile (load {load:.1f}): "
        "ratios hold better than times."
        if load > _BUSY
        else ""
    )
    return f"""\
# Performance

Written by `make bench` on {today.isoformat()}, in one run on a computer with \
{os.cpu_count()} processor cores and {gigabytes:.0f} GB: {platform.python_implementation()} \
{platform.python_version()}, SQLite {sqlite3.sqlite_version}.{busy}

Everybody answers for the same patients, of whom about 15 % of the facts are missing, and all \
answers were compared with the judge's before anything was timed. Times are the best of several \
rounds in which everybody takes turns, so that ratios hold although times drift with the machine. \
The measure is Python as a programmer would write it by hand, `if x is not None and x < 30`: it \
says which rules fire and nothing else, and it calculates the same eGFR and sums."""


def _growth(rulebook: Rulebook, extent: Extent) -> str:
    tasks = {"release 1": shipped_task(rulebook, patients=extent.patients)} | {
        f"{number} rules": generated_task(rulebook, number, patients=extent.patients)
        for number in extent.rules
    }
    rows = []
    for name, task in tasks.items():
        costs = measure(task, rounds=extent.rounds)
        rows.append([name, *(_cost(cost, len(task.codes)) for cost in costs)])
    return f"""\
## One patient, as rules grow

Microseconds for one patient and all rules, and the ratio to the hand-written Python. Generated \
rules are shaped like those of release 1: two to six leaves, half of them laboratory values at \
guideline cut-offs, the others medicines, conditions, choices, eGFR and sums; they read about as \
many facts and have about as many different leaves. A row holds plain values by name, as the \
hand-written Python has them, and the limits of the release are constants for both; a fact sheet \
also has units, dates and where values come from. With \
reasons, there is one for each rule that is true or unknown; words are put together when they are \
read.

{_table(["", *(each.name for each in CONTENDERS)], rows)}{_targets()}"""


def _cost(cost: Cost, rules: int) -> str:
    if cost.contender.name == HAND_WRITTEN:
        return f"{cost.microseconds:.1f} µs"
    return f"{cost.microseconds:.1f} µs, {cost.ratio:.2f}×{_verdict(cost, rules)}"


def _verdict(cost: Cost, rules: int) -> str:
    contender = cost.contender
    wanted = contender.target_of_many if rules >= MANY else None
    wanted = wanted or contender.target
    if wanted is None:
        return ""
    return _met(cost.ratio, wanted)


def _targets() -> str:
    lines = []
    for each in CONTENDERS:
        if each.target is not None:
            many = f", and {each.target_of_many}× from {MANY} rules on"
            more = many if each.target_of_many else ""
            lines.append(f"- {each.name}: at most {each.target}×{more}.")
    return "\n\nWanted:\n\n" + "\n".join(lines) if lines else ""


def _crowds(rulebook: Rulebook, extent: Extent) -> str:
    task = shipped_task(rulebook, patients=DIFFERENT)
    few = min(3, extent.rounds)
    found = [measure_crowd(task, number, rounds=few) for number in extent.crowds]
    rows = [[f"{crowd.patients:,}", *_seconds(crowd)] for crowd in found]
    return f"""\
## Many patients, one after the other

Seconds for all rules of release 1. A thousand different patients are asked about again and again; \
a dash stands where it was not measured. One patient alone costs more, because nothing is warm.

{_table(["patients", *names_of(found)], rows)}"""


def _seconds(crowd: Crowd) -> Iterable[str]:
    return ("–" if each is None else f"{each:.4g} s" for each in crowd.seconds.values())


def _tables(rulebook: Rulebook, extent: Extent) -> str:
    task, rounds = shipped_task(rulebook, patients=DIFFERENT), min(3, extent.rounds)
    generated = generated_task(rulebook, extent.rules[-1], patients=DIFFERENT)
    found = [
        scan
        for database in find_databases()
        for scan in (
            *measure_table(task, database, extent.crowds, rounds=rounds),
            *measure_table(generated, database, extent.crowds[1:2], rounds=rounds),
        )
    ]
    head = ["", "rules", "assessments", "statuses", "scans for ten rules", "reading every column"]
    return f"""\
## Many patients, as a table

Seconds for one statement that computes the statuses of all rules for each row and keeps them in a \
table. The table has a column for each of {len(rulebook.dictionary.facts)} facts, and one for the \
date of each that goes stale. A scan counts the rows; the last column compares with a scan that \
counts the values of every column. PostgreSQL shares a large table among several processes, for \
the statement as for the scans.

{_table(head, [_scan(each) for each in found])}

Wanted: 100,000 assessments in {_SQLITE_SECONDS} s on SQLite; on PostgreSQL at most \
{_SCANS} scans for ten rules."""


def _scan(scan: Scan) -> list[str]:
    is_sqlite = scan.database == "sqlite"
    is_asked = is_sqlite and scan.assessments == _SQLITE_ASKED
    seconds = f"{scan.statuses:.3g} s"
    ratios = [scan.for_ten_rules(each) for each in (scan.counted, scan.read)]
    return [
        scan.database,
        str(scan.rules),
        f"{scan.assessments:,}",
        seconds + (_met(scan.statuses, _SQLITE_SECONDS, " s") if is_asked else ""),
        *(f"{ratio:.1f}×{'' if is_sqlite else _met(ratio, _SCANS)}" for ratio in ratios),
    ]


def _met(found: float, wanted: float, unit: str = "×") -> str:
    return " (met)" if found <= wanted else f" (missed: {wanted:g}{unit})"


def _changes(rulebook: Rulebook) -> str:
    rows = [
        [
            each.group,
            each.question,
            f"{each.median:.1f} ms",
            f"{each.high:.1f} ms{_met(each.high, WANTED, ' ms')}",
            f"{each.times_advise:.1f}×",
        ]
        for each in measure_changes(rulebook)
    ]
    head = [
        "recorded",
        "what would change",
        "median",
        "95 of 100",
        "median, of what advising takes",
    ]
    return f"""\
## What would change the answer

Milliseconds for one patient, on the judge: what each missing fact could do, which the pages of \
advice show, and the nearest changes of what is recorded, for the plan and for one rule. Patients \
are every eighth shipped case, by how many facts are recorded. It is processor time, the best of \
three rounds: a page waits longer where other work runs beside it, or while Python clears its \
memory. What holds for every patient of a release is found once, when a process is first asked.

{_table(head, rows)}

Wanted: at most {WANTED} ms for 95 of 100 patients, also where nearly nothing is recorded."""


def _memory(rulebook: Rulebook, extent: Extent) -> str:
    rows = []
    for number in (extent.rules[0], extent.rules[-1]):
        task = generated_task(rulebook, number, patients=100)
        rows.append([f"{number} rules", *(_megabytes(each) for each in measure_memory(task))])
    return f"""\
## Memory

Megabytes of Python objects: what is kept once everything is ready, and what answering for a \
hundred patients takes on top.

{_table(["", *(each.name for each in CONTENDERS)], rows)}"""


def _megabytes(memory: Memory) -> str:
    return f"{memory.kept:.2f} + {memory.peak:.2f} MB"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
