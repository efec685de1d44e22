"""The patient of a bundle: who it is, how old, and which reference ranges apply."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.elements import (
    Resource,
    code_in,
    date_of,
    mappings_of,
    text_of,
)
from mgdcds.core.facts.fhir.remarks import Remarks
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.dates import whole_years

_BIRTH_SEX = "us-core-birthsex"
_SEXES = {"M": "male", "F": "female", "male": "male", "female": "female"}
_YEAR_AND_MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_IN_USE = ("official", "usual", "")


@dataclass(frozen=True)
class BundlePatient:
    """The patient as the bundle names them. `birth_date` is None unless it is known to the day."""

    id: str = ""
    family_name: str = ""
    given_name: str = ""
    birth_date: datetime.date | None = None
    sex: str = ""
    mrn: str = ""


def read_patient(resource: Resource) -> BundlePatient:
    """This function will read a Patient resource."""
    name = _name_in_use(mappings_of(resource, "name"))
    given = name.get("given") if name else None
    return BundlePatient(
        id=text_of(resource, "id"),
        family_name=text_of(name, "family"),
        given_name=" ".join(part for part in given if isinstance(part, str))
        if isinstance(given, list)
        else "",
        birth_date=date_of(text_of(resource, "birthDate")),
        sex=_sex_of(resource),
        mrn=_record_number(resource),
    )


def patient_facts(resource: Resource, *, on: datetime.date, remarks: Remarks) -> Iterator[RawFact]:
    """This function will answer the facts that a Patient resource tells."""
    sex = _sex_of(resource)
    if sex:
        detail = "birth sex" if _birth_sex(resource) else "gender"
        yield RawFact("sex", sex, provenance=Provenance("fhir", f"Patient, {detail}"))
    else:
        remarks.add(problems.no_sex(text_of(resource, "gender") or "not recorded"))
    yield from _age(text_of(resource, "birthDate"), on, remarks)
    died = text_of(resource, "deceasedDateTime")
    if died or resource.get("deceasedBoolean") is True:
        remarks.add(problems.died(date_of(died)))


def _age(text: str, on: datetime.date, remarks: Remarks) -> Iterator[RawFact]:
    """The birth date, or the age that is certain when only the year or month is known."""
    born = date_of(text)
    origin = Provenance("fhir", "Patient, birthDate")
    if born is not None:
        yield RawFact("birth_date", born.isoformat(), provenance=origin)
        return
    latest = _latest_birth(text)
    if latest is None or latest > on:
        remarks.add(problems.bad_birth_date(text or "not recorded"))
        return
    age = whole_years(latest, on=on)
    remarks.add(problems.part_of_birth_date(text, age))
    yield RawFact("age_years", str(age), provenance=Provenance("fhir", f"Patient, born {text}"))


def _latest_birth(text: str) -> datetime.date | None:
    found = _YEAR_AND_MONTH.fullmatch(text)
    if found is None or int(found[1]) == 0:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    if month == 12:
        return datetime.date(year, 12, 31)
    return datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)


def _sex_of(resource: Resource) -> str:
    return _SEXES.get(_birth_sex(resource) or text_of(resource, "gender"), "")


def _birth_sex(resource: Resource) -> str:
    for extension in mappings_of(resource, "extension"):
        code = text_of(extension, "valueCode")
        if text_of(extension, "url").endswith(_BIRTH_SEX) and code in _SEXES:
            return code
    return ""


def _name_in_use(names: Sequence[Resource]) -> Resource:
    for use in _IN_USE:
        for name in names:
            if text_of(name, "use") == use:
                return name
    return names[0] if names else {}


def _record_number(resource: Resource) -> str:
    identifiers = mappings_of(resource, "identifier")
    own = [item for item in identifiers if code_in(item, "type") == "MR"]
    only = own or (identifiers if len(identifiers) == 1 else ())
    return text_of(only[0], "value") if only else ""
