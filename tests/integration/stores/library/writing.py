"""Changes of knowledge for the tests of the library."""

from __future__ import annotations

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.stores.library import operations, queries
from tests.builders import AT


def rule_of(code):
    """This function will answer the kind and key of a rule."""
    return EntryKind.RULE, code


def edited(entries, name, **changes):
    """This function will change some fields of one entry among entries."""
    return tuple(
        make_entry(entry.kind, entry.key, {**entry.content(), **changes})
        if (entry.kind, entry.key) == name
        else entry
        for entry in entries
    )


def with_title(entries, code, title):
    """This function will give one rule another title."""
    return edited(entries, rule_of(code), title=title)


def content_of(kind, key):
    """This function will answer the content of an entry of the newest release."""
    entries = queries.entries_of(queries.find_newest_release().id)
    return next(entry for entry in entries if (entry.kind, entry.key) == (kind, key)).content()


def save(actor, draft, code, *, seen_revision=0, seen_base=None, **changes):
    """This function will change some fields of a rule in a draft."""
    return operations.save_draft_entry(
        actor=actor,
        draft_id=draft.id,
        kind=EntryKind.RULE,
        key=code,
        content={**content_of(EntryKind.RULE, code), **changes},
        seen_revision=seen_revision,
        seen_base=seen_base,
        at=AT,
    )


def publish(author, approver, draft, **more):
    """This function will submit and publish a draft."""
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)
    return operations.publish_draft(
        actor=approver, draft_id=draft.id, notes="Reviewed.", at=AT, **more
    )


def publish_title(author, approver, code, title, **more):
    """This function will publish a release in which one rule has another title."""
    draft = operations.open_draft(actor=author, title=f"Title of {code}", at=AT)
    save(author, draft, code, title=title)
    return publish(author, approver, draft, **more)
