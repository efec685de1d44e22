"""Plain functions that make what a test needs, through operations only."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any

from mgdcds.core.facts.sheet import FactValue, Provenance, Recorded
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations import operations as evaluations
from mgdcds.stores.evaluations.values import VisitValue
from mgdcds.stores.patients import operations as patients
from mgdcds.stores.patients.values import PatientValue

#: The day and the moment on which tests take place.
ON = datetime.date(2026, 11, 22)
AT = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
#: When the clinics opened and the first release was shipped.
LONG_AGO = datetime.datetime(2024, 1, 2, 8, 0, tzinfo=datetime.UTC)

_PATIENT: dict[str, Any] = {
    "family_name": "Okafor",
    "given_name": "Amara",
    "birth_date": datetime.date(1980, 3, 14),
    "sex": "female",
}


def days(number: int) -> datetime.timedelta:
    """This function will answer a number of days."""
    return datetime.timedelta(days=number)


def make_patient(actor: Actor, *, at: datetime.datetime = AT, **changes: Any) -> PatientValue:
    """This function will make a patient of the actor's clinic: Amara Okafor, unless told."""
    return patients.create_patient(actor=actor, at=at, **{**_PATIENT, **changes})


def make_values(**recorded: str | bool | datetime.date | int) -> dict[str, FactValue]:
    """This function will make recorded facts: `magnesium="0.78 mmol/L"`, `ppi=True`.

    Quantities are in the canonical unit.
    """
    return {name: _value(name, recorded[name]) for name in recorded}


def submission() -> uuid.UUID:
    """This function will make a new number for a form that is sent once."""
    return uuid.uuid4()


#: What low vitamin D and low magnesium look like: B01 and B02 fire.
LOW = {
    "vitamin_d_25oh": "18 ng/mL",
    "magnesium": "0.78 mmol/L",
    "creatinine": "0.9 mg/dL",
    "calcium_adjusted": "2.30 mmol/L",
    "magnesium_diet": "210 mg/d",
    "magnesium_supplement": "0 mg/d",
    "dialysis": "none",
    "pregnant": False,
    "lactating": False,
}
#: An emergency: S09 fires.
HIGH = {**LOW, "magnesium": "2.10 mmol/L"}
LISTS = ("symptoms", "conditions", "medicines")


def make_visit(
    actor: Actor,
    patient: PatientValue,
    recorded: dict[str, Any] | None = None,
    *,
    at: datetime.datetime = AT,
    **changes: Any,
) -> VisitValue:
    """This function will record a visit with all lists gone through: LOW, unless told."""
    told = {
        "values": make_values(**(LOW if recorded is None else recorded)),
        "reviewed": LISTS,
        "on": ON,
        "submission": submission(),
    }
    return evaluations.record_visit(
        actor=actor, patient_id=patient.id, at=at, **{**told, **changes}
    )


def _value(name: str, said: str | bool | datetime.date | int) -> FactValue:
    number, _, unit = str(said).partition(" ")
    value: Recorded = said if isinstance(said, bool | str | datetime.date) else Decimal(said)
    if isinstance(said, str) and number.replace(".", "").isdigit():
        value = Decimal(number)
    return FactValue(
        name, value, entered=number if unit else "", unit=unit, provenance=Provenance("form")
    )
