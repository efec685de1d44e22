"""Small FHIR resources and bundles, as plain data."""

import datetime
import json

from mgdcds.core.facts.fhir import read_bundle
from tests.unit.core.facts.with_limits import dictionary

ON = datetime.date(2026, 11, 22)
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
ICD9 = "http://hl7.org/fhir/sid/icd-9-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SUBJECT = {"reference": "Patient/p1"}


def patient(**more):
    return {
        "resourceType": "Patient",
        "id": "p1",
        "gender": "female",
        "birthDate": "1980-02-29",
        **more,
    }


def concept(code, system, text=""):
    coding = {"system": system, "code": code, **({"display": text} if text else {})}
    return {"coding": [coding]}


def observation(code="19123-9", value=1.9, unit="mg/dL", on="2026-11-20", **more):
    return {
        "resourceType": "Observation",
        "id": f"obs-{code}-{on}",
        "status": "final",
        "code": concept(code, LOINC, f"Test {code}"),
        "subject": SUBJECT,
        "effectiveDateTime": on,
        "valueQuantity": {"value": value, "unit": unit, "code": unit},
        **more,
    }


def condition(code, system=SNOMED, **more):
    return {
        "resourceType": "Condition",
        "id": f"con-{code}",
        "code": concept(code, system, f"Diagnosis {code}"),
        "subject": SUBJECT,
        **more,
    }


def request(text="", status="active", on="2026-11-01", code="", dose="", **more):
    medication = {"text": text} if text else {}
    if code:
        medication |= concept(code, RXNORM)
    return {
        "resourceType": "MedicationRequest",
        "id": f"med-{text or code}",
        "status": status,
        "intent": "order",
        "medicationCodeableConcept": medication,
        "subject": SUBJECT,
        "authoredOn": on,
        "dosageInstruction": [{"text": dose}] if dose else [],
        **more,
    }


def bundle(*resources, who=None):
    listed = [patient() if who is None else who, *resources]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": r} for r in listed],
    }


def read(*resources, on=ON, who=None):
    data = json.dumps(bundle(*resources, who=who))
    return read_bundle(data, dictionary=dictionary(), on=on)


def values(*resources, **more):
    return {name: value.value for name, value in read(*resources, **more).reading.values.items()}


def notices(*resources, **more):
    return [notice.message for notice in read(*resources, **more).reading.notices]
