"""A rule that is half written, in a real browser: seen at its place, mended, never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

OpenAs = Callable[..., Page]
Check = Callable[[Page], None]
pytestmark = pytest.mark.browser
#: Something wrong in every field that has a place of its own, and what is said there.
SLIPS = {
    "when": ("vitamin_d_25oh > 50 ng/mL", "Write the unit in single quotes: 50 'ng/mL'."),
    "title": ("Above <b>50</b>", "plain text"),
    "levels.1.when": ("not age_years > 5", "Put brackets around a comparison: not (a > b)."),
    "levels.1.clinician": ("25(OH)D is {vitamin_d_25oj}.", "Did you mean 'vitamin_d_25oh'?"),
    "more": ("[[tags]]\nwhen = 'near_cutof'\ntext = 'Close.'", "Did you mean 'near_cutoff'?"),
}


def open_rule(author: Page, code: str) -> None:
    author.goto("/workspace/")
    author.get_by_label("What will change").fill(f"Mend {code}")
    author.get_by_role("button", name="Open a draft").click()
    author.goto(f"{author.url}rules/{code}/")
    expect(author.locator("#stands .verdict")).to_be_visible()


def box(author: Page, control: str) -> Locator:
    return author.locator(f"[id='{control}']")


def slot(author: Page, control: str) -> Locator:
    return author.locator("#at-" + re.sub(r"[._]", "-", control))


def test_a_condition_is_broken_and_mended_with_the_keyboard(
    open_as: OpenAs, check_accessibility: Check
) -> None:
    author = open_as("author")
    open_rule(author, "B04")
    condition = box(author, "when")
    sound = condition.input_value()

    condition.focus()
    author.keyboard.press("Control+End")
    author.keyboard.type(" and magnesum < 1 'mmol/L'")

    expect(slot(author, "when")).to_contain_text("'magnesum' is not a fact")
    expect(slot(author, "when")).to_contain_text("Did you mean 'magnesium'?")
    expect(slot(author, "when").locator("mark")).to_be_visible()
    expect(condition).to_have_attribute("aria-invalid", "true")
    expect(condition).to_be_focused()
    expect(author.locator("#stands-news")).to_contain_text("1 problem to correct")
    check_accessibility(author)

    author.keyboard.press("Control+A")
    author.keyboard.type(sound.replace("50 'ng/mL'", "54 'ng/mL'"))

    expect(author.locator("#stands")).to_contain_text("25(OH)D is above 54 ng/mL (135 nmol/L)")
    expect(author.locator("#stands")).to_contain_text(re.compile(r"of \d+ cases? pass"))
    expect(slot(author, "when")).to_be_empty()
    check_accessibility(author)


def test_every_problem_stands_at_its_field_and_nothing_is_lost(
    open_as: OpenAs, check_accessibility: Check
) -> None:
    author = open_as("author")
    open_rule(author, "A02")
    for control, (typed, _said) in SLIPS.items():
        box(author, control).fill(typed)

    for control, (_typed, said) in SLIPS.items():
        expect(slot(author, control)).to_contain_text(said)
    author.get_by_role("button", name="Save in the draft").click()
    expect(author.get_by_text("Saved in the draft.")).to_be_visible()

    for control, (typed, _said) in SLIPS.items():
        expect(box(author, control)).to_have_value(re.compile(re.escape(typed.split("'")[0])))
    for control, (_typed, said) in SLIPS.items():
        expect(slot(author, control)).to_contain_text(said)
    check_accessibility(author)


@pytest.mark.parametrize("size", [{"width": 390, "height": 844}, {"width": 1280, "height": 800}])
def test_a_hostile_condition_fits_the_page(open_as: OpenAs, size: dict[str, int]) -> None:
    author = open_as("author", viewport=size)
    open_rule(author, "B04")

    box(author, "when").fill("vitamin_d_25oh > " + "9" * 400 + " and " + "(" * 300)
    expect(slot(author, "when")).to_contain_text("nested more than 100 deep")

    width, room = author.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= room
