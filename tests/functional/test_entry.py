"""Entering a patient in a real browser: keyboard, drafts, the live panel, leaving, phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

OpenAs = Callable[..., Page]
Check = Callable[[Page], None]
pytestmark = pytest.mark.browser
SCREENS: dict[str, dict[str, Any]] = {
    "wide": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


def _new_patient(page: Page, name: str) -> str:
    """Makes a patient with the keyboard alone and answers the address of the chart."""
    page.goto("/patients/new/")
    page.get_by_label("Family name").fill(name)
    page.get_by_label("Date of birth").fill("1974-05-02")
    page.get_by_label("Male", exact=True).check()
    page.get_by_label("Family name").press("Control+Enter")
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}/$"))
    return page.url


def _type_d3(page: Page) -> None:
    """Case D3 as a laboratory in SI units reports it; the unit is typed behind the number."""
    for name, said in {
        "vitamin_d_25oh": "75 nmol/L",
        "magnesium": "0.82 mmol/L",
        "creatinine": "79.6 umol/L",
        "calcium_adjusted": "2.35 mmol/L",
        "pth": "4.27 pmol/L",
        "potassium": "4.1 mmol/L",
        "magnesium_diet": "250",
        "magnesium_supplement": "0",
        "calcium_supplement": "0",
        "vitamin_d_dose": "0",
        "bmi": "25",
        "training_hours": "0",
    }.items():
        page.locator(f"#id_{name}").fill(said)
    page.locator("#id_dialysis").select_option("none")
    for name in ("kidney_transplant", "competitive_athlete"):
        page.locator(f"[name={name}][value=no]").check()
    for name in ("symptoms", "conditions", "medicines"):
        page.locator(f"#id_reviewed__{name}").check()


def test_case_d3_is_entered_in_nmol_and_fires_at_the_crossover(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto(_new_patient(page, "Crossover") + "assess/")

    _type_d3(page)
    page.locator("#id_bmi").press("Control+Enter")

    page.wait_for_url("**/advice/**")
    expect(page.get_by_text("at the crossover").first).to_be_visible()


def test_what_is_typed_is_kept_and_the_advice_is_shown_while_typing(open_as: OpenAs) -> None:
    page = open_as("clinician")
    chart = _new_patient(page, "Draft")
    page.goto(chart + "assess/")

    page.locator("#id_magnesium").fill("0.55 mmol/L")
    page.locator("#id_potassium").fill("4,x")

    expect(page.locator("#draft-kept")).to_contain_text("Draft kept on")
    expect(page.locator("#live")).to_contain_text("One answer needs another look")
    expect(page.locator("#live")).not_to_contain_text("open in another tab")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(chart + "assess/")
    expect(page.get_by_text("Your draft is restored")).to_be_visible()
    expect(page.locator("#id_potassium")).to_have_value("4,x")


def test_leaving_with_unsaved_input_asks(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto(_new_patient(page, "Leaving") + "assess/")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.locator("#id_magnesium").press_sequentially("0.8")
    page.get_by_role("link", name="Back to the patient").click(no_wait_after=True)

    expect(page.locator("#id_magnesium")).to_have_value("0.8")
    assert asked == ["beforeunload"]


def test_a_previous_value_is_used_again_and_typed_over(open_as: OpenAs) -> None:
    page = open_as("clinician")
    chart = _new_patient(page, "Again")
    page.goto(chart + "assess/")
    page.locator("#id_magnesium").fill("0.78 mmol/L")
    page.locator("[data-save]").click()
    page.wait_for_url("**/advice/**")
    page.goto(chart + "assess/")
    again = page.locator("[data-use-again=magnesium]")

    again.check()
    expect(page.locator("#id_magnesium")).to_have_value("0.78")
    expect(page.locator("[name=magnesium__unit]")).to_have_value("mmol/L")
    page.locator("#id_magnesium").fill("0.9")
    page.locator("#id_magnesium").blur()

    expect(again).not_to_be_checked()


def test_the_summary_of_problems_takes_the_focus_and_leads_to_the_field(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto(_new_patient(page, "Problems") + "assess/")
    page.locator("#id_potassium").fill("abc")
    page.locator("[data-save]").click()

    summary = page.locator(".c-errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()

    expect(page.locator("#id_potassium")).to_be_focused()


def test_the_mark_of_a_band_follows_the_unit(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto(_new_patient(page, "Band") + "assess/")
    here = page.locator("#row-magnesium .here")

    page.locator("[name=magnesium__unit]").select_option("mmol/L")
    page.locator("#id_magnesium").fill("0.7")
    si = float(here.get_attribute("cx") or 0)
    page.locator("[name=magnesium__unit]").select_option("mg/dL")
    page.locator("#id_magnesium").fill("1.7")

    assert abs(float(here.get_attribute("cx") or 0) - si) < 2
    assert here.get_attribute("visibility") == "visible"


@pytest.mark.parametrize("screen", SCREENS)
def test_entry_and_desk_are_accessible_and_fit_the_screen(
    open_as: OpenAs, check_accessibility: Check, screen: str
) -> None:
    page = open_as("clinician", **SCREENS[screen])
    chart = _new_patient(page, f"Axe{screen}")
    page.goto(chart + "assess/")
    page.locator("#id_vitamin_d_25oh").fill("75 ng/mL")
    page.locator("#id_potassium").fill("abc")
    page.locator("[data-save]").click()
    page.locator(".c-errors").wait_for()

    for address in ("", "/", "/patients/", "/patients/new/", chart, chart + "edit/"):
        if address:
            page.goto(address)
        check_accessibility(page)
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, address or page.url
