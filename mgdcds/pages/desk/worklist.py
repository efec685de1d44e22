"""The worklist as it is shown: who needs somebody, why in one sentence, since when."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.values import Link
from mgdcds.stores.accounts.values import TaskValue
from mgdcds.stores.evaluations.values import WorkGroup, WorkItem, Worklist


@dataclass(frozen=True)
class WorkLine:
    """One patient: the sentence, since when, and what the one button does."""

    name: str
    url: str
    reason: str
    since: str
    button: str
    button_url: str
    urgency: str


@dataclass(frozen=True)
class WorkSection:
    """One group. `more` are those that are not shown."""

    title: str
    tone: str
    empty: str
    lines: tuple[WorkLine, ...]
    total: int
    more: int


@dataclass(frozen=True)
class TaskLine:
    """Something else to do."""

    id: int
    title: str
    due: str
    url: str


@dataclass(frozen=True)
class WorklistPage:
    """The worklist of a clinic."""

    title: str
    sections: tuple[WorkSection, ...]
    tasks: tuple[TaskLine, ...]
    is_empty: bool
    patients_url: str
    new_url: str
    crumbs: tuple[Link, ...] = ()


def present_worklist(
    found: Worklist, tasks: tuple[TaskValue, ...], *, on: datetime.date
) -> WorklistPage:
    """This function will answer the worklist on a day."""
    sections = (
        _section(_("Act now"), "emergency", _("Nobody needs you now."), found.act_now, _waiting),
        _section(
            _("Due for follow-up"),
            "soon",
            _("No follow-up is due."),
            found.due,
            lambda item: _due(item, on),
        ),
        _section(
            _("Advice not answered"),
            "routine",
            _("Every advice is answered."),
            found.unanswered,
            _waiting,
        ),
    )
    return WorklistPage(
        title=_("Worklist"),
        sections=sections,
        tasks=tuple(_task(task) for task in tasks),
        is_empty=not tasks and not any(section.total for section in sections),
        patients_url=reverse("entry:patients"),
        new_url=reverse("entry:new_patient"),
    )


def _section(
    title: str, tone: str, empty: str, group: WorkGroup, line_of: Callable[[WorkItem], WorkLine]
) -> WorkSection:
    return WorkSection(
        title=title,
        tone=tone,
        empty=empty,
        lines=tuple(line_of(item) for item in group.items),
        total=group.total,
        more=group.total - len(group.items),
    )


def _waiting(item: WorkItem) -> WorkLine:
    others = item.unanswered - 1
    more = ngettext("and %(count)d more", "and %(count)d more", others) % {"count": others}
    return _line(
        item,
        reason=f"{item.title}, {more}" if others > 0 else item.title,
        since=_("since %s") % format_date(item.on),
        button=_("Answer"),
        button_url=reverse("advice:advice", args=[item.evaluation_id]),
    )


def _due(item: WorkItem, on: datetime.date) -> WorkLine:
    due_on = item.due_on or on
    since = _("due today") if due_on == on else _("due since %s") % format_date(due_on)
    return _line(
        item,
        reason=item.due_for or item.title,
        since=since,
        button=_("Assess"),
        button_url=reverse("entry:assess", args=[item.patient.id]),
    )


def _line(item: WorkItem, *, reason: str, since: str, button: str, button_url: str) -> WorkLine:
    return WorkLine(
        name=item.patient.name,
        url=reverse("desk:patient", args=[item.patient.id]),
        reason=reason,
        since=since,
        button=button,
        button_url=button_url,
        urgency=str(item.urgency or ""),
    )


def _task(task: TaskValue) -> TaskLine:
    return TaskLine(
        id=task.id,
        title=task.title,
        due=format_date(task.due_on) if task.due_on else "",
        url=_subject_url(task),
    )


def _subject_url(task: TaskValue) -> str:
    """The chart of the patient that a task is about, if it is about one."""
    if task.kind != "patient":
        return ""
    try:
        return reverse("desk:patient", args=[uuid.UUID(task.subject)])
    except ValueError:
        return ""
