"""What the evaluations store answers."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.plan import RuleAnswer
from mgdcds.core.guidance.report import Report
from mgdcds.core.guidance.rule import Urgency
from mgdcds.stores.accounts.values import NotFound
from mgdcds.stores.library.values import ReleaseValue
from mgdcds.stores.patients.values import PatientValue, VersionValue


class EvaluationNotFound(NotFound):
    """There is no such evaluation in this clinic."""


class DocumentNotFound(NotFound):
    """There is no such document in this clinic."""


class Mode(StrEnum):
    """Whether an evaluation advises, or only shows what a release would have advised."""

    LIVE = "live"
    SHADOW = "shadow"


@dataclass(frozen=True)
class VisitValue:
    """What recording a visit made. `is_new` False: the form had been sent before."""

    patient_id: uuid.UUID
    assessment_id: uuid.UUID
    version_id: uuid.UUID
    evaluation_id: uuid.UUID
    is_new: bool = True


@dataclass(frozen=True)
class EvaluationValue:
    """An evaluation with all that a page shows of it.

    `report` is as it was stored, without `because`: `core.guidance.advise.add_reasons`
    composes the reasons from the release's rulebook, the sheet and the report.
    `newer_release` is the live release when it is another one; `newer_version` says that
    the assessment was corrected since, `newer_evaluation` is the newest of the patient when
    it is another; `is_in_error` that the assessment was entered in error.
    """

    id: uuid.UUID
    patient: PatientValue
    version: VersionValue
    release: ReleaseValue
    mode: Mode
    on: datetime.date
    at: datetime.datetime
    by: str
    sheet: FactSheet
    report: Report
    engine_version: str
    hash: str
    newer_release: ReleaseValue | None = None
    newer_version: bool = False
    newer_evaluation: uuid.UUID | None = None
    is_in_error: bool = False
    error_reason: str = ""

    @property
    def is_stale(self) -> bool:
        """Whether something newer exists: a release, a correction or an evaluation."""
        return bool(self.newer_release or self.newer_version or self.newer_evaluation)


@dataclass(frozen=True)
class EvaluationLine:
    """An evaluation as a line of a patient's history."""

    id: uuid.UUID
    assessment_id: uuid.UUID
    version_number: int
    release_label: str
    on: datetime.date
    at: datetime.datetime
    by: str
    is_in_error: bool


@dataclass(frozen=True)
class AnswerEvent:
    """One row of the history of answers. `answer` None: the answer was taken back."""

    code: str
    answer: RuleAnswer | None
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Answers:
    """The standing answers by rule code, and every answer ever given, newest first."""

    standing: Mapping[str, RuleAnswer]
    history: tuple[AnswerEvent, ...]

    def history_of(self, code: str) -> tuple[AnswerEvent, ...]:
        """This method will answer what was said of one rule, newest first."""
        return tuple(event for event in self.history if event.code == code)


@dataclass(frozen=True)
class DocumentValue:
    """A printed page, frozen. `content` is the page value as plain data, `code` its check code."""

    id: int
    code: str
    evaluation_id: uuid.UUID
    patient_id: uuid.UUID
    kind: str
    language: str
    paper: str
    large: bool
    content: Mapping[str, Any]
    entries: tuple[str, ...]
    hash: str
    by: str
    at: datetime.datetime
    is_in_error: bool = False


@dataclass(frozen=True)
class WorkItem:
    """A patient on the worklist: why, and since when.

    `code` and `title` are those of the most urgent unanswered rule; `due_for` says what is
    to be looked at on `due_on`.
    """

    patient: PatientValue
    evaluation_id: uuid.UUID
    on: datetime.date
    urgency: Urgency | None
    code: str
    title: str
    unanswered: int
    due_on: datetime.date | None
    due_for: str


@dataclass(frozen=True)
class WorkGroup:
    """One group of the worklist. `total` may be more than the items shown."""

    items: tuple[WorkItem, ...]
    total: int


@dataclass(frozen=True)
class Worklist:
    """Who needs somebody: an emergency first, then due follow-ups, then unanswered advice.

    A patient stands in the first group that fits.
    """

    act_now: WorkGroup
    due: WorkGroup
    unanswered: WorkGroup


@dataclass(frozen=True)
class ExemptionValue:
    """A rule that is not shown for a patient, who said so and why."""

    code: str
    reason: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Replay:
    """What recomputing an evaluation gave. `problem` '' means: the same bytes."""

    evaluation_id: uuid.UUID
    on: datetime.date
    release_label: str
    problem: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the outcome was the same, byte for byte."""
        return not self.problem
