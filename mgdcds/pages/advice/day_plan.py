"""The day of a patient: what is taken at what time, so that magnesium stays apart from others.

The hours between come from the text of the rule that was accepted, so a release that says
other hours gives another day. What cannot be read from there is left to the pharmacist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.rule import Verb
from mgdcds.pages.advice.leaflet_words import limit_words, say, sentence, target_of

TAKING = frozenset({Verb.START, Verb.INCREASE, Verb.CONTINUE, Verb.REDUCE})
MAGNESIUM = frozenset({"magnesium supplement", "magnesium replacement"})
#: Who decides on magnesium, where the plan refers to them.
_DECIDERS = frozenset({"transplant team", "dialysis unit", "nephrology", "neurology", "specialist"})
#: Taken on an empty stomach after getting up.
_ON_WAKING = frozenset({"levothyroxine", "bisphosphonate"})
_WAKING, _MORNING, _NOON, _EVENING = 7 * 60, 8 * 60, 12 * 60 + 30, 18 * 60 + 30
_LATEST = 22 * 60
_APART = re.compile(r"(\d{1,2})(?: (?:to|or) (\d{1,2}))? hours apart")
_BEFORE = re.compile(r"(\d{1,2}) hours before")
_AFTER = re.compile(r"(\d{1,2})(?: hours)? after")


@dataclass(frozen=True)
class Apart:
    """Hours that a medicine keeps before and after magnesium."""

    before: int
    after: int


@dataclass(frozen=True)
class Row:
    """One line of the day. `limit` is a dose that is not passed, `asks_amount` leaves a blank."""

    minute: int
    when: str
    what: str
    limit: str = ""
    asks_amount: bool = False

    @property
    def time(self) -> str:
        """The time of the day, such as "07:00"."""
        return clock(self.minute)


@dataclass(frozen=True)
class Day:
    """The day: its rows in the order of time, and what to keep apart, as sentences."""

    rows: tuple[Row, ...]
    apart: tuple[str, ...]


def compose_day(
    items: Sequence[PlanItem], *, separated: Sequence[PlanItem], takes_magnesium: bool
) -> Day:
    """This function will compose a day in which the hours between medicines are kept.

    `separated` are medicines that magnesium is kept apart from; `takes_magnesium` says that
    some is taken already, whatever the plan adds.
    """
    hours = {item: read_hours("; ".join(item.details)) for item in separated}
    known = [(item, apart) for item, apart in hours.items() if apart is not None]
    minute = find_time(known)
    rows = [*_vitamin_d(items), *_magnesium(items, minute, bool(hours), takes_magnesium)]
    has_magnesium = any(row.minute == minute and row.asks_amount for row in rows)
    if minute is not None and has_magnesium:
        rows += [_medicine(item, apart, minute) for item, apart in known]
    ordered = sorted(rows, key=lambda row: (row.minute, row.what))
    return Day(tuple(ordered), tuple(_keep_apart(item, apart) for item, apart in hours.items()))


def read_hours(detail: str) -> Apart | None:
    """This function will read the hours from a rule's words, the longest where there are two."""
    apart = _longest(_APART, detail)
    before, after = _longest(_BEFORE, detail), _longest(_AFTER, detail)
    if not (apart or before or after):
        return None
    return Apart(before=max(apart, before), after=max(apart, after))


def find_time(separated: Sequence[tuple[PlanItem, Apart]]) -> int | None:
    """This function will find the time for magnesium that every medicine leaves free.

    With medicines in the morning it is noon, which leaves the evening to a second dose; else
    the evening meal. None when no time keeps the hours.
    """
    if not separated:
        return _EVENING
    for minute in (_NOON, _EVENING):
        if all(
            minute - _time_of(item) >= apart.before * 60 and minute + apart.after * 60 <= 24 * 60
            for item, apart in separated
        ):
            return minute
    return None


def clock(minute: int) -> str:
    """This function will write a minute of the day as "18:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _longest(pattern: re.Pattern[str], text: str) -> int:
    found = (int(number) for match in pattern.findall(text) for number in _numbers(match))
    return max(found, default=0)


def _numbers(match: str | tuple[str, ...]) -> list[str]:
    return [match] if isinstance(match, str) else [number for number in match if number]


def _time_of(item: PlanItem) -> int:
    return _WAKING if item.target in _ON_WAKING else _MORNING


def _vitamin_d(items: Sequence[PlanItem]) -> list[Row]:
    return [
        _row(_NOON, _("with your main meal"), item)
        for item in items
        if item.target == "vitamin D" and item.verb in TAKING
    ]


def _magnesium(
    items: Sequence[PlanItem], minute: int | None, is_separated: bool, is_taken: bool
) -> list[Row]:
    taken = [item for item in items if item.target in MAGNESIUM and item.verb in TAKING]
    if minute is None:
        return []
    if not taken and is_taken and is_separated:
        what = _("Your magnesium tablets or powders.")
        return [Row(minute, _meal(minute), what, asks_amount=True)]
    deciders = [target_of(item) for item in items if _decides(item)]
    if taken and deciders:
        return [_on_agreement(minute, taken[0], deciders[0])]
    if taken and not is_separated and _is_divided(taken):
        second = _("The second part of your magnesium.")
        return [
            _row(_MORNING, _("with breakfast"), taken[0]),
            Row(_EVENING, _meal(_EVENING), second, asks_amount=True),
        ]
    return [_row(minute, _meal(minute), item) for item in taken]


def _decides(item: PlanItem) -> bool:
    return item.verb is Verb.REFER and item.target in _DECIDERS


def _on_agreement(minute: int, item: PlanItem, decider: str) -> Row:
    """Nobody starts by a leaflet what a team of theirs decides."""
    told = {"target": target_of(item), "decider": decider}
    what = sentence(_("%(target)s, only once %(decider)s agrees") % told)
    return replace(_row(minute, _meal(minute), item), what=what)


def _is_divided(taken: Sequence[PlanItem]) -> bool:
    return any("divided" in detail for item in taken for detail in item.details)


def _row(minute: int, when: str, item: PlanItem) -> Row:
    told = {"limit": limit_words(item.limit)}
    limit = _("not more than %(limit)s in all") % told if item.limit else ""
    return Row(minute, when, say(item), limit, asks_amount=True)


def _meal(minute: int) -> str:
    return _("with your main meal") if minute == _NOON else _("with your evening meal")


def _medicine(item: PlanItem, apart: Apart, magnesium: int) -> Row:
    what = sentence(_("%(medicine)s, as prescribed") % {"medicine": target_of(item)})
    if item.target in _ON_WAKING:
        return Row(_WAKING, _("when you get up"), what)
    later = magnesium + apart.after * 60
    if later <= _LATEST:
        told = {"time": clock(later)}
        again = _("If you take it again that day: not before %(time)s.") % told
    else:
        again = _("If you take it again that day, ask your pharmacist when.")
    return Row(_MORNING, _("in the morning"), f"{what} {again}")


def _keep_apart(item: PlanItem, apart: Apart | None) -> str:
    told = {"medicine": target_of(item)}
    if apart is None:
        return _("Ask your pharmacist when to take %(medicine)s and magnesium.") % told
    told |= {"before": str(apart.before), "after": str(apart.after)}
    if apart.before == apart.after:
        return _("Keep %(after)s hours between magnesium and %(medicine)s.") % told
    if not apart.before:
        return _("Take %(medicine)s at least %(after)s hours after magnesium.") % told
    return (
        _(
            "Take %(medicine)s at least %(before)s hours before, or %(after)s hours after, "
            "magnesium."
        )
        % told
    )
