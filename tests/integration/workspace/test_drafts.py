"""The pages of drafts: listed, opened, shown with what they change and whether they are fit."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.values import DraftState
from tests.builders import AT
from tests.integration.stores.library.writing import content_of, publish, save, with_title
from tests.integration.workspace.browsing import at_work, drafted, of_draft, open_draft, text_of
from tests.shipped import shipped_with_few_cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def reviewer(approver):
    return at_work(approver)


def test_without_a_draft_the_page_says_what_to_do(writer):
    html = writer.get("/workspace/")

    assert "No draft is in work" in html
    assert "Open a draft to change one." in html


def test_a_draft_is_opened_with_a_title(writer):
    address = writer.send("/workspace/", title="Raise the cut-off of B04")

    html = writer.get(address)
    assert "Raise the cut-off of B04" in html
    assert "Nothing is changed yet" in html
    assert "Nobody has submitted" not in html
    assert "It was not submitted yet." in html


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (" ", "This field is required"),
        ("x" * 161, "at most 160 characters"),
        ("a\0b", "Null characters are not allowed"),
    ],
)
def test_a_title_that_cannot_be_kept_is_said_at_its_field(writer, title, said):
    html = writer.send("/workspace/", 422, title=title)

    assert said in html
    assert queries.drafts() == ()


def test_a_title_like_a_script_is_shown_as_it_was_typed(writer):
    address = writer.send("/workspace/", title="<script>alert(1)</script> & more")

    for path in (address, "/workspace/"):
        html = writer.get(path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html
        assert "<script>alert" not in html


def test_who_only_reviews_opens_no_draft(reviewer):
    assert "Open a draft" not in text_of(reviewer.get("/workspace/"))
    assert reviewer.client.post("/workspace/", {"title": "Mine"}).status_code == 403


def test_the_list_says_who_does_what_next(writer, reviewer, author):
    mine = open_draft(author, "Mine")
    save(author, mine, "B01", title="Changed")
    operations.submit_draft(actor=author, draft_id=mine.id, at=AT)
    open_draft(author, "Later")

    theirs, own = reviewer.get("/workspace/"), writer.get("/workspace/")

    assert theirs.index("Mine") < theirs.index("Later")
    assert "Review it" in theirs
    assert "Somebody else reviews it" in own
    assert "Choose what to change" in own


def test_dropped_drafts_are_shown_when_asked_for(writer, author):
    draft = open_draft(author, "No longer")
    operations.drop_draft(actor=author, draft_id=draft.id, at=AT)

    assert "No longer" not in writer.get("/workspace/")
    assert "No longer" in writer.get("/workspace/?all")


def test_every_rule_is_listed_with_its_cases_and_its_draft(writer, author):
    draft = open_draft(author, "Better words")
    save(author, draft, "B01", title="Changed")

    html = writer.get("/workspace/")

    assert "In draft: Better words" in html
    assert f'href="{of_draft(draft, "rules/B01/")}"' in html
    assert html.count("As released") == 38


def test_a_rule_is_changed_in_one_step(writer):
    address = writer.send("/workspace/rules/B04/change/")

    (draft,) = queries.drafts()
    assert draft.title.startswith("B04: ")
    assert address == of_draft(draft, "rules/B04/")


def test_a_rule_that_is_not_there_opens_no_draft(writer):
    assert writer.send("/workspace/rules/Z99/change/") == "/workspace/"
    assert queries.drafts() == ()


def test_the_page_of_a_draft_asks_the_gates_by_itself_and_once(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", title="Asked for the first time")

    waiting = writer.get(of_draft(draft))
    part = writer.part(of_draft(draft, "check/"))
    asked = writer.get(of_draft(draft))

    assert f'hx-get="{of_draft(draft, "check/")}"' in waiting
    assert "<noscript>" in waiting
    assert "Fit to be published" in part
    assert "Submit for review" in part
    assert "hx-get" not in text_of(asked)
    assert "Fit to be published" in text_of(asked, "fitness")


def test_without_a_script_the_gates_are_asked_by_a_link(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", title="Asked by a link")

    html = writer.get(of_draft(draft, "check/"))

    assert "Fit to be published" in text_of(html, "fitness")


def test_changes_are_shown_field_by_field_in_words(writer, author):
    draft = open_draft(author)
    levels = content_of(EntryKind.RULE, "B04")["levels"]
    levels[0]["patient"] = "Take a little less."
    save(author, draft, "B04", title="Well above", levels=levels)

    words = text_of(writer.get(of_draft(draft)))

    assert "2 changes" not in words
    assert "1 change" in words
    assert "Title" in words
    assert "Level 1, text for the patient" in words
    assert "Added: Take a little less." in words
    assert "written by Aida Author" in words


def test_a_case_that_fails_is_named_with_what_was_expected_and_what_came(writer, author):
    draft = open_draft(author)
    condition = content_of(EntryKind.RULE, "B03")["when"].replace("50 'ng/mL'", "40 'ng/mL'")
    save(author, draft, "B03", when=condition)

    words = text_of(writer.get(of_draft(draft, "check/")), "fitness")

    assert "Not fit yet" in words
    assert "All cases come out as expected: failed" in words
    assert "B03 : expected “applies”, came out “does not apply”." in words


def test_a_draft_that_is_not_fit_is_not_submitted_and_the_word_is_kept(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", when="vitamin_d_25oh <", title="Broken")

    html = writer.send(of_draft(draft, "submit/"), 422, comment="Have a look")

    assert "That was not possible" in html
    assert "Have a look" in html
    assert "the text ended" in html.lower() or "expected" in html
    assert queries.get_draft(draft.id).state is DraftState.OPEN


def test_many_problems_are_counted_and_not_all_said_twice(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", attributes={})

    html = writer.send(of_draft(draft, "submit/"), 422)

    summary = text_of(html).partition("changes")[0]
    assert "more stand under “Is it fit to be published?”" in summary
    assert text_of(html, "fitness").count("source attribute") == 13 + 1


def test_a_change_is_undone_after_a_second_look(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", title="Once")
    html = writer.get(of_draft(draft))
    assert "Undo this change …" in html
    assert "What was written here is not kept." in html

    writer.send(of_draft(draft, "entries/rule/B01/undo/"), revision="1")

    assert queries.get_draft(draft.id).entries == ()


def test_a_change_that_somebody_changed_meanwhile_is_not_undone_unseen(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", title="Once")
    save(author, draft, "B01", title="Twice", seen_revision=1)

    address = writer.send(of_draft(draft, "entries/rule/B01/undo/"), revision="1")

    assert "Aida Author has changed this since you opened it." in writer.get(address)
    assert drafted(draft, "B01")["title"] == "Twice"


def test_a_rule_is_taken_out_with_its_cases(writer, author):
    draft = open_draft(author)

    writer.send(of_draft(draft, "entries/rule/P05/remove/"), revision="0", with_cases="on")

    removed = {change.entry.key for change in queries.get_draft(draft.id).entries if change.removed}
    assert "P05" in removed
    assert any(key.startswith("p05") for key in removed)
    html = writer.get(of_draft(draft))
    assert "taken out" in html
    assert "What was taken out" in html
    assert "Put it back …" in html


def test_what_is_taken_out_is_not_edited_before_it_is_put_back(writer, author):
    draft = open_draft(author)
    writer.send(of_draft(draft, "entries/rule/P05/remove/"), revision="0")

    address = writer.follow(of_draft(draft, "rules/P05/"))

    assert "P05 is taken out in this draft. Undo that to edit it." in writer.get(address)


def test_a_shipped_update_says_where_it_comes_from(writer):
    newer = with_title(shipped_with_few_cases(), "B01", "Better words")
    draft = operations.offer_shipped_update(entries=newer, at=AT)

    html = writer.get(of_draft(draft))

    assert "This came with a newer version of the program" in html
    assert "Better words" in html
    assert "Submit for review" in html


def test_a_shipped_update_is_submitted_by_an_author_and_published_by_an_approver(writer, reviewer):
    newer = with_title(shipped_with_few_cases(), "B01", "Better words")
    draft = operations.offer_shipped_update(entries=newer, at=AT)

    writer.send(of_draft(draft, "submit/"))
    reviewer.send(of_draft(draft, "publish/"), revision=str(draft.revision))

    assert queries.releases()[0].author.startswith("mgdcds")
    assert "Better words" in writer.get("/releases/2/")


def test_many_changes_are_shown_a_page_at_a_time(writer):
    newer = tuple(
        make_entry(entry.kind, entry.key, {**entry.content(), "note": "Looked at again."})
        if entry.kind is EntryKind.CASE
        else entry
        for entry in shipped_with_few_cases()
    )
    draft = operations.offer_shipped_update(entries=newer, at=AT)

    first, second = writer.get(of_draft(draft)), writer.get(of_draft(draft, "?page=2"))

    assert f"{len(draft.entries)} changes" in first
    assert "Page 1 of" in first
    assert first.count('class="change c-card"') == 20
    assert 'aria-current="page">2<' in second
    assert writer.get(of_draft(draft, "?page=999")).count('class="change c-card"') > 0
    assert writer.get(of_draft(draft, "?page=x")).count('class="change c-card"') == 20


def test_a_published_draft_shows_what_it_changed_and_is_read_only(writer, author, approver):
    draft = open_draft(author)
    save(author, draft, "B01", title="Changed")
    publish(author, approver, draft)

    html = writer.get(of_draft(draft))

    assert "Open the release" in html
    assert "Added: Changed" in text_of(html)
    for words in ("Submit for review", "Undo this change", "Drop the draft", "Change something"):
        assert words not in html


def test_a_dropped_draft_is_read_only(writer, author):
    draft = open_draft(author)
    save(author, draft, "B01", title="Changed")

    writer.send(of_draft(draft, "drop/"), comment="No longer needed")

    html = writer.get(of_draft(draft))
    assert "No longer needed" in html
    assert "Is it fit to be published?" not in html
    assert "Submit for review" not in html


def test_what_is_asked_of_a_closed_draft_is_refused_in_words(writer, author):
    draft = open_draft(author)
    operations.drop_draft(actor=author, draft_id=draft.id, at=AT)

    html = writer.send(of_draft(draft, "drop/"), 422)

    assert "The draft is dropped, so it cannot be changed." in html


@pytest.mark.parametrize("rest", ["", "check/", "rules/B01/", "entries/case/"])
def test_a_draft_that_is_not_there_is_not_found(writer, rest):
    for number in (987_654, 10**30):
        writer.get(f"/workspace/drafts/{number}/{rest}", status=404)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/workspace/", 10),
        ("{draft}", 10),
        ("{draft}check/", 10),
        ("{draft}rules/B01/", 10),
        ("{draft}entries/rule/B01/", 10),
        ("{draft}cases/b03_at_30/", 10),
        ("{draft}entries/case/", 10),
        ("/workspace/names/", 7),
        ("/releases/", 8),
        ("/releases/1/", 8),
        ("/releases/history/rule/B01/", 8),
    ],
)
def test_pages_take_few_queries(writer, author, path, number, django_assert_num_queries):
    draft = open_draft(author)
    for code in ("B01", "B02", "B03"):
        save(author, draft, code, title=f"Changed {code}")
    path = path.format(draft=of_draft(draft))
    writer.get(path)

    with django_assert_num_queries(number):
        writer.client.get(path)
