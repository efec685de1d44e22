"""The desk: the worklist, the chart of a patient, tasks."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.pages.desk.chart import Chart, present_chart
from mgdcds.pages.desk.worklist import present_worklist
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.evaluations import queries as evaluations
from mgdcds.stores.library.queries import live_rulebook
from mgdcds.stores.patients import queries
from mgdcds.stores.patients.values import PatientNotFound


def worklist(request: ClinicRequest) -> HttpResponse:
    """This view will show who needs somebody today. Others than clinicians start elsewhere."""
    if not request.actor.has(Role.CLINICIAN):
        return redirect("evidence:index")
    today = timezone.localdate()
    page = present_worklist(
        evaluations.worklist(request.actor.clinic_id, on=today),
        people.tasks(request.actor.clinic_id),
        on=today,
    )
    return render(request, "desk/worklist.html", {"page": page})


def patient(request: ClinicRequest, patient_id: uuid.UUID) -> HttpResponse:
    """This view will show the chart of a patient, and note in the trail that it was looked at."""
    require_role(request.actor, Role.CLINICIAN)
    page = present_chart(_load(request, patient_id))
    accounts.record_event(
        actor=request.actor, verb="viewed", kind="patient", subject=patient_id, at=timezone.now()
    )
    return render(request, "desk/patient.html", {"page": page})


@require_POST
def finish_task(request: ClinicRequest, task_id: int) -> HttpResponse:
    """This view will mark a task as done."""
    accounts.finish_task(actor=request.actor, task_id=task_id, at=timezone.now())
    messages.info(request, _("The task is done."))
    return redirect("desk:worklist")


def _load(request: ClinicRequest, patient_id: uuid.UUID) -> Chart:
    clinic_id = request.actor.clinic_id
    found = queries.get_patient(clinic_id, patient_id)
    if request.clinic is None:
        raise PatientNotFound("There is no such patient in this clinic.")
    _release, rulebook = live_rulebook(timezone.now())
    user_id = request.actor.user_id
    return Chart(
        patient=found,
        clinic=request.clinic,
        dictionary=rulebook.dictionary,
        assessments=queries.assessments_of(clinic_id, patient_id),
        evaluations=evaluations.evaluations_of(clinic_id, patient_id),
        versions=queries.newest_versions(clinic_id, patient_id),
        context=evaluations.find_context(clinic_id, patient_id),
        work=evaluations.find_work(clinic_id, patient_id),
        draft=queries.find_entry_draft(clinic_id, patient_id, user_id=user_id),
        others=queries.drafts_of_others(clinic_id, patient_id, user_id=user_id),
        today=timezone.localdate(),
    )
