"""What the library answers: releases, drafts, reviews, history, notices."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.stores.accounts.values import NotFound


class ReleaseNotFound(NotFound):
    """There is no such release, or none is in effect yet."""


class DraftNotFound(NotFound):
    """There is no such draft."""


class DraftState(StrEnum):
    """Where a draft stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    DROPPED = "dropped"


class GateState(StrEnum):
    """What became of a condition of publishing."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"
    UNDECIDED = "undecided"


class NoticeWord(StrEnum):
    """What a notice says about an entry. LIFTED ends the one before."""

    RETRACTED = "retracted"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    LIFTED = "lifted"


@dataclass(frozen=True)
class GateValue:
    """One condition of publishing, what became of it, and in words why."""

    name: str
    state: GateState
    detail: str = ""


@dataclass(frozen=True)
class ReleaseValue:
    """A release. `author` and `approver` are names of the day."""

    id: int
    number: int
    hash: str
    label: str
    effective_at: datetime.datetime
    published_at: datetime.datetime
    author: str
    approver: str
    notes: str
    gates: tuple[GateValue, ...]


@dataclass(frozen=True)
class DraftEntryValue:
    """An entry as a draft has it. `removed`: the draft takes it out of the knowledge.

    `base_hash` is the released entry that the author saw ("" when there was none). `by_id`
    0 is the program itself.
    """

    entry: Entry
    removed: bool
    base_hash: str
    revision: int
    by: str
    at: datetime.datetime
    by_id: int = 0


@dataclass(frozen=True)
class ReviewValue:
    """A step of a review: 'submitted', 'returned', 'published' or 'dropped'."""

    step: str
    by: str
    comment: str
    revision: int
    at: datetime.datetime


@dataclass(frozen=True)
class DraftValue:
    """A draft with its changes and reviews. `base` is the label of the release it began on.

    `author_id` 0 is the program itself, for a shipped update. `release_id` is set once
    it is published.
    """

    id: int
    title: str
    base: str
    state: DraftState
    author: str
    author_id: int
    revision: int
    opened_at: datetime.datetime
    changed_at: datetime.datetime
    release_id: int | None = None
    is_shipped: bool = False
    entries: tuple[DraftEntryValue, ...] = ()
    reviews: tuple[ReviewValue, ...] = ()

    @property
    def is_editable(self) -> bool:
        """Whether its entries can be changed now."""
        return self.state in (DraftState.OPEN, DraftState.RETURNED)

    @property
    def writers(self) -> frozenset[int]:
        """Everybody who wrote a part of it: none of them can publish it."""
        return frozenset({self.author_id, *(change.by_id for change in self.entries)} - {0})


@dataclass(frozen=True)
class HistoryValue:
    """How an entry stood from one release on. `entry` None: it was taken out."""

    release: ReleaseValue
    entry: Entry | None


@dataclass(frozen=True)
class NoticeValue:
    """The word that stands over an entry now."""

    kind: EntryKind
    key: str
    word: NoticeWord
    reason: str
    by: str
    at: datetime.datetime
