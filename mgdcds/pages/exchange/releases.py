"""Which release the command line advises with: the shipped knowledge, or one of the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import Error as DatabaseError

from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.problems import Problem
from mgdcds.pages.exchange import problems
from mgdcds.pages.exchange.problems import UnableToOpen
from mgdcds.stores.library import queries
from mgdcds.stores.library.shipped import load_shipped_rulebook
from mgdcds.stores.library.values import NoticeValue, ReleaseNotFound


@dataclass(frozen=True)
class Release:
    """A rulebook with the words for it. `number` is None for the shipped knowledge.

    `standing` are the notices that stand over entries of the database now.
    """

    rulebook: Rulebook
    number: int | None
    words: str
    standing: tuple[NoticeValue, ...] = ()


def load_release(number: int | None) -> Release:
    """This function will load the shipped knowledge, or a release of the database by its number.

    The database is asked only for a number. Raises UnableToOpen.
    """
    if number is None:
        shipped = load_shipped_rulebook()
        return Release(shipped, None, f"the shipped knowledge ({shipped.hash[:12]})")
    try:
        found = queries.get_release_by_number(number)
        rulebook, standing = queries.rulebook_of(found), queries.standing_notices()
    except ReleaseNotFound as error:
        raise UnableToOpen([problems.no_release(number)]) from error
    except DatabaseError as error:
        raise UnableToOpen([problems.no_database(str(error))]) from error
    return Release(rulebook, number, f"release {number} ({rulebook.hash[:12]})", standing)


def notices_on(report: Report, release: Release) -> tuple[Problem, ...]:
    """This function will answer the notices on what a report says, and on what that rests on."""
    said = [rule for rule in report.rules if rule.status in (Status.FIRES, Status.WITHHELD)]
    names = {(EntryKind.RULE, rule.code) for rule in said}
    names |= {(EntryKind.SOURCE, key) for rule in said for key in rule.evidence}
    names |= {(EntryKind.CLAIM, key) for rule in said for key in rule.claims}
    return tuple(
        problems.under_notice(
            kind=str(one.kind), key=one.key, word=str(one.word), reason=one.reason
        )
        for one in release.standing
        if (one.kind, one.key) in names
    )
