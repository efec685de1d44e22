"""What is sent after the idle sign-out is held until its writer has signed in again.

The session is new and belongs to nobody then, so only a form that this program signed
for a person is held, and only that person gets it back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

from mgdcds.stores.accounts.middleware import ClinicRequest

_SALT = "entry.keeper"
_HELD = "held_entry"
View = Callable[..., HttpResponse]


def keeper_of(request: ClinicRequest) -> str:
    """This function will sign a form for its writer and its address."""
    return signing.dumps([request.actor.user_id, request.path], salt=_SALT)


def hold_what_is_sent(view: View) -> View:
    """This decorator will keep what is sent without a sign-in, and ask for one."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            _hold(request)
        return redirect_to_login(request.path)

    return guarded


def refuse_quietly(view: View) -> View:
    """This decorator will answer 401 to a part of a page that is asked for without a sign-in."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return HttpResponse(status=401) if request.htmx else redirect_to_login(request.path)

    return guarded


def take_held(request: ClinicRequest) -> dict[str, str]:
    """This function will give back what was held for this person at this address, once."""
    held = request.session.get(_HELD)
    if not held or held["path"] != request.path:
        return {}
    del request.session[_HELD]
    return dict(held["fields"]) if held["user_id"] == request.actor.user_id else {}


def _hold(request: HttpRequest) -> None:
    try:
        user_id, path = signing.loads(request.POST.get("keeper", ""), salt=_SALT)
    except signing.BadSignature:
        return
    if path != request.path:
        return
    fields = {key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
    request.session[_HELD] = {"user_id": user_id, "path": path, "fields": fields}
