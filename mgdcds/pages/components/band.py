"""A value against its reference band, as the whole numbers that an SVG needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

#: The drawing is this many units wide, with a margin for the marker at both ends.
WIDTH = 200
MARGIN = 8


@dataclass(frozen=True)
class Band:
    """Places along the drawing, from 0 to WIDTH. `here` None: no value to show."""

    start: int
    end: int
    has_low: bool
    has_high: bool
    here: int | None
    is_outside: bool

    @property
    def length(self) -> int:
        """How far the reference band reaches."""
        return max(self.end - self.start, 0)


def place_band(
    value: Decimal | None,
    *,
    low: Decimal | None,
    high: Decimal | None,
    scale: tuple[Decimal, Decimal] | None = None,
) -> Band:
    """This function will place a value and its reference band on a common scale.

    Without a `scale` (lowest, highest) it is chosen so that the band fills the middle
    half. A value beyond the scale is shown at its end.
    """
    least, most = scale or _scale(low, high, value)
    return Band(
        start=0 if low is None else _place(low, least, most),
        end=_end(low, high, least, most),
        has_low=low is not None,
        has_high=high is not None,
        here=None if value is None else _place(value, least, most),
        is_outside=_is_outside(value, low, high),
    )


def _end(low: Decimal | None, high: Decimal | None, least: Decimal, most: Decimal) -> int:
    if high is not None:
        return _place(high, least, most)
    return 0 if low is None else WIDTH


def _is_outside(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    if value is None:
        return False
    return (low is not None and value < low) or (high is not None and value > high)


def _scale(
    low: Decimal | None, high: Decimal | None, value: Decimal | None
) -> tuple[Decimal, Decimal]:
    ends = [end for end in (low, high) if end is not None] or [value or Decimal(1)]
    span = (ends[-1] - ends[0]) or abs(ends[0]) or Decimal(1)
    return ends[0] - span / 2, ends[-1] + span / 2


def _place(value: Decimal, least: Decimal, most: Decimal) -> int:
    if most <= least:
        return WIDTH // 2
    inner = WIDTH - 2 * MARGIN
    along = (min(max(value, least), most) - least) / (most - least)
    return MARGIN + int(along * inner + Decimal("0.5"))
