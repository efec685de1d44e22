"""Plans as they are read: now and later, one line for each deed, what gave way."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from mgdcds.core.guidance.follow_up import FOLLOW_UP
from mgdcds.core.guidance.merge import last_week
from mgdcds.core.guidance.plan import Plan, PlanItem
from mgdcds.core.guidance.plans import describe_item
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.core.values.dates import format_date

#: Lines of these urgencies are marked.
_MARKED = frozenset({Urgency.EMERGENCY, Urgency.SOON})
_Key = tuple[Verb, str, bool]


@dataclass(frozen=True)
class PlanPart:
    """What a deed is done to. `rules` say where it comes from; `is_agreed` that it is accepted."""

    target: str
    detail: str
    rules: tuple[str, ...]
    is_agreed: bool = False


@dataclass(frozen=True)
class PlanLine:
    """One deed, such as "Measure", with everything it is done to. `urgency` may be empty."""

    verb: str
    parts: tuple[PlanPart, ...]
    urgency: str = ""


@dataclass(frozen=True)
class PlanGroup:
    """Deeds of one time: "Now", or a later day."""

    title: str
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True)
class PlanColumn:
    """One plan: its groups in the order of time, and what gave way, as sentences."""

    groups: tuple[PlanGroup, ...]
    gave_way: tuple[str, ...] = ()


def present_plan(
    plan: Plan, *, today: datetime.date | None = None, agreed: Plan | None = None
) -> PlanColumn:
    """This function will arrange a plan by time, safety first within each.

    With `today` what is overdue says so; with `agreed` the lines that are agreed already
    are marked.
    """
    marked = frozenset(map(_key, (*agreed.items, *agreed.follow_up))) if agreed else frozenset()
    now = tuple(_lines(plan.items, marked))
    groups = [PlanGroup(_("Now"), now)] if now else []
    later = sorted(plan.follow_up, key=_time)
    groups += [
        PlanGroup(when, tuple(_lines(items, marked)))
        for when, items in groupby(later, key=lambda item: _when(item, today))
    ]
    return PlanColumn(tuple(groups), tuple(aside.reason for aside in plan.set_aside))


def _key(item: PlanItem) -> _Key:
    """A test now is another line than the same test later."""
    return item.verb, item.target, bool(item.in_weeks or item.due_on)


def _lines(items: Iterable[PlanItem], marked: Collection[_Key]) -> Iterator[PlanLine]:
    def deed(item: PlanItem) -> tuple[str, Urgency]:
        return _verb(item), item.urgency

    for (verb, urgency), found in groupby(items, key=deed):
        shown = str(urgency) if urgency in _MARKED else ""
        yield PlanLine(verb, tuple(_part(item, marked) for item in found), shown)


def _part(item: PlanItem, marked: Collection[_Key]) -> PlanPart:
    limit = _("at most %(limit)s") % {"limit": item.limit} if item.limit else ""
    return PlanPart(
        target=_target(item),
        detail="; ".join(part for part in (limit, *item.details) if part),
        rules=tuple(code for code in item.rules if code != FOLLOW_UP),
        is_agreed=_key(item) in marked,
    )


def _target(item: PlanItem) -> str:
    target = TARGETS.get(item.target)
    return item.target if target is None else target.clinician


def _verb(item: PlanItem) -> str:
    return describe_item(item).removesuffix(_target(item)).strip()


def _time(item: PlanItem) -> tuple[bool, str, int]:
    """Soonest first, by day or by weeks; what has no time comes last."""
    due = item.due_on.isoformat() if item.due_on else ""
    return not (due or item.in_weeks), due, last_week(item.in_weeks)


def _when(item: PlanItem, today: datetime.date | None) -> str:
    weeks = last_week(item.in_weeks)
    told = {"day": format_date(item.due_on) if item.due_on else "", "weeks": item.in_weeks}
    if item.due_on and today and item.due_on < today:
        return _("Overdue since %(day)s") % told
    if item.due_on and weeks:
        return _("By %(day)s, within %(weeks)s weeks") % (told | {"weeks": weeks})
    if item.due_on:
        return _("By %(day)s") % told
    return _("In %(weeks)s weeks") % told if weeks else _("Later")
