"""People of a clinic: administrators make them, give them roles, and sign them off."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mgdcds.pages.components.forms import add_problems
from mgdcds.pages.office import forms
from mgdcds.pages.office.pages import present_form, present_people, present_person
from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.problems import UnableToSavePerson


def people(request: ClinicRequest) -> HttpResponse:
    """This view will list the people of the clinic."""
    require_role(request.actor, Role.ADMINISTRATOR)
    found = queries.people(request.actor.clinic_id)
    return render(
        request, "office/people.html", {"page": present_people(found, actor=request.actor)}
    )


@sensitive_post_parameters("password")
def new_person(request: ClinicRequest) -> HttpResponse:
    """This view will make a person with a first password and roles."""
    require_role(request.actor, Role.ADMINISTRATOR)
    form = forms.NewPersonForm(request.POST or None)
    if form.is_valid():
        try:
            made = operations.create_user(
                actor=request.actor, at=timezone.now(), **form.cleaned_data
            )
        except UnableToSavePerson as refused:
            add_problems(form, refused.problems)
        else:
            messages.success(request, _("%(name)s can sign in now.") % {"name": made.name})
            return redirect("office:people")
    return _form(request, _("Add a person"), form)


def joining(request: ClinicRequest) -> HttpResponse:
    """This view will give roles here to somebody who signs in for another clinic."""
    require_role(request.actor, Role.ADMINISTRATOR)
    form = forms.JoiningForm(request.POST or None)
    if form.is_valid():
        username, clinic_id = form.cleaned_data["username"], request.actor.clinic_id
        user_id = queries.find_person_elsewhere(username, clinic_id=clinic_id)
        if user_id is None:
            form.add_error("username", _("Nobody of another clinic signs in with this username."))
        else:
            roles = form.cleaned_data["roles"]
            joined = operations.set_roles(
                actor=request.actor, user_id=user_id, roles=roles, at=timezone.now()
            )
            messages.success(request, _("%(name)s works here now.") % {"name": joined.name})
            return redirect("office:people")
    return _form(request, _("Add somebody of another clinic"), form)


def person(request: ClinicRequest, user_id: int) -> HttpResponse:
    """This view will show a person, and change their name and roles."""
    require_role(request.actor, Role.ADMINISTRATOR)
    found = queries.get_person(request.actor.clinic_id, user_id)
    form = forms.PersonForm(
        request.POST or None,
        initial={"full_name": found.name, "roles": sorted(found.roles)},
        is_oneself=user_id == request.actor.user_id,
    )
    if form.is_valid():
        try:
            _save_person(request, user_id, form)
        except UnableToSavePerson as refused:
            add_problems(form, refused.problems)
        else:
            return redirect("office:person", user_id)
    return _person(request, user_id, form=form)


@require_POST
@sensitive_post_parameters("new", "again")
def person_password(request: ClinicRequest, user_id: int) -> HttpResponse:
    """This view will give a person a new password, and let them try again at once."""
    require_role(request.actor, Role.ADMINISTRATOR)
    form = forms.NewPasswordForm(request.POST)
    if form.is_valid():
        new, at = form.cleaned_data["new"], timezone.now()
        try:
            operations.reset_password(actor=request.actor, user_id=user_id, new=new, at=at)
            operations.unlock_sign_in(actor=request.actor, user_id=user_id, at=at)
        except UnableToSavePerson as refused:
            _blame_password(form, refused)
        else:
            messages.success(request, _("The new password is set. Tell it in person."))
            return redirect("office:person", user_id)
    return _person(request, user_id, password_form=form)


@require_POST
def person_unlock(request: ClinicRequest, user_id: int) -> HttpResponse:
    """This view will forget a person's failed sign-ins."""
    operations.unlock_sign_in(actor=request.actor, user_id=user_id, at=timezone.now())
    messages.success(request, _("The failed sign-ins are forgotten."))
    return redirect("office:person", user_id)


@require_POST
def person_active(request: ClinicRequest, user_id: int) -> HttpResponse:
    """This view will switch a person's sign-in off, or on again. Nobody switches off their own."""
    require_role(request.actor, Role.ADMINISTRATOR)
    is_active = request.POST.get("is_active") == "yes"
    if user_id == request.actor.user_id and not is_active:
        messages.error(request, _("You cannot switch off your own sign-in."))
        return redirect("office:person", user_id)
    try:
        operations.set_active(
            actor=request.actor, user_id=user_id, is_active=is_active, at=timezone.now()
        )
    except UnableToSavePerson as refused:
        messages.error(request, str(refused))
    return redirect("office:person", user_id)


def _save_person(request: ClinicRequest, user_id: int, form: forms.PersonForm) -> None:
    name, roles, at = form.cleaned_data["full_name"], form.cleaned_data["roles"], timezone.now()
    operations.set_roles(actor=request.actor, user_id=user_id, roles=roles, at=at)
    if "full_name" in form.changed_data:
        operations.rename_user(actor=request.actor, user_id=user_id, full_name=name, at=at)
    messages.success(request, _("Saved."))


def _form(request: ClinicRequest, title: str, form: Form) -> HttpResponse:
    page = present_form(title, form, back="/people/", under=_("People"))
    status = 422 if form.errors else 200
    return render(request, "office/form.html", {"page": page}, status=status)


def _person(
    request: ClinicRequest,
    user_id: int,
    *,
    form: forms.PersonForm | None = None,
    password_form: forms.NewPasswordForm | None = None,
) -> HttpResponse:
    found = queries.get_person(request.actor.clinic_id, user_id)
    initial = {"full_name": found.name, "roles": sorted(found.roles)}
    form = form or forms.PersonForm(initial=initial)
    password_form = password_form or forms.NewPasswordForm()
    page = present_person(found, actor=request.actor, form=form, password_form=password_form)
    status = 422 if form.errors or password_form.errors else 200
    return render(request, "office/person.html", {"page": page}, status=status)


def _blame_password(form: forms.NewPasswordForm, refused: UnableToSavePerson) -> None:
    for problem in refused.problems:
        form.add_error("new", problem.message)
