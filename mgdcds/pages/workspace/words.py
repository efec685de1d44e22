"""Small words of the workspace."""

from __future__ import annotations

from mgdcds.core.authoring.diff import Change
from mgdcds.core.guidance.entries import Entry


def change_between(older: Entry | None, newer: Entry | None) -> Change:
    """This function will name what became of an entry between two releases."""
    if older is None:
        return Change.ADDED
    return Change.REMOVED if newer is None else Change.CHANGED
