"""The list of claims and the page of one, as somebody signed in reads them."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations as library
from mgdcds.stores.library.values import NoticeWord
from tests.builders import AT
from tests.house.pages import check_page, read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(sign_in, clinician):
    client = sign_in(clinician)
    return lambda path, **query: read_page(check_page(client.get(path, query)))


def texts(page, css_class):
    return [
        one.text() for one in page.walk() if css_class in one.attributes.get("class", "").split()
    ]


def test_every_claim_is_listed_with_its_certainty(read):
    page = read("/evidence/")

    assert "29 claims" in page.text()
    assert len(texts(page, "e-claim-row")) == 29
    assert len(texts(page, "c-certainty")) == 29


def test_words_are_looked_for_in_claims_findings_and_sources(read):
    assert "1 claim" in read("/evidence/", q="sarcoidosis BOLLAND").text()
    assert "No claim holds these words" in read("/evidence/", q="unicorn").text()


def test_claims_are_found_by_the_rule_that_rests_on_them(read):
    rows = texts(read("/evidence/", rule="B03"), "e-claim-row")

    assert len(rows) == 1
    assert "where it starts" in rows[0]


def test_a_search_is_shown_back_and_never_runs(read):
    page = read("/evidence/", q="<script>alert(1)</script>")

    assert [one for one in page.walk() if one.attributes.get("value", "").startswith("<script>")]


def test_a_claim_shows_why_it_was_rated_down(read):
    page = read("/evidence/claims/c2_bimodal/")

    moved = texts(page, "e-moved")
    assert [row.split(" −1 ")[0] for row in moved] == ["Indirectness", "Imprecision"]
    assert "Low certainty" in page.text()


def test_the_two_directions_are_drawn_as_one_trial(read):
    page = read("/evidence/claims/c2_bimodal/")

    (drawing,) = [one for one in page.walk() if one.attributes.get("class") == "e-two"]
    assert "one trial, n = 180, 12 weeks" in drawing.text()
    assert "about 30 ng/mL (75 nmol/L) or below rise" in page.text()


def test_what_supports_and_what_does_not_stand_side_by_side(read):
    page = read("/evidence/claims/c3_mortality/")

    headings = [one.text() for one in page.walk() if one.tag == "h2"]
    assert "What supports it" in headings
    assert "What contradicts it" in headings
    assert "What qualifies it" in headings
    assert "HR 0.65 (0.35–1.21)" in page.text()


def test_ratios_are_drawn_with_a_text_beside_each(read):
    page = read("/evidence/claims/c3_mortality/")

    marks = [one for one in page.walk() if "e-mark" in one.attributes.get("class", "")]
    assert len(marks) == 15
    for mark in marks:
        title, description = (
            next(one for one in mark.walk() if one.tag == tag) for tag in ("title", "desc")
        )
        assert title.children
        assert description.children


def test_an_unverified_figure_is_marked(read):
    page = read("/evidence/claims/c3_mortality/")

    (finding,) = [text for text in texts(page, "e-finding") if "0.53" in text]
    assert "Unverified" in finding
    assert len([one for one in page.walk() if "is-dashed" in one.attributes.get("class", "")]) == 1


def test_animal_studies_stand_apart(read):
    page = read("/evidence/claims/c6_athletes/")

    animal = [text for text in texts(page, "e-finding") if "Animal" in text]
    assert len(animal) == 2
    assert "never a reason for a rule" in page.text()


def test_a_claim_names_the_rules_that_rest_on_it(read):
    rules = texts(read("/evidence/claims/c3_mortality/"), "e-ruled")[0]

    assert "P03" in rules
    assert "P05" in rules


def test_a_notice_acts_at_once(read, approver):
    library.raise_notice(
        actor=approver,
        kind=EntryKind.CLAIM,
        key="c2_bimodal",
        word=NoticeWord.WITHDRAWN,
        reason="The trial is being read again.",
        at=AT,
    )

    page = read("/evidence/claims/c2_bimodal/")

    assert "withdrawn on 22 Nov 2026: The trial is being read again." in page.text()


def test_a_claim_that_is_not_there_is_not_found(sign_in, clinician):
    check_page(sign_in(clinician).get("/evidence/claims/c9_unicorns/"), status=404)


def test_evidence_is_for_those_who_signed_in(client):
    assert client.get("/evidence/").status_code == 302


def test_a_claim_takes_few_queries(sign_in, clinician, django_assert_max_num_queries):
    client = sign_in(clinician)
    client.get("/evidence/")

    with django_assert_max_num_queries(8):
        client.get("/evidence/claims/c3_mortality/")
