"""A list that can be gone through, as chips: plain values for one template."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.pages.entry.raw import AGAIN_LIST, is_reviewed
from mgdcds.pages.entry.rows import Filled


@dataclass(frozen=True)
class Chip:
    """One member of a list: ticked is yes. `says_no` keeps a "no" of a list not gone through."""

    name: str
    label: str
    help: str
    is_ticked: bool
    says_no: bool
    was: str


@dataclass(frozen=True)
class Checklist:
    """A list that can be gone through: the common members, the rest, and what was last time."""

    name: str
    common: tuple[Chip, ...]
    rest: tuple[Chip, ...]
    is_reviewed: bool
    is_open: bool
    last_time: str
    last_on: str
    is_taken: bool


def present_checklist(name: str, *, of: Filled) -> Checklist:
    """This function will make the chips of one list."""
    facts = of.dictionary.facts_of_list(name)
    chips = {fact.name: _chip(fact, of=of) for fact in facts}
    rest = tuple(chips[fact.name] for fact in facts if not fact.common)
    last = [fact for fact in facts if _was_yes(of.previous.get(fact.name))]
    return Checklist(
        name=name,
        common=tuple(chips[fact.name] for fact in facts if fact.common),
        rest=rest,
        is_reviewed=is_reviewed(of.raw, name),
        is_open=any(chip.is_ticked or chip.says_no for chip in rest),
        last_time=", ".join(fact.label for fact in last),
        last_on=_last_on([of.previous[fact.name] for fact in last]),
        is_taken=bool(of.raw.get(AGAIN_LIST + name)),
    )


def _chip(fact: Fact, *, of: Filled) -> Chip:
    value = of.raw.get(fact.name, "")
    previous = of.previous.get(fact.name)
    return Chip(
        name=fact.name,
        label=fact.label,
        help=fact.help,
        is_ticked=value == "yes",
        says_no=value == "no" and not is_reviewed(of.raw, fact.list),
        was=_date_of(previous) if _was_yes(previous) else "",
    )


def _was_yes(value: FactValue | None) -> bool:
    return value is not None and value.value is True


def _date_of(value: FactValue | None) -> str:
    return format_date(value.on) if value is not None and value.on else ""


def _last_on(values: list[FactValue]) -> str:
    dates: list[datetime.date] = [value.on for value in values if value.on]
    return format_date(max(dates)) if dates else ""
