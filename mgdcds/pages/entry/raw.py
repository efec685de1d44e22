"""What was typed, as flat strings: one shape for the request, the kept draft and the form.

The value of a fact is under its name. Beside it lie, under the name and two underscores,
its unit, its own date, the text that was confirmed as right, and whether to use the
previous value again. Nothing here reads a number: that is the reader's work.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.convert import beyond_limit
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.facts.form import LIMIT, ON, REVIEWED, SURE, UNIT
from mgdcds.core.facts.limits import LOWER, UPPER
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.canonical import decimal_text

Raw = Mapping[str, str]

AGAIN = "__again"
AGAIN_LIST = "again__"
#: The fields of the form that are no facts.
OWN_FIELDS = ("on", "note", "drawn_on", "reason", "submission", "base")


@dataclass(frozen=True)
class Typed:
    """What was typed for one fact. `sure` is the text that was confirmed as right."""

    value: str = ""
    unit: str = ""
    on: str = ""
    sure: str = ""
    again: bool = False

    @property
    def text(self) -> str:
        """The value with its unit, as a confirmation names it."""
        return f"{self.value} {self.unit}".strip()

    @property
    def is_sure(self) -> bool:
        """Whether exactly this value in this unit was confirmed."""
        return bool(self.value) and self.sure == self.text


def typed_of(raw: Raw, name: str) -> Typed:
    """This function will answer what was typed for one fact; ends of lines and spaces go."""
    return Typed(
        value=raw.get(name, "").strip(),
        unit=raw.get(name + UNIT, ""),
        on=raw.get(name + ON, "").strip(),
        sure=raw.get(name + SURE, ""),
        again=bool(raw.get(name + AGAIN)),
    )


def keep_known(raw: Raw, *, dictionary: Dictionary) -> dict[str, str]:
    """This function will keep what the form knows and what is not empty, exactly as typed."""
    return {key: raw[key] for key in known_keys(dictionary) if raw.get(key)}


def known_keys(dictionary: Dictionary) -> Iterator[str]:
    """This function will answer every key that a form of this dictionary can post."""
    yield from OWN_FIELDS
    for name in LISTS:
        yield REVIEWED + name
        yield AGAIN_LIST + name
    for name in dictionary.parameters:
        if name.endswith((LOWER, UPPER)):
            yield LIMIT + name
    for fact in dictionary.facts.values():
        yield from _keys_of(fact)


def _keys_of(fact: Fact) -> Iterator[str]:
    yield fact.name
    if fact.list:
        return
    yield fact.name + AGAIN
    if fact.kind in (Kind.QUANTITY, Kind.NUMBER):
        yield fact.name + SURE
    if len(fact.units) > 1:
        yield fact.name + UNIT
    if fact.fresh_days is not None:
        yield fact.name + ON


def is_reviewed(raw: Raw, list_name: str) -> bool:
    """This function will tell whether a list was ticked as gone through."""
    return bool(raw.get(REVIEWED + list_name))


def raw_of_value(fact: Fact, value: FactValue) -> Typed:
    """This function will write a recorded value as it would be typed, so that reading it
    again gives the same value.
    """
    return Typed(
        value=_text_of(fact, value),
        unit=(value.unit or fact.unit) if len(fact.units) > 1 else "",
        on=value.on.isoformat() if value.on and fact.fresh_days is not None else "",
    )


def raw_of_typed(name: str, typed: Typed) -> dict[str, str]:
    """This function will write what was typed for a fact under the keys of the form."""
    found = {name: typed.value, name + UNIT: typed.unit, name + ON: typed.on}
    found |= {name + SURE: typed.sure, name + AGAIN: "1" if typed.again else ""}
    return {key: text for key, text in found.items() if text}


def _text_of(fact: Fact, value: FactValue) -> str:
    if isinstance(value.value, bool):
        return "yes" if value.value else "no"
    if isinstance(value.value, datetime.date):
        return value.value.isoformat()
    if isinstance(value.value, str):
        return value.value
    if value.entered:
        return f"{value.comparator}{value.entered}"
    return f"{value.comparator}{decimal_text(_at_limit(fact, value.value, value.comparator))}"


def _at_limit(fact: Fact, value: Decimal, comparator: str) -> Decimal:
    """The limit as reported, from the canonical value one step beyond it."""
    back = {"<": ">", ">": "<"}.get(comparator, "")
    return beyond_limit(fact, value, comparator=back)
