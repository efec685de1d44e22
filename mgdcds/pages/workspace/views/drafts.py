"""Drafts: listed, opened, shown with their gates, submitted, returned, published, dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.core.authoring.diff import diff_entries
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.workspace.pages import present_draft, present_drafts
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.checking import check_draft

Deed = Callable[..., Any]


def drafts(request: ClinicRequest) -> HttpResponse:
    """This view will list drafts, and open a new one."""
    require_role(request.actor, Role.AUTHOR, Role.APPROVER)
    closed, typed = "all" in request.GET, request.POST.get("title", "")
    found: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            opened = operations.open_draft(actor=request.actor, title=typed, at=timezone.now())
        except UnableTo as refused:
            found = refused.problems
        else:
            return redirect("workspace:draft", opened.id)
    page = present_drafts(
        queries.drafts(closed=closed),
        actor=request.actor,
        closed=closed,
        problems=found,
        title_typed=typed,
    )
    return render(request, "workspace/drafts.html", {"page": page}, status=422 if found else 200)


def draft(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will show a draft: what it changes and what stands against publishing it."""
    require_role(request.actor, Role.AUTHOR, Role.APPROVER)
    return _show(request, draft_id)


@require_POST
def submit(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will ask for a review."""
    done = _("The draft waits for review by somebody else.")
    return _carry_out(request, draft_id, operations.submit_draft, done, comment=_comment(request))


@require_POST
def give_back(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will return a draft to its authors, with a word."""
    done = _("The draft is back with its author.")
    return _carry_out(request, draft_id, operations.return_draft, done, comment=_comment(request))


@require_POST
def drop(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will drop a draft; it stays readable."""
    done = _("The draft is dropped.")
    return _carry_out(request, draft_id, operations.drop_draft, done, comment=_comment(request))


@require_POST
def publish(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will publish a reviewed draft as the next release, in effect at once."""
    seen = request.POST.get("revision", "")
    return _carry_out(
        request,
        draft_id,
        operations.publish_draft,
        _("The release is in effect. New evaluations use it; earlier advice is unchanged."),
        notes=_comment(request),
        seen_revision=int(seen) if seen.isascii() and seen.isdigit() else None,
    )


def _carry_out(
    request: ClinicRequest, draft_id: int, deed: Deed, done: str, **given: Any
) -> HttpResponse:
    require_role(request.actor, Role.AUTHOR, Role.APPROVER)
    try:
        deed(actor=request.actor, draft_id=draft_id, at=timezone.now(), **given)
    except UnableTo as refused:
        return _show(request, draft_id, said=refused.problems)
    messages.success(request, done)
    return redirect("workspace:draft", draft_id)


def _show(request: ClinicRequest, draft_id: int, *, said: tuple[Problem, ...] = ()) -> HttpResponse:
    check = check_draft(draft_id)
    changes = diff_entries(check.base_entries, check.entries)
    page = present_draft(check, changes, actor=request.actor, said=said, comment=_comment(request))
    return render(request, "workspace/draft.html", {"page": page}, status=422 if said else 200)


def _comment(request: ClinicRequest) -> str:
    return request.POST.get("comment", "").strip()[:4000]
