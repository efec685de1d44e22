"""Over every shipped case: no plan and no leaflet says two things that one patient cannot do."""

import re
from itertools import combinations

import pytest

from mgdcds.core.guidance.plans import agree, find_contradictions, propose
from mgdcds.core.guidance.report import Status
from mgdcds.pages.advice.ground import make_ground
from mgdcds.pages.advice.leaflet import compose_leaflet
from mgdcds.pages.advice.pages import present_advice
from mgdcds.stores.evaluations.values import Answers
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.cases.shipped import report_of
from tests.unit.pages.advice.leaflets import accepted, texts_in

SLUGS = sorted(load_shipped_rulebook().cases)
GIVE_MAGNESIUM = re.compile(
    r"Start taking magnesium|Take more magnesium tablets|prescribed magnesium"
)
TAKE_MAGNESIUM = re.compile(r"(?:Stop|Do not) (?:taking|take) (?:everything with )?magnesium")
GIVE_VITAMIN_D = re.compile(r"(?:Start taking|Go on with|Take more) vitamin D|You need vitamin D")
TAKE_VITAMIN_D = re.compile(r"Stop taking vitamin D|Do not take vitamin D\.")


def of_case(slug, *but_not):
    report = report_of(slug)
    return report, agree(report, accepted(report, *but_not), on=report.on)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_plan_contradicts_itself(slug):
    report, agreed = of_case(slug)

    assert find_contradictions(propose(report)) == ()
    assert find_contradictions(agreed) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_no_plan_contradicts_itself_when_two_rules_are_refused(slug):
    report = report_of(slug)
    asked = sorted(accepted(report))

    for pair in combinations(asked, 2):
        answers = accepted(report, *pair)
        assert find_contradictions(agree(report, answers, on=report.on)) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_no_leaflet_says_both(slug):
    report, agreed = of_case(slug)

    said = " ".join(texts_in(compose_leaflet(report, agreed, numbers=[], on=report.on)))

    assert not (GIVE_MAGNESIUM.search(said) and TAKE_MAGNESIUM.search(said)), said
    assert not (GIVE_VITAMIN_D.search(said) and TAKE_VITAMIN_D.search(said)), said


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_has_one_place_on_the_page(slug):
    report, agreed = of_case(slug)
    ground = make_ground(
        "00000000-0000-0000-0000-000000000000", report, load_shipped_rulebook(), correct_url="/"
    )

    page = present_advice(
        report, ground=ground, answers=Answers({}, ()), proposed=propose(report), agreed=agreed
    )

    placed = [card.code for card in page.cards]
    placed += [line.code for line in (*page.unknown, *page.not_met)]
    assert sorted(placed) == sorted(rule.code for rule in report.rules)
    withheld = {rule.code for rule in report.by_status(Status.WITHHELD)}
    assert {card.code for card in page.withheld} == withheld
    assert all(lines.reason.words for card in page.cards for lines in card.withheld)
