"""What this program is, for whom, on what it rests, and who answers for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mgdcds.pages.office.about import present_about
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library.queries import live_release
from mgdcds.stores.library.values import ReleaseNotFound, ReleaseValue


@require_GET
def about(request: ClinicRequest) -> HttpResponse:
    """This view will show what a reader needs to judge the advice without us."""
    page = present_about(_release(), clinic=request.clinic)
    return render(request, "office/about.html", {"page": page})


def _release() -> ReleaseValue | None:
    try:
        return live_release(timezone.now())
    except ReleaseNotFound:
        return None
