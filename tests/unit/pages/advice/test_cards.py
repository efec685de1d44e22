"""One rule as a card: what to do, what is withheld and why, each reason once."""

import uuid

from mgdcds.pages.advice.cards import present_card
from mgdcds.pages.advice.ground import make_ground
from mgdcds.pages.advice.responses import Said
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.cases.shipped import report_of

HERE = uuid.UUID(int=7)


def card_of(slug, code):
    report = report_of(slug)
    ground = make_ground(HERE, report, load_shipped_rulebook(), correct_url="/correct/")
    return present_card(report.rule(code), ground=ground, said=Said())


def test_a_withheld_rule_says_its_reason_once():
    card = card_of("d06_ckd_g4_with_oxide", "B02")

    assert card.tone == "withheld"
    assert len(card.withheld) == 1
    assert card.withheld[0].reason.words.startswith("blocked by K03 eGFR below 30")
    assert [line.words for line in card.withheld[0].actions][:1] == ["Increase dietary magnesium"]
    assert card.actions == ()


def test_a_reason_leads_to_the_card_of_the_rule_that_blocks():
    [link] = card_of("d06_ckd_g4_with_oxide", "B02").withheld[0].reason.rules

    assert link.url == "#rule-K03"


def test_a_rule_that_blocks_without_a_card_leads_to_its_reasons():
    [link] = card_of("b02_egfr_29_dialysis_unknown", "B02").withheld[0].reason.rules

    assert link.url == f"/advice/{HERE}/why/K03/"


def test_of_many_missing_facts_a_few_are_named_and_the_others_counted():
    reason = card_of("d15_gymnast_without_chemistry", "B02").withheld[0].reason

    assert reason.rules == ()
    assert 1 <= len(reason.facts) <= 4
    assert all(fact.url.startswith("/correct/#row-") for fact in reason.facts)
    assert reason.words.startswith("cannot be cleared until known: ")


def test_an_action_with_a_limit_in_its_place_says_so():
    card = card_of("a02_without_calcium", "A02")

    assert [lines.reason.words for lines in card.withheld] == [
        "the line with a limit stands in its place"
    ]
    assert "Start vitamin D (at most 1000 IU/day)" in [line.words for line in card.actions]


def test_what_completes_an_action_stands_beside_it():
    later = [
        line for line in card_of("d01_classic_low_low", "B02").actions if "25(OH)D" in line.words
    ]

    assert [(line.words, line.detail) for line in later] == [("Measure 25(OH)D", "in 12 weeks")]


def test_only_advice_that_was_given_waits_for_an_answer():
    assert card_of("d01_classic_low_low", "B02").is_waiting
    assert not card_of("d06_ckd_g4_with_oxide", "B02").is_waiting
    assert not card_of("d01_classic_low_low", "A01").can_be_answered
