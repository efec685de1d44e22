"""The patient's leaflet, composed from the agreed plan alone, as plain data to be frozen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mgdcds.core.guidance.plan import Plan, PlanItem
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.guidance.rule import Verb
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.core.values.dates import format_date

_GIVING = (Verb.START, Verb.INCREASE, Verb.CONTINUE, Verb.REDUCE)
#: A limit stands among what to avoid: it is said to people who take none of it, too.
_AGAINST = (Verb.STOP, Verb.AVOID, Verb.LIMIT)
_MAGNESIUM = {"magnesium supplement", "magnesium replacement"}
_KIDNEY_CARE_BELOW = 60


def compose_leaflet(
    report: Report, agreed: Plan, *, numbers: list[dict[str, str]]
) -> dict[str, Any]:
    """This function will compose the leaflet's content from the agreed plan.

    `numbers` are the patient's own values in words. Everything else comes from the rules
    that the clinician accepted: a rule that was not accepted leaves no trace here.
    """
    accepted = _codes(agreed.items)
    return {
        "found": _texts_of(report, accepted),
        "day": _day(agreed.items),
        "do": [_words(item) for item in agreed.items if _is_other(item)],
        "avoid": [_words(item) for item in agreed.items if item.verb in _AGAINST],
        "foods": _foods(report, agreed.items),
        "call": _when_to_call(agreed.items),
        "back": [_appointment(item) for item in agreed.follow_up if item.verb is Verb.MEASURE],
        "numbers": numbers,
    }


def _codes(items: Iterable[PlanItem]) -> set[str]:
    return {code for item in items for code in item.rules}


def _texts_of(report: Report, codes: set[str]) -> list[str]:
    fired = report.by_status(Status.FIRES)
    texts = [rule.patient for rule in fired if rule.code in codes and rule.patient]
    return list(dict.fromkeys(texts))


def _day(items: Iterable[PlanItem]) -> list[dict[str, str]]:
    """What is taken, and when: magnesium with the evening meal, far from most pills."""
    rows = []
    for item in items:
        if item.verb not in _GIVING:
            continue
        if item.target == "vitamin D":
            rows.append(_row("12:30", _("with your main meal"), item))
        elif item.target in _MAGNESIUM:
            rows.append(_row("18:30", _("with your evening meal"), item))
    return sorted(rows, key=lambda row: row["time"])


def _row(time: str, when: str, item: PlanItem) -> dict[str, str]:
    limit = _("not more than {limit}").format(limit=item.limit) if item.limit else ""
    return {"time": time, "when": when, "what": _words(item), "limit": limit}


def _is_other(item: PlanItem) -> bool:
    taken = item.verb in _GIVING and (item.target == "vitamin D" or item.target in _MAGNESIUM)
    return not taken and item.verb not in (*_AGAINST, Verb.INFORM)


def _words(item: PlanItem) -> str:
    target = TARGETS.get(item.target)
    name = target.patient if target else item.target
    return _PATIENT_WORDS[item.verb]().format(target=name, limit=item.limit)


_PATIENT_WORDS = {
    Verb.START: lambda: _("Start taking {target}."),
    Verb.INCREASE: lambda: _("Take more of this than before: {target}."),
    Verb.CONTINUE: lambda: _("Go on with {target}."),
    Verb.REDUCE: lambda: _("Take less of this: {target}."),
    Verb.LIMIT: lambda: _("Do not take more {target} than {limit}."),
    Verb.STOP: lambda: _("Stop taking {target}."),
    Verb.AVOID: lambda: _("Do not take {target}."),
    Verb.SEPARATE: lambda: _("Take magnesium at another time of day than {target}."),
    Verb.MEASURE: lambda: _("You need {target}."),
    Verb.REVIEW: lambda: _("We look at this together: {target}."),
    Verb.REFER: lambda: _("Go to {target}."),
    Verb.INFORM: lambda: "{target}",
}


def _foods(report: Report, items: Iterable[PlanItem]) -> list[str]:
    """Foods with household portions; people with weak kidneys ask their team first."""
    if not any(item.target == "dietary magnesium" and item.verb in _GIVING for item in items):
        return []
    egfr = report.context.get("best_egfr")
    if egfr is not None and Decimal(egfr) < _KIDNEY_CARE_BELOW:
        return [_("Ask your kidney team before you change what you eat.")]
    return [
        _("a small handful of unsalted nuts or pumpkin seeds"),
        _("two slices of wholegrain bread, or a bowl of oats"),
        _("a cupped handful of cooked beans, lentils or chickpeas"),
        _("two handfuls of spinach or other dark green leaves"),
        _("a glass of mineral water that names magnesium on its label"),
    ]


def _when_to_call(items: Iterable[PlanItem]) -> list[str]:
    items = tuple(items)
    call = []
    if any(item.target in _MAGNESIUM and item.verb in _GIVING for item in items):
        call += [
            _("You have diarrhoea that does not stop. Stop the magnesium."),
            _("You are ill and cannot drink enough. Stop the magnesium."),
            _("You feel very weak, sleepy, or your heart beats very slowly."),
        ]
    if any(item.target == "vitamin D" and item.verb in _GIVING for item in items):
        call.append(_("You are very thirsty, pass a lot of urine, feel sick or confused."))
    return [*call, _("You have cramps, a fit, or feel your heart stumble.")]


def _appointment(item: PlanItem) -> dict[str, str]:
    target = TARGETS.get(item.target)
    when = _("in {weeks} weeks").format(weeks=item.in_weeks) if item.in_weeks else ""
    by = _("by {day}").format(day=format_date(item.due_on)) if item.due_on else ""
    name = target.patient if target else item.target
    return {"what": name, "when": ", ".join(part for part in (when, by) if part)}
