"""What is made of knowledge is made once per process, and kept for a while."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import gates, queries
from mgdcds.stores.library.kept import Kept
from mgdcds.stores.library.shipped import load_shipped_entries
from tests.builders import AT
from tests.integration.stores.library.writing import edited, rule_of
from tests.shipped import shipped_with_few_cases


def test_a_thing_is_made_once_and_the_oldest_is_let_go():
    made: Counter[str] = Counter()
    kept: Kept[str, str] = Kept(2)

    for name in ("a", "a", "b", "a", "c", "a", "b"):
        assert kept.get(name, lambda name=name: made.update([name]) or name) == name

    assert made == {"a": 1, "b": 2, "c": 1}
    assert kept.find("c") is None
    assert kept.find("a") == "a"


def test_who_asks_while_it_is_made_waits_and_others_do_not():
    kept: Kept[str, int] = Kept(2)
    begun, go_on, made = Event(), Event(), []

    def slowly():
        begun.set()
        assert go_on.wait(5)
        made.append("slow")
        return 1

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(kept.get, "slow", slowly)
        assert begun.wait(5)
        second = pool.submit(kept.get, "slow", slowly)
        assert kept.get("quick", lambda: 2) == 2
        go_on.set()

        assert (first.result(5), second.result(5), made) == (1, 1, ["slow"])


def test_what_could_not_be_made_is_tried_again():
    kept: Kept[str, int] = Kept(2)

    with pytest.raises(ZeroDivisionError, match="division"):
        kept.get("a", lambda: 1 // 0)

    assert kept.get("a", lambda: 1) == 1


def test_the_same_entries_are_asked_once(monkeypatch):
    entries = edited(shipped_with_few_cases(), rule_of("B01"), title="Asked once")
    assert gates.find_report(entries, base=()) is None

    report = gates.run_gates(entries, base=())
    monkeypatch.setattr(gates, "load_rulebook", None)

    assert gates.run_gates(entries, base=()) is report
    assert gates.find_report(entries, base=()) is report


def test_a_corrected_case_runs_alone(monkeypatch):
    entries = edited(shipped_with_few_cases(), rule_of("B01"), title="Runs alone")
    gates.run_gates(entries, base=())
    ran = []
    monkeypatch.setattr(
        gates, "run_case", lambda book, case: ran.append(case.name) or _run(book, case)
    )
    case = next(entry for entry in entries if entry.kind is EntryKind.CASE)

    corrected = edited(entries, (EntryKind.CASE, case.key), note="Corrected.")
    report = gates.run_gates(corrected, base=())

    assert ran == [case.content()["name"]]
    assert len(report.cases) == sum(entry.kind is EntryKind.CASE for entry in entries)


_run = gates.run_case


def test_a_release_is_read_once(db, django_assert_num_queries):
    release = queries.live_release(AT)
    queries.released_entries(release)

    with django_assert_num_queries(0):
        entries = queries.released_entries(release)

    assert entries == queries.entries_of(release.id)
    assert len(entries) < len(load_shipped_entries())
