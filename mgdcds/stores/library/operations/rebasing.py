"""Bringing a draft up to date with what was released since it began."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mgdcds.core.authoring.rebase import Merge, Path
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.library import models, problems, queries
from mgdcds.stores.library.checking import lay_draft
from mgdcds.stores.library.operations.drafts import draft_for_edit, touch_draft
from mgdcds.stores.library.operations.releases import lock_releases
from mgdcds.stores.library.rebasing import EntryRebase, find_rebases
from mgdcds.stores.library.values import DraftValue

#: What somebody chose for the conflicts of entries, by kind and key, then by path.
Choices = Mapping[tuple[EntryKind, str], Mapping[Path, Any]]


@transaction.atomic
def rebase_draft(
    *,
    actor: Actor,
    draft_id: int,
    seen_revision: int,
    seen_release: str,
    choices: Choices,
    at: datetime.datetime,
) -> DraftValue:
    """This function will put a draft on the newest release, with what was released taken over.

    `seen_revision` and `seen_release` are the draft's revision and the newest release's hash
    that the choices are about. Every conflict needs a choice. Raises UnableToEditDraft with
    what is still open, and DraftNotFound.
    """
    draft = draft_for_edit(actor, draft_id)
    lock_releases()
    laid = lay_draft(draft_id)
    if (draft.revision, laid.newest.hash) != (seen_revision, seen_release):
        raise problems.UnableToEditDraft([problems.changed_since_review()])
    settled = [(one, one.merge.resolve(choices.get(one.name, {}))) for one in find_rebases(laid)]
    still = [
        problems.still_conflicting(merge.kind, merge.key, conflict.field)
        for _, merge in settled
        for conflict in merge.conflicts
    ]
    if still:
        raise problems.UnableToEditDraft(still)
    for one, merge in settled:
        _keep(draft, one, merge, actor, at)
    draft.base_id = laid.newest.id
    draft.save(update_fields=["base"])
    touch_draft(draft, at)
    record_event(actor=actor, verb="rebased", kind="draft", subject=draft.pk, at=at)
    return queries.get_draft(draft_id)


def _keep(
    draft: models.Draft, one: EntryRebase, merge: Merge, actor: Actor, at: datetime.datetime
) -> None:
    kind, key = one.name
    row = models.DraftEntry.objects.get(draft=draft, kind=kind, key=key)
    entry = merge.entry
    if (entry.hash if entry else "") == one.released_hash:
        row.delete()
        return
    row.body = entry.body if entry else row.body
    row.removed = entry is None
    row.base_hash = one.released_hash
    row.revision += 1
    row.changed_by_id, row.changed_by_name, row.changed_at = actor.user_id, actor.name, at
    row.save()
