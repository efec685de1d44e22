"""Asks whether entries make a release."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.guidance.assemble import assemble
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.values.problems import Problem


def check_entries(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """This function will answer every problem of the entries of a release, sorted by place.

    The document of a place is the kind and the key of an entry ("rule B01"), its field the
    path within ("levels.1.clinician"), and line and column count within that field.
    """
    return assemble(tuple(entries), label="")[1]
