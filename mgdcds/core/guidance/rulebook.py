"""The rulebook: a release as one frozen value, made of its entries."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.guidance.assemble import assemble
from mgdcds.core.guidance.book import Definition, Rulebook
from mgdcds.core.guidance.check import check_entries
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.values.problems import UnableTo

__all__ = ["Definition", "Rulebook", "UnableToLoadRulebook", "check_entries", "load_rulebook"]


class UnableToLoadRulebook(UnableTo):
    """Entries that do not make a rulebook."""


def load_rulebook(entries: Iterable[Entry], *, label: str) -> Rulebook:
    """This function will make a rulebook of the entries of a release.

    It raises UnableToLoadRulebook with every problem of every entry. It takes some tenths of
    a second, so callers keep what it answers, by hash.
    """
    rulebook, problems = assemble(tuple(entries), label=label)
    if rulebook is None:
        raise UnableToLoadRulebook(problems)
    return rulebook
