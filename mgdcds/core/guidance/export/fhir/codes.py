"""Our words in the code systems of FHIR and of HL7 terminology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mgdcds.core.guidance.rule import Certainty, Strength, Urgency, Verb
from mgdcds.core.guidance.targets import Target

_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"
#: Code systems of the dictionary, as FHIR names them.
SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "loinc": "http://loinc.org",
        "loinc_mass": "http://loinc.org",
        "loinc_molar": "http://loinc.org",
        "snomed": "http://snomed.info/sct",
        "rxnorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
        "icd10": "http://hl7.org/fhir/sid/icd-10-cm",
    }
)
QUALITY_OF_EVIDENCE = "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence"
STRENGTH_OF_RECOMMENDATION = "http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation"
_QUALITIES = {
    Certainty.HIGH: ("high", "High quality"),
    Certainty.MODERATE: ("moderate", "Moderate quality"),
    Certainty.LOW: ("low", "Low quality"),
    Certainty.VERY_LOW: ("very-low", "Very low quality"),
}
#: What is for information only is no recommendation, so it has no code.
_STRENGTHS = {Strength.STRONG: ("strong", "Strong"), Strength.CONDITIONAL: ("weak", "Weak")}
#: What is for information is not done by a time.
PRIORITIES: Mapping[Urgency, str] = MappingProxyType(
    {Urgency.EMERGENCY: "stat", Urgency.SOON: "urgent", Urgency.ROUTINE: "routine"}
)


@dataclass(frozen=True)
class Request:
    """Which kind of request an action is, and whether it asks not to do something."""

    kind: str
    do_not_perform: bool = False


_MEDICINE = Request("MedicationRequest")
_NOT_TAKEN = Request("MedicationRequest", do_not_perform=True)
_ORDER, _TASK, _TELLING = (
    Request("ServiceRequest"),
    Request("Task"),
    Request("CommunicationRequest"),
)
_REQUESTS = {
    Verb.START: _MEDICINE,
    Verb.INCREASE: _MEDICINE,
    Verb.CONTINUE: _MEDICINE,
    Verb.REDUCE: _TASK,
    Verb.LIMIT: _TASK,
    Verb.STOP: _NOT_TAKEN,
    Verb.AVOID: _NOT_TAKEN,
    Verb.SEPARATE: _TELLING,
    Verb.MEASURE: _ORDER,
    Verb.REVIEW: _TASK,
    Verb.REFER: _ORDER,
    Verb.INFORM: _TELLING,
}
_FOOD = "dietary magnesium"


def request_of(verb: Verb, target: Target) -> Request:
    """This function will answer which kind of request a verb with a target is.

    A request for a medicine starts it or goes on with it, or speaks against it. Less of it, or
    no more of it, is a task: a reader who knows only the product would prescribe it.
    """
    if target.name == _FOOD:
        return Request("NutritionOrder")
    request = _REQUESTS[verb]
    is_amount = bool(target.raises) and request.kind == _MEDICINE.kind
    return Request("Task", request.do_not_perform) if is_amount else request


#: The fact that a measurement of a target gives: its LOINC codes say what to order.
MEASURED: Mapping[str, str] = MappingProxyType(
    {
        "25(OH)D": "vitamin_d_25oh",
        "1,25(OH)2D": "vitamin_d_1_25oh",
        "magnesium": "magnesium",
        "calcium": "calcium",
        "phosphate": "phosphate",
        "potassium": "potassium",
        "creatinine": "creatinine",
        "PTH": "pth",
        "ALP": "alp",
        "24-h urine magnesium": "urine_magnesium_24h",
        "24-h urine calcium": "urine_calcium_24h",
    }
)


def rating_extensions(strength: Strength, certainty: Certainty) -> list[dict[str, Any]]:
    """This function will write strength and certainty (GRADE) as the standard's extensions."""
    recommended, quality = _STRENGTHS.get(strength), _QUALITIES[certainty]
    return [
        _rating(STRENGTH_OF_RECOMMENDATION, "recommendation-strength", recommended, str(strength)),
        _rating(QUALITY_OF_EVIDENCE, "evidence-quality", quality, f"{certainty} certainty"),
    ]


def _rating(url: str, system: str, code: tuple[str, str] | None, words: str) -> dict[str, Any]:
    concept: dict[str, Any] = {"text": words}
    if code is not None:
        coding = {"system": f"{_TERMINOLOGY}/{system}", "code": code[0], "display": code[1]}
        concept["coding"] = [coding]
    return {"url": url, "valueCodeableConcept": concept}


def concept(system: str, code: str) -> dict[str, Any]:
    """This function will write a code of HL7 terminology as a concept."""
    return {"coding": [{"system": f"{_TERMINOLOGY}/{system}", "code": code}]}
