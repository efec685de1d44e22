"""Pictures of evidence as plain numbers: a forest plot, and the change that one trial reported.

Positions are whole units of an SVG view box. Templates only draw them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from mgdcds.core.guidance.evidence import Evidence, Finding, Ratio, Verification

#: The width of the view box of a row of the forest plot, and its empty ends.
WIDTH, MARGIN = 300, 10
#: Ratios that may be labelled on the axis.
TICKS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32)
#: The claim that has the picture, and the two findings of one trial that it draws.
TWO_DIRECTIONS = "c2_bimodal"
LOWER_BAND, MIDDLE_BAND = "dai2018.lower_band", "dai2018.middle_band"


@dataclass(frozen=True)
class Tick:
    """A labelled place on the axis of a forest plot."""

    label: str
    at: int


@dataclass(frozen=True)
class Mark:
    """One estimate on the axis: where its interval begins and ends, and where it lies.

    `is_open` when the interval includes no difference; `is_dashed` when nobody checked it.
    """

    low: int
    at: int
    high: int
    is_open: bool
    is_dashed: bool

    @property
    def box(self) -> int:
        """Where the square of the estimate begins."""
        return self.at - 5


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis. `one` is the place of "no difference"."""

    ticks: tuple[Tick, ...]
    one: int
    least: float
    most: float

    def place(self, value: float) -> int:
        """This method will place a ratio on the axis."""
        along = math.log(value / self.least) / math.log(self.most / self.least)
        return MARGIN + round(along * (WIDTH - 2 * MARGIN))


@dataclass(frozen=True)
class TwoDirections:
    """What one trial reported, by where 25(OH)D started. Sizes were not read, so none is drawn."""

    n: int
    lower: str
    middle: str


def make_axis(ratios: Iterable[Ratio]) -> Axis:
    """This function will choose an axis that holds every interval and "no difference"."""
    ends = [float(end) for ratio in ratios for end in (ratio.low, ratio.high)]
    least = max((tick for tick in TICKS if tick <= min([*ends, 0.5])), default=min(ends))
    most = min((tick for tick in TICKS if tick >= max([*ends, 2])), default=max(ends))
    axis = Axis((), 0, least, most)
    shown = [tick for tick in TICKS if least <= tick <= most]
    ticks = tuple(Tick(f"{tick:g}", axis.place(tick)) for tick in shown)
    return Axis(ticks, axis.place(1), least, most)


def make_mark(finding: Finding, ratio: Ratio, *, axis: Axis) -> Mark:
    """This function will place one estimate on an axis."""
    return Mark(
        low=axis.place(float(ratio.low)),
        at=axis.place(float(ratio.effect)),
        high=axis.place(float(ratio.high)),
        is_open=ratio.crosses_one(),
        is_dashed=finding.verified is Verification.FROM_MEMORY,
    )


def find_two_directions(evidence: Evidence, claim: str) -> TwoDirections | None:
    """This function will answer the picture of the claim, where both findings are there to draw."""
    lower, middle = (evidence.findings.get(key) for key in (LOWER_BAND, MIDDLE_BAND))
    if claim != TWO_DIRECTIONS or lower is None or middle is None:
        return None
    return TwoDirections(n=lower.n, lower=lower.effect, middle=middle.effect)
