"""What the pages of rules show, already in words."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.evidence.pages import ClaimRow, RuleRow, SourceRow


@dataclass(frozen=True)
class RuleGroup:
    """Rules about one thing."""

    title: Word
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class RulesPage:
    """All rules, or those that a search found, by what they are about."""

    title: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    words: str
    groups: tuple[RuleGroup, ...]
    found: int
    overdue: int
    release: str


@dataclass(frozen=True)
class TextPart:
    """A piece of a rule's text. `is_slot`: the patient's value is filled in here."""

    text: str
    is_slot: bool = False


@dataclass(frozen=True)
class Condition:
    """A condition in English and as it runs."""

    english: str
    cql: str


@dataclass(frozen=True)
class ActionRow:
    """An action: what to do, for whom, and what it waits for (one sentence a gate)."""

    verb: Word
    target: str
    detail: tuple[TextPart, ...]
    limit: tuple[TextPart, ...]
    in_weeks: str
    condition: Condition | None
    gates: tuple[str, ...]


@dataclass(frozen=True)
class LevelRow:
    """A level of a rule. Without a condition it is for everybody the ones before are not for."""

    urgency: str
    condition: Condition | None
    clinician: tuple[TextPart, ...]
    patient: tuple[TextPart, ...]
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class TagRow:
    """A remark that is added when its condition is true."""

    condition: Condition
    text: tuple[TextPart, ...]


@dataclass(frozen=True)
class BlockRow:
    """What the rule holds back: the gate in words, and when."""

    gate: str
    condition: Condition


@dataclass(frozen=True)
class CaseRow:
    """A worked patient of the rule, and what the rule is expected to say ("" for nothing)."""

    name: str
    expected: str
    note: str


@dataclass(frozen=True)
class Credits:
    """Who answers for a rule, and since when. Dates are in words."""

    owner: str
    authored_by: str
    checked_by: str
    reviewed: str
    review_due: str
    is_overdue: bool


@dataclass(frozen=True)
class RulePage:
    """A rule in full. `attributes` are the 13 source attributes; `filled` how many have a text."""

    title: str
    crumbs: tuple[Link, ...]
    code: str
    category: Word
    strength: str
    certainty: str
    why_it_matters: str
    condition: Condition
    needs: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    tags: tuple[TagRow, ...]
    blocks: tuple[BlockRow, ...]
    claims: tuple[ClaimRow, ...]
    sources: tuple[SourceRow, ...]
    attributes: tuple[tuple[Word, str], ...]
    filled: int
    credits: Credits
    cases: tuple[CaseRow, ...]
    notices: tuple[str, ...]
    release: str
    since: str
    entry: str
    history_url: str
