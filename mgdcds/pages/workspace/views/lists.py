"""Lists to choose from: a draft's entries of one kind, and the names that conditions may use."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from mgdcds.pages.workspace.lists import present_entries, present_names
from mgdcds.pages.workspace.views.drafts import WRITERS
from mgdcds.pages.workspace.views.entries import kind_of
from mgdcds.stores.accounts.actor import require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import queries
from mgdcds.stores.library.checking import lay_draft


def entries(request: ClinicRequest, draft_id: int, kind: str) -> HttpResponse:
    """This view will list a draft's entries of one kind, or those that have some words."""
    require_role(request.actor, *WRITERS)
    words = request.GET.get("q", "").strip()[:100]
    page = present_entries(lay_draft(draft_id), kind_of(kind), words=words)
    return render(request, "workspace/entries.html", {"page": page})


def names(request: ClinicRequest) -> HttpResponse:
    """This view will list everything that a condition or an action may name."""
    require_role(request.actor, *WRITERS)
    page = present_names(queries.rulebook_of(queries.get_newest_release()))
    return render(request, "workspace/names.html", {"page": page})
