"""Which data a release asks for: the codes and the freshness of each fact that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.guidance.export.fhir.codes import SYSTEMS, UCUM
from mgdcds.core.guidance.export.fhir.edition import Resource, filled

_RESULTS = ("loinc", "loinc_mass", "loinc_molar")
_CONDITIONS = ("snomed", "icd10")
_MEDICINES = ("rxnorm",)
#: The resource in which each kind of code stands, the path of the code, that of the date.
_KINDS = (
    ("Observation", "code", "effective", _RESULTS),
    ("Condition", "code", "", _CONDITIONS),
    ("MedicationStatement", "medication", "", _MEDICINES),
)


def require_data(facts: Iterable[Fact]) -> list[Resource]:
    """This function will answer a data requirement for each fact and kind of resource."""
    return [each for fact in facts for each in _of_fact(fact)]


def codings_of(fact: Fact, systems: Iterable[str]) -> list[Resource]:
    """This function will answer a fact's codes of some systems."""
    return [
        {"system": SYSTEMS[system], "code": code}
        for system in systems
        for code in fact.codes.get(system, ())
    ]


def order_codings(fact: Fact) -> list[Resource]:
    """This function will answer the codes under which a laboratory measures a fact."""
    return codings_of(fact, _RESULTS)


def _of_fact(fact: Fact) -> Iterator[Resource]:
    for kind, path, date_path, systems in _KINDS:
        codings = codings_of(fact, systems)
        if codings:
            filters = [{"path": path, "code": codings}]
            fresh = _fresh(fact, date_path)
            yield filled({"id": fact_id(fact), "type": kind, "codeFilter": filters, **fresh})


def fact_id(fact: Fact) -> str:
    """This function will answer an element id for a fact."""
    return fact.name.replace("_", "-")


def _fresh(fact: Fact, path: str) -> dict[str, Any]:
    if fact.fresh_days is None or not path:
        return {}
    span = {"value": fact.fresh_days, "unit": "days", "system": UCUM, "code": "d"}
    return {"dateFilter": [{"path": path, "valueDuration": span}]}
