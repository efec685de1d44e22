"""Is a draft fit to be published? Asked by its page, at submission and at publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mgdcds.core.guidance.entries import Entry
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import problems, queries
from mgdcds.stores.library.gates import GateReport, run_gates
from mgdcds.stores.library.values import DraftValue, ReleaseValue


@dataclass(frozen=True)
class DraftCheck:
    """A draft laid over the newest release, and what stands against publishing it.

    `conflicts` are entries that a newer release changed and the author did not see.
    """

    draft: DraftValue
    newest: ReleaseValue
    base_entries: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    report: GateReport
    conflicts: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands against publishing."""
        unchanged = () if self.report.hash != self.newest.hash else (problems.nothing_changed(),)
        return (*self.conflicts, *unchanged, *self.report.problems)


def check_draft(draft_id: int) -> DraftCheck:
    """This function will lay a draft over the newest release and ask every gate.

    Raises DraftNotFound and ReleaseNotFound.
    """
    draft, newest = queries.get_draft(draft_id), queries.get_newest_release()
    base = queries.entries_of(newest.id)
    entries = queries.overlay(base, draft.entries)
    return DraftCheck(
        draft=draft,
        newest=newest,
        base_entries=base,
        entries=entries,
        report=run_gates(entries, base=base, may_add_facts=draft.is_shipped),
        conflicts=tuple(find_conflicts(draft, base, newest.label)),
    )


def find_conflicts(
    draft: DraftValue, newest: Iterable[Entry], newest_label: str
) -> Iterator[Problem]:
    """This function will say which entries of a draft would undo what its authors did not see."""
    released = {(entry.kind, entry.key): entry.hash for entry in newest}
    for change in draft.entries:
        now = released.get((change.entry.kind, change.entry.key), "")
        wanted = "" if change.removed else change.entry.hash
        if now not in (change.base_hash, wanted):
            yield problems.released_meanwhile(
                change.entry.kind, change.entry.key, base=draft.base, newest=newest_label
            )
