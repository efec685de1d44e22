"""The trail: one more event at the end of its clinic's chain."""

from __future__ import annotations

import datetime

from django.db import transaction

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.chain import hash_of_link
from mgdcds.stores.accounts.models import TrailEvent
from mgdcds.stores.accounts.operations.chain import close_link, take_link
from mgdcds.stores.accounts.queries import link_content

_LONGEST_SUBJECT, _LONGEST_DETAIL = 120, 400


@transaction.atomic
def record_event(
    *,
    actor: Actor,
    verb: str,
    kind: str,
    subject: object = "",
    at: datetime.datetime,
    detail: str = "",
) -> None:
    """This function will write to the trail that the actor did `verb` to a record.

    `verb` is a past participle in words ("viewed", "signed in"), `kind` a noun
    ("patient"), `subject` the record's id or key. `detail` says more, and never a
    clinical value or a name of a patient. Call it last in a transaction: it locks
    the end of the clinic's chain.
    """
    link = take_link(f"trail:{actor.clinic_id}")
    event = TrailEvent(
        clinic_id=actor.clinic_id,
        sequence=link.sequence,
        at=at,
        user_id=actor.user_id,
        username=actor.username,
        name=actor.name,
        clinic_name=actor.clinic_name,
        verb=verb,
        kind=kind,
        subject=str(subject)[:_LONGEST_SUBJECT],
        detail=detail[:_LONGEST_DETAIL],
        previous_hash=link.previous_hash,
    )
    event.hash = hash_of_link(link_content(event), previous_hash=link.previous_hash)
    event.save()
    close_link(link, hash_=event.hash)
