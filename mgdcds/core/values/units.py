"""Units of measure: the part of UCUM that rules need.

What a unit measures, how one turns into another, and the unit of a product or a quotient.
This knows no substance: millimoles do not turn into milligrams or milliequivalents here. The
data dictionary does that, for each substance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

_PREFIXES = {
    "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1,
    "d": -1, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15,
}  # fmt: skip

#: Units that take a prefix: how many of the base unit, and the dimensions.
_METRIC = {
    "m": (Fraction(1), {"length": 1}),
    "g": (Fraction(1), {"mass": 1}),
    "s": (Fraction(1), {"time": 1}),
    "mol": (Fraction(1), {"amount": 1}),
    "eq": (Fraction(1), {"charge": 1}),
    "osm": (Fraction(1), {"osmoles": 1}),
    "L": (Fraction(1, 1000), {"length": 3}),
    "l": (Fraction(1, 1000), {"length": 3}),
    "U": (Fraction(1), {"enzyme": 1}),
    "[IU]": (Fraction(1), {"international units": 1}),
}
#: Units that stand alone. A calendar year is no fixed number of days, so it is its own dimension.
_OTHERS = {
    "1": (Fraction(1), {}),
    "%": (Fraction(1, 100), {}),
    "10*": (Fraction(10), {}),
    "10^": (Fraction(10), {}),
    "min": (Fraction(60), {"time": 1}),
    "h": (Fraction(3600), {"time": 1}),
    "d": (Fraction(86400), {"time": 1}),
    "wk": (Fraction(7 * 86400), {"time": 1}),
    "mo": (Fraction(2629800), {"time": 1}),
    "a": (Fraction(31557600), {"time": 1}),
    "month": (Fraction(1), {"months": 1}),
    "year": (Fraction(12), {"months": 1}),
    "[in_i]": (Fraction(254, 10000), {"length": 1}),
    "[ft_i]": (Fraction(3048, 10000), {"length": 1}),
    "[lb_av]": (Fraction(45359237, 100000), {"mass": 1}),
    "[oz_av]": (Fraction(45359237, 1600000), {"mass": 1}),
    "mm[Hg]": (Fraction(1), {"pressure": 1}),
}
#: Words of CQL for spans of time, with the unit that they mean.
CALENDAR_UNITS = {
    "year": "year", "years": "year", "month": "month", "months": "month",
    "week": "wk", "weeks": "wk", "day": "d", "days": "d",
    "hour": "h", "hours": "h", "minute": "min", "minutes": "min",
    "second": "s", "seconds": "s", "millisecond": "ms", "milliseconds": "ms",
}  # fmt: skip

_PART = re.compile(
    r"(?P<joint>[./]?)"
    r"(?P<symbol>10[*^]|%|[A-Za-z]*\[[A-Za-z_]+\]|[A-Za-z]+|1(?![0-9]))?"
    r"(?P<power>[+-]?[0-9]{1,2})?"
    r"(?P<note>\{[^{}]*\})?"
)
_LONGEST_UNIT = 60
NO_UNIT = "1"


@dataclass(frozen=True)
class Meaning:
    """What a unit means: `factor` base units of `dimensions` (names with powers, sorted)."""

    factor: Fraction
    dimensions: tuple[tuple[str, int], ...]


@cache
def find_meaning(unit: str) -> Meaning | None:
    """This function will find what a unit means, or answer None for a unit it does not know."""
    parts = _parts_of(CALENDAR_UNITS.get(unit, unit))
    if parts is None:
        return None
    factor, dimensions = Fraction(1), Counter[str]()
    for symbol, power in parts:
        known = _find_symbol(symbol)
        if known is None:
            return None
        factor *= known[0] ** power
        for name, exponent in known[1].items():
            dimensions[name] += exponent * power
    kept = sorted((name, power) for name, power in dimensions.items() if power)
    return Meaning(factor=factor, dimensions=tuple(kept))


def is_unit(text: str) -> bool:
    """This function will tell whether a text is a unit that is known here."""
    return find_meaning(text) is not None


def find_factor(unit: str, *, to: str) -> Fraction | None:
    """This function will find how many `to` are in one `unit`.

    It answers None when they measure different things.
    """
    start, end = find_meaning(unit), find_meaning(to)
    if start is None or end is None or start.dimensions != end.dimensions:
        return None
    return start.factor / end.factor


def multiply_units(left: str, right: str) -> str:
    """This function will write the unit of a product: 'mg/dL' times 'dL' is 'mg'."""
    return _write_unit([*(_parts_of(left) or ()), *(_parts_of(right) or ())])


def divide_units(left: str, right: str) -> str:
    """This function will write the unit of a quotient: 'mg/dL' by 'mg/dL' is '1'."""
    below = [(symbol, -power) for symbol, power in _parts_of(right) or ()]
    return _write_unit([*(_parts_of(left) or ()), *below])


def _parts_of(unit: str) -> tuple[tuple[str, int], ...] | None:
    parts, position = [], 0
    if not unit or len(unit) > _LONGEST_UNIT:
        return None
    while position < len(unit):
        found = _PART.match(unit, position)
        if found is None or found.end() == position or not _is_joined(found, position):
            return None
        sign = -1 if found["joint"] == "/" else 1
        if found["symbol"]:
            parts.append((found["symbol"], sign * int(found["power"] or 1)))
        position = found.end()
    return tuple(parts)


def _is_joined(found: re.Match[str], position: int) -> bool:
    named = bool(found["symbol"] or found["note"])
    first_or_joined = position == 0 or bool(found["joint"])
    return named and first_or_joined and not (position == 0 and found["joint"] == ".")


def _find_symbol(symbol: str) -> tuple[Fraction, dict[str, int]] | None:
    whole = _OTHERS.get(symbol) or _METRIC.get(symbol)
    if whole is not None:
        return whole
    for length in (1, 2):
        prefix, rest = symbol[:length], symbol[length:]
        if prefix in _PREFIXES and rest in _METRIC:
            factor, dimensions = _METRIC[rest]
            return factor * Fraction(10) ** _PREFIXES[prefix], dimensions
    return None


def _write_unit(parts: Iterable[tuple[str, int]]) -> str:
    powers: dict[str, int] = {}
    for symbol, power in parts:
        if symbol != NO_UNIT:
            powers[symbol] = powers.get(symbol, 0) + power
    above = ".".join(_with_power(symbol, power) for symbol, power in powers.items() if power > 0)
    below = "".join(
        "/" + _with_power(symbol, -power) for symbol, power in powers.items() if power < 0
    )
    return (above or (NO_UNIT if not below else "")) + below


def _with_power(symbol: str, power: int) -> str:
    return symbol if power == 1 else f"{symbol}{power}"
