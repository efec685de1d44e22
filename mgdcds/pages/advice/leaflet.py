"""The patient's leaflet, composed from the agreed plan alone, as plain data to be frozen."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from mgdcds.core.guidance.follow_up import FOLLOW_UP
from mgdcds.core.guidance.plan import Plan, PlanItem
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.pages.advice.day_plan import MAGNESIUM, TAKING, Day, compose_day
from mgdcds.pages.advice.leaflet_words import name_tests, say, sentence, target_of, when_due

#: A limit stands among what to avoid: it is said to people who take none of it, too.
_AGAINST = frozenset({Verb.STOP, Verb.AVOID, Verb.LIMIT})
_URGENT = frozenset({Urgency.EMERGENCY, Urgency.SOON})
_NO_MAGNESIUM = frozenset({"magnesium products", "magnesium supplement"})
_KIDNEY_CARE_BELOW = 60


def compose_leaflet(
    report: Report, agreed: Plan, *, numbers: Sequence[dict[str, Any]], on: datetime.date
) -> dict[str, Any]:
    """This function will compose the leaflet's content from the agreed plan.

    `numbers` are the patient's own values in words, and `on` the day of printing. Everything
    else comes from the rules that were accepted: any other leaves no trace here.
    """
    items = _without_moot(agreed.items)
    day = _day(report, items)
    return {
        "first": [say(item) for item in items if _is_first(item)],
        "found": _texts_of(report, _codes([*items, *agreed.follow_up])),
        "day": [
            {
                "time": row.time,
                "when": row.when,
                "what": row.what,
                "limit": row.limit,
                "asks_amount": row.asks_amount,
            }
            for row in day.rows
        ],
        "apart": list(day.apart),
        "do": _deeds(items),
        "avoid": [say(item) for item in items if item.verb in _AGAINST],
        "foods": _foods(items),
        "food_care": _food_care(report, items),
        "call": _when_to_call(items),
        "emergency": _emergencies(items),
        "back": _appointments(agreed.follow_up, on=on),
        "numbers": list(numbers),
        "numbers_on": _one_day(numbers),
    }


def _one_day(numbers: Sequence[dict[str, Any]]) -> str:
    """The day of all numbers, where it is the same."""
    days = {number["on"] for number in numbers}
    return days.pop() if len(days) == 1 else ""


def _without_moot(items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """Where magnesium is stopped, nothing has to be kept apart from it."""
    against = (Verb.STOP, Verb.AVOID)
    stopped = any(item.verb in against and item.target in _NO_MAGNESIUM for item in items)
    return tuple(item for item in items if not (stopped and item.verb is Verb.SEPARATE))


def _is_first(item: PlanItem) -> bool:
    return item.verb is Verb.REFER and item.urgency in _URGENT


def _codes(items: Iterable[PlanItem]) -> set[str]:
    return {
        code
        for item in items
        if item.target != "monitoring"
        for code in item.rules
        if code != FOLLOW_UP
    }


def _texts_of(report: Report, codes: set[str]) -> list[str]:
    fired = report.by_status(Status.FIRES)
    texts = [rule.patient for rule in fired if rule.code in codes and rule.patient]
    return list(dict.fromkeys(texts))


def _day(report: Report, items: Sequence[PlanItem]) -> Day:
    taken = Decimal(report.context.get("total_magnesium_supplement", "0")) > 0
    return compose_day(
        items,
        separated=[item for item in items if item.verb is Verb.SEPARATE],
        takes_magnesium=taken,
    )


def _deeds(items: Sequence[PlanItem]) -> list[str]:
    """What is done beside the day plan: all tests in one line, all talks in another."""
    tests = [item for item in items if item.verb is Verb.MEASURE]
    talks = [target_of(item) for item in items if item.verb is Verb.REVIEW]
    found = [sentence(_("You need %(tests)s") % {"tests": name_tests(tests)})] if tests else []
    found += [say(item) for item in items if _is_other(item)]
    if talks:
        found.append(_("We look at this together: %(talks)s.") % {"talks": "; ".join(talks)})
    return found


def _is_other(item: PlanItem) -> bool:
    if item.verb in TAKING:
        return item.target != "vitamin D" and item.target not in MAGNESIUM
    said = (*_AGAINST, Verb.INFORM, Verb.MEASURE, Verb.REVIEW, Verb.SEPARATE)
    return item.verb not in said and not _is_first(item)


def _foods(items: Iterable[PlanItem]) -> list[str]:
    """Foods with household portions, without figures: portions and products differ."""
    if not _eats_more(items):
        return []
    return [
        _("a small handful of unsalted nuts or pumpkin seeds"),
        _("two slices of wholegrain bread, or a bowl of oats"),
        _("a cup of cooked beans, lentils or chickpeas"),
        _("two handfuls of spinach or other dark green leaves"),
    ]


def _food_care(report: Report, items: Iterable[PlanItem]) -> str:
    """Some of these foods hold much potassium, which weak kidneys keep back."""
    egfr = report.context.get("best_egfr")
    if not _eats_more(items):
        return ""
    if egfr is None:
        return _("If your kidneys are weak, ask us first which of these are right for you.")
    if Decimal(egfr) < _KIDNEY_CARE_BELOW:
        return _("Your kidneys are weak. Ask us first which of these are right for you.")
    return ""


def _eats_more(items: Iterable[PlanItem]) -> bool:
    return any(item.target == "dietary magnesium" and item.verb in TAKING for item in items)


def _takes(items: Iterable[PlanItem], targets: Iterable[str]) -> bool:
    return any(item.target in targets and item.verb in TAKING for item in items)


def _when_to_call(items: Sequence[PlanItem]) -> list[str]:
    call = []
    if _takes(items, MAGNESIUM):
        call += [
            _("You have loose stools that do not stop. Stop the magnesium."),
            _("You are ill and cannot drink enough. Stop the magnesium."),
        ]
    if _takes(items, {"vitamin D"}):
        call.append(_("You are very thirsty, pass a lot of urine, or feel sick."))
    return [*call, _("You have cramps, or your hands or lips tingle.")]


def _emergencies(items: Sequence[PlanItem]) -> list[str]:
    slow = [_("You feel very weak, or your heart beats very slowly.")]
    found = slow if _takes(items, MAGNESIUM) else []
    return [*found, _("You have a fit, you faint, or your heart beats unevenly.")]


def _appointments(items: Iterable[PlanItem], *, on: datetime.date) -> list[dict[str, str]]:
    """One line for each day: what is due on one day is done in one go."""
    due = [item for item in items if item.verb in (Verb.MEASURE, Verb.REVIEW)]
    dated = sorted(due, key=lambda item: (item.due_on is None, item.due_on or on))
    return [
        {"what": _due_words(list(found)), "when": when}
        for when, found in groupby(dated, key=lambda item: when_due(item, on=on))
    ]


def _due_words(items: list[PlanItem]) -> str:
    tests = [item for item in items if item.verb is Verb.MEASURE]
    others = [_("a check with us")] if len(tests) < len(items) else []
    return "; ".join([*([name_tests(tests)] if tests else []), *others])
