"""A draft brought up to date with a release that was published since it began."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.core.values.problems import UnableTo
from mgdcds.pages.components.values import Mistake
from mgdcds.pages.workspace.rebase_page import present_rebase, read_choices
from mgdcds.pages.workspace.views.drafts import WRITERS
from mgdcds.pages.workspace.views.entries import number_of
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations
from mgdcds.stores.library.checking import LaidDraft, lay_draft


def rebase(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will show what was released since a draft began, and take it over."""
    require_role(request.actor, *WRITERS)
    laid = lay_draft(draft_id)
    if request.method != "POST":
        return _show(request, laid, ())
    require_role(request.actor, Role.AUTHOR)
    try:
        operations.rebase_draft(
            actor=request.actor,
            draft_id=draft_id,
            seen_revision=number_of(request.POST.get("revision", "")),
            seen_release=request.POST.get("release", ""),
            choices=read_choices(laid, request.POST.dict()),
            at=timezone.now(),
        )
    except UnableTo as refused:
        told = tuple(Mistake(one.message, "", one.hint) for one in refused.problems)
        return _show(request, laid, told)
    messages.success(request, _("The draft stands on the newest release now."))
    return redirect("workspace:draft", draft_id)


def _show(request: ClinicRequest, laid: LaidDraft, mistakes: tuple[Mistake, ...]) -> HttpResponse:
    typed = request.POST.dict()
    page = present_rebase(laid, actor=request.actor, typed=typed, mistakes=mistakes)
    status = 422 if mistakes else 200
    return render(request, "workspace/rebase.html", {"page": page}, status=status)
