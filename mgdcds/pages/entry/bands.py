"""Where a value lies against its reference limits, as positions in a drawing 100 units wide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mgdcds.core.dictionary.convert import cut_offs
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.show import format_in_unit, printed_units
from mgdcds.core.facts.limits import LOWER, UPPER

WIDTH = 100
_MARGIN = Decimal("1.2")
_MOST_CUTS = 4


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
        end = {LOWER: "low", UPPER: "high"}.get(name[-len(LOWER) :])
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
    """This function will draw the band of a quantity: its limits, else its cut-offs.

    Answers None when it has neither.
    """
    cuts = () if limits else _cuts(fact)
    ends = _ends(limits, cuts)
    if ends is None:
        return None
    return Band(
        words=_words(fact, limits, cuts, unit_system),
        low=_position(limits.low or ends[0], ends) if limits else "",
        span=_length(limits, ends) if limits else "",
        cuts=tuple(_position(cut, ends) for cut in cuts),
        here="" if here is None else _position(here, ends),
        was="" if was is None else _position(was, ends),
        is_outside=bool(limits and here is not None and limits.is_outside(here)),
        scales=_scales(fact, ends),
    )


def _cuts(fact: Fact) -> tuple[Decimal, ...]:
    """The lower cut-offs of guidelines, for a result that goes stale."""
    cuts = cut_offs(fact)
    return cuts[:_MOST_CUTS] if fact.fresh_days is not None and len(cuts) > 1 else ()


def _ends(limits: Limits | None, cuts: tuple[Decimal, ...]) -> tuple[Decimal, Decimal] | None:
    if limits and limits.low is not None and limits.high is not None:
        margin = (limits.high - limits.low) * _MARGIN
        return max(Decimal(0), limits.low - margin), limits.high + margin
    if limits:
        return Decimal(0), (limits.high or limits.low or Decimal(0)) * 2
    return (Decimal(0), cuts[-1] * _MARGIN) if cuts else None


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


def _words(fact: Fact, limits: Limits | None, cuts: tuple[Decimal, ...], unit_system: str) -> str:
    unit = printed_units(fact, unit_system=unit_system)[0]

    def shown(value: Decimal | None) -> str:
        return "" if value is None else format_in_unit(fact, value, unit.code)

    if limits is None:
        return _("Cut-offs: %(values)s %(unit)s") % {
            "values": ", ".join(shown(cut) for cut in cuts),
            "unit": unit.label,
        }
    given = {"low": shown(limits.low), "high": shown(limits.high), "unit": unit.label}
    if limits.low is None:
        return _("Reference up to %(high)s %(unit)s") % given
    if limits.high is None:
        return _("Reference from %(low)s %(unit)s") % given
    return _("Reference %(low)s to %(high)s %(unit)s") % given
