"""The list of rules and the page of one."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from mgdcds.stores.library import queries
from tests.builders import AT
from tests.house.pages import check_page, read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(sign_in, clinician):
    client = sign_in(clinician)
    return lambda path, **query: read_page(check_page(client.get(path, query)))


def rulebook():
    return queries.live_rulebook(AT)[1]


def test_every_rule_is_listed_by_what_it_is_about(read):
    page = read("/rules/")

    headings = [one.text() for one in page.walk() if one.tag == "h2"]
    assert "39 rules" in page.text()
    assert headings[:2] == ["Safety", "Kidney"]


def test_rules_are_found_by_words(read):
    assert "1 rule" in read("/rules/", q="B02 bimodal").text()
    assert "No rule holds these words" in read("/rules/", q="unicorn").text()


@pytest.mark.parametrize(
    "code",
    sorted(
        f"{k}{n:02}"
        for k, last in {"A": 5, "B": 8, "K": 6, "M": 4, "P": 5, "S": 11}.items()
        for n in range(1, last + 1)
    ),
)
def test_every_rule_has_a_sound_page(read, code):
    text = read(f"/rules/{code}/").text()

    assert rulebook().rules[code].title in text
    assert "13 of 13 given" in text


def test_a_rule_shows_what_runs(read):
    page = read("/rules/B03/")

    assert "vitamin_d_25oh > 30 'ng/mL'" in page.text()
    assert "vitamin_d_25oh <= 50 'ng/mL'" in page.text()


def test_a_rule_is_found_in_small_letters_too(read):
    assert "Hypermagnesaemia" in read("/rules/s09/").text()


def test_a_rule_shows_its_levels_with_their_actions(read):
    page = read("/rules/S09/")

    levels = [one.text() for one in page.walk() if one.attributes.get("class") == "e-level"]
    assert levels[0].startswith("Act now")
    assert "Stop magnesium" in levels[0]
    assert "In every other case" in levels[-1]


def test_a_rule_says_what_its_actions_wait_for(read):
    assert "Needs “" in read("/rules/B02/").text()


def test_a_rule_shows_its_evidence_with_the_certainty(read):
    page = read("/rules/B03/")

    links = {one.attributes["href"] for one in page.walk() if one.tag == "a"}
    assert {"/evidence/claims/c2_bimodal/", "/evidence/sources/dai2018/"} <= links


def test_a_rule_says_who_answers_for_it(read):
    text = read("/rules/B03/").text()

    assert "not yet checked by a clinician" in text
    assert "Review due 22 Nov 2027" in text
    assert "Overdue" not in text


def test_an_overdue_review_is_marked(monkeypatch, read):
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2028, 1, 1))

    assert "Overdue" in read("/rules/B03/").text()
    assert "39 reviews overdue" in read("/rules/").text()


def test_a_rule_lists_its_worked_patients(read):
    page = read("/rules/B03/")
    own = [case for case in rulebook().cases.values() if case.rule == "B03"]

    assert f"Worked patients ({len(own)})" in page.text()
    assert all(case.name in page.text() for case in own)


def test_a_rule_leads_to_its_history(read):
    links = {one.attributes["href"] for one in read("/rules/B03/").walk() if one.tag == "a"}

    assert "/releases/history/rule/B03/" in links


def test_a_rule_that_is_not_there_is_not_found(sign_in, clinician):
    check_page(sign_in(clinician).get("/rules/Z99/"), status=404)


def test_a_rule_takes_few_queries(sign_in, clinician, django_assert_max_num_queries):
    client = sign_in(clinician)
    client.get("/rules/")

    with django_assert_max_num_queries(10):
        client.get("/rules/B02/")
