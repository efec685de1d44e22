"""Why a rule came out as it did: the reasons, the values, the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from mgdcds.stores.accounts.actor import Actor
from tests.house.pages import check_page, read_page
from tests.integration.advice.visits import D1, D6, advice_url, visit_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in: Callable[[Actor], Client], clinician: Actor) -> Client:
    """The clinician's browser."""
    return sign_in(clinician)


@pytest.mark.parametrize("code", ["B02", "K03", "S09", "A04", "P04"])
def test_every_kind_of_rule_says_why(browser: Client, clinician: Actor, code: str) -> None:
    visit = visit_of(clinician, D6)

    html = check_page(browser.get(advice_url(visit, f"why/{code}/")))

    assert "How it came out" in html
    assert 'class="c-tree"' in html


def test_the_way_back_leads_to_the_place_on_the_page(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D6)

    shown = check_page(browser.get(advice_url(visit, "why/B02/")))
    unmet = check_page(browser.get(advice_url(visit, "why/S09/")))

    assert f'href="{advice_url(visit)}#rule-B02"' in shown
    assert f'href="{advice_url(visit)}#not-needed"' in unmet


def test_what_is_not_known_is_named(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, {"vitamin_d_25oh": "18 ng/mL"})

    html = check_page(browser.get(advice_url(visit, "why/K03/")))

    assert "Not known: " in html
    assert "Creatinine" in html
    assert f'href="{advice_url(visit)}#gaps"' in html


def test_the_values_that_were_used_are_shown(browser: Client, clinician: Actor) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D1), "why/B02/")))

    assert "18 ng/mL" in html
    assert "Values used" in html


def test_the_evidence_shows_claims_numbers_and_certainty(browser: Client, clinician: Actor) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D1), "why/B02/")))

    assert 'href="/evidence/claims/c2_bimodal/"' in html
    assert 'href="/evidence/sources/dai2018/"' in html
    assert "Low certainty" in html
    assert "Not surer because:" in html
    assert "n = 180" in html or "180" in html


def test_the_nearest_changes_are_said_in_both_units(browser: Client, clinician: Actor) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D1), "why/B02/")))

    words = " ".join(read_page(html).text().split())
    assert "What would change this" in words
    assert (
        "If 25(OH)D were 30.01 ng/mL (75.03 nmol/L) instead of 18 ng/mL (45 nmol/L), "
        "B02 would not apply"
    ) in words
    assert "If dialysis were haemodialysis instead of no dialysis, B02 would be withheld" in words
    assert words.index("B02 would not apply") < words.index("B02 would no longer say")
    assert "One value at a time, the nearest first" in words


def test_a_value_behind_a_formula_has_its_own_cut_off(browser: Client, clinician: Actor) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D6), "why/K03/")))

    words = " ".join(read_page(html).text().split())
    assert re.search(r"If creatinine were [0-9.]+ mg/dL \([0-9.]+ µmol/L\) instead of 2.6", words)
    assert "K03 would not apply" in words


def test_where_nothing_recorded_would_change_it_that_is_said(
    browser: Client, clinician: Actor
) -> None:
    visit = visit_of(clinician, {"vitamin_d_25oh": "18 ng/mL"})

    html = check_page(browser.get(advice_url(visit, "why/A04/")))

    assert "No change of one recorded value alone would change this" in html


def test_a_rule_that_is_none_is_not_found(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)

    assert browser.get(advice_url(visit, "why/Z99/")).status_code == 404


def test_a_part_without_a_sign_in_is_told_so(client: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)

    assert (
        client.get(advice_url(visit, "why/B02/"), headers={"HX-Request": "true"}).status_code == 401
    )


def test_what_stands_twice_in_the_reasons_is_explained_once(
    browser: Client, clinician: Actor
) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D1), "why/B02/")))

    assert html.count("Magnesium sample haemolysed") == 1


def test_a_mark_says_whether_a_condition_is_met(browser: Client, clinician: Actor) -> None:
    html = check_page(browser.get(advice_url(visit_of(clinician, D1), "why/K03/")))

    assert '<span class="truth">not met</span>' in html
    assert '<span class="truth">false</span>' not in html
