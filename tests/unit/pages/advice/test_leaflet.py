"""What the leaflet says to a patient, from the plan that was agreed."""

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.plans import agree
from mgdcds.core.guidance.report import Status
from mgdcds.pages.advice.leaflet import compose_leaflet
from tests.cases.shipped import report_of


def leaflet_of(slug):
    """The leaflet of a shipped case when every rule that fires is accepted."""
    report = report_of(slug)
    fired = report.by_status(Status.FIRES)
    answers = {rule.code: RuleAnswer(rule.code, Response.ACCEPTED) for rule in fired}
    return compose_leaflet(report, agree(report, answers, on=report.on), numbers=[], on=report.on)


def test_a_limit_is_something_to_avoid_and_not_a_part_of_the_day():
    leaflet = leaflet_of("b02_egfr_44_normal_magnesium")

    assert leaflet["day"] == []
    assert "Do not take more than 150 mg a day of magnesium tablets or powders." in leaflet["avoid"]


def test_nobody_is_told_to_go_on_with_what_they_do_not_take():
    what = [row["what"] for row in leaflet_of("d01_classic_low_low")["day"]]

    assert what == [
        "Start taking magnesium tablets or powders.",
        "The second part of your magnesium.",
    ]


def test_vitamin_d_that_is_taken_goes_on():
    what = [row["what"] for row in leaflet_of("b02_on_vitamin_d")["day"]]

    assert "Go on with vitamin D." in what


def test_a_start_carries_its_limit():
    limits = {row["what"]: row["limit"] for row in leaflet_of("a02_with_stones")["day"]}

    assert limits["Start taking vitamin D."] == "not more than 2000 IU a day in all"
