"""Editing a rule: fields, problems at their place, cases as they come out, nothing ever lost."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations, queries
from tests.builders import AT
from tests.house.pages import problems_of_page
from tests.integration.stores.library.writing import content_of, publish, publish_title, save
from tests.integration.workspace.browsing import (
    at_work,
    drafted,
    of_draft,
    open_draft,
    text_of,
    typed_in,
)

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def draft(author):
    return open_draft(author)


@pytest.fixture
def b04(draft):
    return of_draft(draft, "rules/B04/")


def _condition(old, new, code="B04"):
    return content_of(EntryKind.RULE, code)["when"].replace(old, new)


@pytest.mark.parametrize("code", ["A01", "B02", "B04", "S01", "S09", "K03"])
def test_a_rule_that_is_saved_as_it_is_shown_stays_what_it_was(writer, draft, code):
    writer.save(of_draft(draft, f"rules/{code}/"))

    assert drafted(draft, code) == content_of(EntryKind.RULE, code)


def test_a_changed_field_is_saved_in_the_draft_and_nowhere_else(writer, draft, b04):
    address = writer.save(b04, title="Far above")

    assert address == b04
    assert drafted(draft, "B04") == content_of(EntryKind.RULE, "B04") | {"title": "Far above"}
    assert "Saved in the draft." in writer.get(b04)
    assert queries.live_rulebook(AT)[1].rules["B04"].title != "Far above"


def test_line_breaks_are_kept_as_the_program_writes_them(writer, draft, b04):
    writer.save(b04, levels__1__patient="One line.\r\nAnother line.")

    assert drafted(draft, "B04")["levels"][0]["patient"] == "One line.\nAnother line."


def test_how_it_stands_is_asked_for_by_the_page_itself(writer, draft, b04):
    writer.save(b04, title="Asked for by the page")

    html = writer.get(b04)
    part = writer.part(f"{b04}live/")

    assert f'hx-post="{b04}live/"' in html
    assert 'hx-trigger="load, input' in html
    assert "of 1 case passes" in part
    assert "Applies when" in part
    assert problems_of_page(part.replace('form="editor"', ""), is_part=True) == []
    assert "of 1 case passes" in text_of(writer.get(b04), "stands")


def test_without_a_script_it_is_checked_by_a_button_and_by_a_link(writer, b04):
    typed = writer.type(b04, when=_condition("> 50", "> 54"))

    tried = writer.send(b04, 200, **typed, **{"try": "1"})
    linked = writer.get(f"{b04}?check")

    assert "25(OH)D is above 135 nmol/L (54 ng/mL)" in text_of(tried, "stands")
    assert 'data-unsaved="yes"' in tried
    assert "25(OH)D is above 125 nmol/L (50 ng/mL)" in text_of(linked, "stands")


def test_trying_saves_nothing(writer, draft, b04):
    writer.send(b04, 200, **writer.type(b04, title="Only tried"), **{"try": "1"})

    assert queries.get_draft(draft.id).entries == ()


def test_what_is_typed_is_judged_as_it_is_typed(writer, draft, b04):
    typed = writer.type(b04, when=_condition("> 50", "> 50.5").replace("<= 100", "<= 101"))

    part = writer.part(f"{b04}live/", **typed)

    assert "25(OH)D is above 126.3 nmol/L (50.5 ng/mL)" in part
    assert "expected “does not apply”, came out “applies”." in part
    assert 'id="stands-news"' not in part
    assert 'hx-swap-oob="innerHTML:#stands-news"' in part
    assert queries.get_draft(draft.id).entries == ()


def test_the_headline_is_read_out_only_when_it_changes(writer, b04):
    part = writer.part(f"{b04}live/", **writer.type(b04))
    heard = typed_in(f'<form id="editor">{part}</form>')["heard"]

    again = writer.part(f"{b04}live/", **writer.type(b04), heard=heard)

    assert "#stands-news" not in again


def test_a_condition_that_does_not_parse_is_kept_with_a_caret_at_its_place(writer, draft, b04):
    writer.save(b04, when="vitamin_d_25oh > 54 'ng/mL' plus pregnant")

    html = writer.get(f"{b04}?check")
    assert drafted(draft, "B04")["when"] == "vitamin_d_25oh > 54 'ng/mL' plus pregnant"
    assert "1 problem to correct" in text_of(html, "stands")
    at_field = text_of(html, "at-when")
    assert "1 vitamin_d_25oh > 54 'ng/mL' plus pregnant" in at_field
    assert "<mark>plus</mark>" in html
    assert 'aria-invalid="true"' in html
    assert 'href="#when"' in html


def test_a_name_that_does_not_exist_is_named_with_the_nearest(writer, b04):
    part = writer.part(f"{b04}live/", **writer.type(b04, when="vitamin_d_25ho > 54 'ng/mL'"))

    assert "&#x27;vitamin_d_25ho&#x27; is not a fact" in part
    assert "Did you mean &#x27;vitamin_d_25oh&#x27;?" in part
    assert '<div id="at-when" hx-swap-oob="innerHTML">' in part


def test_an_unknown_placeholder_is_shown_in_its_text(writer, b04):
    typed = writer.type(b04, levels__1__clinician="It is {vitamin_d_25oj} now.")

    part = writer.part(f"{b04}live/", **typed)

    slot = part.partition('id="at-levels-1-clinician"')[2].partition('id="at-')[0]
    assert "It is {<mark>vitamin_d_25oj</mark>} now." in slot
    assert "Level 1, text for the clinician" in slot


def test_a_long_line_is_cut_around_the_problem(writer, b04):
    text = f"{'Many words. ' * 40}{{vitamin_d_25oj}} {'Many words. ' * 40}"

    part = writer.part(f"{b04}live/", **writer.type(b04, levels__1__clinician=text))

    slot = part.partition('id="at-levels-1-clinician"')[2].partition('id="at-')[0]
    assert "…" in slot
    assert "{<mark>vitamin_d_25oj</mark>}" in slot
    assert len(slot) < 2000


def test_a_problem_in_the_actions_is_shown_at_its_line(writer, b04):
    typed = writer.type(b04)
    actions = typed["levels.1.actions"].replace('target = "', 'target = "xx', 1)

    part = writer.part(f"{b04}live/", **typed | {"levels.1.actions": actions})

    slot = part.partition('id="at-levels-1-actions"')[2].partition('id="at-')[0]
    assert "Level 1, action 1, target" in slot
    assert "is not a known target." in slot
    assert "target = &quot;xx" in slot


def test_a_problem_in_a_remark_is_shown_with_the_remarks(writer, b04):
    typed = writer.type(b04)
    more = typed["more"] + '\r\n[[blocks]]\r\ngate = "no_such_gate"\r\n'

    part = writer.part(f"{b04}live/", **typed | {"more": more})

    slot = part.partition('id="at-more"')[2].partition('id="at-')[0]
    assert "Block 1, gate" in slot
    assert "&#x27;no_such_gate&#x27; is not a definition or a rule code" in slot


def test_toml_that_does_not_parse_is_not_saved_and_not_lost(writer, draft, b04):
    broken = '[[actions]]\r\nverb = "stop\r\n'

    html = writer.save(b04, 422, levels__1__actions=broken, title="Kept in the page")

    assert "It is not saved" in html
    assert "This is not valid TOML" in text_of(html, "at-levels-1-actions")
    assert "2 verb = " in text_of(html, "at-levels-1-actions")
    assert typed_in(html)["levels.1.actions"] == broken
    assert typed_in(html)["title"] == "Kept in the page"
    assert 'data-unsaved="yes"' in html
    assert queries.get_draft(draft.id).entries == ()


def test_a_problem_elsewhere_is_named_with_the_way_to_it(writer, author, draft, b04):
    save(author, draft, "B01", when="vitamin_d_25oh <")

    words = writer.part(f"{b04}live/")

    assert "Nothing runs before the rest of the draft can be read" in words
    assert f'href="{of_draft(draft, "rules/B01/")}"' in words


def test_a_level_is_put_before_the_others(writer, draft, b04):
    html = writer.send(b04, 200, **writer.type(b04), add_level="1")
    typed = typed_in(html)
    assert typed["levels.1.clinician"] == ""
    assert typed["levels.2.clinician"].startswith("25(OH)D")

    level = {"levels.1.when": "pregnant", "levels.1.urgency": "soon"}
    texts = {"levels.1.clinician": "Ask first.", "levels.1.patient": "Ask first."}
    writer.send(b04, **typed | level | texts, save="1")

    levels = drafted(draft, "B04")["levels"]
    assert [level.get("when") for level in levels] == ["pregnant", None]
    assert [level["urgency"] for level in levels] == ["soon", "routine"]


def test_a_level_is_taken_away_and_the_rest_moves_up(writer, draft):
    b02 = of_draft(draft, "rules/B02/")

    html = writer.send(b02, 200, **writer.type(b02), remove_level="1")
    writer.send(b02, **typed_in(html), save="1")

    assert drafted(draft, "B02")["levels"] == content_of(EntryKind.RULE, "B02")["levels"][1:]


def test_enter_in_a_field_checks_and_neither_saves_nor_removes(writer, b04):
    html = writer.get(b04)

    editor = html.partition('id="editor"')[2]
    assert editor.index('name="try"') < editor.index("</button>") < editor.index('id="title"')


def test_a_value_that_is_no_choice_stays_and_is_said(writer, author, draft, b04):
    save(author, draft, "B04", category="miscellaneous")

    html = writer.get(f"{b04}?check")
    writer.send(b04, **typed_in(html), save="1")

    assert "miscellaneous" in text_of(html, "at-category")
    assert drafted(draft, "B04")["category"] == "miscellaneous"


def test_a_rule_that_the_form_cannot_show_is_edited_as_text(writer, author, draft, b04):
    save(author, draft, "B04", levels="none")

    address = writer.follow(b04)

    html = writer.get(address)
    assert address == of_draft(draft, "entries/rule/B04/")
    assert "The form cannot show all of this entry, so here it is as text." in html
    assert "levels" in writer.part(f"{address}live/")


def test_a_script_in_a_rule_is_words_on_every_page(writer, author, draft, b04):
    levels = content_of(EntryKind.RULE, "B04")["levels"]
    levels[0]["clinician"] = SCRIPT
    save(author, draft, "B04", title=SCRIPT, why_it_matters=SCRIPT, levels=levels, when=SCRIPT)

    pages = (of_draft(draft), b04, f"{b04}?check", of_draft(draft, "entries/rule/B04/"))
    for path in (*pages, of_draft(draft, "check/"), of_draft(draft, "entries/rule/")):
        html = writer.get(path)
        assert "<script>alert" not in html
        assert "alert(&#x27;x&#x27;)" in html
    part = writer.part(f"{b04}live/")
    assert "<script" not in part
    assert "plain text without HTML is expected" in part


def test_html_is_refused_before_it_is_published(writer, author, draft):
    save(author, draft, "B04", title="<b>Above</b> 50")

    html = writer.send(of_draft(draft, "submit/"), 422)

    assert "The text holds &#x27;&lt;b&gt;&#x27;, but plain text without HTML is expected." in html


def test_two_tabs_on_one_rule_are_noticed_and_nothing_is_lost(writer, author, draft, b04):
    mine = writer.type(b04, title="Mine")
    save(author, draft, "B04", title="Theirs")

    html = writer.send(b04, 409, **mine, save="1")

    assert "Two texts of one entry" in html
    assert "Aida Author has changed this since you opened it." in html
    assert "Removed: Theirs" in text_of(html)
    assert "Added: Mine" in text_of(html)
    assert typed_in(html)["title"] == "Mine"
    assert drafted(draft, "B04")["title"] == "Theirs"
    writer.send(b04, **typed_in(html), save="1")
    assert drafted(draft, "B04")["title"] == "Mine"


def test_a_change_that_was_undone_meanwhile_is_noticed(writer, author, draft, b04):
    save(author, draft, "B04", title="Once")
    mine = writer.type(b04, title="Mine")
    writer.send(of_draft(draft, "entries/rule/B04/undo/"), revision="1")

    html = writer.send(b04, 409, **mine, save="1")

    assert "Somebody else has undone this change since you opened it." in html
    assert typed_in(html)["title"] == "Mine"
    writer.send(b04, **typed_in(html), save="1")
    assert drafted(draft, "B04")["title"] == "Mine"


def test_a_rule_that_was_taken_out_meanwhile_is_not_lost(writer, author, draft, b04):
    mine = writer.type(b04, title="Mine")
    writer.send(of_draft(draft, "entries/rule/B04/remove/"), revision="0")

    html = writer.send(b04, 409, **mine, save="1")

    assert "Aida Author has taken it out of the knowledge." in html
    writer.send(b04, **typed_in(html), save="1")
    assert drafted(draft, "B04")["title"] == "Mine"
    assert not queries.get_draft(draft.id).entries[0].removed


def test_a_new_rule_that_was_undone_meanwhile_is_not_lost(writer, draft):
    z01 = writer.send(of_draft(draft, "new/rule/"), code="Z01")
    mine = writer.type(z01, title="Mine")
    writer.send(of_draft(draft, "entries/rule/Z01/undo/"), revision="1")

    html = writer.send(z01, 409, **mine, save="1")

    assert typed_in(html)["title"] == "Mine"
    writer.send(z01, **typed_in(html), save="1")
    assert drafted(draft, "Z01")["title"] == "Mine"


def test_a_draft_that_was_submitted_meanwhile_keeps_what_was_typed_in_sight(
    writer, author, draft, b04
):
    save(author, draft, "B01", title="Changed")
    mine = writer.type(b04, title="Too late")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)

    html = writer.send(b04, 422, **mine, save="1")

    assert "The draft is submitted, so it cannot be changed." in html
    assert "What you typed is still here, to be copied." in html
    assert 'value="Too late"' in html
    assert "Save in the draft" not in html


def test_what_a_newer_release_changed_is_shown_beside_the_draft(
    writer, author, approver, draft, b04
):
    save(author, draft, "B04", title="Ours")
    publish_title(author, approver, "B04", "Theirs")

    html = writer.get(b04)

    assert "Release 2 has changed it after this draft began" in html
    assert "Removed: Theirs" in text_of(html)
    assert "Added: Ours" in text_of(html)
    writer.save(b04, title="Both of ours")
    assert "has changed it after this draft began" not in writer.get(b04)
    assert "Fit to be published" in writer.get(of_draft(draft, "check/"))


def test_who_only_reviews_reads_the_rule_and_changes_nothing(approver, draft, b04):
    reviewer = at_work(approver)

    html = reviewer.get(b04)

    assert "Changing it needs the role of an author." in html
    assert "Save in the draft" not in html
    assert "readonly" in html
    response = reviewer.client.post(b04, {"title": "Mine", "save": "1", "revision": "0"})
    assert response.status_code == 403


def test_a_rule_of_a_published_draft_is_read_only(writer, author, approver, draft, b04):
    save(author, draft, "B04", title="Changed")
    publish(author, approver, draft)

    html = writer.get(b04)

    assert "The draft is published, so it stays as it is." in html
    assert "Save in the draft" not in html
    assert "Take it out" not in html


@pytest.mark.parametrize(
    "path",
    ["rules/Z99/", "cases/nothing/", "entries/rule/Z99/", "entries/colour/B04/", "entries/colour/"],
)
def test_what_is_not_there_is_not_found(writer, draft, path):
    writer.get(of_draft(draft, path), status=404)
    assert writer.client.post(of_draft(draft, path), {"save": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("b4", "&#x27;B4&#x27; was found, but a code such as &#x27;B09&#x27; is expected."),
        ("B04", "B04 is &#x27;Above 50 ng/mL: outside the trial evidence&#x27; already."),
        ("F01", "F01 is the follow-up plan, which the program makes itself."),
        ("<b>", "&#x27;&lt;B&gt;&#x27; was found"),
        ("", "This field is required."),
    ],
)
def test_a_code_that_cannot_be_is_refused_at_its_field(writer, draft, code, said):
    html = writer.send(of_draft(draft, "new/rule/"), 422, code=code)

    assert said in html
    assert queries.get_draft(draft.id).entries == ()


def test_a_code_that_the_draft_has_already_is_taken(writer, draft):
    writer.send(of_draft(draft, "new/rule/"), code="Z01")

    html = writer.send(of_draft(draft, "new/rule/"), 422, code="z01")

    assert "Z01 is &#x27;&#x27; already." in html or "Z01 is taken" in html


def test_a_new_rule_says_what_it_still_needs(writer, draft):
    z01 = writer.send(of_draft(draft, "new/rule/"), code="z01")

    html = writer.get(f"{z01}?check")

    assert z01 == of_draft(draft, "rules/Z01/")
    assert "new in this draft" in html
    assert "0 of 13" in html
    assert "problems to correct" in text_of(html, "stands")
    assert "Take it out" not in html
    assert "It is new in this draft, so nothing of it is left." in html


def test_an_empty_source_attribute_is_said_at_its_field(writer, b04):
    html = writer.send(b04, 200, **writer.type(b04, attributes__funding=" "), **{"try": "1"})

    said = text_of(html, "at-attributes-funding")
    assert "The source attribute 'funding' is missing, but all 13 are expected." in said
    assert "12 of 13" in html


def test_what_actions_may_name_stands_beside_them(writer, b04):
    html = writer.get(b04)

    assert "magnesium supplement" in html
    assert "mg_with_d_ok" in html
    assert "withhold rule" in html
    assert 'href="/workspace/names/"' in html


def test_every_name_that_a_condition_may_use_is_listed(writer):
    html = writer.get("/workspace/names/")

    for word in ("vitamin_d_25oh", "&#x27;ng/mL&#x27;", "mg_with_d_ok", "magnesium_uln", "chronic"):
        assert word in html
