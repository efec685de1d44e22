"""The outcome of an evaluation as canonical text: what is promised for ever.

Statuses, level, missing, withheld by, values used, actions and rendered texts are stored and can
be replayed byte for byte. Reasons and layout are not: they are composed when read.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from mgdcds.core.guidance import problems
from mgdcds.core.guidance.report import (
    OUTCOME_FORMAT,
    ActionState,
    MissingFact,
    Report,
    ReportedAction,
    ReportedRule,
    Status,
)
from mgdcds.core.guidance.rule import Category, Certainty, Strength, Urgency, Verb
from mgdcds.core.values.canonical import canonical_json
from mgdcds.core.values.problems import Place, UnableTo

#: What is composed when read, and so is no part of the outcome.
_COMPOSED = frozenset({"because"})
_WORDS: Mapping[str, type[StrEnum]] = {
    "category": Category,
    "certainty": Certainty,
    "state": ActionState,
    "status": Status,
    "strength": Strength,
    "urgency": Urgency,
    "verb": Verb,
}


class UnableToReadOutcome(UnableTo):
    """A stored outcome that is damaged, or of another format."""


def outcome_to_text(report: Report) -> str:
    """This function will write a report as canonical JSON: equal outcomes have equal bytes."""
    return canonical_json({"format": OUTCOME_FORMAT, **_plain(report)})


def outcome_from_text(text: str) -> Report:
    """This function will read a stored outcome as a report without `because`.

    `advise.add_reasons` composes that. UnableToReadOutcome says what is wrong with the text.
    """
    content = _parsed(text)
    if content.pop("format", None) != OUTCOME_FORMAT:
        found = json.loads(text).get("format", "")
        problem = problems.other_outcome_format(Place(), found=found, known=OUTCOME_FORMAT)
        raise UnableToReadOutcome([problem])
    try:
        return _report(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"{type(error).__name__} at {error}"
        raise UnableToReadOutcome([problems.not_an_outcome(Place(), why=why)]) from error


def context_from_text(text: str) -> Mapping[str, str]:
    """This function will read only the values beside the rules (`CONTEXT_NAMES`) of an outcome.

    Raises UnableToReadOutcome.
    """
    return MappingProxyType(dict(_parsed(text).get("context", {})))


def _parsed(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        found = problems.not_an_outcome(Place(), why="it is not JSON")
        raise UnableToReadOutcome([found]) from error
    if not isinstance(content, dict):
        raise UnableToReadOutcome([problems.not_an_outcome(Place(), why="it is not a table")])
    return content


def _plain(value: object) -> dict[str, Any]:
    return {
        field.name: _plain_item(getattr(value, field.name))
        for field in fields(value)  # type: ignore[arg-type]
        if field.name not in _COMPOSED
    }


def _plain_item(item: object) -> Any:
    if isinstance(item, StrEnum):
        return item.value
    if isinstance(item, tuple):
        return [_plain_item(part) for part in item]
    if isinstance(item, ReportedRule | ReportedAction | MissingFact):
        return _plain(item)
    return item


def _report(content: dict[str, Any]) -> Report:
    return Report(
        **content
        | {
            "on": datetime.date.fromisoformat(content["on"]),
            "rules": tuple(map(_rule, content["rules"])),
            "missing": tuple(MissingFact(**_values(item)) for item in content["missing"]),
            "context": MappingProxyType(dict(content["context"])),
        }
    )


def _rule(content: dict[str, Any]) -> ReportedRule:
    actions = tuple(ReportedAction(**_values(item)) for item in content.pop("actions"))
    used = MappingProxyType(dict(content.pop("values_used")))
    return ReportedRule(**_values(content), actions=actions, values_used=used, because=())


def _values(content: dict[str, Any]) -> dict[str, Any]:
    return {key: _value(key, item) for key, item in content.items()}


def _value(key: str, item: Any) -> Any:
    if key in _WORDS:
        return _WORDS[key](item)
    return tuple(item) if isinstance(item, list) else item
