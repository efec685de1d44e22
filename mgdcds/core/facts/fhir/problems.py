"""Every sentence with which the FHIR reader refuses a bundle, or tells what it skipped and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from mgdcds.core.facts.problems import shorten
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem

# --- refusals of the whole ---


def not_a_bundle(place: Place, *, found: object) -> Problem:
    """Something else than a Bundle."""
    message = f"'{shorten(found)}' was found, but a FHIR R4 Bundle of one patient is expected."
    return Problem(place, "FHIR.E001", message)


def no_entries(place: Place) -> Problem:
    """A bundle with nothing in it."""
    return Problem(place, "FHIR.E002", "The bundle has no resources.")


def several_patients(place: Place, *, count: int) -> Problem:
    """More than one patient."""
    message = f"The bundle has {count} patients, but one is expected."
    return Problem(place, "FHIR.E003", message, "Send one bundle for each patient.")


def somebody_else(place: Place) -> Problem:
    """A resource of another person than the bundle's patient."""
    message = "The bundle has resources of another person than its patient."
    return Problem(place, "FHIR.E004", message, "Send one bundle for each patient.")


def no_date(place: Place) -> Problem:
    """Nothing from which 'latest' could be taken."""
    message = "The bundle has no dated result, so its latest date is not known."
    return Problem(place, "FHIR.E005", message, "Give the assessment date.")


# --- the patient ---


def no_patient() -> Problem:
    """No Patient resource."""
    return _notice("Patient", "FHIR.N001", "There is no Patient, so age and sex are not recorded.")


def no_sex(found: str) -> Problem:
    """A gender that gives no reference range."""
    message = f"The gender '{shorten(found)}' does not say which reference ranges apply."
    return _notice("Patient", "FHIR.N002", message)


def part_of_birth_date(found: str, age: int) -> Problem:
    """A year or a month of birth."""
    message = (
        f"Only '{shorten(found)}' is recorded of the birth date. The age is taken as {age} years; "
        "it may be one more."
    )
    return _notice("Patient", "FHIR.N003", message)


def bad_birth_date(found: str) -> Problem:
    """A birth date that is none."""
    message = f"The birth date '{shorten(found)}' cannot be read, so the age is not recorded."
    return _notice("Patient", "FHIR.N004", message)


def died(on: datetime.date | None) -> Problem:
    """A patient who has died."""
    when = f" on {format_date(on)}" if on else ""
    return _notice("Patient", "FHIR.N005", f"The patient died{when}.")


# --- results ---


def wrong_status(kind: str, name: str, status: str) -> Problem:
    """A resource that does not count by its status."""
    message = f"{shorten(name)} was skipped, because its status is '{shorten(status)}'."
    return _notice(kind, "FHIR.N007", message)


def no_value(label: str, name: str) -> Problem:
    """A result without a value."""
    message = f"{shorten(name)} has no value, so it gives no {label}."
    return _notice("Observation", "FHIR.N008", message)


def no_unit(label: str, name: str) -> Problem:
    """A result without a unit."""
    message = f"{shorten(name)} has no unit, so it gives no {label}."
    return _notice("Observation", "FHIR.N009", message)


def unit_not_of_fact(label: str, unit: str) -> Problem:
    """A unit that the fact does not have."""
    message = f"{label} was skipped, because its unit '{shorten(unit)}' is not known."
    return _notice("Observation", "FHIR.N010", message)


def two_units(label: str, code: str, unit: str) -> Problem:
    """A unit whose code and words differ."""
    message = (
        f"{label} was skipped, because its unit is both '{shorten(code)}' and '{shorten(unit)}'."
    )
    return _notice("Observation", "FHIR.N011", message)


def mass_or_molar(label: str, code: str, unit: str, expected: str) -> Problem:
    """A mass code with a molar unit, or the other way round."""
    message = (
        f"{label} was skipped: LOINC {shorten(code)} is for {expected} units, "
        f"but its unit is '{shorten(unit)}'."
    )
    return _notice("Observation", "FHIR.N012", message)


def no_result_date(name: str) -> Problem:
    """A result that is not dated to the day."""
    message = f"{shorten(name)} was skipped, because it has no date to the day."
    return _notice("Observation", "FHIR.N013", message)


def refused_value(label: str, problem: Problem) -> Problem:
    """A value that the readers refuse."""
    return _notice("Observation", "FHIR.N015", f"{label} was skipped. {problem.message}")


def part_only(label: str, name: str, code: str) -> Problem:
    """A test that measures a part only, used because there is no better one."""
    message = (
        f"{label} was taken from '{shorten(name)}' (LOINC {shorten(code)}), which measures a part "
        "of it only: no result of the whole is there."
    )
    return _notice("Observation", "FHIR.N016", message)


def haemolysed(words: str) -> Problem:
    """A remark on the magnesium result that the sample was haemolysed."""
    message = f"The magnesium sample is noted as haemolysed: '{shorten(words)}'."
    return _notice("Observation", "FHIR.N017", message)


def results_differ(label: str, date: datetime.date) -> Problem:
    """Two different results of the same moment."""
    message = (
        f"{label} has two different results of the same time on {format_date(date)}; "
        "the one issued later was taken."
    )
    return _notice("Observation", "FHIR.N018", message)


# --- conditions ---


def not_confirmed(name: str, status: str) -> Problem:
    """A refuted, provisional or mistaken diagnosis."""
    message = f"{shorten(name)} was skipped, because it is '{shorten(status)}'."
    return _notice("Condition", "FHIR.N020", message)


def is_over(name: str) -> Problem:
    """A condition that is past."""
    message = f"{shorten(name)} was skipped, because it is over."
    return _notice("Condition", "FHIR.N021", message)


def not_dated(name: str) -> Problem:
    """A passing state without a date that makes it present."""
    message = f"{shorten(name)} was skipped, because no date says that it is so now."
    return _notice("Condition", "FHIR.N022", message)


def kinds_of_dialysis() -> Problem:
    """Both kinds of dialysis."""
    message = "Both haemodialysis and peritoneal dialysis are coded, so the kind is left open."
    return _notice("Condition", "FHIR.N023", message)


# --- medicines ---


def unnamed_medicine() -> Problem:
    """A medicine without a name or code."""
    message = "A medicine was skipped, because it has neither a name nor a known code."
    return _notice("Medicine", "FHIR.N025", message)


def way_does_not_count(name: str, label: str, way: str) -> Problem:
    """A form that does not act in the way the fact means."""
    message = f"{shorten(name)} was not counted as '{label}', because it is given {way}."
    return _notice("Medicine", "FHIR.N026", message)


def how_long(name: str, label: str) -> Problem:
    """A medicine that counts only when taken for long."""
    message = f"{shorten(name)} was not counted as '{label}': 3 months of it are not recorded."
    return _notice("Medicine", "FHIR.N027", message)


def not_at_present(name: str, date: datetime.date | None) -> Problem:
    """A medicine of earlier times."""
    when = f"it was last given or ordered on {format_date(date)}" if date else "it has no date"
    return _notice("Medicine", "FHIR.N028", f"{shorten(name)} was skipped, because {when}.")


def dose_to_enter(name: str, label: str) -> Problem:
    """A supplement whose amount a day is not there as a number."""
    message = f"{shorten(name)} is recorded, but not how much a day: enter '{label}'."
    return _notice("Medicine", "FHIR.N029", message)


def magnesium_infusion(name: str) -> Problem:
    """Magnesium into the vein."""
    message = (
        f"{shorten(name)} was given by injection. It is no supplement, and a serum magnesium soon "
        "after it reads high."
    )
    return _notice("Medicine", "FHIR.N030", message)


# --- the rest ---


def after_today(kind: str, names: Iterable[str], on: datetime.date) -> Problem:
    """Results, conditions or medicines from after the assessment date."""
    message = (
        f"These {_plural(kind)} were skipped, because they are from after {format_date(on)}: "
        f"{', '.join(names)}."
    )
    return _notice(kind, "FHIR.N014", message)


def not_used(kind: str, names: Iterable[str]) -> Problem:
    """Results, conditions or medicines that no fact means."""
    message = f"These {_plural(kind)} are not used by any fact: {', '.join(names)}."
    return _notice(kind, "FHIR.N006", message)


def not_read(kinds: Iterable[str]) -> Problem:
    """Kinds of resources that hold no facts."""
    return _notice("Bundle", "FHIR.N031", f"These resources are not read: {', '.join(kinds)}.")


def unseen_characters(kind: str, name: str) -> Problem:
    """A zero-width space or another character that cannot be seen."""
    message = f"An unseen character in '{shorten(name)}' was passed over."
    return _notice(kind, "FHIR.N032", message)


def byte_order_mark() -> Problem:
    """A mark at the start of the file."""
    return _notice("Bundle", "FHIR.N033", "The byte-order mark at the start was passed over.")


def no_subject(kind: str, name: str) -> Problem:
    """A resource that does not say whose it is."""
    message = f"{shorten(name)} was skipped, because it does not say whose it is."
    return _notice(kind, "FHIR.N034", message)


def _notice(field: str, code: str, message: str) -> Problem:
    return Problem(Place("bundle", field), code, message)


def _plural(kind: str) -> str:
    return {"Observation": "results", "Condition": "conditions"}.get(kind, "medicines")
