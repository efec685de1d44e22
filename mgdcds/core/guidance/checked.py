"""A rule whose expressions are checked: what `advise` runs."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.cql.check import Checked
from mgdcds.core.guidance.rule import Action, Gate, Level, Rule


@dataclass(frozen=True)
class CheckedText:
    """A text: words, and checked expressions whose values are filled in."""

    parts: tuple[str | Checked, ...] = ()


@dataclass(frozen=True)
class CheckedGate:
    """A gate, and the names of the gates that it stands on (its own among them)."""

    gate: Gate
    stands_on: frozenset[str]
    instead: CheckedAction | None = None


@dataclass(frozen=True)
class CheckedAction:
    """An action. Without a `when` it holds for every patient of its level."""

    action: Action
    when: Checked | None
    detail: CheckedText
    limit: CheckedText
    gates: tuple[CheckedGate, ...] = ()


@dataclass(frozen=True)
class CheckedLevel:
    """A level. The last one has no `when`."""

    level: Level
    when: Checked | None
    clinician: CheckedText
    patient: CheckedText
    actions: tuple[CheckedAction, ...]


@dataclass(frozen=True)
class CheckedTag:
    """A remark with its condition."""

    when: Checked
    text: CheckedText


@dataclass(frozen=True)
class CheckedBlock:
    """A rule that stands behind a gate while `when` is true."""

    code: str
    gate: str
    when: Checked


@dataclass(frozen=True)
class CheckedRule:
    """A rule. `used` are the names whose values a reader wants to see beside it."""

    rule: Rule
    when: Checked
    levels: tuple[CheckedLevel, ...]
    tags: tuple[CheckedTag, ...]
    blocks: tuple[CheckedBlock, ...]
    used: tuple[str, ...] = ()
