"""The main job in a real browser: enter, read, answer, print; change a rule, publish, run again."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

#: Case D3 of the clinical examples: exactly 30 ng/mL, reported as 75 nmol/L.
D3 = {
    "vitamin_d_25oh": ("75", "nmol/L"),
    "magnesium": ("0.82", "mmol/L"),
    "creatinine": ("0.9", "mg/dL"),
    "calcium_adjusted": ("2.35", "mmol/L"),
    "pth": ("40", "pg/mL"),
    "potassium": ("4.1", "mmol/L"),
    "magnesium_diet": ("250", "mg/d"),
    "magnesium_supplement": ("0", "mg/d"),
    "vitamin_d_dose": ("0", "[IU]/d"),
    "bmi": ("25", ""),
}
#: Case D6: CKD G4 with shop-bought magnesium oxide.
D6 = {
    "vitamin_d_25oh": ("14", "ng/mL"),
    "magnesium": ("0.76", "mmol/L"),
    "creatinine": ("2.6", "mg/dL"),
    "calcium_adjusted": ("2.25", "mmol/L"),
    "pth": ("138", "pg/mL"),
    "potassium": ("4.9", "mmol/L"),
    "magnesium_diet": ("220", "mg/d"),
    "magnesium_salt_dose": ("400", "mg/d"),
    "vitamin_d_dose": ("0", "[IU]/d"),
    "bmi": ("28", ""),
}


def enter_patient(page: Page, *, given: str, family: str, born: str, sex: str) -> None:
    page.goto("/patients/new/")
    page.get_by_label("Given name").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("Date of birth").fill(born)
    page.get_by_label(sex, exact=True).check()
    page.get_by_role("button", name="Enter the patient").click()
    page.wait_for_url(re.compile(r"/patients/[0-9a-f-]{36}/"))


def enter_facts(page: Page, facts: dict[str, tuple[str, str]], **choices: str) -> None:
    for name, (value, unit) in facts.items():
        page.locator(f"#id_{name}").fill(value)
        chooser = page.locator(f"select[name='{name}__unit']")
        if unit and chooser.count():
            chooser.select_option(unit)
    for name, choice in choices.items():
        chosen = page.locator(f"[name='{name}'][value='{choice}']")
        if chosen.count():
            chosen.first.evaluate("box => box.scrollIntoView({block: 'center'})")
            chosen.first.check()
        else:
            page.locator(f"select[name='{name}']").select_option(choice)
    for name in ("symptoms", "conditions", "medicines"):
        box = page.locator(f"[name='reviewed__{name}']")
        # Away from the buttons that stay at the foot of the window.
        box.evaluate("box => box.scrollIntoView({block: 'center'})")
        box.check()


def start_assessment(page: Page) -> None:
    page.goto(page.url.rstrip("/") + "/assess/")


def save(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Save and", re.I)).first.click()
    page.wait_for_url(re.compile(r"/advice/[0-9a-f-]{36}/"))


def test_thirty_in_the_other_unit_stays_at_the_crossover(open_as: Callable[..., Page]) -> None:
    page = open_as("clinician")
    enter_patient(page, given="Dirk", family="Drei", born="1974-03-02", sex="Male")
    start_assessment(page)
    enter_facts(page, D3, dialysis="none")
    save(page)

    fires = page.locator("#rule-B02")
    expect(fires).to_be_visible()
    expect(fires).to_contain_text("crossover")
    expect(page.locator("#rule-B03")).to_have_count(0)


def test_kidney_disease_withholds_magnesium_and_both_papers_print(
    open_as: Callable[..., Page],
) -> None:
    page = open_as("clinician")
    enter_patient(page, given="Sven", family="Sechs", born="1955-01-20", sex="Male")
    start_assessment(page)
    enter_facts(page, D6, dialysis="none", kidney_transplant="no", magnesium_salt="oxide")
    save(page)

    for code in ("B01", "B02"):
        expect(page.locator(f"#rule-{code}")).to_contain_text("K03")
        expect(page.locator(f"#rule-{code}")).to_contain_text("Withheld")
    answer_everything(page)
    address = page.url.split("#")[0]
    print_document(page, address, "summary")
    expect(page.locator("main")).to_contain_text("Agreed by the clinician")
    print_document(page, address, "leaflet")
    expect(page.locator("main")).to_contain_text("What to do")
    expect(page.locator("main")).not_to_contain_text("Start taking magnesium")


def answer_everything(page: Page) -> None:
    while page.get_by_role("button", name="Accept", exact=True).count():
        page.get_by_role("button", name="Accept", exact=True).first.click()
        expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)


def print_document(page: Page, address: str, kind: str) -> None:
    page.goto(f"{address}print/")
    page.locator(f"input[name=kind][value={kind}]").check()
    page.get_by_role("button", name="Make the document").click()
    page.wait_for_url(re.compile(r"/documents/"))


def test_a_published_change_reaches_new_advice_and_spares_the_old(
    open_as: Callable[..., Page],
) -> None:
    clinician = open_as("clinician")
    enter_patient(clinician, given="Erna", family="Eins", born="1980-05-05", sex="Female")
    start_assessment(clinician)
    enter_facts(clinician, D3 | {"vitamin_d_25oh": ("52", "ng/mL")}, dialysis="none")
    save(clinician)
    old = clinician.url.split("#")[0]
    expect(clinician.locator("#rule-B04")).to_be_visible()

    draft = write_the_change(open_as("author"))
    publish_the_change(open_as("approver"), draft)

    clinician.goto(old)
    expect(clinician.locator("#rule-B04")).to_be_visible()
    expect(clinician.locator("main")).to_contain_text("Release 2 is live now")
    clinician.get_by_role("button", name="Run again").click()
    clinician.wait_for_load_state()
    assert clinician.url.split("#")[0] != old
    expect(clinician.locator("#rule-B04")).to_have_count(0)
    expect(clinician.locator("#rule-B03")).to_be_visible()
    clinician.goto(old)
    expect(clinician.locator("#rule-B04")).to_be_visible()


def write_the_change(author: Page) -> str:
    author.goto("/workspace/")
    author.get_by_label("What will change").fill("Raise the cut-off of B04")
    author.get_by_role("button", name="Open a draft").click()
    draft = author.url
    changes = {"B04": ("vitamin_d_25oh > 50", "vitamin_d_25oh > 54")}
    changes["B03"] = ("vitamin_d_25oh <= 50", "vitamin_d_25oh <= 54")
    for code, (old, new) in changes.items():
        author.goto(f"{draft}rules/{code}/")
        box = author.locator("#when")
        box.fill(box.input_value().replace(old, new))
        save_in_the_draft(author)
    amend_failing_cases(author, draft)
    add_missing_cases(author, draft)
    author.goto(draft)
    expect(author.locator("#fitness")).to_contain_text("Fit to be published")
    author.get_by_role("button", name="Submit for review").click()
    expect(author.locator("main")).to_contain_text("Waiting for review")
    expect(author.locator("#fitness .verdict")).to_be_visible()
    return draft


def publish_the_change(approver: Page, draft: str) -> None:
    approver.goto(draft)
    expect(approver.locator("main")).to_contain_text("vitamin_d_25oh > 54")
    expect(approver.locator("#fitness .verdict")).to_be_visible()
    approver.get_by_text("Publish …").click()
    approver.get_by_label("Release notes").fill("Cut-off raised to 54 ng/mL.")
    approver.get_by_role("button", name="Publish the release").click()
    expect(approver.locator("main")).to_contain_text("The release is in effect")


def amend_failing_cases(author: Page, draft: str) -> None:
    """Cases beside the old cut-off are to expect what comes out now."""
    for code in ("B04", "B03"):
        author.goto(f"{draft}rules/{code}/")
        expect(author.locator("#stands")).to_contain_text("cases pass")
        failing = [
            link.get_attribute("href") or "" for link in author.locator("#stands .fails a").all()
        ]
        assert failing
        for address in failing:
            author.goto(address)
            author.get_by_role("button", name="Expect what came out").click()
            expect(author.locator("#stands")).to_contain_text("It comes out as expected")
            save_in_the_draft(author)


def add_missing_cases(author: Page, draft: str) -> None:
    """No case lies at the new cut-off: the patients who lie there are proposed."""
    for code in ("B04", "B03"):
        author.goto(f"{draft}rules/{code}/cases/")
        author.get_by_role(
            "button", name=re.compile("Add (all )?[0-9]+ cases? to the draft")
        ).click()
        expect(author.locator("main")).to_contain_text("in the draft")
    expect(author.locator("main .verdict")).to_contain_text("notice")


def save_in_the_draft(author: Page) -> None:
    author.get_by_role("button", name="Save in the draft").click()
    expect(author.get_by_text("Saved in the draft.")).to_be_visible()
    expect(author.locator("#stands .verdict")).to_be_visible()
