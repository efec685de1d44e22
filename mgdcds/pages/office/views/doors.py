"""Signing in and out, staying signed in, and whether the program is well."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from mgdcds.pages.components.frame import home_url
from mgdcds.pages.office.forms import SignInForm
from mgdcds.pages.office.pages import present_locked, present_sign_in
from mgdcds.stores.accounts import queries
from mgdcds.stores.accounts.middleware import ClinicRequest


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """This view will let somebody in, and bring them to where they wanted to go."""
    if request.headers.get("HX-Request"):  # a live panel of somebody who was signed out
        return HttpResponse(status=204, headers={"HX-Trigger": "signed-out"})
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(_onward(request, request.user.pk))
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return HttpResponseRedirect(_onward(request, form.get_user().pk))
    demo = () if settings.PRODUCTION else queries.demo_sign_ins()
    page = present_sign_in(form, onward=_wanted(request), demo=demo)
    status = 422 if form.errors else 200
    return render(request, "office/sign_in.html", {"page": page}, status=status)


def locked(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """This view will say that there were too many failures, and when to try again (django-axes)."""
    wait = settings.AXES_COOLOFF_TIME
    page = present_locked(timezone.now() + wait, failures=settings.AXES_FAILURE_LIMIT, wait=wait)
    return render(request, "office/locked.html", {"page": page}, status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This view will end the sign-in."""
    logout(request)
    return redirect("office:sign_in")


@never_cache
@require_GET
def still_here(request: ClinicRequest) -> JsonResponse:
    """This view will keep the sign-in alive, and answer who is signed in and the form token."""
    return JsonResponse({"person": request.actor.username, "token": get_token(request)})


@never_cache
@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """This view will answer "ok" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def _wanted(request: HttpRequest) -> str:
    return request.POST.get("next", "") or request.GET.get("next", "")


def _onward(request: HttpRequest, user_id: int) -> str:
    """Where somebody goes who has signed in: on to the page they wanted, if it is one of ours."""
    wanted = _wanted(request)
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted != "/" else home_url(queries.get_actor(user_id).roles)
