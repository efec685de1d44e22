"""Making a fact sheet from recorded values: lists expanded, unusable values set aside, limits."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.sheet import FactSheet, FactValue, Provenance, Recorded

#: A value that another fact spoils when it is yes, with the reason code.
SPOILT_BY = {"magnesium": ("magnesium_haemolysed", "haemolysed")}
STALE = "stale"
_ENTANGLED = {
    each: (name, spoiler) for name, (spoiler, _) in SPOILT_BY.items() for each in (name, spoiler)
}


def expand_reviewed(
    dictionary: Dictionary, values: Mapping[str, FactValue], reviewed: Iterable[str]
) -> Mapping[str, FactValue]:
    """This function will turn what is not ticked in the lists gone through into a recorded "no".

    It is for saving. Nothing is expanded when a record is read, so a condition that is added
    to the dictionary later stays unknown in old records.
    """
    expanded = dict(values)
    for name in sorted(reviewed):
        origin = Provenance(door="default", detail=f"the list of {name} was gone through")
        for fact in dictionary.facts_of_list(name):
            if fact.kind is Kind.BOOLEAN and fact.name not in expanded:
                expanded[fact.name] = FactValue(fact.name, False, provenance=origin)
    return MappingProxyType(expanded)


def make_sheet(
    dictionary: Dictionary,
    values: Mapping[str, FactValue],
    *,
    on: datetime.date,
    reviewed: Iterable[str] = (),
    limits: Mapping[str, Decimal] = MappingProxyType({}),
    profile: str | None = None,
) -> FactSheet:
    """This function will make the sheet of one patient on one day.

    Values whose freshness window has passed, and magnesium of a haemolysed sample, are set
    aside with the reason. `limits` are the limits of the results themselves, canonical; then
    the clinic's profile ("us", "eu", "si") counts, then the release's default.
    """
    usable, aside = _sorted_out(dictionary, values, on)
    in_force = _resolve_limits(dictionary, limits, profile)
    return FactSheet(
        on=on,
        values=usable,
        set_aside=aside,
        reviewed=frozenset(reviewed),
        limits=MappingProxyType({name: value for name, (value, _) in in_force.items()}),
        limits_from=MappingProxyType({name: origin for name, (_, origin) in in_force.items()}),
    )


def change_sheet(dictionary: Dictionary, sheet: FactSheet, name: str, value: Recorded) -> FactSheet:
    """This function will make the sheet again, with another value of one fact (canonical).

    The value takes the unit and the date of the one before; where that was too old to count,
    or nothing was recorded, it is of the day of the sheet. Limits stay as they are.
    """
    recorded = {each: value for each, (value, _) in sheet.set_aside.items()} | dict(sheet.values)
    before = recorded.get(name, FactValue(name, value))
    on = None if sheet.why_unknown(name) == STALE else before.on
    recorded[name] = replace(before, value=value, entered="", comparator="", on=on)
    usable, aside = _sorted_out(dictionary, recorded, sheet.on)
    return replace(sheet, values=usable, set_aside=aside)


def find_entangled(name: str) -> tuple[str, ...]:
    """This function will find the facts whose use changes together with a fact, itself among them.

    That is so for a fact that spoils another, and for the one that it spoils; it is empty for
    all others.
    """
    return _ENTANGLED.get(name, ())


def _sorted_out(
    dictionary: Dictionary, values: Mapping[str, FactValue], on: datetime.date
) -> tuple[Mapping[str, FactValue], Mapping[str, tuple[FactValue, str]]]:
    """The values that can be used, and those that are set aside, each with the reason."""
    aside = {name: (value, why) for name, value, why in _unusable(dictionary, values, on)}
    usable = {name: value for name, value in values.items() if name not in aside}
    return MappingProxyType(usable), MappingProxyType(aside)


def _unusable(
    dictionary: Dictionary, values: Mapping[str, FactValue], on: datetime.date
) -> Iterable[tuple[str, FactValue, str]]:
    for name, value in values.items():
        spoiler, why = SPOILT_BY.get(name, ("", ""))
        if spoiler in values and values[spoiler].value is True:
            yield name, value, why
        elif _is_stale(dictionary, value, on):
            yield name, value, STALE


def _is_stale(dictionary: Dictionary, value: FactValue, on: datetime.date) -> bool:
    window = dictionary.fact(value.name).fresh_days
    return window is not None and value.on is not None and (on - value.on).days > window


def _resolve_limits(
    dictionary: Dictionary, limits: Mapping[str, Decimal], profile: str | None
) -> dict[str, tuple[Decimal, str]]:
    return {
        parameter.name: _resolve(parameter.value, parameter.profiles, limits.get(name), profile)
        for name, parameter in dictionary.parameters.items()
    }


def _resolve(
    default: Decimal,
    profiles: Mapping[str, Decimal],
    of_result: Decimal | None,
    profile: str | None,
) -> tuple[Decimal, str]:
    if of_result is not None:
        return of_result, "result"
    if profile is not None and profile in profiles:
        return profiles[profile], "clinic"
    return default, "release"
