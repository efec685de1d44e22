"""What the patients store complains about: every sentence it can say."""

from __future__ import annotations

import datetime

from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.stores.patients.values import PatientValue, VersionValue


class UnableToSavePatient(UnableTo):
    """A patient cannot be saved as asked."""


class StalePatient(UnableTo):
    """The patient was changed by somebody else since; `current` is how it stands now."""

    def __init__(self, current: PatientValue) -> None:
        self.current = current
        super().__init__([_patient_changed()])


class UnableToSaveAssessment(UnableTo):
    """An assessment cannot be saved as asked."""


class StaleAssessment(UnableTo):
    """The assessment was corrected by somebody else since; `current` is its newest version."""

    def __init__(self, current: VersionValue) -> None:
        self.current = current
        super().__init__([_assessment_changed(current)])


def _problem(field: str, code: str, message: str, hint: str = "") -> Problem:
    return Problem(place=Place(field=field), code=f"PATIENT.{code}", message=message, hint=hint)


def something_missing(field: str, label: str) -> Problem:
    """This function will say that a field is empty."""
    return _problem(field, "E001", f"The {label} is missing.")


def mrn_taken(mrn: str, other: PatientValue) -> Problem:
    """This function will say whose MRN it is, in the same clinic."""
    archived = ", who is archived" if other.archived else ""
    born = format_date(other.birth_date)
    return _problem(
        "mrn",
        "E002",
        f"'{mrn}' is already the MRN of {other.name}, born {born}{archived}.",
        "Open that patient, or correct the number.",
    )


def born_in_the_future(birth_date: datetime.date) -> Problem:
    """This function will say that a birth date lies ahead."""
    return _problem(
        "birth_date", "E003", f"The birth date {format_date(birth_date)} is in the future."
    )


def born_long_ago(birth_date: datetime.date) -> Problem:
    """This function will say that nobody is that old."""
    return _problem(
        "birth_date",
        "E004",
        f"The birth date {format_date(birth_date)} is more than 125 years ago.",
        "Write the year with four digits.",
    )


def sex_unknown(sex: str) -> Problem:
    """This function will say what can be recorded as sex."""
    return _problem(
        "sex", "E005", f"'{sex}' was found, but 'female', 'male' or nothing is expected."
    )


def text_too_long(field: str, label: str, most: int) -> Problem:
    """This function will say how long a text may be."""
    return _problem(field, "E006", f"The {label} is longer than {most} characters.")


def _patient_changed() -> Problem:
    return _problem(
        "",
        "E007",
        "Somebody else has changed this patient since you opened the page.",
        "Compare the two, and save again.",
    )


def _assessment_changed(current: VersionValue) -> Problem:
    return _problem(
        "",
        "E011",
        f"{current.by} has corrected this assessment since you opened the page.",
        "Compare the two, and save again.",
    )


def patient_archived() -> Problem:
    """This function will say that an archived patient gets no assessment."""
    return _problem(
        "", "E012", "This patient is archived.", "Restore the patient, then record the visit."
    )


def reason_missing() -> Problem:
    """This function will say that a correction needs a reason."""
    return _problem(
        "reason", "E013", "The reason is missing.", "Say in a few words why this is changed."
    )


def assessment_in_error() -> Problem:
    """This function will say that there is nothing to correct."""
    return _problem(
        "", "E014", "This assessment was entered in error.", "Record a new one instead."
    )


def date_in_the_future(on: datetime.date) -> Problem:
    """This function will say that an assessment lies ahead."""
    return _problem("on", "E015", f"The assessment date {format_date(on)} is in the future.")


def date_before_birth(on: datetime.date, birth_date: datetime.date) -> Problem:
    """This function will say that an assessment lies before the birth."""
    return _problem(
        "on",
        "E016",
        f"The assessment date {format_date(on)} is before the birth date"
        f" {format_date(birth_date)}.",
    )


def fact_without_column(name: str) -> Problem:
    """This function will say that this program cannot keep a fact."""
    return _problem(
        name,
        "E017",
        f"'{name}' is not a fact that this program can keep.",
        "Facts are added by a newer version of the program.",
    )


def value_of_wrong_kind(name: str, found: object, expected: str) -> Problem:
    """This function will say that a fact's value is of another kind."""
    return _problem(
        name, "E018", f"'{found}' was found for '{name}', but a {expected} is expected."
    )


def value_too_large(name: str, found: object) -> Problem:
    """This function will say that a number has too many digits to be kept."""
    return _problem(
        name, "E019", f"'{found}' was found for '{name}', but fewer than 13 digits are expected."
    )
