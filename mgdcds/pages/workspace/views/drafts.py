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

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import UnableTo
from mgdcds.pages.components.forms import add_problems
from mgdcds.pages.workspace.catalogue import by_name, summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.draft_list import present_drafts
from mgdcds.pages.workspace.draft_page import (
    DraftPage,
    is_open,
    present_draft,
    present_said,
)
from mgdcds.pages.workspace.forms import LONGEST_TITLE, DraftForm
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.checking import DraftCheck, LaidDraft, check_laid, find_check, lay_draft
from mgdcds.stores.library.values import DraftValue

Deed = Callable[..., Any]
WRITERS = (Role.AUTHOR, Role.APPROVER)


def drafts(request: ClinicRequest) -> HttpResponse:
    """This view will list drafts and rules, and open a draft."""
    require_role(request.actor, *WRITERS)
    form = DraftForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (opened := _open(request, form)):
        return redirect("workspace:draft", opened.id)
    closed, newest = "all" in request.GET, queries.get_newest_release()
    page = present_drafts(
        queries.drafts(closed=closed),
        queries.released_entries(newest),
        actor=request.actor,
        closed=closed,
        form=form,
        release=newest.label,
        on=timezone.localdate(),
    )
    status = 422 if form.errors else 200
    return render(request, "workspace/drafts.html", {"page": page}, status=status)


@require_POST
def change_rule(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will open a draft that is about one rule, and lead to the rule."""
    require_role(request.actor, Role.AUTHOR)
    entries = by_name(queries.released_entries(queries.get_newest_release()))
    rule = entries.get((EntryKind.RULE, code))
    title = f"{code}: {summary_of(rule).title}" if rule else ""
    form = DraftForm({"title": title[:LONGEST_TITLE]})
    opened = _open(request, form) if rule else None
    if opened is None:
        return redirect("workspace:drafts")
    return redirect(entry_url(opened.id, EntryKind.RULE, code))


def draft(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will show a draft: what it changes, and what is known of its gates."""
    require_role(request.actor, *WRITERS)
    return show_draft(request, lay_draft(draft_id))


def check(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will ask the gates: the part of the page that waits for them, or all of it."""
    require_role(request.actor, *WRITERS)
    laid = lay_draft(draft_id)
    page = _page_of(request, laid, check_laid(laid) if is_open(laid.draft) else None)
    is_part = request.htmx and page.fitness  # type: ignore[attr-defined]
    name = "workspace/_fitness.html" if is_part else "workspace/draft.html"
    return render(request, name, {"page": page, "is_part": bool(is_part)})


@require_POST
def submit(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will ask for a review."""
    done = _("The draft waits for review by somebody else.")
    return _carry_out(request, draft_id, "submit", operations.submit_draft, done, said="comment")


@require_POST
def give_back(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will return a draft to its authors, with a word."""
    done = _("The draft is back with its author.")
    return _carry_out(request, draft_id, "return", operations.return_draft, done, said="comment")


@require_POST
def drop(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will drop a draft; it stays readable."""
    done = _("The draft is dropped.")
    return _carry_out(request, draft_id, "drop", operations.drop_draft, done, said="comment")


@require_POST
def publish(request: ClinicRequest, draft_id: int) -> HttpResponse:
    """This view will publish a reviewed draft as the next release, in effect at once."""
    require_role(request.actor, Role.APPROVER)
    seen = request.POST.get("revision", "")
    return _carry_out(
        request,
        draft_id,
        "publish",
        operations.publish_draft,
        _("The release is in effect. New evaluations use it; earlier advice is unchanged."),
        said="notes",
        seen_revision=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None,
    )


def show_draft(request: ClinicRequest, laid: LaidDraft, **refused: Any) -> HttpResponse:
    """This function will show a draft to somebody. `refused` is what was typed and refused."""
    page = _page_of(request, laid, find_check(laid) if is_open(laid.draft) else None, **refused)
    status = 422 if refused else 200
    return render(request, "workspace/draft.html", {"page": page}, status=status)


def _page_of(
    request: ClinicRequest, laid: LaidDraft, found: DraftCheck | None, **refused: Any
) -> DraftPage:
    return present_draft(
        laid,
        found,
        actor=request.actor,
        number=_number(request.GET.get("page", "")),
        on=timezone.localdate(),
        published=_published(laid.draft),
        **refused,
    )


def _open(request: ClinicRequest, form: DraftForm) -> DraftValue | None:
    require_role(request.actor, Role.AUTHOR)
    if not form.is_valid():
        return None
    title, now = form.cleaned_data["title"], timezone.now()
    try:
        return operations.open_draft(actor=request.actor, title=title, at=now)
    except UnableTo as refused:
        add_problems(form, refused.problems)
        return None


def _carry_out(  # noqa: PLR0917
    request: ClinicRequest, draft_id: int, name: str, deed: Deed, done: str, said: str, **more: Any
) -> HttpResponse:
    require_role(request.actor, *WRITERS)
    word = request.POST.get("comment", "").replace("\0", "").strip()[:4000]
    try:
        deed(actor=request.actor, draft_id=draft_id, at=timezone.now(), **{said: word}, **more)
    except UnableTo as refused:
        told = present_said(name, refused.problems, word)
        return show_draft(request, lay_draft(draft_id), said=told)
    messages.success(request, done)
    return redirect("workspace:draft", draft_id)


def _published(draft: DraftValue) -> tuple[tuple[Entry, ...], tuple[Entry, ...]] | None:
    """The entries before and after a draft was published."""
    if draft.release_id is None:
        return None
    release = queries.get_release(draft.release_id)
    before = queries.get_release_by_number(release.number - 1)
    return queries.released_entries(before), queries.released_entries(release)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
