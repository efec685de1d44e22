"""The frame of every page, and the office, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

OpenAs = Callable[..., Page]
Check = Callable[[Page], None]
pytestmark = pytest.mark.browser
OFFICE = (
    "/people/",
    "/people/new/",
    "/people/joining/",
    "/clinics/",
    "/clinics/new/",
    "/clinic/switch/",
    "/trail/",
    "/trail/?since=2100-01-01",
    "/password/",
    "/about/",
    "/components/",
)
SCREENS: dict[str, dict[str, Any]] = {
    "wide": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


def _open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


@pytest.mark.parametrize("screen", SCREENS)
def test_the_office_is_accessible(open_as: OpenAs, check_accessibility: Check, screen: str) -> None:
    page = open_as("administrator", **SCREENS[screen])

    for path in OFFICE:
        page.goto(path)
        _open_everything(page)
        check_accessibility(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_is_wider_than_its_screen(open_as: OpenAs, screen: str) -> None:
    page = open_as("administrator", **SCREENS[screen])

    for path in OFFICE:
        page.goto(path)
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, path


def test_the_sign_in_is_accessible(
    program: str, browser: Browser, check_accessibility: Check
) -> None:
    page = browser.new_page()
    page.goto(f"{program}/sign-in/")

    check_accessibility(page)
    page.close()


def test_a_failed_sign_in_puts_the_focus_on_what_is_wrong(program: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{program}/sign-in/")
    page.get_by_label("Username").fill("ghost")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.close()


def test_the_first_tab_skips_to_the_content(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto("/about/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_slash_goes_to_the_patient_search_but_not_from_a_field(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto("/password/")

    page.get_by_label("Present password").press("/")
    expect(page.get_by_label("Present password")).to_have_value("/")
    page.locator("h1").click()
    page.keyboard.press("/")

    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_the_menu_of_a_phone_works_without_a_script(open_as: OpenAs) -> None:
    page = open_as("administrator", java_script_enabled=False, **SCREENS["phone"])
    page.goto("/about/")

    page.locator("summary", has_text="Menu").first.click()
    page.get_by_role("navigation", name="Main, small screen").get_by_text("Trail").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Trail")


def test_escape_closes_a_menu_and_keeps_the_focus(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto("/about/")
    summary = page.locator(".top-end summary")

    summary.click()
    expect(page.get_by_role("link", name="Change clinic")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Change clinic")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_second_look_opens_before_a_sign_in_is_switched_off(open_as: OpenAs) -> None:
    page = open_as("administrator")
    page.goto("/people/")
    page.get_by_role("link", name="Ruth Abel").click()
    button = page.get_by_role("button", name="Switch the sign-in off")
    expect(button).to_be_hidden()

    page.locator("summary", has_text="Switch the sign-in off").click()

    expect(button).to_be_visible()
    expect(page.get_by_text("is signed out and cannot sign in")).to_be_visible()


def test_before_the_idle_sign_out_the_page_says_so(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.clock.install()
    page.goto("/about/")
    notice = page.get_by_role("alertdialog")
    expect(notice).to_be_hidden()

    page.clock.run_for("28:30")
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()

    expect(notice).to_be_hidden()


def test_after_the_idle_sign_out_the_page_is_covered_and_nothing_typed_is_lost(
    open_as: OpenAs,
) -> None:
    page = open_as("administrator")
    page.clock.install()
    page.goto("/people/new/")
    page.get_by_label("Name", exact=True).fill("Half a person")

    page.clock.run_for("30:05")
    expect(page.get_by_role("heading", name="You were signed out")).to_be_focused()
    assert page.evaluate("document.querySelector('.body-row').inert") is True
    page.get_by_role("button", name="Go on where I was").click()

    expect(page.get_by_role("heading", name="You were signed out")).to_be_hidden()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half a person")


def test_a_menu_prints_nothing(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto("/about/")

    page.emulate_media(media="print")

    for hidden in (".top-bar", ".rail", ".demo-strip"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".foot")).to_contain_text("supports clinical judgement")
