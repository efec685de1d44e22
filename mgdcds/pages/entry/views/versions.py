"""Assessments as they were saved: versions, differences, entered in error."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.pages.entry import versions as pages
from mgdcds.pages.entry.forms import ReasonForm
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import operations
from mgdcds.stores.evaluations.queries import evaluations_of
from mgdcds.stores.library.queries import live_rulebook
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.values import AssessmentNotFound


def assessment(
    request: ClinicRequest, assessment_id: uuid.UUID, number: int | None = None
) -> HttpResponse:
    """This view will show what was entered: the newest version, or the one that is asked for."""
    require_role(request.actor, Role.CLINICIAN)
    shelf = _shelf(request, assessment_id)
    page = pages.present_version(shelf, number=number or shelf.versions[0].number)
    if page is None:
        raise AssessmentNotFound("There is no such version.")
    record_event(
        actor=request.actor,
        verb="viewed",
        kind="assessment",
        subject=assessment_id,
        at=timezone.now(),
    )
    return render(request, "entry/version.html", {"page": page})


def in_error(request: ClinicRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """This view will mark an assessment as entered in error, with a reason."""
    require_role(request.actor, Role.CLINICIAN)
    found = queries.get_assessment(request.actor.clinic_id, assessment_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.mark_entered_in_error(
            actor=request.actor,
            assessment_id=assessment_id,
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.info(request, _("The assessment is struck through and counts nowhere."))
        return redirect("entry:assessment", assessment_id)
    patient = queries.get_patient(request.actor.clinic_id, found.patient_id)
    page = pages.present_error(patient, found, form, today=timezone.localdate())
    status = 422 if form.errors else 200
    return render(request, "entry/in_error.html", {"page": page}, status=status)


def _shelf(request: ClinicRequest, assessment_id: uuid.UUID) -> pages.Shelf:
    clinic_id = request.actor.clinic_id
    found = queries.get_assessment(clinic_id, assessment_id)
    if request.clinic is None:
        raise AssessmentNotFound("There is no such assessment in this clinic.")
    _release, rulebook = live_rulebook(timezone.now())
    advice = [
        line.id
        for line in evaluations_of(clinic_id, found.patient_id)
        if line.assessment_id == assessment_id
    ]
    return pages.Shelf(
        clinic=request.clinic,
        patient=queries.get_patient(clinic_id, found.patient_id),
        assessment=found,
        versions=queries.versions_of(clinic_id, assessment_id),
        dictionary=rulebook.dictionary,
        advice_url=reverse("advice:advice", args=[advice[0]]) if advice else "",
        today=timezone.localdate(),
    )
