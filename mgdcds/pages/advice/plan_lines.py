"""Plans as they are read: now and later, one line for each deed, what gave way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from mgdcds.core.guidance.follow_up import FOLLOW_UP
from mgdcds.core.guidance.plan import Plan, PlanItem
from mgdcds.core.guidance.plans import describe_item
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.core.values.dates import format_date

#: Lines of these urgencies are marked.
_MARKED = frozenset({Urgency.EMERGENCY, Urgency.SOON})
_Key = tuple[Verb, str]


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


def present_plan(plan: Plan, *, agreed: Plan | None = None) -> PlanColumn:
    """This function will arrange a plan by time, safety first within each.

    With `agreed`, the lines that are agreed already are marked.
    """
    marked = _keys(agreed)
    now = tuple(_lines(plan.items, marked))
    groups = [PlanGroup(_("Now"), now)] if now else []
    later = sorted(plan.follow_up, key=_time)
    groups += [
        PlanGroup(when, tuple(_lines(items, marked))) for when, items in groupby(later, key=_when)
    ]
    return PlanColumn(tuple(groups), tuple(aside.reason for aside in plan.set_aside))


def _keys(plan: Plan | None) -> frozenset[_Key]:
    if plan is None:
        return frozenset()
    return frozenset((item.verb, item.target) for item in (*plan.items, *plan.follow_up))


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
        is_agreed=(item.verb, item.target) in marked,
    )


def _target(item: PlanItem) -> str:
    target = TARGETS.get(item.target)
    return item.target if target is None else target.clinician


def _verb(item: PlanItem) -> str:
    return describe_item(item).removesuffix(_target(item)).strip()


def _time(item: PlanItem) -> tuple[str, str]:
    due = item.due_on.isoformat() if item.due_on else ""
    weeks = item.in_weeks.replace("–", " ").split()
    return due, weeks[-1].zfill(3) if weeks else ""


def _when(item: PlanItem) -> str:
    weeks = _("in %(weeks)s weeks") % {"weeks": item.in_weeks} if item.in_weeks else ""
    day = _("by %(day)s") % {"day": format_date(item.due_on)} if item.due_on else ""
    told = ", ".join(part for part in (day, weeks) if part)
    return told[:1].upper() + told[1:] or _("Later")
