"""Releases and the history of entries, with what changed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.core.authoring.diff import diff_contents, diff_entries
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.pages.components.values import Link
from mgdcds.pages.workspace.pages import (
    CHANGES,
    KINDS,
    HistoryPage,
    HistoryStep,
    ReleaseRow,
    ReleasesPage,
    present_release,
)
from mgdcds.pages.workspace.words import change_between
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import queries


def releases(request: ClinicRequest) -> HttpResponse:
    """This view will list the releases."""
    now = timezone.now()
    live = queries.live_release(now).number
    rows = tuple(
        ReleaseRow(
            url=reverse("workspace:release", args=[release.number]),
            release=release,
            is_live=release.number == live,
            is_waiting=release.effective_at > now,
        )
        for release in queries.releases()
    )
    page = ReleasesPage(_("Releases"), (Link(_("Releases")),), rows)
    return render(request, "workspace/releases.html", {"page": page})


def release(request: ClinicRequest, number: int) -> HttpResponse:
    """This view will show a release and what it changed."""
    found = queries.get_release_by_number(number)
    entries = queries.entries_of(found.id)
    before = queries.get_release_by_number(number - 1) if number > 1 else None
    page = present_release(
        found,
        diff_entries(queries.entries_of(before.id), entries) if before else (),
        count=len(entries),
        live=queries.live_release(timezone.now()).number,
    )
    return render(request, "workspace/release.html", {"page": page})


def release_of(request: ClinicRequest, release_id: int) -> HttpResponse:
    """This view will lead to a release by its id."""
    return redirect("workspace:release", queries.get_release(release_id).number)


def history(request: ClinicRequest, kind: str, key: str) -> HttpResponse:
    """This view will show how an entry changed from release to release."""
    if kind not in set(EntryKind):
        raise Http404("There is no such kind of entry.")
    told = queries.history(EntryKind(kind), key)
    if not told:
        raise Http404("There is no such entry.")
    steps = []
    for at, step in enumerate(told):
        older = told[at + 1].entry if at + 1 < len(told) else None
        fields = diff_contents(
            older.content() if older else {}, step.entry.content() if step.entry else {}
        )
        steps.append(
            HistoryStep(
                release=step.release,
                url=reverse("workspace:release", args=[step.release.number]),
                change=CHANGES[change_between(older, step.entry)],
                fields=tuple((one.field, one.old, one.new) for one in fields) if older else (),
            )
        )
    title = f"{KINDS[EntryKind(kind)]} {key}"
    crumbs = (Link(_("Releases"), reverse("workspace:releases")), Link(title))
    return render(
        request, "workspace/history.html", {"page": HistoryPage(title, crumbs, tuple(steps))}
    )
