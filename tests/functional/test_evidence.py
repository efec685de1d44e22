"""The evidence in a real browser: accessible, as wide as its screen, a claim on one sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

OpenAs = Callable[..., Page]
Check = Callable[[Page], None]
pytestmark = pytest.mark.browser
CLAIMS = Path(__file__).parents[2] / "mgdcds" / "knowledge" / "evidence" / "claims"
PAGES = (
    "/evidence/",
    "/evidence/?q=unicorn",
    "/evidence/claims/c2_bimodal/",
    "/evidence/claims/c3_mortality/",
    "/evidence/claims/c6_athletes/",
    "/evidence/sources/",
    "/evidence/sources/wesselink2020/",
    "/rules/",
    "/rules/A01/",
    "/rules/B02/",
    "/rules/S09/",
)
SCREENS: dict[str, dict[str, Any]] = {
    "wide": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_evidence_is_accessible_and_fits(
    open_as: OpenAs, check_accessibility: Check, screen: str
) -> None:
    page = open_as("clinician", **SCREENS[screen])

    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= room, path
        check_accessibility(page)


def test_every_claim_prints_on_one_sheet(open_as: OpenAs) -> None:
    page = open_as("clinician")

    sheets = {}
    for path in sorted(CLAIMS.glob("*.toml")):
        page.goto(f"/evidence/claims/{path.stem}/")
        sheets[path.stem] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    assert {key for key, number in sheets.items() if number != 1} == set()


def test_from_a_rule_to_the_paper_and_back_with_the_keyboard(open_as: OpenAs) -> None:
    page = open_as("clinician")
    page.goto("/rules/B03/")

    page.get_by_role("link", name="Magnesium changes 25(OH)D by where it starts").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Magnesium changes 25(OH)D by where it starts"
    )
    page.get_by_role("link", name="Cheung 2022").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cheung 2022")
    page.get_by_role("link", name=re.compile("^B02 ")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("B02")
