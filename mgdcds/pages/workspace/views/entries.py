"""Entries of a draft: a rule or a case in its form, any entry as text; and how each stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.values.problems import UnableTo
from mgdcds.pages.workspace.changes import compare_entries
from mgdcds.pages.workspace.desk import TakenOut, open_desk, open_desk_to_save
from mgdcds.pages.workspace.editor_page import Collision, Outcome, present_editor, why_fixed
from mgdcds.pages.workspace.editors import CASE, RULE, TEXT, Editor
from mgdcds.pages.workspace.sheets import Sheet, sheet_of_draft, sheet_of_post
from mgdcds.pages.workspace.trials import Trial
from mgdcds.pages.workspace.views.drafts import WRITERS
from mgdcds.stores.accounts.actor import require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations
from mgdcds.stores.library.problems import StaleDraft


def rule(request: ClinicRequest, draft_id: int, code: str) -> HttpResponse:
    """This view will edit a rule in its form."""
    return _edit(request, draft_id, EntryKind.RULE, code, RULE)


def case(request: ClinicRequest, draft_id: int, key: str) -> HttpResponse:
    """This view will edit a case in its form."""
    return _edit(request, draft_id, EntryKind.CASE, key, CASE)


def entry(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will edit any entry as text."""
    return _edit(request, draft_id, kind_of(kind), key, TEXT)


def rule_live(request: ClinicRequest, draft_id: int, code: str) -> HttpResponse:
    """This view will say how a rule stands as it is typed."""
    return _live(request, draft_id, EntryKind.RULE, code, RULE)


def case_live(request: ClinicRequest, draft_id: int, key: str) -> HttpResponse:
    """This view will say how a case stands as it is typed."""
    return _live(request, draft_id, EntryKind.CASE, key, CASE)


def entry_live(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will say how an entry stands as it is typed."""
    return _live(request, draft_id, kind_of(kind), key, TEXT)


def kind_of(word: str) -> EntryKind:
    """This function will answer the kind that an address names. Raises Http404."""
    if word not in set(EntryKind):
        raise Http404("There is no such kind of entry.")
    return EntryKind(word)


def number_of(text: str) -> int:
    """This function will read a whole number that a form sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _edit(
    request: ClinicRequest, draft_id: int, kind: EntryKind, key: str, editor: Editor
) -> HttpResponse:
    require_role(request.actor, *WRITERS)
    if request.method == "POST":
        return _answer(request, _typed_sheet(request, draft_id, kind, key, editor))
    try:
        desk = open_desk(draft_id, kind, key)
    except TakenOut:
        said = _("{key} is taken out in this draft. Undo that to edit it.")
        messages.info(request, said.format(key=key))
        return redirect("workspace:draft", draft_id)
    if not editor.fits(desk.content):
        messages.info(request, _("The form cannot show all of this entry, so here it is as text."))
        return redirect("workspace:entry", draft_id, str(kind), key)
    sheet = sheet_of_draft(desk, editor, unit_system=_unit_system(request))
    trial = sheet.trial() if "check" in request.GET else sheet.find_trial()
    return _show(request, sheet, trial, Outcome())


def _live(
    request: ClinicRequest, draft_id: int, kind: EntryKind, key: str, editor: Editor
) -> HttpResponse:
    require_role(request.actor, *WRITERS)
    if request.method == "POST":
        sheet = _typed_sheet(request, draft_id, kind, key, editor)
    else:
        desk = open_desk(draft_id, kind, key)
        sheet = sheet_of_draft(desk, editor, unit_system=_unit_system(request))
    stands = sheet.stands(sheet.trial())
    page = {"stands": stands, "can_edit": not why_fixed(sheet.desk, request.actor)}
    is_news = request.POST.get("heard") != stands.headline
    given = {"page": page, "is_part": True, "is_news": is_news}
    return render(request, "workspace/_stands.html", given)


def _typed_sheet(
    request: ClinicRequest, draft_id: int, kind: EntryKind, key: str, editor: Editor
) -> Sheet:
    was_there = number_of(request.POST.get("revision", "")) > 0 or "is_lost" in request.POST
    desk = open_desk_to_save(draft_id, kind, key, was_there=was_there)
    posted = request.POST.dict()
    return sheet_of_post(desk, editor, posted, unit_system=_unit_system(request))


def _answer(request: ClinicRequest, sheet: Sheet) -> HttpResponse:
    """Answers what a form sent: saved, or shown again with what stands against it."""
    outcome = Outcome(is_unsaved=True)
    if "save" in request.POST:
        refused = sheet.read.problems
        told = Outcome(refused, is_unsaved=True) if refused else _save(request, sheet)
        if told is None:
            messages.success(request, _("Saved in the draft."))
            return redirect(request.path)
        outcome = told
    is_asked = "try" in request.POST or "expect" in request.POST
    return _show(request, sheet, sheet.trial() if is_asked else sheet.find_trial(), outcome)


def _save(request: ClinicRequest, sheet: Sheet) -> Outcome | None:
    """Keeps what was typed. None: it is kept; else what stands against it."""
    desk = sheet.desk
    try:
        operations.save_draft_entry(
            actor=request.actor,
            draft_id=desk.draft.id,
            kind=desk.kind,
            key=desk.key,
            content=sheet.read.content,
            seen_revision=number_of(request.POST.get("revision", "")),
            seen_base=request.POST.get("base_hash"),
            at=timezone.now(),
        )
    except StaleDraft as stale:
        return Outcome(stale.problems, _collision(stale, sheet), is_unsaved=True)
    except UnableTo as refused:
        return Outcome(refused.problems, is_unsaved=True)
    return None


def _collision(stale: StaleDraft, sheet: Sheet) -> Collision:
    desk, current = sheet.desk, stale.current
    mine = make_entry(desk.kind, desk.key, sheet.read.content)
    if current is None:
        return Collision("", compare_entries(desk.released, mine))
    return Collision(current.by, compare_entries(current.entry, mine), is_removed=current.removed)


def _unit_system(request: ClinicRequest) -> str:
    return str(request.clinic.unit_system) if request.clinic else "conventional"


def _show(
    request: ClinicRequest, sheet: Sheet, trial: Trial | None, outcome: Outcome
) -> HttpResponse:
    is_fixed = bool(why_fixed(sheet.desk, request.actor))
    page = present_editor(
        sheet.desk,
        sheet.editor,
        sheet.editor.form(sheet.typed, is_fixed=is_fixed),
        actor=request.actor,
        stands=None if trial is None else sheet.stands(trial),
        outcome=outcome,
    )
    status = 409 if outcome.collision else 422 if outcome.problems else 200
    return render(request, "workspace/editor.html", {"page": page}, status=status)
