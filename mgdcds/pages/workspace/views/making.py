"""New rules and cases in a draft; changes undone; entries taken out; older texts brought back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.follow_up import FOLLOW_UP
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.components.forms import add_problems
from mgdcds.pages.workspace import problems
from mgdcds.pages.workspace.catalogue import Name, by_name, cases_of, summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.entry_text import key_of_case, new_case_content, new_rule_content
from mgdcds.pages.workspace.forms import LONGEST_TITLE, NewCaseForm, NewRuleForm
from mgdcds.pages.workspace.views.drafts import show_draft
from mgdcds.pages.workspace.views.entries import kind_of, number_of
from mgdcds.pages.workspace.words import name_of
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.checking import LaidDraft, lay_draft

_CODE = re.compile(r"[A-Z][0-9]{2}")


@require_POST
def new_rule(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will put a new rule into a draft and lead to its editor."""
    require_role(request.actor, Role.AUTHOR)
    laid = lay_draft(draft_id)
    form = NewRuleForm(request.POST, auto_id="new-rule-%s")
    if form.is_valid():
        code = form.cleaned_data["code"].strip().upper()
        found = _problems_of_code(code, by_name(laid.entries))
        found = found or _keep(request, laid, EntryKind.RULE, code, new_rule_content(code))
        if not found:
            return redirect(entry_url(draft_id, EntryKind.RULE, code))
        add_problems(form, found)
    return show_draft(request, laid, new_rule=form)


@require_POST
def new_case(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will put a new case of a rule into a draft, with the patient of another one."""
    require_role(request.actor, Role.AUTHOR)
    laid = lay_draft(draft_id)
    codes = [(entry.key, entry.key) for entry in laid.entries if entry.kind is EntryKind.RULE]
    form = NewCaseForm(request.POST, codes=codes, auto_id="new-case-%s")
    if form.is_valid():
        name, code = form.cleaned_data["name"], form.cleaned_data["rule"]
        key = key_of_case(name, code)
        found = _problems_of_case(name, code, key, laid)
        content = new_case_content(
            name=name,
            code=code,
            on=timezone.localdate().isoformat(),
            like=next(iter(cases_of(laid.entries, code)), None),
        )
        found = found or _keep(request, laid, EntryKind.CASE, key, content)
        if not found:
            return redirect(entry_url(draft_id, EntryKind.CASE, key))
        add_problems(form, found)
    return show_draft(request, laid, new_case=form)


@require_POST
def undo(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will forget what a draft does to an entry."""
    _alter(request, draft_id, kind_of(kind), key, operations.undo_draft_entry)
    return redirect("workspace:draft", draft_id)


@require_POST
def remove(request: ClinicRequest, draft_id: int, kind: str, key: str) -> HttpResponse:
    """This view will take an entry out of the knowledge, in this draft; a rule with its cases."""
    is_done = _alter(request, draft_id, kind_of(kind), key, operations.remove_draft_entry)
    if is_done and kind == EntryKind.RULE and "with_cases" in request.POST:
        _remove_cases(request, draft_id, key)
    return redirect("workspace:draft", draft_id)


@require_POST
def restore(request: ClinicRequest, kind: str, key: str) -> HttpResponse:
    """This view will open a draft in which an entry is as it was in an older release."""
    require_role(request.actor, Role.AUTHOR)
    number = number_of(request.POST.get("release", ""))
    found = kind_of(kind)
    told = {step.release.number: step for step in queries.history(found, key)}
    step = told.get(number)
    if step is None or step.entry is None:
        raise Http404("There is no such entry in that release.")
    title = _("Bring back {name} as in {release}").format(
        name=name_of(found, key), release=step.release.label
    )
    now = timezone.now()
    opened = operations.open_draft(actor=request.actor, title=title[:LONGEST_TITLE], at=now)
    _keep(request, lay_draft(opened.id), found, key, step.entry.content())
    return redirect(entry_url(opened.id, found, key))


def _problems_of_code(code: str, entries: dict[Name, Entry]) -> tuple[Problem, ...]:
    if not _CODE.fullmatch(code):
        return (problems.code_malformed(code),)
    if code == FOLLOW_UP:
        return (problems.code_reserved(code),)
    taken = entries.get((EntryKind.RULE, code))
    return (problems.code_taken(code, title=summary_of(taken).title),) if taken else ()


def _problems_of_case(name: str, code: str, key: str, laid: LaidDraft) -> tuple[Problem, ...]:
    if key == code.lower():
        return (problems.case_unnamed(name),)
    names = {summary_of(entry).title for entry in cases_of(laid.entries, code)}
    is_taken = name in names or (EntryKind.CASE, key) in by_name(laid.entries)
    return (problems.case_taken(name),) if is_taken else ()


def _keep(
    request: ClinicRequest, laid: LaidDraft, kind: EntryKind, key: str, content: dict[str, Any]
) -> tuple[Problem, ...]:
    try:
        operations.save_draft_entry(
            actor=request.actor,
            draft_id=laid.draft.id,
            kind=kind,
            key=key,
            content=content,
            seen_revision=0,
            at=timezone.now(),
        )
    except UnableTo as refused:
        return refused.problems
    return ()


def _alter(
    request: ClinicRequest, draft_id: int, kind: EntryKind, key: str, deed: Callable[..., Any]
) -> bool:
    try:
        deed(
            actor=request.actor,
            draft_id=draft_id,
            kind=kind,
            key=key,
            seen_revision=number_of(request.POST.get("revision", "")),
            at=timezone.now(),
        )
    except UnableTo as refused:
        messages.error(request, " ".join(problem.message for problem in refused.problems))
        return False
    return True


def _remove_cases(request: ClinicRequest, draft_id: int, code: str) -> None:
    """Takes out the released cases of a rule, and forgets those that the draft has written."""
    laid = lay_draft(draft_id)
    revisions = {one.entry.key: one.revision for one in laid.draft.entries}
    released = by_name(laid.base_entries)
    for case in cases_of(laid.entries, code):
        is_new = (case.kind, case.key) not in released
        deed = operations.undo_draft_entry if is_new else operations.remove_draft_entry
        deed(
            actor=request.actor,
            draft_id=draft_id,
            kind=case.kind,
            key=case.key,
            seen_revision=revisions.get(case.key, 0),
            at=timezone.now(),
        )
