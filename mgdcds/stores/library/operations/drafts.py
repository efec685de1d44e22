"""Drafts: opened, changed, submitted, returned, dropped."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.db import transaction

from mgdcds.core.guidance.entries import Entry, EntryKind, make_entry
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.library import models, problems, queries
from mgdcds.stores.library.checking import check_draft
from mgdcds.stores.library.values import DraftEntryValue, DraftNotFound, DraftState, DraftValue

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@transaction.atomic
def open_draft(*, actor: Actor, title: str, at: datetime.datetime) -> DraftValue:
    """This function will open a draft on the newest release.

    Raises UnableToEditDraft, and ReleaseNotFound before the first release.
    """
    require_role(actor, Role.AUTHOR)
    if not title.strip():
        raise problems.UnableToEditDraft([problems.title_missing()])
    draft = models.Draft.objects.create(
        title=title.strip()[:160],
        base_id=queries.get_newest_release().id,
        author_id=actor.user_id,
        author_name=actor.name,
        opened_at=at,
        changed_at=at,
    )
    record_event(actor=actor, verb="opened", kind="draft", subject=draft.pk, at=at)
    return queries.get_draft(draft.pk)


@transaction.atomic
def save_draft_entry(
    *,
    actor: Actor,
    draft_id: int,
    kind: EntryKind,
    key: str,
    content: dict[str, Any],
    seen_revision: int,
    at: datetime.datetime,
    seen_base: str | None = None,
) -> DraftEntryValue:
    """This function will keep an entry in a draft, whether or not it parses.

    `seen_revision` is the revision of this entry in the draft that the author saw, 0 when
    the draft did not change it yet. `seen_base` is the hash of the released entry that the
    author saw ("" for none): publishing refuses to undo a release that nobody saw. Without
    it, that is the entry of the release on which the draft began. Raises StaleDraft with
    the other author's text, UnableToEditDraft and DraftNotFound.
    """
    if not _KEY.fullmatch(key):
        raise problems.UnableToEditDraft([problems.key_not_usable(key)])
    entry = make_entry(kind, key, content)
    return _change(actor, draft_id, entry, seen_revision, at, seen_base=seen_base)


@transaction.atomic
def remove_draft_entry(
    *,
    actor: Actor,
    draft_id: int,
    kind: EntryKind,
    key: str,
    seen_revision: int,
    at: datetime.datetime,
    seen_base: str | None = None,
) -> DraftEntryValue:
    """This function will take an entry out of the knowledge, in this draft.

    Raises StaleDraft, UnableToEditDraft (an entry must be released to be taken out) and
    DraftNotFound.
    """
    released = _find_released(kind, key)
    if released is None:
        raise problems.UnableToEditDraft([problems.entry_unknown(kind, key)])
    entry = Entry(kind, key, released.body)
    return _change(actor, draft_id, entry, seen_revision, at, seen_base=seen_base, removed=True)


@transaction.atomic
def undo_draft_entry(
    *,
    actor: Actor,
    draft_id: int,
    kind: EntryKind,
    key: str,
    seen_revision: int,
    at: datetime.datetime,
) -> None:
    """This function will forget a draft's change of an entry, whatever it was.

    Raises StaleDraft, UnableToEditDraft and DraftNotFound.
    """
    draft = draft_for_edit(actor, draft_id)
    row = _entry_for_update(draft, kind, key, seen_revision)
    if row is not None:
        row.delete()
        touch_draft(draft, at)
        record_event(actor=actor, verb="undid", kind=str(kind), subject=key, at=at)


def submit_draft(
    *, actor: Actor, draft_id: int, comment: str = "", at: datetime.datetime
) -> DraftValue:
    """This function will ask for a review of a draft that passes every gate.

    Raises UnableToSubmit with every problem, UnableToEditDraft and DraftNotFound.
    """
    require_role(actor, Role.AUTHOR)
    # The cases take a while, so they run before anything is locked.
    checked = check_draft(draft_id)
    if checked.problems:
        raise problems.UnableToSubmit(checked.problems)
    with transaction.atomic():
        draft = draft_for_edit(actor, draft_id)
        if draft.revision != checked.draft.revision:
            raise problems.UnableToSubmit([problems.changed_since_review()])
        return move_draft(draft, DraftState.SUBMITTED, actor=actor, comment=comment, at=at)


@transaction.atomic
def return_draft(*, actor: Actor, draft_id: int, comment: str, at: datetime.datetime) -> DraftValue:
    """This function will give a submitted draft back to its authors, with a word.

    An author may take a draft back in the same way. Raises UnableToEditDraft.
    """
    require_role(actor, Role.APPROVER, Role.AUTHOR)
    draft = draft_for_update(draft_id)
    if draft.state != DraftState.SUBMITTED:
        found = problems.draft_not_submitted(DraftState(draft.state))
        raise problems.UnableToEditDraft([found])
    if not comment.strip():
        raise problems.UnableToEditDraft([problems.comment_missing()])
    return move_draft(draft, DraftState.RETURNED, actor=actor, comment=comment, at=at)


@transaction.atomic
def drop_draft(
    *, actor: Actor, draft_id: int, comment: str = "", at: datetime.datetime
) -> DraftValue:
    """This function will give a draft up. It stays readable. Raises UnableToEditDraft."""
    require_role(actor, Role.AUTHOR, Role.APPROVER)
    draft = draft_for_update(draft_id)
    if draft.state in (DraftState.PUBLISHED, DraftState.DROPPED):
        found = problems.draft_not_editable(DraftState(draft.state))
        raise problems.UnableToEditDraft([found])
    return move_draft(draft, DraftState.DROPPED, actor=actor, comment=comment, at=at)


def draft_for_update(draft_id: int) -> models.Draft:
    """This function will lock a draft (in a transaction). Raises DraftNotFound."""
    draft = models.Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise DraftNotFound("There is no such draft.")
    return draft


def move_draft(
    draft: models.Draft,
    state: DraftState,
    *,
    actor: Actor,
    comment: str,
    at: datetime.datetime,
    release: models.Release | None = None,
) -> DraftValue:
    """This function will move a locked draft to a state, with a review step and the trail."""
    draft.state, draft.changed_at, draft.release = state, at, release
    draft.save(update_fields=["state", "changed_at", "release"])
    models.Review.objects.create(
        draft=draft,
        by_id=actor.user_id or None,
        by_name=actor.name,
        step=state,
        comment=comment.strip(),
        revision=draft.revision,
        at=at,
    )
    record_event(actor=actor, verb=str(state), kind="draft", subject=draft.pk, at=at)
    return queries.get_draft(draft.pk)


def _change(
    actor: Actor,
    draft_id: int,
    entry: Entry,
    seen_revision: int,
    at: datetime.datetime,
    *,
    seen_base: str | None,
    removed: bool = False,
) -> DraftEntryValue:
    draft = draft_for_edit(actor, draft_id)
    row = _entry_for_update(draft, entry.kind, entry.key, seen_revision)
    if row is None:
        row = models.DraftEntry(draft=draft, kind=entry.kind, key=entry.key, revision=0)
        row.base_hash = _base_hash(draft, entry)
    if seen_base is not None:
        row.base_hash = seen_base
    row.body, row.removed = entry.body, removed
    row.revision += 1
    row.changed_by_id, row.changed_by_name, row.changed_at = actor.user_id, actor.name, at
    row.save()
    touch_draft(draft, at)
    verb = "removed" if removed else "drafted"
    record_event(actor=actor, verb=verb, kind=str(entry.kind), subject=entry.key, at=at)
    return queries.draft_entry_value(row)


def draft_for_edit(actor: Actor, draft_id: int) -> models.Draft:
    """This function will lock a draft that an author may change now (in a transaction).

    Raises UnableToEditDraft and DraftNotFound.
    """
    require_role(actor, Role.AUTHOR)
    draft = draft_for_update(draft_id)
    if draft.state not in (DraftState.OPEN, DraftState.RETURNED):
        found = problems.draft_not_editable(DraftState(draft.state))
        raise problems.UnableToEditDraft([found])
    return draft


def _entry_for_update(
    draft: models.Draft, kind: EntryKind, key: str, seen_revision: int
) -> models.DraftEntry | None:
    row = models.DraftEntry.objects.filter(draft=draft, kind=kind, key=key).first()
    if (row.revision if row else 0) != seen_revision:
        raise problems.StaleDraft(queries.draft_entry_value(row) if row else None)
    return row


def touch_draft(draft: models.Draft, at: datetime.datetime) -> None:
    """This function will give a locked draft its next revision."""
    draft.revision += 1
    draft.changed_at = at
    draft.save(update_fields=["revision", "changed_at"])


def _base_hash(draft: models.Draft, entry: Entry) -> str:
    """The released entry that a draft changes is that of the release on which it began."""
    found = models.ReleaseEntry.objects.filter(
        release_id=draft.base_id, entry__kind=entry.kind, entry__key=entry.key
    )
    return found.values_list("entry_id", flat=True).first() or ""


def _find_released(kind: EntryKind, key: str) -> models.Entry | None:
    newest = models.Release.objects.order_by("-number").values("pk")[:1]
    found = models.ReleaseEntry.objects.filter(
        release_id__in=newest, entry__kind=kind, entry__key=key
    )
    row = found.select_related("entry").first()
    return None if row is None else row.entry
