"""Drafts: written by authors, reviewed by others, published by somebody who wrote no part."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import NotAllowed, Role
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.checking import check_draft
from mgdcds.stores.library.problems import (
    StaleDraft,
    UnableToEditDraft,
    UnableToPublish,
    UnableToSubmit,
)
from mgdcds.stores.library.values import DraftNotFound, DraftState, GateState
from tests.builders import AT, days
from tests.integration.stores.library.writing import (
    content_of,
    publish,
    publish_title,
    save,
)
from tests.own_database import at_once


@pytest.fixture
def draft(author):
    return operations.open_draft(actor=author, title="Clearer words", at=AT)


@pytest.fixture
def second_author(administrator, colleague):
    accounts.set_roles(
        actor=administrator,
        user_id=colleague.user_id,
        roles={Role.AUTHOR, Role.APPROVER},
        at=AT,
    )
    return people.get_actor(colleague.user_id)


def test_a_draft_opens_on_the_newest_release(draft, author):
    assert (draft.title, draft.base, draft.state) == (
        "Clearer words",
        "Release 1",
        DraftState.OPEN,
    )
    assert (draft.author, draft.entries, draft.reviews) == (author.name, (), ())
    assert queries.drafts() == (draft,)


def test_a_draft_needs_a_title_and_an_author(author, clinician):
    with pytest.raises(UnableToEditDraft, match="The title is missing"):
        operations.open_draft(actor=author, title=" ", at=AT)
    with pytest.raises(NotAllowed, match="needs: author"):
        operations.open_draft(actor=clinician, title="Mine", at=AT)


def test_a_saved_entry_lies_over_the_release(draft, author):
    save(author, draft, "B01", title="Changed")

    laid = {(entry.kind, entry.key): entry for entry in queries.draft_entries(draft.id)}
    assert laid[EntryKind.RULE, "B01"].content()["title"] == "Changed"
    assert len(laid) == len(queries.entries_of(queries.find_newest_release().id))
    assert queries.live_rulebook(AT)[1].rules["B01"].title != "Changed"


def test_each_save_is_a_revision_of_the_entry_and_the_draft(draft, author):
    first = save(author, draft, "B01", title="Once")
    second = save(author, draft, "B01", title="Twice", seen_revision=1)

    assert (first.revision, second.revision) == (1, 2)
    assert queries.get_draft(draft.id).revision == 3
    found = queries.find_draft_entry(draft.id, kind=EntryKind.RULE, key="B01")
    assert found == second


def test_two_authors_on_one_entry_are_noticed(draft, author, second_author):
    save(author, draft, "B01", title="Hers")

    with pytest.raises(StaleDraft, match="Aida Author has changed this") as refused:
        save(second_author, draft, "B01", title="His")

    assert refused.value.current.entry.content()["title"] == "Hers"
    assert save(second_author, draft, "B02", title="Another rule")


def test_an_entry_undone_meanwhile_is_noticed(draft, author):
    save(author, draft, "B01", title="Once")
    told = {"actor": author, "draft_id": draft.id, "kind": EntryKind.RULE, "key": "B01"}
    operations.undo_draft_entry(seen_revision=1, at=AT, **told)

    with pytest.raises(StaleDraft, match="Somebody else has undone this change"):
        save(author, draft, "B01", title="Twice", seen_revision=1)
    operations.undo_draft_entry(seen_revision=0, at=AT, **told)
    assert queries.get_draft(draft.id).entries == ()


def test_an_entry_that_does_not_parse_is_kept_and_told(draft, author):
    save(author, draft, "B01", when="vitamin_d_25oh <")

    found = check_draft(draft.id)

    assert found.problems
    assert found.report.cases == {}
    states = {gate.name: gate.state for gate in found.report.gates}
    assert states["parses and checks"] is GateState.FAILED
    assert states["all cases pass"] is GateState.NOT_RUN
    with pytest.raises(UnableToSubmit, match="B01"):
        operations.submit_draft(actor=author, draft_id=draft.id, at=AT)
    assert queries.get_draft(draft.id).state is DraftState.OPEN


def test_a_cut_off_that_breaks_a_case_is_told_with_the_case(draft, author):
    condition = content_of(EntryKind.RULE, "B03")["when"].replace("30 'ng/mL'", "20 'ng/mL'")
    save(author, draft, "B03", when=condition)

    with pytest.raises(UnableToSubmit, match=r"comes out otherwise\. B03 was"):
        operations.submit_draft(actor=author, draft_id=draft.id, at=AT)


def test_a_source_attribute_left_empty_is_told(draft, author):
    attributes = {**content_of(EntryKind.RULE, "B01")["attributes"], "funding": " "}
    save(author, draft, "B01", attributes=attributes)

    with pytest.raises(UnableToSubmit, match="The source attribute 'funding' of B01 is empty"):
        operations.submit_draft(actor=author, draft_id=draft.id, at=AT)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "mg/dL"}, "The unit of the fact 'magnesium' is 'mg/dL', but records hold it"),
        ({"kind": "number"}, "The kind of the fact 'magnesium' is 'number'"),
    ],
)
def test_a_fact_keeps_its_kind_and_unit(draft, author, change, words):
    operations.save_draft_entry(
        actor=author,
        draft_id=draft.id,
        kind=EntryKind.FACT,
        key="magnesium",
        content={**content_of(EntryKind.FACT, "magnesium"), **change},
        seen_revision=0,
        at=AT,
    )

    assert any(problem.message.startswith(words) for problem in check_draft(draft.id).problems)


def test_facts_are_neither_added_nor_removed_in_the_browser(draft, author):
    told = {"actor": author, "draft_id": draft.id, "kind": EntryKind.FACT, "at": AT}
    content = {**content_of(EntryKind.FACT, "ppi"), "name": "zinc"}
    operations.save_draft_entry(key="zinc", content=content, seen_revision=0, **told)
    operations.remove_draft_entry(key="pacemaker", seen_revision=0, **told)

    messages = [problem.message for problem in check_draft(draft.id).problems]

    assert "The fact 'zinc' is new, and records have no place for it." in messages
    assert "The fact 'pacemaker' would be removed, but records hold it." in messages


def test_a_key_has_plain_letters(draft, author):
    with pytest.raises(UnableToEditDraft, match="x' cannot be the key of an entry"):
        operations.save_draft_entry(
            actor=author,
            draft_id=draft.id,
            kind=EntryKind.RULE,
            key="../x",
            content={},
            seen_revision=0,
            at=AT,
        )


def test_only_a_released_entry_is_taken_out(draft, author):
    with pytest.raises(UnableToEditDraft, match="There is no rule 'B99' in the newest release"):
        operations.remove_draft_entry(
            actor=author,
            draft_id=draft.id,
            kind=EntryKind.RULE,
            key="B99",
            seen_revision=0,
            at=AT,
        )


def test_an_empty_draft_is_not_submitted(draft, author):
    with pytest.raises(UnableToSubmit, match="The draft changes nothing"):
        operations.submit_draft(actor=author, draft_id=draft.id, at=AT)


def test_a_reviewed_draft_becomes_the_next_release(draft, author, approver):
    save(author, draft, "B01", title="Changed")

    release = publish(author, approver, draft)

    assert (release.number, release.label, release.notes) == (2, "Release 2", "Reviewed.")
    assert (release.author, release.approver) == ("Aida Author", "Arno Approver")
    assert queries.live_rulebook(AT)[1].rules["B01"].title == "Changed"
    published = queries.get_draft(draft.id)
    assert (published.state, published.release_id) == (DraftState.PUBLISHED, release.id)
    assert [review.step for review in published.reviews] == ["published", "submitted"]
    assert queries.drafts() == ()
    assert queries.drafts(closed=True) == (published,)
    second = {gate.name: gate.detail for gate in release.gates}["a second person"]
    assert second == "Aida Author, Arno Approver"


def test_the_whole_way_is_on_the_trail(draft, author, approver):
    save(author, draft, "B01", title="Changed")
    publish(author, approver, draft)

    told = people.trail(TrailFilters(kind="draft", subject=str(draft.id))).rows

    assert [(event.verb, event.name) for event in told] == [
        ("published", "Arno Approver"),
        ("submitted", "Aida Author"),
        ("opened", "Aida Author"),
    ]
    (drafted,) = people.trail(TrailFilters(kind="rule", subject="B01")).rows
    assert drafted.verb == "drafted"


def test_nobody_publishes_their_own_draft(draft, second_author, author):
    save(second_author, draft, "B01", title="His")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)

    with pytest.raises(UnableToPublish, match="Colin Colleague has written a part of this draft"):
        operations.publish_draft(actor=second_author, draft_id=draft.id, notes="", at=AT)


def test_only_an_approver_publishes(draft, author):
    save(author, draft, "B01", title="Changed")

    with pytest.raises(NotAllowed, match="needs: approver"):
        publish(author, author, draft)


def test_an_unsubmitted_draft_is_not_published(draft, author, approver):
    save(author, draft, "B01", title="Changed")

    with pytest.raises(UnableToPublish, match="The draft is open, but only a submitted draft"):
        operations.publish_draft(actor=approver, draft_id=draft.id, notes="", at=AT)


def test_what_was_reviewed_is_what_is_published(draft, author, approver):
    save(author, draft, "B01", title="Once")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)
    seen = queries.get_draft(draft.id).revision
    operations.return_draft(actor=author, draft_id=draft.id, comment="One more thing.", at=AT)
    save(author, draft, "B01", title="Twice", seen_revision=1)
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)

    with pytest.raises(UnableToPublish, match="The draft has changed since you opened it"):
        operations.publish_draft(
            actor=approver, draft_id=draft.id, notes="", seen_revision=seen, at=AT
        )


def test_a_submitted_draft_is_not_edited(draft, author):
    save(author, draft, "B01", title="Once")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)

    with pytest.raises(UnableToEditDraft, match="The draft is submitted, so it cannot be changed"):
        save(author, draft, "B01", title="Twice", seen_revision=1)


def test_a_returned_draft_goes_back_with_a_word(draft, author, approver):
    save(author, draft, "B01", title="Once")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)
    told = {"actor": approver, "draft_id": draft.id, "at": AT}

    with pytest.raises(UnableToEditDraft, match="The comment is missing"):
        operations.return_draft(comment="", **told)
    returned = operations.return_draft(comment="Too long.", **told)

    assert (returned.state, returned.is_editable) == (DraftState.RETURNED, True)
    assert returned.reviews[0].comment == "Too long."
    with pytest.raises(UnableToEditDraft, match="The draft is returned, but only a submitted"):
        operations.return_draft(comment="Again.", **told)


def test_a_dropped_draft_stays_readable_and_closed(draft, author):
    dropped = operations.drop_draft(actor=author, draft_id=draft.id, comment="No.", at=AT)

    assert dropped.state is DraftState.DROPPED
    with pytest.raises(UnableToEditDraft, match="The draft is dropped"):
        operations.drop_draft(actor=author, draft_id=draft.id, at=AT)
    with pytest.raises(UnableToEditDraft, match="The draft is dropped"):
        save(author, draft, "B01", title="Late")


def test_a_draft_that_does_not_exist_is_not_found(author, db):
    with pytest.raises(DraftNotFound, match="There is no such draft"):
        queries.get_draft(987_654)
    with pytest.raises(DraftNotFound, match="There is no such draft"):
        operations.drop_draft(actor=author, draft_id=987_654, at=AT)


def test_a_draft_on_an_older_release_undoes_nothing_of_the_newer(draft, author, approver):
    save(author, draft, "B01", title="Ours")
    publish_title(author, approver, "B02", "Theirs")

    release = publish(author, approver, draft)

    rules = queries.get_rulebook(release.id).rules
    assert (rules["B01"].title, rules["B02"].title) == ("Ours", "Theirs")


def test_an_entry_that_a_newer_release_changed_must_be_looked_at_again(draft, author, approver):
    save(author, draft, "B01", title="Ours")
    publish_title(author, approver, "B01", "Theirs")

    with pytest.raises(
        UnableToSubmit, match="'B01' was changed by Release 2 after this draft began on Release 1"
    ):
        operations.submit_draft(actor=author, draft_id=draft.id, at=AT)

    newest = {
        (entry.kind, entry.key): entry
        for entry in queries.entries_of(queries.find_newest_release().id)
    }
    save(
        author,
        draft,
        "B01",
        title="Both of ours",
        seen_revision=1,
        seen_base=newest[EntryKind.RULE, "B01"].hash,
    )
    release = publish(author, approver, draft)

    assert queries.get_rulebook(release.id).rules["B01"].title == "Both of ours"


def test_the_same_change_published_meanwhile_is_no_conflict_but_changes_nothing(
    draft, author, approver
):
    save(author, draft, "B01", title="Same")
    publish_title(author, approver, "B01", "Same")

    found = check_draft(draft.id)

    assert found.conflicts == ()
    assert [problem.message for problem in found.problems] == ["The draft changes nothing."]


def test_releases_come_into_effect_in_their_order(author, approver, draft):
    publish_title(author, approver, "B02", "Next week", effective_at=AT + days(7))
    save(author, draft, "B01", title="Today")

    with pytest.raises(UnableToPublish, match="before the one it follows \\(29 Nov 2026\\)"):
        publish(author, approver, draft)


def test_a_release_is_not_in_effect_before_it_is_published(author, approver, draft):
    save(author, draft, "B01", title="Yesterday")

    with pytest.raises(UnableToPublish, match="Choose a later moment"):
        publish(author, approver, draft, effective_at=AT - days(1))


def test_a_list_of_drafts_takes_three_queries(author, django_assert_num_queries):
    for title in ("One", "Two", "Three"):
        save(author, operations.open_draft(actor=author, title=title, at=AT), "B01", title=title)

    with django_assert_num_queries(3):
        found = queries.drafts()

    assert [len(draft.entries) for draft in found] == [1, 1, 1]


def test_two_publishers_at_once_make_two_releases_in_order_or_one(own_database, cast):
    made = []
    for code in ("B01", "B02"):
        draft = operations.open_draft(actor=cast.author, title=code, at=AT)
        save(cast.author, draft, code, title=f"Changed {code}")
        operations.submit_draft(actor=cast.author, draft_id=draft.id, at=AT)
        made.append(draft.id)

    answers = at_once(
        *[
            lambda draft_id=draft_id: operations.publish_draft(
                actor=cast.approver, draft_id=draft_id, notes="", at=AT
            )
            for draft_id in made
        ]
    )

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert all("has changed since you opened it" in str(answer) for answer in refused)
    numbers = [release.number for release in queries.releases()]
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) == 3 - len(refused)
    newest = queries.get_rulebook(queries.releases()[0].id).rules
    changed = [code for code in ("B01", "B02") if newest[code].title.startswith("Changed")]
    assert len(changed) == 2 - len(refused)


def test_one_draft_published_twice_at_once_is_published_once(own_database, cast):
    draft = operations.open_draft(actor=cast.author, title="Once", at=AT)
    save(cast.author, draft, "B01", title="Changed")
    operations.submit_draft(actor=cast.author, draft_id=draft.id, at=AT)

    answers = at_once(
        *[lambda: operations.publish_draft(actor=cast.approver, draft_id=draft.id, notes="", at=AT)]
        * 2
    )

    assert sum(isinstance(answer, UnableToPublish) for answer in answers) == 1
    assert [release.number for release in queries.releases()] == [2, 1]
