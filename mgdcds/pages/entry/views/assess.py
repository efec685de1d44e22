"""The assessment form: opened, kept as a draft, checked, saved and advised on."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.pages.entry.opened import is_in_error
from mgdcds.pages.entry.views.held import hold_what_is_sent, refuse_quietly
from mgdcds.pages.entry.views.taking import keep_and_advise, open_correction, open_new, take
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.patients import operations, queries


@hold_what_is_sent
def assess(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will take a new assessment of a patient."""
    found = open_new(request, patient_id)
    if found.patient.archived:
        messages.warning(request, _("This patient is archived. Restore the patient to assess."))
        return redirect("desk:patient", patient_id)
    return take(request, found)


@hold_what_is_sent
def correct(request: ClinicRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """This view will take a correction of an assessment, with its reason."""
    found = open_correction(request, assessment_id)
    if is_in_error(found.clinic, assessment_id):
        messages.warning(request, _("This assessment was entered in error. Record a new one."))
        return redirect("entry:assessment", assessment_id)
    return take(request, found)


@refuse_quietly
@require_POST
def live_new(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will keep what is typed, and say what the advice would be."""
    return keep_and_advise(request, open_new(request, patient_id))


@refuse_quietly
@require_POST
def live_correction(request: ClinicRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """This view will keep a correction as typed, and say what the advice would be."""
    return keep_and_advise(request, open_correction(request, assessment_id))


@require_POST
def discard_new(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will forget an unfinished assessment."""
    operations.discard_entry_draft(actor=request.actor, patient_id=patient_id)
    messages.info(request, _("The draft is discarded."))
    return redirect("entry:assess", patient_id)


@require_POST
def discard_correction(request: ClinicRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """This view will forget an unfinished correction."""
    found = queries.get_assessment(request.actor.clinic_id, assessment_id)
    operations.discard_entry_draft(
        actor=request.actor, patient_id=found.patient_id, assessment_id=assessment_id
    )
    messages.info(request, _("The draft is discarded."))
    return redirect("entry:correct", assessment_id)
