"""What the cases of a rule lack, and the proposed cases put into a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.authoring.proposals import Proposal
from mgdcds.core.guidance.entries import EntryKind, hash_of_release
from mgdcds.core.values.problems import UnableTo
from mgdcds.pages.workspace.catalogue import by_name
from mgdcds.pages.workspace.lacking import content_to_add, lack_of, present_lacking
from mgdcds.pages.workspace.views.drafts import WRITERS
from mgdcds.pages.workspace.views.entries import number_of
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations
from mgdcds.stores.library.checking import LaidDraft, lay_draft


def lacking(request: ClinicRequest, draft_id: int, code: str) -> HttpResponse:
    """This view will show what the cases of a rule lack, or add those that are proposed."""
    require_role(request.actor, *WRITERS)
    laid = lay_draft(draft_id)
    if (EntryKind.RULE, code) not in by_name(laid.entries):
        raise Http404("There is no such rule.")
    if request.method == "POST":
        _add(request, laid, code)
        return redirect("workspace:lacking", draft_id, code)
    page = present_lacking(laid, code, actor=request.actor)
    return render(request, "workspace/lacking.html", {"page": page})


def _add(request: ClinicRequest, laid: LaidDraft, code: str) -> None:
    require_role(request.actor, Role.AUTHOR)
    if request.POST.get("asked") != hash_of_release(laid.entries):
        messages.info(request, _("The draft has changed. These cases are missing now."))
        return
    chosen = _chosen(laid, code, number_of(request.POST.get("case", "")))
    try:
        for proposal in chosen:
            _keep(request, lay_draft(laid.draft.id), proposal)
    except UnableTo as refused:
        messages.error(request, " ".join(problem.message for problem in refused.problems))
        return
    told = ngettext("{n} case is in the draft.", "{n} cases are in the draft.", len(chosen))
    messages.success(request, told.format(n=len(chosen)))


def _chosen(laid: LaidDraft, code: str, number: int) -> tuple[Proposal, ...]:
    """One proposal by its number, or all of them for 0."""
    lack = lack_of(laid, code)
    proposals = lack.proposals if lack else ()
    return proposals[number - 1 : number] if number else proposals


def _keep(request: ClinicRequest, laid: LaidDraft, proposal: Proposal) -> None:
    key, content = content_to_add(laid, proposal.case)
    operations.save_draft_entry(
        actor=request.actor,
        draft_id=laid.draft.id,
        kind=EntryKind.CASE,
        key=key,
        content=content,
        seen_revision=0,
        at=timezone.now(),
    )
