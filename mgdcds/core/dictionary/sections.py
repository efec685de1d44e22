"""The sections of the form, in the order in which a clinician thinks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section: its key (the name of its file), its title, and the group it belongs to.

    `list` names the list that the section can be gone through as, or is "".
    """

    key: str
    title: str
    group: str
    list: str = ""


SECTIONS = (
    Section("who", "Who the patient is", "Patient"),
    Section("vitamin_d", "Vitamin D", "Laboratory"),
    Section("magnesium", "Magnesium", "Laboratory"),
    Section("mineral_bone", "Minerals and bone", "Laboratory"),
    Section("intake", "Intake and supplements", "Intake"),
    Section("kidney_heart", "Kidney and heart", "Kidney and heart"),
    Section("symptoms", "Symptoms and signs", "Symptoms", "symptoms"),
    Section("conditions", "Conditions", "Conditions", "conditions"),
    Section("medicines", "Medicines", "Medicines", "medicines"),
    Section("training", "Training", "Training"),
)

#: The lists that can be gone through, by name.
LISTS = tuple(section.list for section in SECTIONS if section.list)
