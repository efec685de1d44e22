"""Trends: one small drawing for each laboratory value, on one time axis, with its band."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.facts.limits import LOWER, UPPER
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.stores.patients.values import VersionValue

#: The drawing is this wide and high, with a margin for the marks.
WIDTH, HEIGHT = 320, 96
_LEFT, _TOP, _BOTTOM = 8, 10, 12
_FEWEST = 2
_SECTIONS = ("vitamin_d", "magnesium", "mineral_bone", "kidney_heart")


@dataclass(frozen=True)
class TrendPoint:
    """One value: its place, and its words; `number` has the first unit only."""

    x: str
    y: str
    on: str
    text: str
    number: str
    is_outside: bool


@dataclass(frozen=True)
class Trend:
    """One laboratory value over time. `band` is the top and height of the reference band."""

    label: str
    points: tuple[TrendPoint, ...]
    line: str
    band_top: str
    band_height: str
    summary: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def first(self) -> TrendPoint:
        """The earliest value."""
        return self.points[0]

    @property
    def last(self) -> TrendPoint:
        """The latest value."""
        return self.points[-1]


@dataclass(frozen=True)
class _Axis:
    """Where a number or a day lies on the drawing."""

    least: Decimal
    most: Decimal
    first: datetime.date
    last: datetime.date

    def x(self, on: datetime.date) -> Decimal:
        days = (self.last - self.first).days or 1
        return _LEFT + Decimal((on - self.first).days) / days * (WIDTH - 2 * _LEFT)

    def y(self, value: Decimal) -> Decimal:
        inner = HEIGHT - _TOP - _BOTTOM
        return _TOP + (self.most - value) / ((self.most - self.least) or 1) * inner


@dataclass(frozen=True)
class _Series:
    fact: Fact
    values: tuple[tuple[datetime.date, FactValue, Decimal], ...]
    low: Decimal | None
    high: Decimal | None


def present_trends(
    dictionary: Dictionary,
    versions: Sequence[VersionValue],
    *,
    limits: Mapping[str, Decimal],
    unit_system: str,
) -> tuple[Trend, ...]:
    """This function will draw every laboratory value that was measured at least twice.

    All drawings have the same days at the same places. A value that was carried forward
    is one point, on its own day.
    """
    found = [
        series
        for section, facts in dictionary.sections()
        for fact in facts
        if section.key in _SECTIONS and (series := _series(fact, versions, dictionary, limits))
    ]
    days = [on for series in found for on, _, _ in series.values]
    return tuple(
        _trend(series, first=min(days), last=max(days), unit_system=unit_system) for series in found
    )


def _series(
    fact: Fact,
    versions: Sequence[VersionValue],
    dictionary: Dictionary,
    limits: Mapping[str, Decimal],
) -> _Series | None:
    if fact.kind is not Kind.QUANTITY or fact.fresh_days is None:
        return None
    points: dict[datetime.date, tuple[FactValue, Decimal]] = {}
    for version in versions:
        value = version.values.get(fact.name)
        if value is not None and isinstance(value.value, Decimal):
            points.setdefault(value.on or version.on, (value, value.value))
    if len(points) < _FEWEST:
        return None
    low, high = _limits(fact, dictionary, limits)
    return _Series(fact, tuple((on, *points[on]) for on in sorted(points)), low, high)


def _limits(
    fact: Fact, dictionary: Dictionary, limits: Mapping[str, Decimal]
) -> tuple[Decimal | None, Decimal | None]:
    ends: dict[str, Decimal] = {
        name[-len(LOWER) :]: limits[name]
        for name, parameter in dictionary.parameters.items()
        if parameter.like == fact.name and name.endswith((LOWER, UPPER))
    }
    return ends.get(LOWER), ends.get(UPPER)


def _trend(
    series: _Series, *, first: datetime.date, last: datetime.date, unit_system: str
) -> Trend:
    axis = _axis(series, first, last)
    points = tuple(
        TrendPoint(
            x=f"{axis.x(on):.1f}",
            y=f"{axis.y(number):.1f}",
            on=format_date(on),
            text=_text(series.fact, value, unit_system),
            number=_text(series.fact, value, unit_system).partition(" (")[0],
            is_outside=_is_outside(number, series),
        )
        for on, value, number in series.values
    )
    top, height = _band(series, axis)
    return Trend(
        label=series.fact.label,
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        band_top=top,
        band_height=height,
        summary="; ".join(f"{point.on}: {point.text}" for point in points),
    )


def _axis(series: _Series, first: datetime.date, last: datetime.date) -> _Axis:
    numbers = [number for _, _, number in series.values]
    ends = [end for end in (series.low, series.high) if end is not None]
    least, most = min(numbers + ends), max(numbers + ends)
    margin = (most - least) / 8 or abs(most) / 8 or Decimal(1)
    return _Axis(least - margin, most + margin, first, last)


def _band(series: _Series, axis: _Axis) -> tuple[str, str]:
    if series.low is None and series.high is None:
        return "", ""
    top = axis.y(series.high) if series.high is not None else Decimal(0)
    bottom = axis.y(series.low) if series.low is not None else Decimal(HEIGHT)
    return f"{top:.1f}", f"{bottom - top:.1f}"


def _is_outside(number: Decimal, series: _Series) -> bool:
    return (series.low is not None and number < series.low) or (
        series.high is not None and number > series.high
    )


def _text(fact: Fact, value: FactValue, unit_system: str) -> str:
    return format_value(
        fact,
        value.value,
        unit_system=unit_system,
        comparator=value.comparator,
        entered=value.entered,
        unit=value.unit,
    )
