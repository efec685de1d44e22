"""Advice in a real browser: by keyboard, on a phone, without scripts, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.functional.conftest import PASSWORD
from tests.functional.test_journeys import D3, D6, enter_facts, enter_patient, save

Open = Callable[..., Page]
CheckAccessibility = Callable[[Page], None]


@pytest.fixture(scope="module")
def advice(sign_in: Callable[..., BrowserContext]) -> Callable[[dict[str, tuple[str, str]]], str]:
    """Enters a patient with some facts and answers the address of the advice."""

    born = (f"19{year}-03-02" for year in range(50, 90))

    def made(facts: dict[str, tuple[str, str]], **choices: str) -> str:
        context = sign_in("clinician")
        page = context.new_page()
        day = next(born)
        enter_patient(page, given=f"Ada {day}", family=f"Advice {day}", born=day, sex="Male")
        page.goto(page.url.rstrip("/") + "/assess/")
        enter_facts(page, facts, dialysis="none", **choices)
        save(page)
        address = page.url.split("#")[0]
        context.close()
        return address

    return made


@pytest.fixture(scope="module")
def kidney(advice: Callable[..., str]) -> str:
    """The advice of case D6, for tests that only look."""
    return advice(D6, kidney_transplant="no", magnesium_salt="oxide")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_an_answer_leads_to_the_next_card_and_is_announced(
    open_as: Open, advice: Callable[..., str]
) -> None:
    page = open_as("clinician")
    page.goto(advice(D3))
    page.evaluate("window.kept = true")

    page.locator("#rule-A05").get_by_role("button", name="Accept").click()

    expect(page.locator("#rule-A05")).to_contain_text("Accepted")
    expect(page.locator("#advice-news")).to_contain_text("1 of 2 answered.")
    assert focused(page) == "rule-B02"
    assert page.evaluate("window.kept") is True
    expect(page.get_by_text("1 of 2 answered", exact=True)).to_be_visible()


def test_everything_is_answered_by_keyboard(open_as: Open, advice: Callable[..., str]) -> None:
    page = open_as("clinician")
    page.goto(advice(D3))

    for code in ("A05", "B02"):
        page.locator(f"#rule-{code}").get_by_role("button", name="Accept").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#rule-{code}")).to_contain_text("Accepted")

    assert focused(page) == "plans"
    expect(page.locator("#advice")).to_contain_text("Every recommendation is answered.")


def test_enter_in_the_date_saves_the_date_and_accepts_nothing(
    open_as: Open, advice: Callable[..., str]
) -> None:
    page = open_as("clinician")
    page.goto(advice(D3))
    card = page.locator("#rule-B02")

    card.get_by_text("Will monitor…").press("Enter")
    page.locator("#monitor_on-B02").fill("2028-01-15")
    page.locator("#monitor_on-B02").press("Enter")

    expect(card).to_contain_text("look again on 15 Jan 2028")
    expect(card).to_contain_text("Will monitor")


def test_what_was_typed_survives_a_refusal(open_as: Open, advice: Callable[..., str]) -> None:
    page = open_as("clinician")
    page.goto(advice(D3))
    card = page.locator("#rule-B02")

    card.get_by_text("Override…").click()
    page.locator("#comment-B02").fill("As agreed by letter.")
    card.get_by_role("button", name="Save the override").click()

    expect(card).to_contain_text("The reason for the override is missing.")
    assert "c-errors" in focused(page)
    expect(page.locator("#comment-B02")).to_have_value("As agreed by letter.")
    page.locator("#reason-B02").select_option("specialist_decides")
    card.get_by_role("button", name="Save the override").click()
    expect(card).to_contain_text("A specialist decides this")


def test_an_answer_is_changed_and_taken_back(open_as: Open, advice: Callable[..., str]) -> None:
    page = open_as("clinician")
    page.goto(advice(D3))
    card = page.locator("#rule-B02")
    card.get_by_role("button", name="Accept").click()
    expect(card).to_contain_text("Accepted")

    card.get_by_text("Show or change").click()
    card.get_by_role("button", name="Already done").click()
    expect(card.locator("summary").first).to_contain_text("Already done")
    card.get_by_text("Show or change").click()
    expect(card).to_contain_text("Before: Accepted")
    card.get_by_role("button", name="Take the answer back").click()

    expect(card.get_by_role("button", name="Accept")).to_be_visible()


def test_why_and_evidence_open_in_place(
    open_as: Open, kidney: str, check_accessibility: CheckAccessibility
) -> None:
    page = open_as("clinician")
    page.goto(kidney)
    card = page.locator("#rule-B02")

    card.locator("summary", has_text="Why").press("Enter")
    expect(card.locator(".c-tree")).to_be_visible()
    card.locator("summary", has_text="Evidence").press("Enter")

    expect(card.locator(".evidence-part")).to_contain_text("Low certainty")
    expect(card.get_by_role("link", name="Dai 2018").first).to_be_visible()
    check_accessibility(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_advice_and_print_are_accessible(
    open_as: Open, kidney: str, check_accessibility: CheckAccessibility, scheme: str
) -> None:
    page = open_as("clinician", color_scheme=scheme)
    answered = {"light": "K03", "dark": "K01"}[scheme]

    page.goto(kidney)
    page.locator(f"#rule-{answered}").get_by_role("button", name="Accept").click()
    expect(page.locator(f"#rule-{answered}")).to_contain_text("Accepted")
    check_accessibility(page)
    for address in (f"{kidney}print/", f"{kidney}why/K03/", "/documents/"):
        page.goto(address)
        check_accessibility(page)


def test_a_paper_is_accessible_and_goes_back(
    open_as: Open, kidney: str, check_accessibility: CheckAccessibility
) -> None:
    page = open_as("clinician")
    page.goto(kidney + "print/")
    page.get_by_role("button", name="Make the document").click()
    page.wait_for_url(re.compile(r"/documents/"))

    check_accessibility(page)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.get_by_role("link", name="Back to the advice").click()

    assert page.url.split("#")[0].endswith(kidney.split("/advice/")[1])


@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_nothing_scrolls_sideways(open_as: Open, kidney: str, width: int) -> None:
    page = open_as("clinician", viewport={"width": width, "height": 800})

    page.goto(kidney)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_are_no_buttons(open_as: Open, kidney: str) -> None:
    page = open_as("clinician")
    page.goto(kidney)

    page.emulate_media(media="print")

    expect(page.locator("#advice .btn").first).to_be_hidden()
    expect(page.locator("#rule-B02")).to_be_visible()


def test_without_scripts_everything_is_answered_and_printed(
    program: str, browser: Browser, advice: Callable[..., str]
) -> None:
    address = advice(D3)
    context = browser.new_context(java_script_enabled=False, base_url=program)
    page = context.new_page()
    page.goto(f"{program}/sign-in/")
    page.get_by_label("Username").fill("clinician")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.goto(address)
    page.locator("#rule-A05").get_by_role("button", name="Accept").click()
    assert page.url.endswith("#rule-B02")
    page.locator("#rule-B02").locator("summary", has_text="Why").click()
    page.get_by_role("link", name="Read the reasons on their own page").first.click()
    expect(page.locator(".c-tree")).to_be_visible()
    page.get_by_role("link", name="Back to the advice").click()
    assert page.url.endswith("#rule-B02")
    page.get_by_role("link", name="Print").first.click()
    page.locator("input[name=kind][value=leaflet]").check()
    page.get_by_role("button", name="Make the document").click()

    expect(page.locator("main")).to_contain_text("What to do")
    context.close()
