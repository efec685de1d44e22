"""The FHIR door: an R4 Bundle of one patient to a reading, with provenance and notices."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.conditions import read_conditions
from mgdcds.core.facts.fhir.medicines import read_medicines
from mgdcds.core.facts.fhir.observations import choose_results
from mgdcds.core.facts.fhir.owned import Owned, UnableToReadBundle, open_bundle
from mgdcds.core.facts.fhir.patient import BundlePatient, patient_facts, read_patient
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.fhir.results import date_and_moment
from mgdcds.core.facts.fhir.uses import KINDS
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.readings import Reading, read_facts
from mgdcds.core.facts.text_files import decode_text, parse_json
from mgdcds.core.values.problems import Place, Problem

__all__ = [
    "LATEST",
    "BundleReading",
    "UnableToReadBundle",
    "bundle_from_content",
    "is_bundle",
    "read_bundle",
]

LATEST = "latest"


@dataclass(frozen=True)
class BundleReading:
    """What a bundle says about its patient on a day."""

    reading: Reading
    patient: BundlePatient
    on: datetime.date


def read_bundle(
    data: str | bytes,
    *,
    dictionary: Dictionary,
    on: datetime.date | str,
    document: str = "bundle",
) -> BundleReading:
    """This function will read a FHIR R4 Bundle of one patient for an assessment on a day.

    `on` is a date or 'latest', the day of the last result. Raises UnableToReadBundle when it is
    no such bundle. Whatever is in it and is not used is a notice with the reason.
    """
    decoded = decode_text(data, document=document)
    content = decoded if isinstance(decoded, Problem) else parse_json(decoded, document=document)
    if isinstance(content, Problem):
        raise UnableToReadBundle([content])
    remarks = Remarks()
    if data[:1] in ("\ufeff", b"\xef"):
        remarks.add(problems.byte_order_mark())
    return bundle_from_content(
        content, dictionary=dictionary, on=on, document=document, remarks=remarks
    )


def bundle_from_content(
    content: object,
    *,
    dictionary: Dictionary,
    on: datetime.date | str,
    document: str = "bundle",
    remarks: Remarks | None = None,
) -> BundleReading:
    """This function will read a bundle that is parsed already (numbers are int or Decimal)."""
    place, remarks = Place(document), remarks or Remarks()
    owned = open_bundle(content, place=place)
    day = _day(owned, on, place)
    raw, limits = _raw_facts(owned, dictionary, day, remarks)
    if owned.others:
        remarks.add(problems.not_read(owned.others))
    reading = read_facts(dictionary, raw, on=day)
    told = (*remarks.told(on=day), *reading.problems, *reading.notices)
    reading = replace(reading, problems=(), notices=told, limits=MappingProxyType(limits))
    return BundleReading(reading, read_patient(owned.patient), day)


def is_bundle(content: object) -> bool:
    """This function will tell whether parsed content calls itself a FHIR resource."""
    return isinstance(content, Mapping) and "resourceType" in content


def _day(owned: Owned, on: datetime.date | str, place: Place) -> datetime.date:
    if isinstance(on, datetime.date):
        return on
    dates = [date_and_moment(observation)[0] for observation in owned.of("Observation")]
    known = [date for date in dates if date is not None]
    if not known:
        raise UnableToReadBundle([problems.no_date(place)])
    return max(known)


def _raw_facts(
    owned: Owned, dictionary: Dictionary, day: datetime.date, remarks: Remarks
) -> tuple[list[RawFact], dict[str, Decimal]]:
    for notice in owned.notices:
        remarks.add(notice)
    raw: list[RawFact] = []
    if owned.patient:
        raw += patient_facts(owned.patient, on=day, remarks=remarks)
    else:
        remarks.add(problems.no_patient())
    chosen = choose_results(owned.of("Observation"), dictionary=dictionary, on=day, remarks=remarks)
    raw += chosen.facts
    raw += read_conditions(owned.of("Condition"), dictionary=dictionary, on=day, remarks=remarks)
    raw += read_medicines(
        owned.of(*KINDS), dictionary=dictionary, known=owned.medications, on=day, remarks=remarks
    )
    return raw, chosen.limits
