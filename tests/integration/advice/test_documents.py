"""Papers: what stops them, what stands on them, that they never change, and their recall."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.plan import Response
from mgdcds.pages.advice import documents, pdf
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.values import VisitValue
from mgdcds.stores.library import operations as library
from mgdcds.stores.library.values import NoticeWord
from tests.builders import AT
from tests.house.pages import check_page, problems_of_page, read_page
from tests.integration.advice.visits import D1, D6, EMERGENCY, TWO_SAFETY, advice_url, visit_of

SignIn = Callable[[Actor], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(sign_in: SignIn, clinician: Actor) -> Client:
    """The clinician's browser."""
    return sign_in(clinician)


def accept(actor: Actor, visit: VisitValue, *codes: str) -> None:
    """Accepts some rules, or every one that waits."""
    work = queries.find_work(actor.clinic_id, visit.patient_id)
    waiting = list(codes)
    while codes == () and work is not None and work.unanswered:
        _accept(actor, visit, work.code)
        work = queries.find_work(actor.clinic_id, visit.patient_id)
    for code in waiting:
        _accept(actor, visit, code)


def _accept(actor: Actor, visit: VisitValue, code: str) -> None:
    operations.record_answer(
        actor=actor,
        evaluation_id=visit.evaluation_id,
        code=code,
        response=Response.ACCEPTED,
        at=AT,
    )


def make(browser: Client, visit: VisitValue, kind: str = "leaflet", **sent: str) -> HttpResponse:
    data = {"kind": kind, "paper": "a4"} | sent
    return browser.post(advice_url(visit, "print/"), data)


def print_out(browser: Client, visit: VisitValue, kind: str = "leaflet", **sent: str) -> str:
    """The address of a document that was made."""
    response = make(browser, visit, kind, **sent)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def paper(browser: Client, address: str) -> str:
    return check_page(browser.get(address))


def words_of(html: str) -> str:
    return next(one.text() for one in read_page(html).walk() if one.tag == "main")


@pytest.mark.parametrize("facts", [D1, D6, TWO_SAFETY, EMERGENCY], ids=["D1", "D6", "S", "E"])
@pytest.mark.parametrize("kind", ["summary", "leaflet"])
def test_both_papers_of_every_patient_are_sound(
    browser: Client, clinician: Actor, facts: dict[str, Any], kind: str
) -> None:
    visit = visit_of(clinician, facts)
    accept(clinician, visit)

    html = paper(browser, print_out(browser, visit, kind))

    assert "check code" in html
    assert "Harbour Clinic" in html
    assert "It is not a diagnosis or an order." in html


def test_unanswered_safety_stops_the_leaflet_and_is_named(
    browser: Client, clinician: Actor
) -> None:
    visit = visit_of(clinician, TWO_SAFETY)

    before = check_page(browser.get(advice_url(visit, "print/")))
    html = check_page(make(browser, visit), status=422)

    assert "For the leaflet, answer these 2 first:" in before
    assert f'href="{advice_url(visit)}#rule-S01"' in before
    assert "Answer these 2 first: S03, S01." in html
    assert queries.documents_of(clinician.clinic_id, visit.evaluation_id) == ()


def test_one_answer_leaves_one_to_go(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, TWO_SAFETY)
    accept(clinician, visit, "S01")

    html = check_page(make(browser, visit), status=422)

    assert "Answer this first: S03." in html


def test_the_summary_prints_and_names_what_waits(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, TWO_SAFETY)

    said = words_of(paper(browser, print_out(browser, visit, "summary")))

    assert "Safety advice without an answer: S03 25(OH)D above 150 ng/mL" in said
    assert "0 of" in said


def test_the_summary_has_both_plans_marked(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    accept(clinician, visit, "A05")

    said = words_of(paper(browser, print_out(browser, visit, "summary")))
    agreed, _, proposed = said.partition("Proposed by the rules")

    assert "Agreed by the clinician" in agreed
    assert "24-hour urine magnesium" in agreed
    assert "dietary magnesium" not in agreed
    assert "Increase dietary magnesium" in proposed


def test_the_summary_has_reasons_certainty_answers_and_sources(
    browser: Client, clinician: Actor
) -> None:
    visit = visit_of(clinician, D1)
    operations.record_answer(
        actor=clinician,
        evaluation_id=visit.evaluation_id,
        code="B02",
        response=Response.OVERRIDDEN,
        reason="patient_declined",
        comment="Prefers food alone.",
        at=AT,
    )

    said = words_of(paper(browser, print_out(browser, visit, "summary")))

    assert "Because 25(OH)D 18 ng/mL (45 nmol/L)" in said
    assert "We suggest · Low certainty" in said
    assert (
        "Answer: Overridden · The patient does not want it · Prefers food alone. "
        "(Clara Clinician, 22 Nov 2026, 09:30)" in said
    )
    assert "Answer: none yet" in said
    assert "Dai Q" in said


def test_the_summary_says_what_is_withheld_and_what_is_missing(
    browser: Client, clinician: Actor
) -> None:
    withheld = words_of(paper(browser, print_out(browser, visit_of(clinician, D6), "summary")))
    little = visit_of(clinician, {"vitamin_d_25oh": "18 ng/mL"}, given_name="Ben")
    missing = words_of(paper(browser, print_out(browser, little, "summary")))

    assert "(blocked by K03 eGFR below 30" in withheld
    assert "Not known" in missing
    assert "Creatinine or eGFR" in missing


def test_the_leaflet_is_made_from_the_agreed_plan_alone(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    accept(clinician, visit, "A05")

    said = words_of(paper(browser, print_out(browser, visit)))

    assert "We look at this together: what you eat and drink." in said
    assert "Start taking magnesium" not in said
    assert "In one small study" not in said


def test_withheld_magnesium_is_never_started_on_paper(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D6)
    accept(clinician, visit)

    said = words_of(paper(browser, print_out(browser, visit)))

    assert "Start taking magnesium" not in said
    assert "Do not take magnesium tablets or powders." in said


def test_a_leaflet_with_nothing_agreed_says_so(browser: Client, clinician: Actor) -> None:
    said = words_of(paper(browser, print_out(browser, visit_of(clinician, D1))))

    assert "Nothing to change for now." in said


def test_the_leaflet_keeps_hours_between_medicines(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1 | {"magnesium_supplement": "100 mg/d", "levothyroxine": True})
    accept(clinician, visit)

    said = words_of(paper(browser, print_out(browser, visit)))

    assert "07:00 when you get up Your thyroid tablets, as prescribed." in said
    assert "12:30 with your main meal" in said
    assert "Keep 4 hours between magnesium and your thyroid tablets." in said


def test_the_numbers_have_bars_without_styles(browser: Client, clinician: Actor) -> None:
    html = paper(browser, print_out(browser, visit_of(clinician, D1)))

    assert "Your numbers" in html
    assert 'aria-label="Magnesium 0.78 mmol/L (1.9 mg/dL). Usual: 0.70 to 1.05 mmol/L"' in html


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_paper_and_size_are_chosen(browser: Client, clinician: Actor, size: str) -> None:
    visit = visit_of(clinician, D1)

    html = paper(browser, print_out(browser, visit, paper=size, large="1"))

    assert f'class="paper-{size} large"' in html
    assert f"css/paper-{size}.css" in html


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "poem"}, "&#x27;poem&#x27; was found"),
        ({"paper": "a0"}, "&#x27;a0&#x27; was found"),
        ({"kind": "x" * 1_000_000}, "was found, but one of the choices on the page is expected."),
    ],
)
def test_another_paper_is_refused(
    browser: Client, clinician: Actor, sent: dict[str, str], said: str
) -> None:
    visit = visit_of(clinician, D1)

    html = check_page(make(browser, visit, **sent), status=422)

    assert said in html
    assert "No document was made" in html


def test_a_document_never_changes(browser: Client, clinician: Actor, approver: Actor) -> None:
    visit = visit_of(clinician, D1)
    address = print_out(browser, visit, "summary")
    first = paper(browser, address)

    accept(clinician, visit)

    assert paper(browser, address) == first
    assert words_of(paper(browser, print_out(browser, visit, "summary"))) != words_of(first)


def test_the_database_refuses_to_change_a_document(browser: Client, clinician: Actor) -> None:
    code = print_out(browser, visit_of(clinician, D1)).split("/")[-2]

    with (
        pytest.raises(DatabaseError, match="only grows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE evaluations_document SET content = '{}' WHERE code = %s", [code])


def test_what_is_frozen_is_plain_data(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    print_out(browser, visit)

    [document] = queries.documents_of(clinician.clinic_id, visit.evaluation_id)

    assert json.loads(json.dumps(dict(document.content))) == dict(document.content)
    assert document.entries


def test_earlier_prints_are_listed(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    address = print_out(browser, visit, large="1")

    html = check_page(browser.get(advice_url(visit, "print/")))

    assert "Printed before" in html
    assert f'href="{address}"' in html
    assert "Your magnesium and vitamin D, large print" in html


def test_papers_of_an_entry_in_error_are_recalled(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1)
    address = print_out(browser, visit)
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong patient.", at=AT
    )

    assert "Recalled. Do not act on this paper." in words_of(paper(browser, address))
    refused = check_page(make(browser, visit), status=422)
    assert "its advice can only be read" in refused


def test_papers_that_rest_on_what_was_withdrawn_are_recalled(
    browser: Client, clinician: Actor, approver: Actor
) -> None:
    low, high = visit_of(clinician, D1), visit_of(clinician, {"calcium_adjusted": "2.3 mmol/L"})
    resting, other = print_out(browser, low), print_out(browser, high)
    library.raise_notice(
        actor=approver,
        kind=EntryKind.RULE,
        key="B02",
        word=NoticeWord.WITHDRAWN,
        reason="The trial was misread.",
        at=AT,
    )

    recalled = words_of(paper(browser, resting))
    assert "B02 was withdrawn: The trial was misread." in recalled
    assert "Recalled" not in words_of(paper(browser, other))


def test_a_document_is_found_by_its_check_code(browser: Client, clinician: Actor) -> None:
    address = print_out(browser, visit_of(clinician, D1))
    code = address.split("/")[-2]

    typed = f" {code[:5].lower()}-{code[5:].lower()} "

    assert "Check code" in check_page(browser.get("/documents/"))
    assert browser.post("/documents/", {"code": typed})["Location"] == address


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "The check code is missing."),
        ("ZZZZZZZZZZ", "No document of this clinic has the check code"),
        ("<script>", "has the check code &#x27;&lt;script&gt;&#x27;"),
        ("x" * 100_000, "No document of this clinic has the check code"),
        ("a\x00b", "No document of this clinic has the check code"),
    ],
)
def test_a_wrong_check_code_is_said(browser: Client, typed: str, said: str) -> None:
    html = check_page(browser.post("/documents/", {"code": typed}), status=422)

    assert said in html


def test_another_clinic_finds_no_document(
    browser: Client, clinician: Actor, stranger: Actor, sign_in: SignIn
) -> None:
    address = print_out(browser, visit_of(clinician, D1))
    code = address.split("/")[-2]

    elsewhere = sign_in(stranger)

    assert elsewhere.get(address).status_code == 404
    assert elsewhere.get(f"/documents/{code}.pdf").status_code == 404
    assert elsewhere.post("/documents/", {"code": code}).status_code == 422


def test_the_file_is_a_pdf(browser: Client, clinician: Actor) -> None:
    address = print_out(browser, visit_of(clinician, D1))
    code = address.split("/")[-2]

    response = browser.get(f"/documents/{code}.pdf")

    if pdf.is_pdf_possible():
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert f"leaflet-{code}.pdf" in response["Content-Disposition"]
    else:
        assert response["Location"] == address


@pytest.mark.parametrize("kind", ["leaflet", "summary"])
def test_the_file_is_tagged_and_says_what_the_page_says(
    browser: Client, clinician: Actor, tmp_path: Path, kind: str
) -> None:
    visit = visit_of(clinician, D1, family_name="Nguyễn-Wójcik")
    accept(clinician, visit)
    address = print_out(browser, visit, kind)
    if not (pdf.is_pdf_possible() and shutil.which("pdftotext")):
        assert "Open as PDF" in paper(browser, address) or "Ctrl+P" in paper(browser, address)
        return
    file = tmp_path / "paper.pdf"

    file.write_bytes(browser.get(address.rstrip("/") + ".pdf").content)

    said = "".join(re.findall(r"\w+", ask_poppler("pdftotext", str(file), "-")))
    on_page = re.findall(r"\w+", words_of(paper(browser, address)))
    assert [word for word in on_page if word not in said] == []
    told = ask_poppler("pdfinfo", str(file))
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Pages: +[12]\n", told)


def ask_poppler(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_without_its_libraries_the_page_says_how_to_print(
    browser: Client, clinician: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = visit_of(clinician, D1)
    address = print_out(browser, visit)
    monkeypatch.setattr(documents, "is_pdf_possible", lambda: False)
    monkeypatch.setattr("mgdcds.pages.advice.views.printed.is_pdf_possible", lambda: False)

    html = paper(browser, address)

    assert "press Ctrl+P" in html
    assert ".pdf" not in html
    assert browser.get(address.rstrip("/") + ".pdf")["Location"] == address
    choice = check_page(browser.get(advice_url(visit, "print/")))
    assert "PDF files cannot be made on this machine" in choice


def test_a_name_like_a_script_is_only_a_name_on_paper(browser: Client, clinician: Actor) -> None:
    visit = visit_of(clinician, D1, family_name="<img src=x onerror=alert(1)>")

    html = paper(browser, print_out(browser, visit))

    assert "<img" not in html
    assert problems_of_page(html) == []
