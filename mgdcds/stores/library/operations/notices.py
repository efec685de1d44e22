"""Notices: a word that acts at once on every page that shows an entry."""

from __future__ import annotations

import datetime

from django.db import transaction

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.library import models, problems, queries
from mgdcds.stores.library.values import NoticeValue, NoticeWord


@transaction.atomic
def raise_notice(
    *,
    actor: Actor,
    kind: EntryKind,
    key: str,
    word: NoticeWord,
    reason: str,
    at: datetime.datetime,
) -> NoticeValue | None:
    """This function will put a released entry under notice, with a reason.

    LIFTED ends the notice that stands (then the answer is None). Raises UnableToPublish.
    """
    require_role(actor, Role.APPROVER)
    found = []
    if not reason.strip():
        found.append(problems.reason_missing())
    if not models.Entry.objects.filter(kind=kind, key=key).exists():
        found.append(problems.entry_unknown(kind, key))
    if found:
        raise problems.UnableToPublish(found)
    models.Notice.objects.create(
        kind=kind,
        key=key,
        word=word,
        reason=reason.strip(),
        by_id=actor.user_id,
        by_name=actor.name,
        at=at,
    )
    record_event(actor=actor, verb=f"marked as {word}", kind=str(kind), subject=key, at=at)
    return queries.notices_for([(kind, key)]).get((kind, key))


def lift_notice(
    *, actor: Actor, kind: EntryKind, key: str, reason: str, at: datetime.datetime
) -> None:
    """This function will end the notice that stands over an entry."""
    raise_notice(actor=actor, kind=kind, key=key, word=NoticeWord.LIFTED, reason=reason, at=at)
