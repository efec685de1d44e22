"""A case's content as the fields of a form, and what was typed there as content again.

Facts and limits are TOML, a line each, as in the shipped file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mgdcds.core.authoring.cases import Difference
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.facts.case import STATUSES
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.layout import LAYOUTS
from mgdcds.core.values.problems import Problem
from mgdcds.pages.workspace import typed as pieces
from mgdcds.pages.workspace.typed import Read, Typed

TEXTS = ("name", "rule", "note", "on", "profile")
TABLES = ("facts", "limits")

_LAYOUT = LAYOUTS[EntryKind.CASE]
_OWN = {*TEXTS, *TABLES, "reviewed", "expect"}


def is_formable(content: Mapping[str, Any]) -> bool:
    """This function will tell whether the form can show a case without losing a part of it."""
    expect, reviewed = content.get("expect", {}), content.get("reviewed", [])
    return (
        all(pieces.is_text(content.get(name, "")) for name in TEXTS)
        and all(isinstance(content.get(name, {}), Mapping) for name in TABLES)
        and pieces.are_texts(reviewed)
        and not set(reviewed) - set(LISTS)
        and isinstance(expect, Mapping)
        and not set(expect) - set(STATUSES)
        and all(map(pieces.are_texts, expect.values()))
        and not set(content) - _OWN
    )


def typed_of_case(content: Mapping[str, Any]) -> dict[str, str]:
    """This function will spread a case's content over the fields of the form."""
    typed = {name: content.get(name, "") for name in TEXTS}
    typed |= {name: pieces.write_piece(content.get(name, {}), None) for name in TABLES}
    typed |= {f"reviewed.{name}": "on" for name in content.get("reviewed", [])}
    expect = content.get("expect", {})
    return typed | {
        f"expect.{status}": pieces.line_of(expect.get(status, [])) for status in STATUSES
    }


def read_case_fields(typed: Typed) -> Read:
    """This function will make content of the fields, or say what of their TOML is wrong."""
    found: list[Problem] = []
    content: dict[str, Any] = {name: typed.get(name, "").strip() for name in TEXTS}
    content["reviewed"] = sorted(name for name in LISTS if typed.get(f"reviewed.{name}"))
    for name in TABLES:
        content[name] = pieces.parse_piece(typed.get(name, ""), field=name, found=found)
    expect = {status: pieces.words_of(typed.get(f"expect.{status}", "")) for status in STATUSES}
    content["expect"] = {status: codes for status, codes in expect.items() if codes}
    kept = {key: value for key, value in content.items() if value not in ("", [], {})}
    return Read(kept | {name: content[name] for name in ("name", "facts")}, (*found,))


def with_what_came_out(typed: Typed, differences: Iterable[Difference]) -> dict[str, str]:
    """This function will let a case expect what came out, for each rule that differs."""
    found = dict(typed)
    for one in differences:
        if one.actual not in STATUSES:
            continue
        for status in STATUSES:
            codes = pieces.words_of(found.get(f"expect.{status}", ""))
            codes = [code for code in codes if code != one.code]
            codes += [one.code] if status == one.actual else []
            found[f"expect.{status}"] = pieces.line_of(codes)
    return found
