"""Is a draft fit to be published? Asked by its page, at submission and at publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from mgdcds.core.guidance.entries import Entry
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import problems, queries
from mgdcds.stores.library.gates import GateReport, find_report, run_gates
from mgdcds.stores.library.values import DraftEntryValue, DraftValue, ReleaseValue


@dataclass(frozen=True)
class LaidDraft:
    """A draft laid over the newest release. `entries` are what would be released.

    `conflicts` are entries that a newer release changed and the author did not see.
    """

    draft: DraftValue
    newest: ReleaseValue
    base_entries: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    conflicts: tuple[Problem, ...]


@dataclass(frozen=True)
class DraftCheck(LaidDraft):
    """A draft laid over the newest release, and what stands against publishing it."""

    report: GateReport

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that stands against publishing."""
        unchanged = () if self.report.hash != self.newest.hash else (problems.nothing_changed(),)
        return (*self.conflicts, *unchanged, *self.report.problems)


def check_draft(draft_id: int) -> DraftCheck:
    """This function will lay a draft over the newest release and ask every gate.

    It takes seconds, unless the same entries were asked about before. Raises DraftNotFound
    and ReleaseNotFound.
    """
    return check_laid(lay_draft(draft_id))


def lay_draft(draft_id: int) -> LaidDraft:
    """This function will lay a draft over the newest release, and ask nothing yet.

    Raises DraftNotFound and ReleaseNotFound.
    """
    draft, newest = queries.get_draft(draft_id), queries.get_newest_release()
    base = queries.released_entries(newest)
    return LaidDraft(
        draft=draft,
        newest=newest,
        base_entries=base,
        entries=queries.overlay(base, draft.entries),
        conflicts=tuple(find_conflicts(draft, base, newest.label)),
    )


def check_laid(laid: LaidDraft) -> DraftCheck:
    """This function will ask every gate about a draft that is laid over the newest release."""
    return DraftCheck(**_parts(laid), report=run_gates(laid.entries, **_asked(laid)))


def find_check(laid: LaidDraft) -> DraftCheck | None:
    """This function will find what was said of the same entries before, or None, at once."""
    report = find_report(laid.entries, **_asked(laid))
    return None if report is None else DraftCheck(**_parts(laid), report=report)


def _parts(laid: LaidDraft) -> dict[str, Any]:
    return {each.name: getattr(laid, each.name) for each in fields(LaidDraft)}


def _asked(laid: LaidDraft) -> dict[str, Any]:
    return {"base": laid.base_entries, "may_add_facts": laid.draft.is_shipped}


def find_conflicts(
    draft: DraftValue, newest: Iterable[Entry], newest_label: str
) -> Iterator[Problem]:
    """This function will say which entries of a draft would undo what its authors did not see."""
    released = {(entry.kind, entry.key): entry.hash for entry in newest}
    for change in draft.entries:
        now = released.get((change.entry.kind, change.entry.key), "")
        if is_released_meanwhile(change, now):
            yield problems.released_meanwhile(
                change.entry.kind, change.entry.key, base=draft.base, newest=newest_label
            )


def is_released_meanwhile(change: DraftEntryValue, released: str) -> bool:
    """This function will tell whether a newer release has overtaken a change of a draft.

    `released` is the hash of the entry in the newest release, "" where it is not there.
    """
    wanted = "" if change.removed else change.entry.hash
    return released not in (change.base_hash, wanted)
