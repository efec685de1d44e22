"""Lines of plans put together: one line for each thing to do, most urgent first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS

#: The order of verbs in a plan: what protects comes first, what only informs last.
VERB_ORDER = (
    Verb.STOP,
    Verb.AVOID,
    Verb.REFER,
    Verb.REDUCE,
    Verb.LIMIT,
    Verb.START,
    Verb.INCREASE,
    Verb.CONTINUE,
    Verb.SEPARATE,
    Verb.MEASURE,
    Verb.REVIEW,
    Verb.INFORM,
)
_URGENCIES = tuple(Urgency)
_TARGETS = tuple(TARGETS)
_DOSE = re.compile(r"([0-9]+(?:\.[0-9]+)?) (\S+)")
_FIRST_NUMBER = re.compile(r"[0-9]+")


def merge_items(items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """This function will merge lines with the same verb and target, in plan order.

    What is to be done now and what is due later stay two lines: a test today does not
    replace the one in twelve weeks.
    """
    merged: dict[tuple[Verb, str, bool], PlanItem] = {}
    for item in items:
        key = (item.verb, item.target, bool(item.in_weeks))
        merged[key] = _together(merged[key], item) if key in merged else item
    return in_plan_order(merged.values())


def in_plan_order(items: Iterable[PlanItem]) -> tuple[PlanItem, ...]:
    """This function will put lines in order: urgency, time, verb, target."""
    return tuple(sorted(items, key=_rank))


def tighter_limit(one: str, other: str) -> str:
    """This function will answer the lower of two dose limits such as "150 mg/d".

    Limits in different units cannot be compared, so both are kept, with "; " between.
    """
    doses: dict[str, tuple[Decimal, str]] = {}
    for limit in filter(None, (*one.split("; "), *other.split("; "))):
        found = _DOSE.match(limit)
        unit, amount = (found[2], Decimal(found[1])) if found else (limit, Decimal(0))
        if unit not in doses or amount < doses[unit][0]:
            doses[unit] = (amount, limit)
    return "; ".join(limit for _, limit in doses.values())


def first_week(in_weeks: str) -> int:
    """This function will answer the first number of weeks in "8–12"; 0 when there is none."""
    found = _FIRST_NUMBER.search(in_weeks)
    return int(found[0]) if found else 0


def last_week(in_weeks: str) -> int:
    """This function will answer the last number of weeks in "8–12"; 0 when there is none."""
    return max(map(int, _FIRST_NUMBER.findall(in_weeks)), default=0)


def _together(one: PlanItem, other: PlanItem) -> PlanItem:
    return replace(
        one,
        details=_union(one.details, other.details),
        limit=tighter_limit(one.limit, other.limit),
        in_weeks=min(one.in_weeks, other.in_weeks, key=lambda weeks: (first_week(weeks), weeks)),
        urgency=min(one.urgency, other.urgency, key=_URGENCIES.index),
        rules=_union(one.rules, other.rules),
        patient=_union(one.patient, other.patient),
        due_on=min(filter(None, (one.due_on, other.due_on)), default=None),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _rank(item: PlanItem) -> tuple[int, int, int, int, str]:
    return (
        _URGENCIES.index(item.urgency),
        first_week(item.in_weeks),
        VERB_ORDER.index(item.verb),
        _TARGETS.index(item.target) if item.target in TARGETS else len(_TARGETS),
        item.target,
    )
