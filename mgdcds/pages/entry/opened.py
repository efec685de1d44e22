"""An assessment form as it is opened: patient, live dictionary, what is known, the draft."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.core.guidance.doubts import find_doubts
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.pages.entry.assessment import Frame
from mgdcds.pages.entry.bands import limits_of
from mgdcds.pages.entry.raw import raw_of_typed, raw_of_value
from mgdcds.pages.entry.reading import EntryReading, Known, raw_of_values, sheet_of
from mgdcds.pages.entry.rows import OF_RECORD
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.library import queries as library
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.values import (
    AssessmentState,
    EntryDraftValue,
    PatientValue,
    VersionValue,
)

_LEVEL, _LEVEL_BEFORE = "vitamin_d_25oh", "vitamin_d_25oh_previous"


@dataclass(frozen=True)
class Opened:
    """What a form was opened on. `version` is the one to be corrected, `draft` what was kept."""

    actor: Actor
    clinic: ClinicValue
    patient: PatientValue
    rulebook: Rulebook
    known: Known
    at: datetime.datetime
    today: datetime.date
    draft: EntryDraftValue | None
    others: tuple[EntryDraftValue, ...] = ()
    version: VersionValue | None = None

    @property
    def assessment_id(self) -> uuid.UUID | None:
        """The assessment being corrected."""
        return self.version.assessment_id if self.version else None

    def frame(self) -> Frame:
        """This method will answer what the form stands on."""
        dictionary = self.rulebook.dictionary
        sheet = make_sheet(dictionary, {}, on=self.today, profile=self.clinic.profile)
        return Frame(
            dictionary=dictionary,
            known=self.known,
            today=self.today,
            born_on=self.patient.birth_date,
            unit_system=self.clinic.unit_system,
            is_correction=self.version is not None,
            limits=limits_of(dictionary, limits=sheet.limits),
            find_doubts=self._doubts,
        )

    def _doubts(self, reading: EntryReading, on: datetime.date) -> tuple[Problem, ...]:
        known = replace(reading, values={**self.known.recorded, **reading.values})
        sheet = sheet_of(self.rulebook.dictionary, known, on=on, profile=self.clinic.profile)
        return find_doubts(self.rulebook, sheet)

    def start(self) -> dict[str, str]:
        """This method will answer what the form starts with when nothing was typed yet."""
        if self.version is not None:
            return raw_of_version(self.version, rulebook=self.rulebook)
        dictionary = self.rulebook.dictionary
        raw = {"on": self.today.isoformat(), **raw_of_values(dictionary, self.known.recorded)}
        before = self.known.previous.get(_LEVEL_BEFORE)
        if before is not None:
            typed = raw_of_value(dictionary.fact(_LEVEL_BEFORE), before)
            raw |= raw_of_typed(_LEVEL_BEFORE, replace(typed, again=True))
        return raw

    def kept(self) -> dict[str, str]:
        """This method will answer what was typed and kept, or nothing."""
        if self.draft is None:
            return {}
        return {key: text for key, text in self.draft.raw.items() if isinstance(text, str)}


def open_new(
    actor: Actor,
    clinic: ClinicValue,
    patient_id: uuid.UUID,
    *,
    at: datetime.datetime,
    today: datetime.date,
) -> Opened:
    """This function will open a new assessment. Raises PatientNotFound."""
    patient = queries.get_patient(clinic.id, patient_id)
    _release, rulebook = library.live_rulebook(at)
    previous = _without_record(queries.previous_values(clinic.id, patient_id, before=today))
    return Opened(
        actor=actor,
        clinic=clinic,
        patient=patient,
        rulebook=rulebook,
        known=Known(previous=_with_level_before(previous, on=today), recorded=_of_record(patient)),
        at=at,
        today=today,
        draft=queries.find_entry_draft(clinic.id, patient_id, user_id=actor.user_id),
        others=queries.drafts_of_others(clinic.id, patient_id, user_id=actor.user_id),
    )


def open_correction(
    actor: Actor,
    clinic: ClinicValue,
    assessment_id: uuid.UUID,
    *,
    at: datetime.datetime,
    today: datetime.date,
) -> Opened:
    """This function will open an assessment to correct it. Raises AssessmentNotFound."""
    version = queries.get_newest_version(clinic.id, assessment_id)
    patient_id = version.patient_id
    _release, rulebook = library.live_rulebook(at)
    previous = _without_record(
        queries.previous_values(clinic.id, patient_id, before=version.on, but_not=assessment_id)
    )
    return Opened(
        actor=actor,
        clinic=clinic,
        patient=queries.get_patient(clinic.id, patient_id),
        rulebook=rulebook,
        known=Known(previous=_with_level_before(previous, on=version.on), recorded=version.values),
        at=at,
        today=today,
        draft=queries.find_entry_draft(
            clinic.id, patient_id, user_id=actor.user_id, assessment_id=assessment_id
        ),
        others=queries.drafts_of_others(clinic.id, patient_id, user_id=actor.user_id),
        version=version,
    )


def is_in_error(clinic: ClinicValue, assessment_id: uuid.UUID) -> bool:
    """This function will tell whether an assessment was entered in error."""
    found = queries.get_assessment(clinic.id, assessment_id)
    return found.state is AssessmentState.ENTERED_IN_ERROR


def raw_of_version(version: VersionValue, *, rulebook: Rulebook) -> dict[str, str]:
    """This function will write a version as it would be typed."""
    raw = raw_of_values(
        rulebook.dictionary, version.values, reviewed=version.reviewed, limits=version.limits
    )
    own = {"on": version.on.isoformat(), "note": version.note, "base": str(version.number)}
    return {**raw, **own}


def _without_record(previous: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    """What the record itself says is not offered from an earlier assessment."""
    return {name: value for name, value in previous.items() if name not in OF_RECORD}


def _of_record(patient: PatientValue) -> Mapping[str, FactValue]:
    """What the patient's record says; an assessment that leaves it alone keeps that source."""
    source = Provenance("carried", "the patient's record")
    found = {"birth_date": FactValue("birth_date", patient.birth_date, provenance=source)}
    if patient.sex:
        found["sex"] = FactValue("sex", patient.sex, provenance=source)
    return MappingProxyType(found)


def _with_level_before(
    previous: Mapping[str, FactValue], *, on: datetime.date
) -> Mapping[str, FactValue]:
    """The last 25(OH)D of an earlier day is the previous one of today."""
    level = previous.get(_LEVEL)
    if level is None or level.on is None or level.on >= on:
        return previous
    return MappingProxyType({**previous, _LEVEL_BEFORE: replace(level, name=_LEVEL_BEFORE)})
