"""What the patients store answers: patients, assessments and their versions."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from mgdcds.core.facts.sheet import FactValue
from mgdcds.stores.accounts.values import NotFound


class PatientNotFound(NotFound):
    """There is no such patient in this clinic."""


class AssessmentNotFound(NotFound):
    """There is no such assessment in this clinic."""


class AssessmentState(StrEnum):
    """Whether an assessment counts."""

    FINAL = "final"
    ENTERED_IN_ERROR = "entered_in_error"


@dataclass(frozen=True)
class PatientValue:
    """A patient. `sex` is 'female', 'male' or '' (not recorded). `revision` counts the edits."""

    id: uuid.UUID
    clinic_id: int
    family_name: str
    given_name: str
    birth_date: datetime.date
    sex: str
    mrn: str = ""
    archived: bool = False
    revision: int = 1

    @property
    def name(self) -> str:
        """The name as it is spoken: given name first."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class AssessmentValue:
    """An assessment as a line of a list, in its newest version.

    `error_reason` says why it was entered in error, `versions` how often it was saved.
    """

    id: uuid.UUID
    patient_id: uuid.UUID
    on: datetime.date
    versions: int
    state: AssessmentState
    note: str
    by: str
    at: datetime.datetime
    error_reason: str = ""

    @property
    def is_in_error(self) -> bool:
        """Whether it was entered in error, and so counts nowhere."""
        return self.state is AssessmentState.ENTERED_IN_ERROR


@dataclass(frozen=True)
class VersionValue:
    """One version of an assessment: what was recorded, by whom, and why.

    `reason` is why it was corrected, `note` why the patient was seen. `limits` are the
    results' own reference limits, by parameter (canonical).
    """

    id: uuid.UUID
    assessment_id: uuid.UUID
    patient_id: uuid.UUID
    number: int
    on: datetime.date
    by: str
    at: datetime.datetime
    reason: str
    note: str
    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    reviewed: frozenset[str] = frozenset()
    limits: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))


#: What a form field holds as typed: one text, or several (ticked boxes).
RawValue = str | list[str]


@dataclass(frozen=True)
class EntryDraftValue:
    """An unfinished assessment, kept as typed."""

    patient_id: uuid.UUID
    assessment_id: uuid.UUID | None
    user_id: int
    person: str
    raw: Mapping[str, RawValue]
    saved_at: datetime.datetime
