"""Page values about patients: the list, the form, the duplicates."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.patient import age_words, present_banner
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.entry.forms import ArchiveForm, PatientForm
from mgdcds.stores.accounts.paging import Page
from mgdcds.stores.patients.values import PatientValue


@dataclass(frozen=True)
class PatientLine:
    """A patient in a list."""

    name: str
    url: str
    assess_url: str
    age: str
    born: str
    sex: str
    mrn: str
    last_seen: str
    is_archived: bool


@dataclass(frozen=True)
class PatientsPage:
    """The list of patients, or what a search found. `text` is what was searched for."""

    title: str
    lines: tuple[PatientLine, ...]
    page: Page[PatientValue]
    text: str
    archived: bool
    new_url: str
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PatientPage:
    """The form of a new or an existing patient.

    `duplicates` are likely the same person. `theirs` is what somebody else saved meanwhile,
    beside what was typed here.
    """

    title: str
    form: PatientForm
    is_new: bool
    back_url: str
    duplicates: tuple[PatientLine, ...] = ()
    theirs: tuple[tuple[str, str, str], ...] = ()
    archive: ArchiveForm | None = None
    archive_url: str = ""
    is_archived: bool = False
    banner: PatientBanner | None = None
    crumbs: tuple[Link, ...] = ()


def present_patients(
    page: Page[PatientValue],
    *,
    last_assessed: Mapping[uuid.UUID, datetime.date],
    text: str,
    archived: bool,
    on: datetime.date,
) -> PatientsPage:
    """This function will answer the list of patients."""
    lines = tuple(
        present_line(patient, on=on, last=last_assessed.get(patient.id)) for patient in page.rows
    )
    return PatientsPage(
        title=_("Archived patients") if archived else _("Patients"),
        lines=lines,
        page=page,
        text=text,
        archived=archived,
        new_url=reverse("entry:new_patient"),
    )


def present_line(
    patient: PatientValue, *, on: datetime.date, last: datetime.date | None = None
) -> PatientLine:
    """This function will answer one line of a list of patients."""
    return PatientLine(
        name=patient.name,
        url=reverse("desk:patient", args=[patient.id]),
        assess_url=reverse("entry:assess", args=[patient.id]),
        age=age_words(patient.birth_date, on=on),
        born=format_date(patient.birth_date),
        sex=sex_word(patient.sex),
        mrn=patient.mrn,
        last_seen=format_date(last) if last else "",
        is_archived=patient.archived,
    )


def present_new(form: PatientForm, *, duplicates: tuple[PatientLine, ...]) -> PatientPage:
    """This function will answer the page on which a patient is made."""
    patients = reverse("entry:patients")
    return PatientPage(
        title=_("New patient"),
        form=form,
        is_new=True,
        back_url=patients,
        duplicates=duplicates,
        crumbs=(Link(_("Patients"), patients), Link(_("New patient"))),
    )


def present_edit(
    patient: PatientValue,
    form: PatientForm,
    *,
    on: datetime.date,
    theirs: PatientValue | None = None,
) -> PatientPage:
    """This function will answer the page on which a patient is edited."""
    chart = reverse("desk:patient", args=[patient.id])
    deed = "entry:restore_patient" if patient.archived else "entry:archive_patient"
    return PatientPage(
        title=_("Edit patient"),
        form=form,
        is_new=False,
        back_url=chart,
        theirs=_compare(theirs, form) if theirs else (),
        archive=ArchiveForm(),
        archive_url=reverse(deed, args=[patient.id]),
        is_archived=patient.archived,
        banner=present_banner(patient, on=on),
        crumbs=(
            Link(_("Patients"), reverse("entry:patients")),
            Link(patient.name, chart),
            Link(_("Edit")),
        ),
    )


def sex_word(sex: str) -> str:
    """This function will answer the word for a sex; "" is not recorded."""
    return {"female": _("Female"), "male": _("Male")}.get(sex, "")


def _compare(theirs: PatientValue, form: PatientForm) -> tuple[tuple[str, str, str], ...]:
    """Label, what somebody else saved, what was typed here; only where they differ."""
    rows = (
        (str(form.fields[name].label), _shown(getattr(theirs, name)), _shown(form.data.get(name)))
        for name in ("given_name", "family_name", "birth_date", "sex", "mrn")
    )
    return tuple(row for row in rows if row[1] != row[2])


def _shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return sex_word(str(value)) or str(value or "").strip()
