"""What holds for every page of somebody signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mgdcds.pages.office.errors import only_by_button


class PrivateMiddleware:
    """Pages stay out of every cache; an address that only a button uses explains itself.

    On a shared computer the next person goes back. And who signs in again after a
    sign-out is sent to where a button led.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.user.is_authenticated:
            return response
        if response.status_code == 405 and request.method == "GET":
            response = only_by_button(request, allowed=response.headers.get("Allow", ""))
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
