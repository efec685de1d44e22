"""What a search for a patient can answer."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What became of a search: a patient, the proof that there is none, or neither in its time."""

    FOUND = "found"
    NONE = "none"
    UNDECIDED = "undecided"
