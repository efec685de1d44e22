"""Entries of a draft: a rule in its form, any other entry as text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.components.values import Link
from mgdcds.pages.workspace.desk import Desk, open_desk
from mgdcds.pages.workspace.editing import EntryPage, RulePage, try_entry
from mgdcds.pages.workspace.entry_text import content_of_text, new_content, text_of_content
from mgdcds.pages.workspace.pages import entry_url, workspace_crumbs
from mgdcds.pages.workspace.rule_fields import (
    RuleFields,
    content_of_fields,
    fields_of_content,
    fields_of_post,
)
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations
from mgdcds.stores.library.problems import StaleDraft


def rule(request: ClinicRequest, draft_id: int, code: str) -> HttpResponse:
    """This view will edit a rule: fields, problems at their place, cases as they come out."""
    require_role(request.actor, Role.AUTHOR, Role.APPROVER)
    desk = open_desk(draft_id, EntryKind.RULE, code)
    if request.method != "POST":
        return _rule(request, desk, fields_of_content(desk.content))
    fields = fields_of_post(code, request.POST.dict())
    content, found = content_of_fields(fields)
    if found or "save" not in request.POST:
        return _rule(request, desk.with_content(content), fields, found)
    return _save(request, desk, content) or _rule(request, desk.with_content(content), fields)


def entry(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will edit an entry as text."""
    require_role(request.actor, Role.AUTHOR, Role.APPROVER)
    desk = open_desk(draft_id, _kind(kind), key)
    if request.method != "POST":
        return _entry(request, desk, text_of_content(desk.kind, desk.content))
    text = request.POST.get("text", "")
    try:
        content = content_of_text(text, document=f"{kind} {key}")
    except UnableTo as unable:
        return _entry(request, desk, text, unable.problems)
    if "save" in request.POST and (saved := _save(request, desk, content)):
        return saved
    return _entry(request, desk.with_content(content), text)


@require_POST
def new(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will lead to the editor of a new rule or case; it is kept once it is saved."""
    require_role(request.actor, Role.AUTHOR)
    kind, key = _kind(request.POST.get("kind", "")), request.POST.get("key", "").strip()
    if kind not in (EntryKind.RULE, EntryKind.CASE) or not key:
        messages.error(request, _("Give the new entry a code, such as B09, or a short name."))
        return redirect("workspace:draft", draft_id)
    key = key.upper() if kind is EntryKind.RULE else "_".join(key.lower().split())
    try:
        operations.save_draft_entry(
            actor=request.actor,
            draft_id=draft_id,
            kind=kind,
            key=key,
            content=new_content(kind, key, rule=request.POST.get("rule", "")),
            seen_revision=0,
            at=timezone.now(),
        )
    except UnableTo as refused:
        messages.error(request, " ".join(problem.message for problem in refused.problems))
        return redirect("workspace:draft", draft_id)
    return redirect(entry_url(draft_id, kind, key))


@require_POST
def undo(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will forget what a draft does to an entry."""
    return _alter(request, draft_id, kind, key, operations.undo_draft_entry)


@require_POST
def remove(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will take an entry out of the knowledge, in this draft."""
    return _alter(request, draft_id, kind, key, operations.remove_draft_entry)


def _alter(request: ClinicRequest, draft_id: int, kind: str, key: str, deed: Any) -> HttpResponse:
    try:
        deed(
            actor=request.actor,
            draft_id=draft_id,
            kind=_kind(kind),
            key=key,
            seen_revision=_number(request.POST.get("revision", "")),
            at=timezone.now(),
        )
    except UnableTo as refused:
        messages.error(request, " ".join(problem.message for problem in refused.problems))
    return redirect("workspace:draft", draft_id)


def _save(request: ClinicRequest, desk: Desk, content: dict[str, Any]) -> HttpResponse | None:
    """Keeps the entry, or shows the other author's text beside what was typed (then None)."""
    try:
        operations.save_draft_entry(
            actor=request.actor,
            draft_id=desk.draft.id,
            kind=desk.kind,
            key=desk.key,
            content=content,
            seen_revision=_number(request.POST.get("revision", "")),
            seen_base=request.POST.get("base_hash"),
            at=timezone.now(),
        )
    except StaleDraft as stale:
        desk.theirs = text_of_entry_or_nothing(stale.current.entry if stale.current else None)
        desk.refused = stale.problems
        return None
    except UnableTo as refused:
        desk.refused = refused.problems
        return None
    messages.success(request, _("Saved in the draft."))
    return redirect(entry_url(desk.draft.id, desk.kind, desk.key))


def text_of_entry_or_nothing(found: Entry | None) -> str:
    """This function will write an entry as text; nothing where there is none."""
    return "" if found is None else text_of_content(found.kind, found.content())


def _rule(
    request: ClinicRequest, desk: Desk, fields: RuleFields, found: tuple[Problem, ...] = ()
) -> HttpResponse:
    draft_id = desk.draft.id
    page = RulePage(
        title=fields.title or desk.key,
        crumbs=_crumbs(desk),
        draft_id=draft_id,
        fields=fields,
        revision=desk.revision,
        base_hash=desk.base_hash,
        trial=try_entry(desk.entries, kind=desk.kind, key=desk.key, draft_id=draft_id),
        problems=(*found, *desk.refused),
        theirs=desk.theirs,
        can_edit=desk.draft.is_editable and request.actor.has(Role.AUTHOR),
        is_new=not desk.base_hash,
        history_url=_history_url(desk),
        source_url=reverse("workspace:entry", args=[draft_id, "rule", desk.key]),
    )
    return render(request, "workspace/rule.html", {"page": page}, status=_status(page.problems))


def _entry(
    request: ClinicRequest, desk: Desk, text: str, found: tuple[Problem, ...] = ()
) -> HttpResponse:
    draft_id = desk.draft.id
    page = EntryPage(
        title=f"{desk.kind} {desk.key}",
        crumbs=_crumbs(desk),
        draft_id=draft_id,
        kind=str(desk.kind),
        key=desk.key,
        text=text,
        revision=desk.revision,
        base_hash=desk.base_hash,
        trial=try_entry(desk.entries, kind=desk.kind, key=desk.key, draft_id=draft_id),
        problems=(*found, *desk.refused),
        theirs=desk.theirs,
        can_edit=desk.draft.is_editable and request.actor.has(Role.AUTHOR),
        is_new=not desk.base_hash,
        history_url=_history_url(desk),
    )
    return render(request, "workspace/entry.html", {"page": page}, status=_status(page.problems))


def _crumbs(desk: Desk) -> tuple[Link, ...]:
    draft_url = reverse("workspace:draft", args=[desk.draft.id])
    return workspace_crumbs(Link(desk.draft.title, draft_url), Link(desk.key))


def _history_url(desk: Desk) -> str:
    return reverse("workspace:history", args=[str(desk.kind), desk.key]) if desk.base_hash else ""


def _status(found: tuple[Problem, ...]) -> int:
    return 422 if found else 200


def _kind(word: str) -> EntryKind:
    try:
        return EntryKind(word)
    except ValueError:
        raise Http404("There is no such kind of entry.") from None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
