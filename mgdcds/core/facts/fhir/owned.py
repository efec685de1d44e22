"""Opening a bundle: one patient, and the resources that belong to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.fhir.elements import Resource, concept_of, mapping_of, mappings_of, text_of
from mgdcds.core.facts.fhir.uses import KINDS
from mgdcds.core.values.problems import Place, Problem, UnableTo

_WITH_FACTS = ("Observation", "Condition", *KINDS)


class UnableToReadBundle(UnableTo):
    """Something that is no FHIR R4 Bundle of one patient."""


@dataclass(frozen=True)
class Owned:
    """A bundle's patient and what belongs to them.

    `medications` are Medication resources by reference; `others` are kinds of resources that
    hold no facts.
    """

    patient: Resource
    resources: tuple[Resource, ...]
    medications: Mapping[str, Resource]
    others: tuple[str, ...]
    notices: tuple[Problem, ...]

    def of(self, *kinds: str) -> tuple[Resource, ...]:
        """This method will answer the patient's resources of some kinds, in order."""
        return tuple(
            resource for resource in self.resources if text_of(resource, "resourceType") in kinds
        )


def open_bundle(content: object, *, place: Place) -> Owned:
    """This function will open parsed content as a bundle.

    Raises UnableToReadBundle when it is none, or has resources of more than one patient. A
    resource that does not say whose it is is left out, with a notice.
    """
    entries = _entries(content, place)
    patient, aliases = _patient(entries, place)
    resources = [mapping_of(entry, "resource") for entry in entries]
    with_facts = [item for item in resources if text_of(item, "resourceType") in _WITH_FACTS]
    _refuse_strangers(with_facts, aliases, place)
    owned = tuple(resource for resource in with_facts if _subject(resource))
    kinds = {text_of(resource, "resourceType") for resource in resources}
    return Owned(
        patient=patient,
        resources=owned,
        medications=_medications(entries),
        others=tuple(sorted(kinds - {*_WITH_FACTS, "Patient", "Medication", ""})),
        notices=tuple(_without_subject(item) for item in with_facts if not _subject(item)),
    )


def _entries(content: object, place: Place) -> tuple[Resource, ...]:
    kind = text_of(content, "resourceType")
    if kind != "Bundle":
        found = kind or type(content).__name__
        raise UnableToReadBundle([problems.not_a_bundle(place, found=found)])
    entries = tuple(
        entry for entry in mappings_of(content, "entry") if mapping_of(entry, "resource")
    )
    if not entries:
        raise UnableToReadBundle([problems.no_entries(place)])
    return entries


def _patient(entries: tuple[Resource, ...], place: Place) -> tuple[Resource, frozenset[str]]:
    """The one Patient, and every reference by which others may name them."""
    found = [
        entry
        for entry in entries
        if text_of(mapping_of(entry, "resource"), "resourceType") == "Patient"
    ]
    if len(found) > 1:
        raise UnableToReadBundle([problems.several_patients(place, count=len(found))])
    if not found:
        return {}, frozenset()
    patient = mapping_of(found[0], "resource")
    names = {_tail(text_of(found[0], "fullUrl")), text_of(patient, "id")}
    return patient, frozenset(names - {""})


def _refuse_strangers(resources: list[Resource], aliases: frozenset[str], place: Place) -> None:
    subjects = {_subject(resource) for resource in resources} - {""}
    strangers = subjects - aliases if aliases else subjects
    if strangers and (aliases or len(strangers) > 1):
        raise UnableToReadBundle([problems.somebody_else(place)])


def _subject(resource: Resource) -> str:
    subject = mapping_of(resource, "subject") or mapping_of(resource, "patient")
    return _tail(text_of(subject, "reference"))


def _tail(reference: str) -> str:
    """The id at the end of a reference: 'Patient/1', an address, or 'urn:uuid:1'."""
    path = reference.partition("/_history")[0]
    return path.rpartition("/")[2].rpartition(":")[2]


def _without_subject(resource: Resource) -> Problem:
    kind = text_of(resource, "resourceType")
    key = "code" if kind in ("Observation", "Condition") else "medicationCodeableConcept"
    return problems.no_subject(kind, concept_of(resource, key).name)


def _medications(entries: tuple[Resource, ...]) -> dict[str, Resource]:
    return {
        reference: mapping_of(entry, "resource")
        for entry in entries
        if text_of(mapping_of(entry, "resource"), "resourceType") == "Medication"
        for reference in _references(entry)
    }


def _references(entry: Resource) -> Iterator[str]:
    name = text_of(mapping_of(entry, "resource"), "id")
    yield from filter(None, (text_of(entry, "fullUrl"), name and f"Medication/{name}"))
