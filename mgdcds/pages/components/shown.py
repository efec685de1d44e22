"""Values as they are shown: a recorded value in parts, a reason as a branch of a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mgdcds.core.engines.answer import Reason
from mgdcds.pages.components import words

_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
_MEASURED = re.compile(
    r"(?P<number>(?:[<>≤≥]\s?)?-?\d[\d.,\s]*?)\s+(?P<unit>[^\s(][^()]*?)(?:\s+\((?P<other>.+)\))?"
)


@dataclass(frozen=True)
class ShownValue:
    """A value in parts: the number, its unit, and the same in the other unit."""

    number: str
    unit: str = ""
    other: str = ""


@dataclass(frozen=True)
class Branch:
    """One node of a reason tree. `mark` is the name of its icon, empty for a plain value."""

    mark: str
    word: words.Word
    sentence: str
    value: str
    name: str
    text: str
    is_open: bool
    children: tuple[Branch, ...]


def present_value(text: str) -> ShownValue | None:
    """This function will part a value such as "18 ng/mL (45 nmol/L)"; None when there is none."""
    text = str(text or "").strip()
    if not text:
        return None
    found = None if _DATE.fullmatch(text) else _MEASURED.fullmatch(text)
    if found is None:
        return ShownValue(number=text)
    return ShownValue(found["number"].strip(), found["unit"].strip(), found["other"] or "")


def present_reason(reason: Reason, *, open_to: int = 2) -> Branch:
    """This function will make a reason showable, with its first `open_to` levels unfolded."""
    mark = "" if reason.truth is None else reason.truth.value
    sentence = reason.sentence or reason.text
    return Branch(
        mark=mark,
        word=words.TRUTH.get(mark, ""),
        sentence=sentence,
        # What is marked true or false has said its value, and many a sentence has, too.
        value="" if mark or reason.value in sentence else reason.value,
        name=reason.name,
        text=reason.text if reason.text != reason.sentence else "",
        is_open=open_to > 0,
        children=tuple(present_reason(child, open_to=open_to - 1) for child in reason.children),
    )
