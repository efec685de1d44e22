"""Editing cases in their form, and any entry as text."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations, queries
from tests.builders import AT
from tests.integration.stores.library.writing import content_of, save
from tests.integration.workspace.browsing import (
    at_work,
    drafted,
    of_draft,
    open_draft,
    text_of,
    typed_in,
)
from tests.shipped import shipped_with_few_cases

pytestmark = pytest.mark.django_db
CASE = "b03_at_30"


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def draft(author):
    return open_draft(author)


@pytest.fixture
def at_30(draft):
    return of_draft(draft, f"cases/{CASE}/")


def _lowered(author, draft):
    """B03 from 20 on, so that the case at 30 comes out otherwise."""
    condition = content_of(EntryKind.RULE, "B03")["when"].replace("30 'ng/mL'", "20 'ng/mL'")
    return save(author, draft, "B03", when=condition)


def test_every_case_that_is_saved_as_it_is_shown_stays_what_it_was(writer, draft):
    cases = [entry for entry in shipped_with_few_cases() if entry.kind is EntryKind.CASE]
    for case in cases[::12]:
        writer.save(of_draft(draft, f"cases/{case.key}/"))

        assert drafted(draft, case.key, EntryKind.CASE) == case.content()


def test_expected_and_what_came_out_stand_beside_each_other(writer, author, draft, at_30):
    _lowered(author, draft)

    html = writer.get(f"{at_30}?check")

    assert "1 rule comes out otherwise" in text_of(html, "stands")
    assert "B03 does not apply applies" in text_of(html, "stands")
    assert "Expect what came out" in html


def test_a_case_takes_over_what_came_out(writer, author, draft, at_30):
    _lowered(author, draft)

    html = writer.send(at_30, 200, **writer.type(at_30), expect="1")
    assert "It comes out as expected" in text_of(html, "stands")
    assert queries.get_draft(draft.id).entries[0].entry.key == "B03"
    writer.send(at_30, **typed_in(html), save="1")

    assert "B03" in drafted(draft, CASE, EntryKind.CASE)["expect"]["fires"]


def test_a_fact_that_does_not_exist_is_shown_at_its_line(writer, at_30):
    typed = writer.type(at_30)
    facts = f'{typed["facts"]}vitamin_dd = "3 ng/mL"\r\n'

    part = writer.part(f"{at_30}live/", **typed | {"facts": facts})

    slot = part.partition('id="at-facts"')[2].partition('id="at-')[0]
    assert "vitamin_dd" in slot
    assert "1 problem to correct" in part


def test_a_status_of_a_rule_that_does_not_exist_is_shown_at_its_field(writer, at_30):
    part = writer.part(f"{at_30}live/", **writer.type(at_30, expect__fires="Z99"))

    slot = part.partition('id="at-expect-fires"')[2].partition('id="at-')[0]
    assert "Z99" in slot


def test_facts_that_are_not_toml_are_not_saved_and_not_lost(writer, draft, at_30):
    html = writer.save(at_30, 422, facts="vitamin_d_25oh = 30 ng/mL", note="Kept")

    assert "This is not valid TOML" in text_of(html, "at-facts")
    assert typed_in(html)["facts"] == "vitamin_d_25oh = 30 ng/mL"
    assert typed_in(html)["note"] == "Kept"
    assert queries.get_draft(draft.id).entries == ()


def test_a_new_case_starts_with_the_patient_of_another_one(writer, draft):
    name = "25(OH)D 31 ng/mL & a “new” one"

    address = writer.send(of_draft(draft, "new/case/"), rule="B03", name=name)

    assert address == of_draft(draft, "cases/b03_25_oh_d_31_ng_ml_a_new_one/")
    content = drafted(draft, "b03_25_oh_d_31_ng_ml_a_new_one", EntryKind.CASE)
    like = content_of(EntryKind.CASE, "b03_above_125_nmol")
    assert (content["name"], content["rule"]) == (name, "B03")
    assert (content["facts"], content["expect"]) == (like["facts"], like["expect"])
    assert "25(OH)D 31 ng/mL" in writer.get(address)


def test_the_first_case_of_a_new_rule_expects_it_to_apply(writer, draft):
    writer.send(of_draft(draft, "new/rule/"), code="Z01")

    writer.send(of_draft(draft, "new/case/"), rule="Z01", name="Somebody")

    content = drafted(draft, "z01_somebody", EntryKind.CASE)
    assert content["expect"] == {"fires": ["Z01"]}
    assert content["facts"] == {"age_years": 46, "sex": "female"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("25(OH)D 30.0 ng/mL", "A case of this rule is named"),
        ("???", "has no letter or digit."),
        ("", "This field is required."),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_field(writer, draft, name, said):
    taken = content_of(EntryKind.CASE, CASE)["name"]

    given = taken if "named" in said else name
    html = writer.send(of_draft(draft, "new/case/"), 422, rule="B03", name=given)

    assert said in html
    assert queries.get_draft(draft.id).entries == ()


def test_a_rule_lists_its_cases_and_offers_another(writer, draft):
    html = writer.get(of_draft(draft, "rules/B03/?check"))

    assert "9 of 9 cases pass" in html
    assert of_draft(draft, f"cases/{CASE}/") in html
    assert "Add a case" in html


def test_a_case_is_taken_out_after_a_second_look(writer, draft, at_30):
    assert "Take it out …" in writer.get(at_30)

    writer.send(of_draft(draft, f"entries/case/{CASE}/remove/"), revision="0")

    (change,) = queries.get_draft(draft.id).entries
    assert (change.entry.key, change.removed) == (CASE, True)


def test_cases_are_found_by_words_and_by_rule(writer, draft):
    every = writer.get(of_draft(draft, "entries/case/"))
    few = writer.get(of_draft(draft, "entries/case/?q=b03+30"))
    none = writer.get(of_draft(draft, "entries/case/?q=unicorn"))

    assert every.count("<li><a href=") > few.count("<li><a href=") > 0
    assert "Nothing was found" in none


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("definition", "best_age"),
        ("parameter", "magnesium_uln"),
        ("fact", "magnesium"),
        ("claim", "c2_bimodal"),
        ("source", "dai2018"),
        ("rule", "B04"),
        ("case", CASE),
    ],
)
def test_any_entry_is_edited_as_text_and_stays_what_it_was(writer, draft, kind, key):
    path = of_draft(draft, f"entries/{kind}/{key}/")

    writer.save(path)
    html = writer.get(f"{path}?check")

    assert drafted(draft, key, EntryKind(kind)) == content_of(EntryKind(kind), key)
    assert "problem" not in text_of(html, "stands")


def test_a_definition_names_the_rules_that_read_it(writer, draft):
    html = writer.get(of_draft(draft, "entries/definition/magnesium_below_rda/?check"))

    assert "Rules that read it" in html
    assert of_draft(draft, "rules/B02/") in html


def test_a_problem_in_a_definition_is_shown_at_its_line(writer, draft):
    path = of_draft(draft, "entries/definition/at_crossover/")
    text = writer.type(path)["text"].replace("vitamin_d_25oh", "vitamin_d_25oj")

    part = writer.part(f"{path}live/", **writer.type(path) | {"text": text})

    slot = part.partition('id="at-text"')[2].partition('id="at-')[0]
    assert "<mark>vitamin_d_25oj</mark>" in slot


def test_text_that_is_not_toml_is_kept_as_typed(writer, draft):
    path = of_draft(draft, "entries/parameter/magnesium_uln/")

    html = writer.save(path, 422, text="name = 'magnesium_uln'\r\nvalue = ")

    assert "This is not valid TOML" in text_of(html, "at-text")
    assert typed_in(html)["text"] == "name = 'magnesium_uln'\r\nvalue = "
    assert queries.get_draft(draft.id).entries == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 07:32:00", "but texts, numbers, dates, true or false are expected."),
        ("x = 1979-05-27T07:32:00Z", "but texts, numbers, dates, true or false are expected."),
        (f"x = 0x{'f' * 5000}", "more than 400 digits"),
        (f"x = {'9' * 5000}", "more than 400 digits"),
        (f"x = {'[' * 60}{']' * 60}", "nested too deeply"),
        (f"x = {'[' * 5000}{']' * 5000}", "nested too deeply"),
        (f"{'.'.join('a' * 3000)} = 1", "nested too deeply"),
        ("x = 1e999999999", "more than 400 digits"),
    ],
)
def test_what_no_entry_holds_is_refused_in_words(writer, draft, text, said):
    path = of_draft(draft, "entries/parameter/magnesium_uln/")

    html = writer.save(path, 422, text=text)

    assert said in html
    assert queries.get_draft(draft.id).entries == ()


def test_a_text_of_a_million_characters_is_refused_kindly_and_kept(writer, draft):
    path = of_draft(draft, "rules/B04/")
    huge = "Words without end. " * 55_000

    html = writer.save(path, 422, levels__1__clinician=huge)
    part = writer.part(f"{path}live/", **writer.type(path) | {"levels.1.clinician": huge})

    assert "characters, but an entry has at most 100,000." in html
    assert "Nothing of it was saved, and it is still here." in html
    assert huge.strip() in html
    assert "characters, but an entry has at most 100,000." in part
    assert queries.get_draft(draft.id).entries == ()


def test_more_than_a_form_can_carry_is_refused_in_words(writer, draft):
    response = writer.client.post(of_draft(draft, "rules/B04/"), {"when": "x" * 3_000_000})

    assert response.status_code == 400


def test_a_stale_case_shows_both(writer, author, draft, at_30):
    mine = writer.type(at_30, note="Mine")
    operations.save_draft_entry(
        actor=author,
        draft_id=draft.id,
        kind=EntryKind.CASE,
        key=CASE,
        content=content_of(EntryKind.CASE, CASE) | {"note": "Theirs"},
        seen_revision=0,
        at=AT,
    )

    html = writer.send(at_30, 409, **mine, save="1")

    assert "Removed: Theirs" in text_of(html)
    assert "Added: Mine" in text_of(html)
    assert typed_in(html)["note"] == "Mine"
