"""Parts of pages, which a script asks for and swaps in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def part_of_a_page(view: View) -> View:
    """This decorator will answer 401 to a script without a sign-in, and ask people for one.

    A script that was sent to the sign-in page would swap that page in.
    """

    @login_not_required
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return HttpResponse(status=401) if is_part(request) else redirect_to_login(request.path)

    return guarded


def is_part(request: HttpRequest) -> bool:
    """This function will tell whether a script asks, to swap in a part of the page."""
    return "HX-Request" in request.headers
