"""Releases and the history of entries, with what changed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mgdcds.pages.workspace.changes import present_changes
from mgdcds.pages.workspace.release_pages import present_history, present_release, present_releases
from mgdcds.pages.workspace.views.entries import kind_of, number_of
from mgdcds.stores.accounts.actor import Role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import queries


def releases(request: ClinicRequest) -> HttpResponse:
    """This view will list the releases."""
    now = timezone.now()
    live = queries.live_release(now).number
    page = present_releases(queries.releases(), live=live, at=now)
    return render(request, "workspace/releases.html", {"page": page})


def release(request: ClinicRequest, number: int) -> HttpResponse:
    """This view will show a release and what it changed."""
    now, found = timezone.now(), queries.get_release_by_number(number)
    new = queries.released_entries(found)
    old = new
    if number > 1:
        old = queries.released_entries(queries.get_release_by_number(number - 1))
    page = present_release(
        found,
        present_changes(old, new, number=number_of(request.GET.get("page", ""))),
        count=len(new),
        live=queries.live_release(now).number,
        at=now,
    )
    return render(request, "workspace/release.html", {"page": page})


def release_of(request: ClinicRequest, release_id: int) -> HttpResponse:
    """This view will lead to a release by its id."""
    return redirect("workspace:release", queries.get_release(release_id).number)


def history(request: ClinicRequest, kind: str, key: str) -> HttpResponse:
    """This view will show how an entry changed from release to release."""
    told = queries.history(kind_of(kind), key)
    if not told:
        raise Http404("There is no such entry.")
    can_restore = request.actor.has(Role.AUTHOR)
    page = present_history(kind_of(kind), key, told, can_restore=can_restore)
    return render(request, "workspace/history.html", {"page": page})
