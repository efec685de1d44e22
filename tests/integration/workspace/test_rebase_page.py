"""A draft that a newer release has overtaken, brought up to date on its page."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.problems import UnableToEditDraft
from tests.builders import AT
from tests.integration.stores.library.writing import content_of, publish, save
from tests.integration.workspace.browsing import at_work, of_draft, open_draft, text_of, typed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def draft(author):
    """A draft on release 1 that gives B01 another title and owner."""
    draft = open_draft(author, title="Mine")
    save(author, draft, "B01", title="My title", owner="My owner")
    return draft


@pytest.fixture
def overtaken(draft, author, approver):
    """The draft, after release 2 has changed the title too, and why the rule matters."""
    other = open_draft(author, title="Theirs")
    save(author, other, "B01", title="Their title", why_it_matters="It does matter.")
    publish(author, approver, other)
    return draft


def _drafted(draft):
    return queries.find_draft_entry(draft.id, kind=EntryKind.RULE, key="B01")


def _sent(writer, path, **choices):
    html = writer.get(path).replace('<form method="post" class="stack"', '<form id="editor"')
    return typed_in(html) | choices


def test_a_draft_on_the_newest_text_has_nothing_to_do(writer, draft):
    assert "There is nothing to do." in text_of(writer.get(of_draft(draft, "rebase/")))


def test_both_texts_stand_side_by_side_and_what_does_not_clash_is_taken_over(writer, overtaken):
    words = text_of(writer.get(of_draft(overtaken, "rebase/")))

    assert "Release 2 was published since this draft began on Release 1." in words
    assert "Taken over from Release 2" in words
    assert "It does matter." in words
    assert words.index("As in this draft My title") < words.index("As in Release 2 Their title")


def test_the_page_of_the_draft_leads_there(writer, overtaken):
    assert of_draft(overtaken, "rebase/") in writer.get(of_draft(overtaken))


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ({"choice-1-1": "mine"}, "My title"),
        ({"choice-1-1": "theirs"}, "Their title"),
        ({"choice-1-1": "own", "choice-1-1-own": "Our title"}, "Our title"),
    ],
)
def test_after_a_choice_the_draft_stands_on_the_newest_release(writer, overtaken, choice, title):
    path = of_draft(overtaken, "rebase/")

    writer.send(path, **_sent(writer, path, **choice))

    content = _drafted(overtaken).entry.content()
    assert (content["title"], content["owner"]) == (title, "My owner")
    assert content["why_it_matters"] == "It does matter."
    assert queries.get_draft(overtaken.id).base == "Release 2"
    assert "was changed by Release 2" not in text_of(writer.get(of_draft(overtaken, "check/")))


def test_without_a_choice_nothing_changes_and_the_page_says_what_is_open(writer, overtaken):
    path = of_draft(overtaken, "rebase/")

    html = writer.send(path, 422, **_sent(writer, path))

    assert "'B01' was changed otherwise by both in 'title'." in text_of(html)
    assert _drafted(overtaken).entry.content()["title"] == "My title"


def test_choices_about_an_older_state_are_refused(writer, overtaken):
    path = of_draft(overtaken, "rebase/")
    sent = _sent(writer, path, **{"choice-1-1": "mine"})

    html = writer.send(path, 422, **{**sent, "revision": "99"})

    assert "The draft has changed since you opened it." in html


def test_a_change_that_was_released_by_others_is_no_change_any_more(author, approver):
    mine, theirs = open_draft(author), open_draft(author)
    for draft in (mine, theirs):
        save(
            author,
            draft,
            "B01",
            title="Same",
            needs=[*content_of(EntryKind.RULE, "B01").get("needs", ()), "qtc"],
        )
    save(author, mine, "B02", title="Only mine")
    publish(author, approver, theirs)

    newest = queries.get_newest_release()
    value = operations.rebase_draft(
        actor=author,
        draft_id=mine.id,
        seen_revision=queries.get_draft(mine.id).revision,
        seen_release=newest.hash,
        choices={},
        at=AT,
    )

    assert value.base == "Release 2"
    assert "B02" in [one.entry.key for one in value.entries]


def test_an_entry_taken_out_meanwhile_is_kept_or_given_up(author, approver, writer):
    mine, theirs = open_draft(author), open_draft(author)
    case = next(
        e for e in queries.entries_of(queries.get_newest_release().id) if e.kind is EntryKind.CASE
    )
    content = case.content() | {"note": "Mine."}
    kept = {"actor": author, "kind": EntryKind.CASE, "key": case.key, "seen_revision": 0, "at": AT}
    operations.save_draft_entry(draft_id=mine.id, content=content, **kept)
    operations.remove_draft_entry(draft_id=theirs.id, **kept)
    publish(author, approver, theirs)
    path = of_draft(mine, "rebase/")
    assert "(not there)" in writer.get(path)

    writer.send(path, **_sent(writer, path, **{"choice-1-1": "theirs"}))

    assert queries.get_draft(mine.id).entries == ()


def test_a_draft_that_waits_for_review_is_not_rebased(author, overtaken):
    operations.drop_draft(actor=author, draft_id=overtaken.id, at=AT)

    with pytest.raises(UnableToEditDraft, match="cannot be changed"):
        operations.rebase_draft(
            actor=author,
            draft_id=overtaken.id,
            seen_revision=1,
            seen_release="",
            choices={},
            at=AT,
        )
