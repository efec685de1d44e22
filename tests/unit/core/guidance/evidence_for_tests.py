"""A small body of evidence, as entries, for tests to bend."""

from __future__ import annotations

import copy

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.guidance.evidence import GRADE_DOMAINS, read_evidence

SOURCE = {
    "name": "Jones 2020",
    "citation": "Jones A. Magnesium. J Test 2020;1:1–2.",
    "title": "Magnesium",
    "year": 2020,
    "kind": "randomised trial",
    "design": "Randomised trial",
    "n": 205436,
    "limits": "Small.",
    "certainty": "low",
    "verified": "partly",
    "from_memory": ["year"],
}
FINDING = {
    "text": "Deaths were fewer: HR 0.55 (0.32–0.95).",
    "measure": "HR",
    "effect": "0.55",
    "interval": ["0.32", "0.95"],
    "n": 1169,
    "supports": ["c1"],
    "verified": "verified",
}
CLAIM = {
    "title": "Magnesium and death",
    "sentence": "Magnesium was associated with fewer deaths.",
    "wording": "Magnesium was associated with fewer deaths.",
    "basis": "evidence",
    "certainty": "low",
    "starts_at": "high",
    "starts_because": "A randomised trial.",
    "domains": [
        {"name": name, "reason": f"A word on {name}.", "rated_down_by": down}
        if down
        else {"name": name, "reason": f"A word on {name}."}
        for name, down in zip(GRADE_DOMAINS, (0, 0, 1, 1, 0), strict=True)
    ],
}


def make_entries(*, source=None, finding=None, claim=None):
    """This function will make a source, its finding and the claim it supports, with changes.

    A change to None takes a field away.
    """
    return (
        make_entry(EntryKind.SOURCE, "jones2020", _changed(SOURCE, source)),
        make_entry(EntryKind.FINDING, "jones2020.death", _changed(FINDING, finding)),
        make_entry(EntryKind.CLAIM, "c1", _changed(CLAIM, claim)),
    )


def make_evidence(**changes):
    """This function will read such entries."""
    return read_evidence(make_entries(**changes))


def _changed(content, changes):
    changed = copy.deepcopy(content) | (changes or {})
    return {key: value for key, value in changed.items() if value is not None}
