"""Publishing: a reviewed draft becomes the next release."""

from __future__ import annotations

import datetime

from django.db import transaction

from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.library import models, problems
from mgdcds.stores.library.checking import DraftCheck, check_draft
from mgdcds.stores.library.gates import SECOND_PERSON
from mgdcds.stores.library.operations.drafts import draft_for_update, move_draft
from mgdcds.stores.library.operations.releases import NewRelease, lock_releases, write_release
from mgdcds.stores.library.queries import release_value
from mgdcds.stores.library.values import DraftState, GateState, GateValue, ReleaseValue


def publish_draft(
    *,
    actor: Actor,
    draft_id: int,
    notes: str,
    at: datetime.datetime,
    effective_at: datetime.datetime | None = None,
    seen_revision: int | None = None,
) -> ReleaseValue:
    """This function will publish a submitted draft, laid over the newest release.

    Only an approver who wrote no part of it may. `seen_revision` is the revision of the
    draft that was reviewed. `effective_at` is now unless given; releases come into effect
    in their order. Raises UnableToPublish with every problem, and DraftNotFound.
    """
    require_role(actor, Role.APPROVER)
    # The cases take a while, so they run before anything is locked.
    checked = check_draft(draft_id)
    starts = effective_at or at
    found = [*_problems_of_review(checked, actor, seen_revision), *checked.problems]
    if starts < max(at, checked.newest.effective_at):
        found.append(problems.effective_too_early(starts, checked.newest.effective_at))
    if found:
        raise problems.UnableToPublish(found)
    with transaction.atomic():
        draft = draft_for_update(draft_id)
        parent = lock_releases()
        if not _is_as_checked(draft, parent, checked):
            raise problems.UnableToPublish([problems.changed_since_review()])
        release = write_release(
            _new_release(checked, draft, actor, notes, starts), parent=parent, at=at
        )
        move_draft(draft, DraftState.PUBLISHED, actor=actor, comment=notes, at=at, release=release)
        return release_value(release)


def _problems_of_review(
    checked: DraftCheck, actor: Actor, seen_revision: int | None
) -> list[Problem]:
    draft, found = checked.draft, []
    if draft.state is not DraftState.SUBMITTED:
        found.append(problems.draft_not_submitted(draft.state))
    if actor.user_id in _writers(draft.id, draft.author_id):
        found.append(problems.own_draft(actor.name))
    if seen_revision is not None and seen_revision != draft.revision:
        found.append(problems.changed_since_review())
    return found


def _writers(draft_id: int, author_id: int) -> set[int]:
    entries = models.DraftEntry.objects.filter(draft_id=draft_id)
    return {author_id, *(entries.values_list("changed_by_id", flat=True))} - {0, None}


def _is_as_checked(draft: models.Draft, parent: models.Release | None, checked: DraftCheck) -> bool:
    return (
        parent is not None
        and parent.pk == checked.newest.id
        and draft.revision == checked.draft.revision
        and draft.state == checked.draft.state
    )


def _new_release(
    checked: DraftCheck,
    draft: models.Draft,
    actor: Actor,
    notes: str,
    effective_at: datetime.datetime,
) -> NewRelease:
    second = GateValue(SECOND_PERSON, GateState.PASSED, f"{draft.author_name}, {actor.name}")
    return NewRelease(
        entries=checked.entries,
        author_id=draft.author_id or 0,
        author=draft.author_name,
        approver=actor,
        notes=notes.strip(),
        gates=(*checked.report.gates, second),
        effective_at=effective_at,
        shipped=draft.shipped,
    )
