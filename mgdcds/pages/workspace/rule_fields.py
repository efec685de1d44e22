"""A rule's content as the fields of a form, and what was typed there as content again.

Texts, conditions, levels, ownership and source attributes have fields of their own. The
actions of a level, remarks and blocks are TOML, as in the shipped file; so is whatever has
no field, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.layout import LAYOUTS
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES
from mgdcds.core.values.problems import Problem
from mgdcds.pages.workspace import typed as pieces
from mgdcds.pages.workspace.typed import Read, Typed

NEEDED = ("title", "category", "when", "strength", "certainty", "why_it_matters")
OPTIONAL = ("owner", "authored_by", "checked_by", "reviewed_on", "review_due")
LISTS = ("needs", "evidence", "claims")
LEVEL = ("when", "urgency", "clinician", "patient")
#: More levels than a reader can follow; a button adds no more.
MOST_LEVELS = 12

_LAYOUT = LAYOUTS[EntryKind.RULE]
_OWN = {*NEEDED, *OPTIONAL, *LISTS, "code", "folded", "levels", "attributes"}


def is_formable(content: Mapping[str, Any]) -> bool:
    """This function will tell whether the form can show a rule without losing a part of it."""
    levels, attributes = content.get("levels", []), content.get("attributes", {})
    return (
        all(pieces.is_text(content.get(name, "")) for name in (*NEEDED, *OPTIONAL))
        and all(pieces.are_texts(content.get(name, [])) for name in LISTS)
        and isinstance(content.get("folded", False), bool)
        and isinstance(attributes, Mapping)
        and all(map(pieces.is_text, attributes.values()))
        and not set(attributes) - set(SOURCE_ATTRIBUTES)
        and isinstance(levels, Sequence)
        and not isinstance(levels, str)
        and all(map(_is_level, levels))
    )


def typed_of_rule(content: Mapping[str, Any]) -> dict[str, str]:
    """This function will spread a rule's content over the fields of the form."""
    typed = {name: content.get(name, "") for name in (*NEEDED, *OPTIONAL)}
    typed |= {name: pieces.line_of(content.get(name, [])) for name in LISTS}
    typed |= {"folded": "on"} if content.get("folded") else {}
    attributes = content.get("attributes", {})
    typed |= {f"attributes.{name}": attributes.get(name, "") for name in SOURCE_ATTRIBUTES}
    for at, level in enumerate(content.get("levels", []), start=1):
        typed |= {f"levels.{at}.{name}": text for name, text in _typed_level(level).items()}
    more = {key: value for key, value in content.items() if key not in _OWN}
    return typed | {"more": pieces.write_piece(more, _LAYOUT)}


def read_rule_fields(code: str, typed: Typed) -> Read:
    """This function will make content of the fields, or say what of their TOML is wrong."""
    found: list[Problem] = []
    content = pieces.parse_piece(typed.get("more", ""), field="more", found=found)
    content |= {"code": code} | {name: typed.get(name, "").strip() for name in NEEDED}
    content |= {name: text for name in OPTIONAL if (text := typed.get(name, "").strip())}
    content |= {name: words for name in LISTS if (words := pieces.words_of(typed.get(name, "")))}
    content |= {"folded": True} if typed.get("folded") else {}
    named = {name: typed.get(f"attributes.{name}", "").strip() for name in SOURCE_ATTRIBUTES}
    content["attributes"] = {name: text for name, text in named.items() if text}
    content["levels"] = [_read_level(at, typed, found) for at in levels_of(typed)]
    return Read({key: value for key, value in content.items() if value not in ([], {})}, (*found,))


def levels_of(typed: Typed) -> range:
    """This function will number the levels that were typed, from 1."""
    number = 0
    while f"levels.{number + 1}.urgency" in typed:
        number += 1
    return range(1, number + 1)


def with_level(typed: Typed) -> dict[str, str]:
    """This function will put an empty level before the others, unless there are too many."""
    if len(levels_of(typed)) >= MOST_LEVELS:
        return dict(typed)
    moved = _renumbered(typed, {at: at + 1 for at in levels_of(typed)})
    return moved | {f"levels.1.{name}": "" for name in (*LEVEL, "actions")}


def without_level(typed: Typed, gone: str) -> dict[str, str]:
    """This function will take one level away; those behind it move up."""
    left = [at for at in levels_of(typed) if str(at) != gone]
    return _renumbered(typed, {at: number for number, at in enumerate(left, start=1)})


def _renumbered(typed: Typed, numbers: Mapping[int, int]) -> dict[str, str]:
    kept = {name: text for name, text in typed.items() if not name.startswith("levels.")}
    for at, number in numbers.items():
        kept |= {f"levels.{number}.{name}": text for name, text in _level(typed, at).items()}
    return kept


def _level(typed: Typed, at: int) -> dict[str, str]:
    return {name: typed.get(f"levels.{at}.{name}", "") for name in (*LEVEL, "actions")}


def _typed_level(level: Mapping[str, Any]) -> dict[str, str]:
    rest = {key: value for key, value in level.items() if key not in LEVEL}
    actions = pieces.write_piece(rest, _LAYOUT["levels"])
    return {name: level.get(name, "") for name in LEVEL} | {"actions": actions}


def _read_level(at: int, typed: Typed, found: list[Problem]) -> dict[str, Any]:
    level = _level(typed, at)
    field = f"levels.{at}.actions"
    content = pieces.parse_piece(level.pop("actions"), field=field, found=found)
    content |= {name: text.strip() for name, text in level.items()}
    return {key: value for key, value in content.items() if value not in ("", [])}


def _is_level(level: Any) -> bool:
    return isinstance(level, Mapping) and all(pieces.is_text(level.get(key, "")) for key in LEVEL)
