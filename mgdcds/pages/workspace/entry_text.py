"""An entry as text for an editor, the text as content again, and what a new entry starts from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.layout import LAYOUTS
from mgdcds.core.values.problems import Problem
from mgdcds.pages.workspace import typed as pieces
from mgdcds.pages.workspace.typed import Read, Typed

#: Enough to see the shape, and nothing that could be published.
_NEW_RULE: Mapping[str, Any] = {
    "title": "",
    "category": "treatment",
    "when": "",
    "strength": "conditional",
    "certainty": "very low",
    "why_it_matters": "",
    "levels": [{"urgency": "routine", "clinician": "", "patient": ""}],
}
_LISTS = ["conditions", "medicines", "symptoms"]


def text_of_content(kind: EntryKind, content: Mapping[str, Any]) -> str:
    """This function will write content as TOML in the order of its file."""
    return pieces.write_piece(content, LAYOUTS[kind])


def text_of_entry(entry: Entry | None) -> str:
    """This function will write an entry as TOML; "" where there is none."""
    return "" if entry is None else text_of_content(entry.kind, entry.content())


def read_text(typed: Typed) -> Read:
    """This function will read content from TOML, or say what is wrong with it."""
    found: list[Problem] = []
    content = pieces.parse_piece(typed.get("text", ""), field="text", found=found)
    return Read(content, (*found,))


def new_rule_content(code: str) -> dict[str, Any]:
    """This function will answer what a new rule starts from."""
    return {"code": code, **_NEW_RULE}


def new_case_content(*, name: str, code: str, on: str, like: Entry | None) -> dict[str, Any]:
    """This function will answer what a new case of a rule starts from.

    `like` is a case of the same rule whose patient is taken over; without one, a patient of
    whom nothing is known but age and sex, for whom the rule is expected to apply.
    """
    start = {
        "reviewed": _LISTS,
        "facts": {"age_years": 46, "sex": "female"},
        "expect": {"fires": [code]} if code else {},
    }
    before = {} if like is None else like.content()
    content = start | {key: before[key] for key in (*start, "limits", "profile") if key in before}
    return {key: value for key, value in content.items() if value} | {
        "name": name,
        "rule": code,
        "on": before.get("on", on),
    }


def key_of_case(name: str, code: str) -> str:
    """This function will make the key of a new case: its rule and its name, in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", f"{code} {plain}".lower())
    return "_".join(words)[:80].rstrip("_")
