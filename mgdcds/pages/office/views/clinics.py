"""Clinics: where one works, and those that an administrator makes and edits."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mgdcds.pages.components.forms import add_problems
from mgdcds.pages.components.frame import home_url
from mgdcds.pages.office import forms
from mgdcds.pages.office.pages import present_clinics, present_form
from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import SESSION_CLINIC, ClinicRequest
from mgdcds.stores.accounts.problems import UnableToSaveClinic


@require_http_methods(["GET", "POST"])
def clinic_switch(request: ClinicRequest) -> HttpResponse:
    """This view will let a person choose the clinic of theirs to work in."""
    theirs = queries.clinics_of(request.actor.user_id)
    if request.method == "POST":
        form = forms.SwitchForm(request.POST)
        if not form.is_valid() or form.cleaned_data["clinic"] not in {one.id for one in theirs}:
            raise Http404
        return redirect(_enter(request, form.cleaned_data["clinic"]))
    page = present_clinics(theirs, actor=request.actor, title=_("Where you work"))
    return render(request, "office/clinic_switch.html", {"page": page})


@require_GET
def clinics(request: ClinicRequest) -> HttpResponse:
    """This view will list the clinics of an administrator."""
    require_role(request.actor, Role.ADMINISTRATOR)
    theirs = queries.clinics_of(request.actor.user_id)
    page = present_clinics(theirs, actor=request.actor, title=_("Clinics"))
    return render(request, "office/clinics.html", {"page": page})


def new_clinic(request: ClinicRequest) -> HttpResponse:
    """This view will make a clinic, of which the person becomes administrator."""
    require_role(request.actor, Role.ADMINISTRATOR)
    form = forms.ClinicForm(
        request.POST or None,
        initial={"time_zone": request.clinic.time_zone if request.clinic else "UTC"},
    )
    if form.is_valid():
        try:
            made = operations.create_clinic(
                actor=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except UnableToSaveClinic as refused:
            add_problems(form, refused.problems)
        else:
            messages.success(request, _("%(name)s is made.") % {"name": made.name})
            return redirect("office:clinics")
    return _form(request, _("Add a clinic"), form)


def clinic(request: ClinicRequest, clinic_id: int) -> HttpResponse:
    """This view will edit the clinic that is worked in."""
    require_role(request.actor, Role.ADMINISTRATOR)
    if clinic_id != request.actor.clinic_id:
        raise Http404
    found = queries.get_clinic(clinic_id)
    names = ("name", "address", "time_zone", "unit_system", "profile")
    form = forms.ClinicForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    if form.is_valid():
        try:
            operations.edit_clinic(
                actor=request.actor, clinic_id=clinic_id, at=timezone.now(), **form.cleaned_data
            )
        except UnableToSaveClinic as refused:
            add_problems(form, refused.problems)
        else:
            messages.success(request, _("Saved."))
            return redirect("office:clinics")
    return _form(request, found.name, form)


def _enter(request: ClinicRequest, clinic_id: int) -> str:
    """Where the day begins there, for the roles that the person has there."""
    request.session[SESSION_CLINIC] = clinic_id
    actor = queries.get_actor(request.actor.user_id, clinic_id)
    operations.record_event(
        actor=actor, verb="entered", kind="clinic", subject=clinic_id, at=timezone.now()
    )
    return home_url(actor.roles)


def _form(request: ClinicRequest, title: str, form: forms.ClinicForm) -> HttpResponse:
    page = present_form(title, form, back="/clinics/", under=_("Clinics"))
    status = 422 if form.errors else 200
    return render(request, "office/form.html", {"page": page}, status=status)
