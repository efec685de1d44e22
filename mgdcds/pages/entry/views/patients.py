"""Patients: found, made, edited, archived and restored."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.pages.entry import patients as pages
from mgdcds.pages.entry.forms import ArchiveForm, PatientForm, SearchForm, patient_initial
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.patients import operations, problems, queries
from mgdcds.stores.patients.values import PatientValue


def patients(request: ClinicRequest) -> HttpResponse:
    """This view will list patients. A search is posted: no name gets into an address."""
    require_role(request.actor, Role.CLINICIAN)
    asked = SearchForm(request.POST or request.GET)
    asked.is_valid()
    text = asked.words() if request.method == "POST" else ""
    archived = bool(asked.cleaned_data.get("archived"))
    number = asked.cleaned_data.get("page") or 1
    found = queries.find_patients(request.actor.clinic_id, text, archived, number)
    page = pages.present_patients(
        found,
        last_assessed=queries.last_assessed(
            request.actor.clinic_id, [patient.id for patient in found.rows]
        ),
        text=text,
        archived=archived,
        on=timezone.localdate(),
    )
    return render(request, "entry/patients.html", {"page": page})


def new_patient(request: ClinicRequest) -> HttpResponse:
    """This view will make a patient, and ask first when one like that is there."""
    require_role(request.actor, Role.CLINICIAN)
    form = PatientForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return _new(request, form)
    likely = () if "anyway" in request.POST else _likely(request, form)
    if likely:
        return _new(request, form, likely)
    try:
        made = operations.create_patient(actor=request.actor, at=timezone.now(), **form.words())
    except problems.UnableToSavePatient as failure:
        form.add_problems(failure.problems)
        return _new(request, form)
    messages.success(request, _("The patient is on the list."))
    return redirect("desk:patient", made.id)


def edit_patient(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will change a patient, unless somebody else did meanwhile: then it shows both."""
    require_role(request.actor, Role.CLINICIAN)
    patient = queries.get_patient(request.actor.clinic_id, patient_id)
    form = PatientForm(request.POST or None, initial=patient_initial(patient))
    if not (request.method == "POST" and form.is_valid()):
        return _edit(request, patient, form)
    try:
        operations.edit_patient(
            actor=request.actor,
            patient_id=patient_id,
            seen_revision=form.cleaned_data["revision"] or 0,
            at=timezone.now(),
            **form.words(),
        )
    except problems.StalePatient as stale:
        return _edit(request, patient, form.as_of(stale.current.revision), stale.current)
    except problems.UnableToSavePatient as failure:
        form.add_problems(failure.problems)
        return _edit(request, patient, form)
    messages.success(request, _("The patient is saved."))
    return redirect("desk:patient", patient_id)


@require_POST
def archive_patient(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will take a patient off the lists, with a reason."""
    require_role(request.actor, Role.CLINICIAN)
    queries.get_patient(request.actor.clinic_id, patient_id)
    form = ArchiveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason, then archive the patient."))
        return redirect("entry:edit_patient", patient_id)
    operations.archive_patient(
        actor=request.actor,
        patient_id=patient_id,
        reason=form.cleaned_data["reason"],
        at=timezone.now(),
    )
    messages.success(request, _("The patient is archived."))
    return redirect("desk:patient", patient_id)


@require_POST
def restore_patient(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will put an archived patient back on the lists."""
    operations.restore_patient(actor=request.actor, patient_id=patient_id, at=timezone.now())
    messages.success(request, _("The patient is back on the list."))
    return redirect("desk:patient", patient_id)


def _likely(request: ClinicRequest, form: PatientForm) -> tuple[PatientValue, ...]:
    words = form.words()
    return queries.likely_duplicates(
        request.actor.clinic_id,
        family_name=words["family_name"],
        given_name=words["given_name"],
        birth_date=words["birth_date"],
    )


def _new(
    request: ClinicRequest, form: PatientForm, likely: tuple[PatientValue, ...] = ()
) -> HttpResponse:
    on = timezone.localdate()
    lines = tuple(pages.present_line(patient, on=on) for patient in likely)
    page = pages.present_new(form, duplicates=lines)
    status = 422 if form.errors else 200
    return render(request, "entry/patient.html", {"page": page}, status=status)


def _edit(
    request: ClinicRequest,
    patient: PatientValue,
    form: PatientForm,
    theirs: PatientValue | None = None,
) -> HttpResponse:
    page = pages.present_edit(patient, form, on=timezone.localdate(), theirs=theirs)
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, "entry/patient.html", {"page": page}, status=status)
