"""An entry as text for an editor, and the text as content again."""

from __future__ import annotations

from typing import Any

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.layout import LAYOUTS, arrange
from mgdcds.core.values.toml import parse_toml, write_toml

#: What a new rule or case starts from: enough to see the shape, nothing that could be published.
_NEW: dict[EntryKind, dict[str, Any]] = {
    EntryKind.RULE: {
        "title": "",
        "category": "treatment",
        "when": "",
        "strength": "conditional",
        "certainty": "very low",
        "why_it_matters": "",
        "levels": [{"urgency": "routine", "clinician": "", "patient": ""}],
        "attributes": {},
    },
    EntryKind.CASE: {
        "name": "",
        "rule": "",
        "note": "",
        "on": "2026-11-22",
        "reviewed": ["symptoms", "conditions", "medicines"],
        "facts": {"age_years": 46, "sex": "female"},
        "expect": {"fires": [], "withheld": [], "unknown": [], "not_met": []},
    },
}


def text_of_content(kind: EntryKind, content: dict[str, Any]) -> str:
    """This function will write content as TOML in the order of its file."""
    return write_toml(arrange(content, LAYOUTS[kind]))


def content_of_text(text: str, *, document: str) -> dict[str, Any]:
    """This function will read content from TOML. Raises UnableToParseToml with the place."""
    return parse_toml(text.replace("\r\n", "\n"), document=document)


def new_content(kind: EntryKind, key: str, *, rule: str = "") -> dict[str, Any]:
    """This function will answer what a new entry starts from."""
    content = dict(_NEW[kind])
    if kind is EntryKind.RULE:
        content["code"] = key
    if kind is EntryKind.CASE:
        content |= {"rule": rule, "name": key.replace("_", " ")}
    return content


def text_of_entry(entry: Entry) -> str:
    """This function will write an entry as TOML in the order of its file."""
    return text_of_content(entry.kind, entry.content())
