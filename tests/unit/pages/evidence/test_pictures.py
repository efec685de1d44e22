"""Where the pictures of evidence put their lines."""

from __future__ import annotations

from decimal import Decimal

from mgdcds.core.guidance.evidence import Evidence, Finding, Ratio, Verification
from mgdcds.pages.evidence.pictures import (
    LOWER_BAND,
    MARGIN,
    MIDDLE_BAND,
    TWO_DIRECTIONS,
    WIDTH,
    find_two_directions,
    make_axis,
    make_mark,
)


def ratio(effect, low, high):
    return Ratio(Decimal(effect), Decimal(low), Decimal(high))


def finding(verified=Verification.VERIFIED, **more):
    return Finding(source="dai2018", key="x", text="It rose.", verified=verified, **more)


def test_the_axis_holds_every_interval_and_one():
    axis = make_axis([ratio("0.55", "0.32", "0.95"), ratio("8.60", "5.08", "14.54")])

    assert [tick.label for tick in axis.ticks] == ["0.25", "0.5", "1", "2", "4", "8", "16"]
    assert axis.ticks[0].at == MARGIN
    assert axis.ticks[-1].at == WIDTH - MARGIN


def test_halves_and_doubles_lie_at_one_distance_from_one():
    axis = make_axis([ratio("1", "0.6", "1.6")])

    assert axis.one - axis.place(0.5) == axis.place(2) - axis.one


def test_an_interval_beyond_every_label_still_fits():
    axis = make_axis([ratio("60", "0.01", "90")])

    assert axis.place(0.01) == MARGIN
    assert axis.place(90) == WIDTH - MARGIN


def test_a_mark_is_open_when_its_interval_holds_one():
    wide, narrow = ratio("0.65", "0.35", "1.21"), ratio("0.55", "0.32", "0.95")
    axis = make_axis([wide, narrow])

    assert make_mark(finding(), wide, axis=axis).is_open
    assert not make_mark(finding(), narrow, axis=axis).is_open


def test_a_mark_that_nobody_checked_is_dashed():
    found = ratio("0.53", "0.31", "0.89")
    unverified = finding(verified=Verification.FROM_MEMORY)

    mark = make_mark(unverified, found, axis=make_axis([found]))

    assert mark.is_dashed
    assert mark.low < mark.at < mark.high
    assert mark.box == mark.at - 5


def test_the_two_directions_are_drawn_from_the_findings_of_the_trial():
    lower, middle = finding(effect="rise", n=180), finding(effect="fall", n=180)
    evidence = Evidence(findings={LOWER_BAND: lower, MIDDLE_BAND: middle})

    picture = find_two_directions(evidence, TWO_DIRECTIONS)

    assert (picture.lower, picture.middle, picture.n) == ("rise", "fall", 180)
    assert find_two_directions(evidence, "c1_activation") is None
    assert find_two_directions(Evidence(), TWO_DIRECTIONS) is None
