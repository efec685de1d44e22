"""Answers: given, changed, taken back, refused at their place, and noticed by colleagues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.values import VisitValue
from tests.builders import AT, days
from tests.house.pages import check_page, problems_of_page, read_page
from tests.integration.advice.visits import D1, D6, TWO_SAFETY, advice_url, visit_of

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(sign_in: SignIn, clinician: Actor) -> Client:
    """The clinician's browser."""
    return sign_in(clinician)


@pytest.fixture
def visit(clinician: Actor) -> VisitValue:
    """Case D1: A05, B01 and B02 ask for an answer."""
    return visit_of(clinician, D1)


def answer(browser: Client, visit: VisitValue, code: str = "B01", **sent: Any) -> HttpResponse:
    headers = sent.pop("headers", {})
    data = {"response": "accepted"} | sent
    return browser.post(advice_url(visit, f"answer/{code}/"), data, headers=headers)


def standing(visit: VisitValue) -> dict[str, RuleAnswer]:
    return dict(queries.answers_to(visit.evaluation_id).standing)


def card_of(html: str, code: str) -> str:
    return next(
        one.text() for one in read_page(html).walk() if one.attributes.get("id") == f"rule-{code}"
    )


def show(browser: Client, visit: VisitValue) -> str:
    return check_page(browser.get(advice_url(visit)))


LATER = (timezone.localdate() + days(30)).isoformat()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"response": "accepted"}, "Accepted"),
        ({"response": "already_done"}, "Already done"),
        ({"response": "will_monitor", "monitor_on": LATER}, "Will monitor look again on"),
        ({"response": "not_for_this_patient", "comment": "Lives on nuts."}, "Lives on nuts."),
        (
            {"response": "overridden", "reason": "tolerated_before", "comment": "For years."},
            "Overridden Tolerated before",
        ),
    ],
)
def test_every_answer_stands_with_who_and_when(
    browser: Client, visit: VisitValue, sent: dict[str, str], shown: str
) -> None:
    assert answer(browser, visit, **sent).status_code == 302

    card = card_of(show(browser, visit), "B01")
    assert shown in card
    assert "Clara Clinician, " in card
    assert "Show or change" in card


def test_an_answer_leads_to_the_next_that_waits(browser: Client, visit: VisitValue) -> None:
    waiting = [code for code in ("A05", "B01", "B02") if code in show(browser, visit)]

    for code, following in zip(waiting, (*waiting[1:], None), strict=True):
        where = answer(browser, visit, code)["Location"]
        expected = f"#rule-{following}" if following else "#plans"
        assert where == advice_url(visit) + expected


def test_what_was_passed_over_comes_after_the_last(browser: Client, visit: VisitValue) -> None:
    assert answer(browser, visit, "B02")["Location"].endswith("#rule-A05")


def test_the_progress_is_counted(browser: Client, visit: VisitValue) -> None:
    assert "0 of 3 answered" in show(browser, visit)

    answer(browser, visit)

    html = show(browser, visit)
    assert "1 of 3 answered" in html
    assert '<progress id="answered" value="1" max="3">' in html


def test_what_was_accepted_is_in_the_agreed_plan(browser: Client, visit: VisitValue) -> None:
    answer(browser, visit, "A05")

    plans = next(
        one.text()
        for one in read_page(show(browser, visit)).walk()
        if one.attributes.get("aria-labelledby") == "plans"
    )
    agreed = plans.partition("What you agreed")[2]
    assert "Measure 24-hour urine magnesium" in agreed
    assert "Increase dietary magnesium" not in agreed


def test_an_answer_can_be_changed_and_the_one_before_stays(
    browser: Client, visit: VisitValue
) -> None:
    answer(browser, visit, seen="0")
    answer(browser, visit, response="already_done", seen="1")

    card = card_of(show(browser, visit), "B01")
    assert "Already done" in card
    assert "Before: Accepted (Clara Clinician, " in card


def test_an_answer_can_be_taken_back(browser: Client, visit: VisitValue) -> None:
    answer(browser, visit)

    browser.post(advice_url(visit, "withdraw/B01/"), {"seen": "1"})

    html = show(browser, visit)
    assert standing(visit) == {}
    assert "Before: Answer taken back" in card_of(html, "B01")
    assert "0 of 3 answered" in html


def test_taking_back_what_is_not_there_is_refused(browser: Client, visit: VisitValue) -> None:
    html = check_page(browser.post(advice_url(visit, "withdraw/B01/")), status=422)

    assert "B01 has no answer that could be taken back." in html


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"response": "will_monitor"}, "The date is missing. Say when you will look again."),
        (
            {"response": "will_monitor", "monitor_on": "2020-01-01"},
            "1 Jan 2020 is in the past. Choose a day to come.",
        ),
        (
            {"response": "will_monitor", "monitor_on": "99999-99-99"},
            "&#x27;99999-99-99&#x27; was found, but a date is expected.",
        ),
        (
            {"response": "overridden", "comment": "So be it."},
            "The reason for the override is missing. Choose the nearest.",
        ),
        (
            {"response": "overridden", "reason": "other"},
            "The comment is missing. Say which other reason.",
        ),
        (
            {"response": "not_for_this_patient", "comment": "x" * 1_000_000},
            "The comment has 1,000,000 characters. Keep it within 2,000.",
        ),
        ({"response": "maybe"}, "&#x27;maybe&#x27; was found, but one of the answers"),
        ({"response": ""}, "was found, but one of the answers on the page is expected."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_place(
    browser: Client, visit: VisitValue, sent: dict[str, str], said: str
) -> None:
    html = check_page(answer(browser, visit, **sent), status=422)

    assert said in html.replace('</a> <span class="hint">', " ")
    assert "This answer was not recorded" in card_of(html, "B01")
    assert standing(visit) == {}


def test_what_was_typed_stays(browser: Client, visit: VisitValue) -> None:
    sent = {"response": "overridden", "reason": "other", "comment": " "}

    html = check_page(answer(browser, visit, **sent), status=422)

    assert '<option value="other" selected>' in html
    assert html.count("<details open>") == 1


def test_a_comment_like_a_script_is_only_a_comment(browser: Client, visit: VisitValue) -> None:
    answer(browser, visit, response="not_for_this_patient", comment="<script>alert(1)</script>")

    html = show(browser, visit)
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("code", ["Z99", "<b>", "B03"])
def test_a_rule_without_advice_cannot_be_answered(
    browser: Client, visit: VisitValue, code: str
) -> None:
    html = check_page(answer(browser, visit, code), status=422)

    assert "Nothing was changed" in html
    assert standing(visit) == {}


def test_a_withheld_rule_cannot_be_answered(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D6)

    html = check_page(answer(browser, visit, "B02"), status=422)

    assert "B02 gave no advice here, so there is nothing to answer." in html


def test_what_a_colleague_answered_meanwhile_is_shown(
    browser: Client, visit: VisitValue, colleague: Actor
) -> None:
    operations.record_answer(
        actor=colleague,
        evaluation_id=visit.evaluation_id,
        code="B01",
        response=Response.ALREADY_DONE,
        at=AT,
    )

    html = check_page(answer(browser, visit, seen="0"), status=422)

    assert "Colin Colleague has answered &#x27;already done&#x27; to B01 since this page" in html
    assert "Colin Colleague, 22 Nov 2026, 09:30" in card_of(html, "B01")
    assert standing(visit) == {"B01": RuleAnswer("B01", Response.ALREADY_DONE)}


def test_a_double_click_is_one_answer(browser: Client, visit: VisitValue) -> None:
    answer(browser, visit, seen="0")

    assert answer(browser, visit, seen="0").status_code == 302
    assert len(queries.answers_to(visit.evaluation_id).history) == 1


def test_a_script_gets_the_page_with_the_next_card_in_focus(
    browser: Client, visit: VisitValue
) -> None:
    html = check_page(answer(browser, visit, "A05", headers=HTMX))

    elements = read_page(html).walk()
    focused = [one.attributes.get("id") for one in elements if "autofocus" in one.attributes]
    news = next(one.text() for one in elements if one.attributes.get("id") == "advice-news")
    assert focused == ["rule-B01"]
    assert news.endswith("Accepted. 1 of 3 answered.")


def test_the_last_answer_leads_a_script_to_the_plan(browser: Client, visit: VisitValue) -> None:
    answer(browser, visit, "A05")
    answer(browser, visit, "B01")

    html = check_page(answer(browser, visit, "B02", headers=HTMX))

    assert '<h2 id="plans" tabindex="-1" autofocus>' in html
    assert "Every recommendation is answered." in html


def test_a_script_gets_a_refusal_with_one_focus(browser: Client, visit: VisitValue) -> None:
    response = answer(browser, visit, response="will_monitor", headers=HTMX)

    html = check_page(response, status=422)
    assert html.count("autofocus") == 1
    assert problems_of_page(html) == []


def test_a_script_without_a_sign_in_is_told_so(client: Client, visit: VisitValue) -> None:
    assert answer(client, visit, headers=HTMX).status_code == 401
    assert standing(visit) == {}


def test_nobody_is_asked_to_sign_in_first(client: Client, visit: VisitValue) -> None:
    response = answer(client, visit)

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_advice_in_error_is_not_answered(
    browser: Client, clinician: Actor, visit: VisitValue
) -> None:
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong patient.", at=AT
    )

    html = check_page(answer(browser, visit), status=422)

    assert "its advice can only be read" in html


def test_another_clinic_cannot_answer(sign_in: SignIn, stranger: Actor, visit: VisitValue) -> None:
    assert answer(sign_in(stranger), visit).status_code == 404
    assert standing(visit) == {}


@pytest.mark.parametrize("role", ["author", "auditor", "administrator"])
def test_only_clinicians_answer(sign_in: SignIn, cast: Any, visit: VisitValue, role: str) -> None:
    assert answer(sign_in(getattr(cast, role)), visit).status_code == 403


def test_a_reader_who_may_not_answer_sees_no_buttons(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, TWO_SAFETY)
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Mix-up.", at=AT
    )

    assert 'name="response"' not in show(browser, visit)
