"""Tasks: something to do in a clinic."""

from __future__ import annotations

import datetime

from django.db import transaction

from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.models import Task
from mgdcds.stores.accounts.operations.trail import record_event
from mgdcds.stores.accounts.queries import task_value
from mgdcds.stores.accounts.values import NotFound, TaskValue


@transaction.atomic
def create_task(
    *,
    actor: Actor,
    title: str,
    at: datetime.datetime,
    due_on: datetime.date | None = None,
    kind: str = "",
    subject: object = "",
) -> TaskValue:
    """This function will put a task on the list of the actor's clinic."""
    require_role(actor, *Role)
    task = Task.objects.create(
        clinic_id=actor.clinic_id,
        title=title,
        kind=kind,
        subject=str(subject),
        due_on=due_on,
        made_at=at,
    )
    record_event(actor=actor, verb="created", kind="task", subject=task.pk, at=at)
    return task_value(task)


@transaction.atomic
def finish_task(*, actor: Actor, task_id: int, at: datetime.datetime) -> TaskValue:
    """This function will mark an open task of the clinic as done. Raises NotFound."""
    require_role(actor, *Role)
    scope = Task.objects.select_for_update().filter(clinic_id=actor.clinic_id, done_at=None)
    task = scope.filter(pk=task_id).first()
    if task is None:
        raise NotFound("There is no such open task in this clinic.")
    task.done_at, task.done_by_id = at, actor.user_id
    task.save(update_fields=["done_at", "done_by"])
    record_event(actor=actor, verb="finished", kind="task", subject=task_id, at=at)
    return task_value(task)
