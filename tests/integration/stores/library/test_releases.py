"""Releases: shipped, live, loaded once, with their history."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from mgdcds.core.guidance.entries import EntryKind, hash_of_release, make_entry
from mgdcds.stores.library import models, operations, queries
from mgdcds.stores.library.gates import NOT_RUN, run_gates
from mgdcds.stores.library.problems import UnableToPublish, UnableToSubmit
from mgdcds.stores.library.shipped import load_shipped_entries
from mgdcds.stores.library.values import DraftState, GateState, NoticeWord, ReleaseNotFound
from tests.builders import AT, LONG_AGO, days
from tests.integration.stores.library.writing import (
    edited,
    publish,
    publish_title,
    rule_of,
    with_title,
)
from tests.shipped import shipped_with_few_cases


def test_shipped_knowledge_is_release_1(db):
    release = queries.live_release(AT)

    assert (release.number, release.label) == (1, "Release 1")
    assert release.effective_at == LONG_AGO
    assert release.author.startswith("mgdcds ")
    assert queries.entries_of(release.id) == shipped_with_few_cases()
    assert release.hash == hash_of_release(shipped_with_few_cases())


def test_everything_that_is_shipped_passes_its_gates():
    assert run_gates(load_shipped_entries(), base=()).problems == ()


def test_a_release_says_which_gates_ran(db):
    gates = {gate.name: gate for gate in queries.live_release(AT).gates}

    assert gates["parses and checks"].state is GateState.PASSED
    assert gates["all cases pass"].state is GateState.PASSED
    assert gates["all cases pass"].detail.endswith(" cases")
    assert gates["source attributes complete"].state is GateState.PASSED
    assert {gates[name].state for name in NOT_RUN} == {GateState.NOT_RUN}


def test_there_is_no_live_release_before_the_first(db):
    with pytest.raises(ReleaseNotFound, match="No release is in effect"):
        queries.live_release(LONG_AGO - days(1))


def test_shipping_again_changes_nothing(db):
    assert operations.ship_first_release(entries=shipped_with_few_cases(), at=AT) is None
    assert operations.offer_shipped_update(entries=shipped_with_few_cases(), at=AT) is None
    assert len(queries.releases()) == 1


def test_shipped_knowledge_that_fails_its_gates_is_no_release(own_database, monkeypatch):
    monkeypatch.setattr(queries, "find_newest_release", lambda: None)
    broken = edited(shipped_with_few_cases(), rule_of("B01"), when="vitamin_d_25oh <")

    with pytest.raises(UnableToPublish, match="B01"):
        operations.ship_first_release(entries=broken, at=AT)


def test_a_rulebook_is_loaded_once_per_process(db, django_assert_num_queries):
    release, rulebook = queries.live_rulebook(AT)

    with django_assert_num_queries(1):
        again = queries.live_rulebook(AT)

    assert again[1] is rulebook
    assert rulebook.hash == release.hash
    assert queries.get_rulebook(release.id) is rulebook
    assert queries.get_release_by_number(1) == release


def test_the_collector_of_garbage_leaves_a_loaded_release_out(db, monkeypatch):
    monkeypatch.setattr(queries, "_loaded", type(queries._loaded)())
    gc.unfreeze()

    queries.rulebook_of(queries.live_release(AT))

    assert gc.get_freeze_count() > 10_000


def test_only_the_last_few_rulebooks_are_kept(db, monkeypatch):
    monkeypatch.setattr(queries, "_loaded", type(queries._loaded)())
    monkeypatch.setattr(queries, "load_rulebook", lambda _entries, label: label)
    release = queries.live_release(AT)

    for number in range(12):
        queries.rulebook_of(replace(release, label=f"R{number}"))

    assert [label for _, label in queries._loaded] == [f"R{number}" for number in range(4, 12)]


def test_a_release_that_does_not_exist_is_not_found(db):
    with pytest.raises(ReleaseNotFound, match="There is no such release"):
        queries.get_rulebook(987_654)


def test_a_newer_release_is_live_from_its_moment_on(author, approver):
    publish_title(author, approver, "B01", "Later", effective_at=AT + days(7))

    assert queries.live_release(AT).number == 1
    assert queries.live_release(AT + days(7)).number == 2
    assert queries.find_newest_release().number == 2


def test_a_release_holds_everything_it_needs(author, approver):
    release = publish_title(author, approver, "B01", "Changed")

    before = {entry.key: entry for entry in queries.entries_of(queries.releases()[1].id)}
    after = {entry.key: entry for entry in queries.entries_of(release.id)}
    assert before.keys() == after.keys()
    assert [key for key in after if after[key] != before[key]] == ["B01"]
    assert queries.get_rulebook(release.id).rules["B01"].title == "Changed"


def test_entries_are_stored_once_whatever_the_number_of_releases(author, approver):
    before = models.Entry.objects.count()

    publish_title(author, approver, "B01", "Changed")

    assert models.Entry.objects.count() == before + 1


def test_history_tells_each_release_that_changed_an_entry(author, approver):
    publish_title(author, approver, "B01", "Changed once")
    publish_title(author, approver, "B02", "Another rule")
    publish_title(author, approver, "B01", "Changed twice")

    told = queries.history(EntryKind.RULE, "B01")

    assert [(one.release.number, one.entry.content()["title"]) for one in told][:2] == [
        (4, "Changed twice"),
        (2, "Changed once"),
    ]
    assert told[-1].release.number == 1
    assert (told[0].release.author, told[0].release.approver) == (
        "Aida Author",
        "Arno Approver",
    )


def test_history_tells_when_an_entry_was_taken_out(author, approver):
    case = next(entry for entry in shipped_with_few_cases() if entry.kind is EntryKind.CASE)
    draft = operations.open_draft(actor=author, title="Fewer cases", at=AT)
    operations.remove_draft_entry(
        actor=author, draft_id=draft.id, kind=case.kind, key=case.key, seen_revision=0, at=AT
    )
    publish(author, approver, draft)

    newest, first = queries.history(case.kind, case.key)

    assert (newest.release.number, newest.entry) == (2, None)
    assert first.entry == case


@pytest.mark.parametrize("table", ["entry", "release", "releaseentry"])
def test_a_release_cannot_be_changed_in_the_database(db, table):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM library_{table}")


def test_newer_shipped_knowledge_becomes_a_draft_and_is_not_published(db):
    newer = with_title(shipped_with_few_cases(), "B01", "Better words")

    draft = operations.offer_shipped_update(entries=newer, at=AT)

    assert (draft.title, draft.state, draft.is_shipped) == (
        "Shipped update",
        DraftState.OPEN,
        True,
    )
    assert [change.entry.key for change in draft.entries] == ["B01"]
    assert len(queries.releases()) == 1
    assert operations.offer_shipped_update(entries=newer, at=AT) is None


def test_a_shipped_update_leaves_alone_what_was_edited_here_and_not_there(author, approver):
    publish_title(author, approver, "B02", "Our own words")
    newer = with_title(shipped_with_few_cases(), "B01", "Better words")

    draft = operations.offer_shipped_update(entries=newer, at=AT)
    release = publish(author, approver, draft)

    rules = queries.get_rulebook(release.id).rules
    assert (rules["B01"].title, rules["B02"].title) == ("Better words", "Our own words")


def test_the_next_shipped_update_begins_where_the_last_ended(author, approver):
    once = with_title(shipped_with_few_cases(), "B01", "Better words")
    publish(author, approver, operations.offer_shipped_update(entries=once, at=AT))
    publish_title(author, approver, "B01", "Our own words")
    twice = with_title(once, "B02", "Better words too")

    draft = operations.offer_shipped_update(entries=twice, at=AT)

    assert [change.entry.key for change in draft.entries] == ["B02"]


def test_an_entry_edited_here_and_there_needs_somebody_to_look(author, approver):
    publish_title(author, approver, "B01", "Our own words")
    newer = with_title(shipped_with_few_cases(), "B01", "Better words")
    draft = operations.offer_shipped_update(entries=newer, at=AT)

    with pytest.raises(
        UnableToSubmit, match="'B01' was changed by Release 2 after this draft began on Release 1"
    ):
        publish(author, approver, draft)


def test_a_shipped_update_may_add_a_fact_and_take_an_entry_out(db):
    entries = shipped_with_few_cases()
    fact = next(entry for entry in entries if entry.key == "ppi")
    gone = next(entry for entry in entries if entry.kind is EntryKind.CASE)
    added = make_entry(EntryKind.FACT, "zinc", {**fact.content(), "name": "zinc"})

    draft = operations.offer_shipped_update(
        entries=[*(entry for entry in entries if entry is not gone), added], at=AT
    )

    assert {(change.entry.key, change.removed) for change in draft.entries} == {
        ("zinc", False),
        (gone.key, True),
    }


def test_a_notice_acts_at_once_and_can_be_lifted(approver, django_assert_num_queries):
    key = (EntryKind.RULE, "B01")
    told = {"actor": approver, "kind": EntryKind.RULE, "key": "B01", "at": AT}

    notice = operations.raise_notice(
        word=NoticeWord.WITHDRAWN, reason="Two patients came to harm.", **told
    )

    assert (notice.word, notice.by) == (NoticeWord.WITHDRAWN, "Arno Approver")
    with django_assert_num_queries(1):
        assert queries.notices_for([key, (EntryKind.CLAIM, "B01")]) == {key: notice}
    assert queries.standing_notices() == (notice,)

    operations.lift_notice(reason="It was a mistake.", **told)

    assert queries.notices_for([key]) == {}
    assert queries.standing_notices() == ()
    assert queries.notices_for([]) == {}


def test_a_notice_needs_a_reason_and_an_entry(approver):
    with pytest.raises(UnableToPublish, match="There is no rule 'B99'") as refused:
        operations.raise_notice(
            actor=approver,
            kind=EntryKind.RULE,
            key="B99",
            word=NoticeWord.RETRACTED,
            reason=" ",
            at=AT,
        )

    assert len(refused.value.problems) == 2
