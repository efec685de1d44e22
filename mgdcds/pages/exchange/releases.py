"""Which release the command line advises with: the shipped knowledge, or one of the database."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import Error as DatabaseError

from mgdcds.core.guidance.book import Rulebook
from mgdcds.pages.exchange import problems
from mgdcds.pages.exchange.problems import UnableToOpen
from mgdcds.stores.library import queries
from mgdcds.stores.library.shipped import load_shipped_rulebook
from mgdcds.stores.library.values import ReleaseNotFound


@dataclass(frozen=True)
class Release:
    """A rulebook with the words for it. `number` is None for the shipped knowledge."""

    rulebook: Rulebook
    number: int | None
    words: str


def load_release(number: int | None) -> Release:
    """This function will load the shipped knowledge, or a release of the database by its number.

    The database is asked only for a number. Raises UnableToOpen.
    """
    if number is None:
        shipped = load_shipped_rulebook()
        return Release(shipped, None, f"the shipped knowledge ({shipped.hash[:12]})")
    try:
        found = queries.get_release_by_number(number)
        rulebook = queries.rulebook_of(found)
    except ReleaseNotFound as error:
        raise UnableToOpen([problems.no_release(number)]) from error
    except DatabaseError as error:
        raise UnableToOpen([problems.no_database(str(error))]) from error
    return Release(rulebook, number, f"release {number} ({rulebook.hash[:12]})")
