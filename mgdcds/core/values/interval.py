"""An interval of points, with its ends in or out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Interval:
    """The points from `low` to `high`. A closed end belongs to the interval.

    A None at a closed end means that the interval has no bound there; at an open end
    it means that the bound is not known.
    """

    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True
