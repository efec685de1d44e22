"""What a new assessment and a correction share: show, keep, check, save, advise while typing."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.pages.components.patient import present_flags
from mgdcds.pages.entry import live, opened, pages
from mgdcds.pages.entry.assessment import AssessmentForm
from mgdcds.pages.entry.live import LivePanel
from mgdcds.pages.entry.merging import merge
from mgdcds.pages.entry.opened import Opened
from mgdcds.pages.entry.pages import Shown
from mgdcds.pages.entry.raw import keep_known
from mgdcds.pages.entry.reading import is_same
from mgdcds.pages.entry.views.held import keeper_of, take_held
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.evaluations.operations import record_visit
from mgdcds.stores.evaluations.queries import find_context
from mgdcds.stores.evaluations.values import VisitValue
from mgdcds.stores.patients import operations, queries
from mgdcds.stores.patients.problems import StaleAssessment, UnableToSaveAssessment
from mgdcds.stores.patients.values import PatientNotFound, VersionValue


def open_new(request: ClinicRequest, patient_id: uuid.UUID) -> Opened:
    """This function will open a new assessment for the person of the request."""
    return opened.open_new(
        request.actor,
        _clinic(request),
        patient_id,
        at=timezone.now(),
        today=timezone.localdate(),
    )


def open_correction(request: ClinicRequest, assessment_id: uuid.UUID) -> Opened:
    """This function will open an assessment to correct, for the person of the request."""
    return opened.open_correction(
        request.actor,
        _clinic(request),
        assessment_id,
        at=timezone.now(),
        today=timezone.localdate(),
    )


def take(request: ClinicRequest, found: Opened) -> HttpResponse:
    """This function will show the form, keep what is typed, or save it."""
    if request.method != "POST":
        return _show_start(request, found)
    if request.POST.get("do") == "draft":
        _keep(found, request.POST)
        messages.info(request, _("The draft is kept. Only you see it, until you save."))
        return redirect(request.path)
    form = AssessmentForm(request.POST.dict(), frame=found.frame())
    if not form.is_valid():
        _keep(found, form.raw)
        return _show(request, found, form, Shown(), status=422)
    return _save(request, found, form)


def keep_and_advise(request: ClinicRequest, found: Opened) -> HttpResponse:
    """This function will keep what is typed, and answer the live panel.

    Something newer from another tab is not written over; the panel says so.
    """
    seen = request.POST.get("seen", "")
    is_behind = found.draft is not None and found.draft.saved_at.isoformat() != seen
    if not is_behind:
        _keep(found, request.POST)
    form = AssessmentForm(request.POST.dict(), frame=found.frame())
    panel = _panel(
        found,
        form,
        kept_at=None if is_behind else found.at,
        conflict_at=found.draft.saved_at if is_behind and found.draft else None,
        seen=seen if is_behind else found.at.isoformat(),
    )
    heard = request.POST.get("heard", "")
    given = {"panel": panel, "is_news": panel.headline != heard, "is_part": True}
    return render(request, "entry/_live.html", given)


def _clinic(request: ClinicRequest) -> ClinicValue:
    require_role(request.actor, Role.CLINICIAN)
    if request.clinic is None:
        raise PatientNotFound("There is no such patient in this clinic.")
    return request.clinic


def _show_start(request: ClinicRequest, found: Opened) -> HttpResponse:
    """Held input first, then the draft, then what is known."""
    held = take_held(request)
    kept = found.kept()
    # Each page has a number of its own: two tabs that restored one draft are two submissions.
    raw = {**(held or kept or found.start()), "submission": str(uuid.uuid4())}
    restored_at = found.draft.saved_at if found.draft and kept and not held else None
    record_event(
        actor=found.actor, verb="viewed", kind="patient", subject=found.patient.id, at=found.at
    )
    form = AssessmentForm(frame=found.frame(), raw=raw)
    return _show(request, found, form, Shown(restored_at=restored_at, was_held=bool(held)))


def _show(
    request: ClinicRequest,
    found: Opened,
    form: AssessmentForm,
    shown: Shown,
    *,
    status: int = 200,
) -> HttpResponse:
    kept_at = found.at if form.is_bound else found.draft.saved_at if found.draft else None
    panel = _panel(
        found, form, kept_at=kept_at, seen=kept_at.isoformat() if kept_at else "", conflict_at=None
    )
    page = pages.present_entry(
        found, form, panel, flags=_flags(found), keeper=keeper_of(request), shown=shown
    )
    return render(request, "entry/assessment.html", {"page": page}, status=status)


def _flags(found: Opened) -> tuple[str, ...]:
    return present_flags(find_context(found.clinic.id, found.patient.id))


def _panel(
    found: Opened,
    form: AssessmentForm,
    *,
    kept_at: datetime.datetime | None,
    conflict_at: datetime.datetime | None,
    seen: str,
) -> LivePanel:
    if form.is_bound:
        form.is_valid()
    return live.present_panel(
        form,
        rulebook=found.rulebook,
        profile=found.clinic.profile,
        kept=live.Kept(
            at=kept_at,
            seen=seen,
            conflict_at=conflict_at,
            others=tuple((draft.person, draft.saved_at) for draft in found.others),
        ),
    )


def _keep(found: Opened, raw: Mapping[str, str]) -> None:
    operations.save_entry_draft(
        actor=found.actor,
        patient_id=found.patient.id,
        assessment_id=found.assessment_id,
        raw=keep_known(raw, dictionary=found.rulebook.dictionary),
        at=found.at,
    )


def _save(request: ClinicRequest, found: Opened, form: AssessmentForm) -> HttpResponse:
    try:
        visit = _record(found, form)
    except StaleAssessment as stale:
        _keep(found, form.raw)
        return _show_both(request, found, form, stale.current)
    except UnableToSaveAssessment as failure:
        _keep(found, form.raw)
        shown = Shown(failure=tuple(problem.message for problem in failure.problems))
        return _show(request, found, form, shown, status=422)
    if not visit.is_new and not _is_what_was_saved(found, form, visit):
        return _go_on_as_correction(request, found, form, visit)
    return redirect("advice:advice", visit.evaluation_id)


def _is_what_was_saved(found: Opened, form: AssessmentForm, visit: VisitValue) -> bool:
    """Whether a form that was sent before says the same as then (a double click)."""
    saved = queries.get_version(found.clinic.id, visit.version_id)
    on, note = form.cleaned_data["on"], form.cleaned_data["note"].strip()
    return (on, note) == (saved.on, saved.note) and is_same(
        form.reading, saved.values, reviewed=saved.reviewed
    )


def _go_on_as_correction(
    request: ClinicRequest, found: Opened, form: AssessmentForm, visit: VisitValue
) -> HttpResponse:
    """A form that was saved, gone back to and changed: the changes become a correction."""
    saved = queries.get_version(found.clinic.id, visit.version_id)
    operations.save_entry_draft(
        actor=found.actor,
        patient_id=found.patient.id,
        assessment_id=visit.assessment_id,
        raw={**form.raw, "base": str(saved.number)},
        at=found.at,
    )
    messages.warning(
        request,
        _("You had saved this form before. What you changed since is in this correction."),
    )
    return redirect("entry:correct", visit.assessment_id)


def _record(found: Opened, form: AssessmentForm) -> VisitValue:
    typed = form.cleaned_data
    return record_visit(
        actor=found.actor,
        patient_id=found.patient.id,
        assessment_id=found.assessment_id,
        values=form.reading.values,
        reviewed=form.reading.reviewed,
        limits=form.reading.limits,
        on=typed["on"],
        note=typed["note"],
        reason=typed.get("reason", ""),
        submission=typed["submission"] or uuid.uuid4(),
        seen_number=typed["base"] if found.version else None,
        at=found.at,
    )


def _show_both(
    request: ClinicRequest, found: Opened, form: AssessmentForm, current: VersionValue
) -> HttpResponse:
    """Somebody else corrected it meanwhile: both corrections in one form, to be saved again."""
    raws = {
        version.number: opened.raw_of_version(version, rulebook=found.rulebook)
        for version in queries.versions_of(found.clinic.id, current.assessment_id)
    }
    base = raws.get(form.cleaned_data["base"] or 0, {})
    theirs = raws[current.number]
    merged = merge(found.rulebook.dictionary, base=base, theirs=theirs, yours=form.raw)
    raw = {**merged.raw, "base": str(current.number), "submission": str(uuid.uuid4())}
    form = AssessmentForm(frame=found.frame(), raw=raw)
    return _show(request, found, form, Shown(merged=merged, merged_by=current.by), status=409)
