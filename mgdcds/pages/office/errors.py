"""What somebody sees who may not, cannot find, or met a fault of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This view will say that the page needs another role."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This view will say that there is nothing here, or nothing of this clinic."""
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """This view will say that the fault is ours.

    The page stands alone, without frame or database, so that it shows whatever broke.
    """
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def only_by_button(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """This view will say that the address takes only what a form sends."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = allowed
    return response
