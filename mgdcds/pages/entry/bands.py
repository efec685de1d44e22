"""Where a value lies against its reference limits, as positions in a drawing 100 units wide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.convert import cut_offs
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import format_in_unit, format_value

WIDTH = 100
_LLN, _ULN = "_lln", "_uln"
_MARGIN = Decimal("1.2")


@dataclass(frozen=True)
class Band:
    """A drawing of one reference band. Empty texts are things not to draw.

    `low` and `span` are the start and length of the reference band, `cuts` guideline
    cut-offs, `here` and `was` the typed and the previous value. `scales` is JSON: for each
    unit the values at both ends, so that a script can move `here` without converting.
    """

    words: str
    low: str = ""
    span: str = ""
    cuts: tuple[str, ...] = ()
    here: str = ""
    was: str = ""
    is_outside: bool = False
    scales: str = "{}"


@dataclass(frozen=True)
class Limits:
    """The reference limits of a fact in its canonical unit; None is open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def is_outside(self, value: Decimal) -> bool:
        """This method will tell whether a value lies below or above the limits."""
        return (self.low is not None and value < self.low) or (
            self.high is not None and value > self.high
        )


def limits_of(dictionary: Dictionary, *, limits: Mapping[str, Decimal]) -> dict[str, Limits]:
    """This function will answer the limits of every fact that has some, by the fact's name.

    `limits` are the site parameters in force (canonical decimals).
    """
    found: dict[str, dict[str, Decimal]] = {}
    for name, parameter in dictionary.parameters.items():
        end = {_LLN: "low", _ULN: "high"}.get(name[-len(_LLN) :])
        if end:
            found.setdefault(parameter.like, {})[end] = limits.get(name, parameter.value)
    return {name: Limits(**ends) for name, ends in found.items()}


def present_band(
    fact: Fact,
    *,
    limits: Limits | None,
    unit_system: str,
    here: Decimal | None = None,
    was: Decimal | None = None,
) -> Band | None:
    """This function will draw the band of a quantity, or answer None when it has no limits."""
    ends = _ends(fact, limits)
    if fact.kind is not Kind.QUANTITY or ends is None:
        return None
    low, high = ends
    return Band(
        words=_words(fact, limits, unit_system),
        low=_position(limits.low or low, ends) if limits else "",
        span=_length(limits, ends) if limits else "",
        cuts=tuple(_position(cut, ends) for cut in cut_offs(fact) if low < cut < high),
        here="" if here is None else _position(here, ends),
        was="" if was is None else _position(was, ends),
        is_outside=bool(limits and here is not None and limits.is_outside(here)),
        scales=_scales(fact, ends),
    )


def _ends(fact: Fact, limits: Limits | None) -> tuple[Decimal, Decimal] | None:
    if limits and limits.low is not None and limits.high is not None:
        margin = (limits.high - limits.low) * _MARGIN
        return max(Decimal(0), limits.low - margin), limits.high + margin
    if limits and (limits.high or limits.low):
        return Decimal(0), (limits.high or limits.low or Decimal(0)) * 2
    cuts = cut_offs(fact)
    return (Decimal(0), cuts[-1]) if cuts else None


def _position(value: Decimal, ends: tuple[Decimal, Decimal]) -> str:
    low, high = ends
    share = (value - low) / (high - low) * WIDTH
    return f"{min(max(share, Decimal(0)), Decimal(WIDTH)):.1f}"


def _length(limits: Limits, ends: tuple[Decimal, Decimal]) -> str:
    start = Decimal(_position(limits.low or ends[0], ends))
    return f"{Decimal(_position(limits.high or ends[1], ends)) - start:.1f}"


def _scales(fact: Fact, ends: tuple[Decimal, Decimal]) -> str:
    return json.dumps(
        {unit.code: [format_in_unit(fact, end, unit.code) for end in ends] for unit in fact.units}
    )


def _words(fact: Fact, limits: Limits | None, unit_system: str) -> str:
    def shown(value: Decimal) -> str:
        return format_value(fact, value, unit_system=unit_system)

    if limits is None:
        return ""
    if limits.low is None:
        return f"up to {shown(limits.high or Decimal(0))}"
    if limits.high is None:
        return f"from {shown(limits.low)}"
    return f"{shown(limits.low)} to {shown(limits.high)}"
