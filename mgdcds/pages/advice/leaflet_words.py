"""The lines of a plan in a patient's words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.rule import Verb
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.core.values.dates import format_date

#: How most tests begin, so that several can share the words.
_BLOOD_TEST = "a blood test for "
_PER_DAY = re.compile(r"/d(?:ay)?\b")
_SENTENCES: Mapping[Verb, Callable[[], str]] = {
    Verb.START: lambda: _("Start taking %(target)s."),
    Verb.INCREASE: lambda: _("Take more %(target)s than before."),
    Verb.CONTINUE: lambda: _("Go on with %(target)s."),
    Verb.REDUCE: lambda: _("Take less %(target)s than before."),
    Verb.STOP: lambda: _("Stop taking %(target)s."),
    Verb.AVOID: lambda: _("Do not take %(target)s."),
    Verb.REFER: lambda: _("See %(target)s."),
}


def say(item: PlanItem) -> str:
    """This function will write a line of the plan as a patient reads it."""
    if item.verb is Verb.LIMIT:
        return _limit(item)
    if item.target == "dietary magnesium":
        return _("Eat more foods that are rich in magnesium.")
    if item.target == "emergency care":
        return _("Go to emergency care, now.")
    return _SENTENCES[item.verb]() % {"target": target_of(item)}


def limit_words(limit: str) -> str:
    """This function will write a dose as a patient reads it: "350 mg a day"."""
    return _PER_DAY.sub(_(" a day"), limit)


def target_of(item: PlanItem) -> str:
    """This function will answer a patient's words for what a line is about."""
    target = TARGETS.get(item.target)
    return item.target if target is None else target.patient


def name_tests(items: Iterable[PlanItem]) -> str:
    """This function will name several tests in one go: "blood tests for calcium and PTH"."""
    names = list(dict.fromkeys(target_of(item) for item in items))
    blood = [name.removeprefix(_BLOOD_TEST) for name in names if name.startswith(_BLOOD_TEST)]
    others = [name for name in names if not name.startswith(_BLOOD_TEST)]
    if len(blood) == 1:
        return _listed([f"{_BLOOD_TEST}{blood[0]}", *others])
    tests = [_("blood tests for %(names)s") % {"names": _listed(blood)}] if blood else []
    return _listed([*tests, *others], last="; ")


def when_due(item: PlanItem, *, on: datetime.date) -> str:
    """This function will say by when something is due; what is overdue is due soon."""
    weeks = _("in %(weeks)s weeks") % {"weeks": item.in_weeks} if item.in_weeks else ""
    if item.due_on is None:
        return weeks
    if item.due_on < on:
        return _("as soon as you can")
    return _("by %(day)s") % {"day": format_date(item.due_on)}


def sentence(text: str) -> str:
    """This function will make a sentence of some words."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _limit(item: PlanItem) -> str:
    if not item.limit:
        return _("Keep to the agreed amount of %(target)s.") % {"target": target_of(item)}
    told = {"limit": limit_words(item.limit), "target": target_of(item)}
    return _("Do not take more than %(limit)s of %(target)s.") % told


def _listed(names: list[str], *, last: str = "") -> str:
    if len(names) < 2:
        return "".join(names)
    if last:
        return last.join(names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
