"""The trail, one's own password, and what this program is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from mgdcds.pages.office import forms
from mgdcds.pages.office.pages import present_form, present_trail
from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.problems import UnableToSavePerson
from mgdcds.stores.accounts.values import TrailFilters


@require_GET
def trail(request: ClinicRequest) -> HttpResponse:
    """This view will show who did what, in this clinic or in the program itself."""
    require_role(request.actor, Role.ADMINISTRATOR, Role.AUDITOR)
    verbs, kinds = queries.trail_words(_scope(request))
    form = forms.TrailForm(request.GET, verbs=verbs, kinds=kinds)
    wanted = form.cleaned_data if form.is_valid() else {}
    wanted = {name: value for name, value in wanted.items() if value and name != "scope"}
    number = request.GET.get("page", "1")
    events = queries.trail(
        TrailFilters(clinic_id=_scope(request), **wanted),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1,
    )
    page = present_trail(
        form, events, asked=request.GET.dict(), people=queries.people(request.actor.clinic_id)
    )
    return render(request, "office/trail.html", {"page": page})


@sensitive_post_parameters("current", "new", "again")
def password(request: ClinicRequest) -> HttpResponse:
    """This view will change one's own password; other sign-ins of the person end."""
    form = forms.OwnPasswordForm(request.POST or None)
    if form.is_valid():
        current, new = form.cleaned_data["current"], form.cleaned_data["new"]
        try:
            operations.change_password(
                actor=request.actor, current=current, new=new, at=timezone.now()
            )
        except UnableToSavePerson as refused:
            for problem in refused.problems:
                name = "current" if problem.place.field == "current" else "new"
                form.add_error(name, problem.message)
        else:
            _stay_signed_in(request)
            messages.success(request, _("Your password is changed. Other sign-ins have ended."))
            return redirect("office:password")
    page = present_form(_("Change password"), form, back="/")
    status = 422 if form.errors else 200
    return render(request, "office/password.html", {"page": page}, status=status)


def _stay_signed_in(request: ClinicRequest) -> None:
    user = request.user
    assert user.is_authenticated  # noqa: S101  (the login middleware saw to it)
    user.refresh_from_db()
    update_session_auth_hash(request, user)


def _scope(request: ClinicRequest) -> int:
    """The clinic whose events are shown; 0 is the program itself."""
    return 0 if request.GET.get("scope") == "system" else request.actor.clinic_id
