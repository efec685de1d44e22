"""A rule's content as the fields of a form, and the fields as content again.

Texts, condition and levels have fields of their own. Actions of a level, and what few
rules need (tags, blocks, source attributes), are TOML, as in the shipped file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.layout import LAYOUTS, arrange
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.core.values.toml import parse_toml, write_toml

PLAIN = ("title", "category", "when", "strength", "certainty", "why_it_matters")
LEVEL = ("when", "urgency", "clinician", "patient")
MOST_LEVELS = 12


@dataclass(frozen=True)
class LevelFields:
    """One level, as typed. `at` counts from 1."""

    at: int
    when: str = ""
    urgency: str = "routine"
    clinician: str = ""
    patient: str = ""
    actions: str = ""
    is_last: bool = False


@dataclass(frozen=True)
class RuleFields:
    """A rule, as typed. `more` is TOML with everything that has no field of its own."""

    code: str
    title: str = ""
    category: str = "treatment"
    when: str = ""
    strength: str = "conditional"
    certainty: str = "low"
    why_it_matters: str = ""
    evidence: str = ""
    levels: tuple[LevelFields, ...] = ()
    more: str = ""


def fields_of_content(content: Mapping[str, Any]) -> RuleFields:
    """This function will spread a rule's content over the fields of the form."""
    own = {*PLAIN, "code", "evidence", "levels"}
    levels = content.get("levels", [])
    return RuleFields(
        code=str(content.get("code", "")),
        **{name: str(content.get(name, "")) for name in PLAIN},
        evidence=", ".join(content.get("evidence", [])),
        levels=tuple(
            _level_fields(level, at, is_last=at == len(levels))
            for at, level in enumerate(levels, start=1)
        ),
        more=_toml({key: value for key, value in content.items() if key not in own}),
    )


def fields_of_post(code: str, posted: Mapping[str, str]) -> RuleFields:
    """This function will take the fields as typed; an added or removed level is carried out."""
    count = min(_number(posted.get("level_count", "")), MOST_LEVELS)
    kept = [at for at in range(1, count + 1) if posted.get("remove_level") != str(at)]
    levels = [
        {name: posted.get(f"levels.{at}.{name}", "") for name in (*LEVEL, "actions")} for at in kept
    ]
    if "add_level" in posted and len(levels) < MOST_LEVELS:
        levels.insert(0, {"urgency": "routine"})
    return RuleFields(
        code=code,
        **{name: _text(posted, name) for name in (*PLAIN, "evidence", "more")},
        levels=tuple(
            LevelFields(at=at, is_last=at == len(levels), **level)
            for at, level in enumerate(levels, start=1)
        ),
    )


def content_of_fields(fields: RuleFields) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """This function will make content of the fields, or answer what of their TOML is wrong."""
    found: list[Problem] = []
    content = _parse(fields.more, "more", found)
    content |= {name: getattr(fields, name).strip() for name in PLAIN} | {"code": fields.code}
    evidence = [key.strip() for key in fields.evidence.replace("\n", ",").split(",")]
    content["evidence"] = [key for key in evidence if key]
    content["levels"] = [_level_content(level, found) for level in fields.levels]
    return {key: value for key, value in content.items() if value != []}, tuple(found)


def _level_fields(level: Mapping[str, Any], at: int, *, is_last: bool) -> LevelFields:
    actions = level.get("actions", [])
    return LevelFields(
        at=at,
        **{name: str(level.get(name, "")) for name in LEVEL},
        actions=_toml({"actions": actions}) if actions else "",
        is_last=is_last,
    )


def _level_content(level: LevelFields, found: list[Problem]) -> dict[str, Any]:
    content = {name: getattr(level, name).strip() for name in LEVEL}
    content |= _parse(level.actions, f"levels.{level.at}.actions", found)
    return {key: value for key, value in content.items() if value not in ("", [])}


def _parse(text: str, field: str, found: list[Problem]) -> dict[str, Any]:
    try:
        return parse_toml(text)
    except UnableTo as unable:
        found += [
            Problem(Place(field=field), problem.code, problem.describe())
            for problem in unable.problems
        ]
        return {}


def _toml(content: Mapping[str, Any]) -> str:
    if not content:
        return ""
    layout = LAYOUTS[EntryKind.RULE]
    inner = layout["levels"] if "actions" in content else layout
    return write_toml(arrange(content, inner))


def _text(posted: Mapping[str, str], name: str) -> str:
    return posted.get(name, "").replace("\r\n", "\n")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
