"""The advice page: every rule in its place, safety first, what is withheld and what is newer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.values import VisitValue
from mgdcds.stores.library import operations as library
from mgdcds.stores.library.values import NoticeWord
from tests.builders import AT, days, make_patient, make_values, make_visit
from tests.house.pages import Element, check_page, read_page
from tests.integration.advice.visits import D1, D3, D6, EMERGENCY, TWO_SAFETY, advice_url, visit_of

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in: SignIn, clinician: Actor) -> Client:
    """The clinician's browser."""
    return sign_in(clinician)


def part(html: str, name: str) -> Element:
    """The element with an id."""
    return next(one for one in read_page(html).walk() if one.attributes.get("id") == name)


def text_of(html: str, name: str) -> str:
    return part(html, name).text()


def section_of(html: str, heading: str) -> str:
    return next(
        one.text()
        for one in read_page(html).walk()
        if one.attributes.get("aria-labelledby") == heading
    )


def show(browser: Client, visit: VisitValue) -> str:
    return check_page(browser.get(advice_url(visit)))


@pytest.mark.parametrize("facts", [D1, D3, D6, TWO_SAFETY, EMERGENCY, {}], ids=str)
def test_every_state_is_a_sound_page(browser: Client, clinician: Actor, facts: Any) -> None:
    html = show(browser, visit_of(clinician, facts or {"vitamin_d_25oh": "18 ng/mL"}))

    assert "Safety first" in html
    assert "Plan today" in html


def test_rules_are_grouped_with_safety_first(browser: Client, clinician: Actor) -> None:
    html = show(browser, visit_of(clinician, TWO_SAFETY))

    assert "S01" in section_of(html, "first")
    assert "S03" in section_of(html, "first")
    assert "S01" not in section_of(html, "recommended")
    assert html.index('id="first"') < html.index('id="recommended"') < html.index('id="plans"')


def test_every_rule_is_accounted_for(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D6)

    html = show(browser, visit)

    report = queries.get_evaluation(clinician.clinic_id, visit.evaluation_id, at=AT).report
    assert all(re.search(rf"\b{rule.code}\b", html) for rule in report.rules)


def test_kidney_disease_withholds_magnesium_and_says_why_once(
    browser: Client, clinician: Actor
) -> None:
    html = show(browser, visit_of(clinician, D6))

    for code in ("B01", "B02"):
        said = text_of(html, f"rule-{code}")
        assert said.count("Withheld:") == 1
        assert said.count("blocked by K03") == 1
        assert "Accept" not in said
    assert "K03" not in section_of(html, "withheld").replace("blocked by K03", "")
    assert "Start oral magnesium supplement" not in section_of(html, "plans")


def test_exactly_thirty_in_the_other_unit_is_at_the_crossover(
    browser: Client, clinician: Actor
) -> None:
    values = make_values(**D3) | make_values(vitamin_d_25oh="30 ng/mL")
    typed = values["vitamin_d_25oh"].__class__(
        "vitamin_d_25oh", values["vitamin_d_25oh"].value, entered="75", unit="nmol/L"
    )
    visit = make_visit(
        clinician,
        make_patient(clinician, sex="male"),
        D3,
        values=values | {"vitamin_d_25oh": typed},
    )

    html = show(browser, visit)

    assert "at the crossover" in text_of(html, "rule-B02")
    assert "75 nmol/L (30 ng/mL)" in text_of(html, "rule-B02")
    assert 'id="rule-B03"' not in html


def test_a_missing_fact_leads_to_where_it_is_entered(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, {"vitamin_d_25oh": "18 ng/mL"})

    html = show(browser, visit)

    gaps = section_of(html, "gaps")
    assert "Creatinine" in gaps
    assert " or eGFR" in gaps
    assert f'href="/assessments/{visit.assessment_id}/correct/#row-creatinine"' in html


def test_what_is_missing_says_what_it_could_do(browser: Client, clinician: Actor) -> None:
    html = show(browser, visit_of(clinician, {"vitamin_d_25oh": "18 ng/mL"}))

    gaps = " ".join(section_of(html, "gaps").split())
    assert gaps.index("Serum magnesium") < gaps.index("Creatinine") < gaps.index("Body mass index")
    assert "(2 emergencies)" in gaps
    assert "A04 Severe or symptomatic hypomagnesaemia" in gaps
    assert "Missing facts that count only together" in gaps
    assert "Total calcium : only with Albumin" in gaps
    assert "Albumin : only with Total calcium" not in gaps


def test_nothing_missing_is_said(browser: Client, clinician: Actor) -> None:
    html = show(browser, visit_of(clinician, D1))

    assert "Nothing is missing: every rule could be settled." in section_of(html, "gaps")


def test_the_plan_tells_now_and_later(browser: Client, clinician: Actor) -> None:
    plans = section_of(show(browser, visit_of(clinician, D1)), "plans")

    assert "Now" in plans
    assert "In 12 weeks" in plans
    assert "Nothing is agreed yet." in plans


def test_unanswered_safety_is_named_beside_the_plan(browser: Client, clinician: Actor) -> None:
    plans = section_of(show(browser, visit_of(clinician, TWO_SAFETY)), "plans")

    assert "2 pieces of safety advice wait for an answer" in plans
    assert "S03 25(OH)D above 150 ng/mL" in plans


def test_a_name_like_a_script_is_only_a_name(browser: Client, clinician: Actor) -> None:
    name = "<script>alert(1)</script>"

    html = show(browser, visit_of(clinician, D1, family_name=name))

    assert name not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_correction_leads_to_the_newest_advice(browser: Client, clinician: Actor) -> None:
    patient = make_patient(clinician)
    old = make_visit(clinician, patient, D1)
    new = make_visit(
        clinician,
        patient,
        D6,
        assessment_id=old.assessment_id,
        reason="Typing error.",
        seen_number=1,
        at=AT + days(1),
    )

    html = show(browser, old)

    assert "This assessment was corrected since" in html
    assert f'href="{advice_url(new)}"' in html
    assert 'name="response"' not in html
    assert "corrected since" not in show(browser, new)


def test_a_later_visit_leads_to_its_advice(browser: Client, clinician: Actor) -> None:
    patient = make_patient(clinician)
    old = make_visit(clinician, patient, D1, on=(AT - days(40)).date(), at=AT - days(40))
    new = make_visit(clinician, patient, D1)

    html = show(browser, old)

    assert "There is newer advice for this patient" in html
    assert f'href="{advice_url(new)}"' in html


def test_an_entry_in_error_says_not_to_act(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong patient.", at=AT
    )

    html = show(browser, visit)

    assert "Do not act on this advice. Wrong patient." in html
    assert 'name="response"' not in html


def test_a_new_release_is_offered_and_the_old_advice_stays(
    browser: Client, clinician: Actor, author: Actor, approver: Actor
) -> None:
    visit = visit_of(clinician, D1 | {"vitamin_d_25oh": "52 ng/mL"})
    publish_other_title(author, approver)

    before = show(browser, visit)
    made = browser.post(advice_url(visit, "again/"))

    assert "This advice comes from release 1. Release 2 is live now." in before
    assert made["Location"] != advice_url(visit)
    after = check_page(browser.get(made["Location"]))
    assert "Above 50 ng/mL: told anew" in text_of(after, "rule-B04")
    old = show(browser, visit)
    assert "told anew" not in old
    assert "There is newer advice for this patient" in old


def publish_other_title(author: Actor, approver: Actor) -> None:
    from mgdcds.stores.library import queries as releases

    draft = library.open_draft(actor=author, title="Say it anew", at=AT)
    entry = next(
        one
        for one in releases.entries_of(releases.live_release(AT).id)
        if one.kind is EntryKind.RULE and one.key == "B04"
    )
    library.save_draft_entry(
        actor=author,
        draft_id=draft.id,
        kind=EntryKind.RULE,
        key="B04",
        content=entry.content() | {"title": "Above 50 ng/mL: told anew"},
        seen_revision=0,
        at=AT,
    )
    library.submit_draft(actor=author, draft_id=draft.id, at=AT)
    library.publish_draft(actor=approver, draft_id=draft.id, notes="Anew.", at=AT)


def test_a_notice_over_a_rule_stands_first(
    browser: Client, clinician: Actor, approver: Actor
) -> None:
    visit = visit_of(clinician, D1)
    library.raise_notice(
        actor=approver,
        kind=EntryKind.SOURCE,
        key="dai2018",
        word=NoticeWord.RETRACTED,
        reason="The journal retracted it.",
        at=AT,
    )

    html = show(browser, visit)

    assert "dai2018: retracted" in html
    assert html.index("The journal retracted it.") < html.index("Safety first")


def test_a_look_at_advice_is_in_the_trail(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)

    show(browser, visit)

    newest = people.trail(TrailFilters(), page=1).rows[0]
    assert (newest.verb, newest.kind, newest.subject) == (
        "viewed",
        "advice",
        str(visit.evaluation_id),
    )


def test_another_clinic_finds_nothing(sign_in: SignIn, clinician: Actor, stranger: Actor) -> None:
    visit = visit_of(clinician, D1)

    assert sign_in(stranger).get(advice_url(visit)).status_code == 404


@pytest.mark.parametrize("role", ["author", "approver", "auditor", "administrator"])
def test_only_clinicians_see_advice(
    sign_in: SignIn, cast: Any, clinician: Actor, role: str
) -> None:
    visit = visit_of(clinician, D1)

    assert sign_in(getattr(cast, role)).get(advice_url(visit)).status_code == 403


def test_there_is_no_advice_under_another_number(browser: Client) -> None:
    assert browser.get(f"/advice/{uuid.uuid4()}/").status_code == 404


#: Session, user, membership; evaluation, release, newest, answers, notices; the trail's own.
QUERIES = 16


def test_the_page_takes_the_same_queries_for_much_advice(
    browser: Client, clinician: Actor, django_assert_max_num_queries: Any
) -> None:
    little = visit_of(clinician, {"vitamin_d_25oh": "40 ng/mL"})
    much = visit_of(clinician, D6)
    show(browser, little)

    for visit in (little, much):
        with django_assert_max_num_queries(QUERIES):
            show(browser, visit)


def test_looking_writes_nothing_but_the_trail(
    browser: Client, clinician: Actor, django_assert_max_num_queries: Any
) -> None:
    visit = visit_of(clinician, D1)
    show(browser, visit)

    with django_assert_max_num_queries(QUERIES) as captured:
        show(browser, visit)

    written = [
        query["sql"].split('"')[1]
        for query in captured.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert set(written) <= {"accounts_trailevent", "accounts_chainhead", "django_session"}
