"""A report: what a release says about one sheet. Every rule is accounted for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mgdcds.core.engines.answer import Reason
from mgdcds.core.guidance.rule import Category, Certainty, Strength, Urgency, Verb

#: The number of the stored form of an outcome. A change of that form needs a new number.
OUTCOME_FORMAT = 1
#: What plans need to know beside the rules: facts and definitions, by name.
CONTEXT_NAMES = ("best_age", "sex", "best_egfr", "on_dialysis", "total_magnesium_supplement")


class Status(StrEnum):
    """What became of a rule for one patient."""

    FIRES = "fires"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"


class ActionState(StrEnum):
    """What became of an action of a rule whose condition is true."""

    PROPOSED = "proposed"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class ReportedAction:
    """An action with its outcome. `withheld_by` are rule codes; `missing` are facts."""

    verb: Verb
    target: str
    detail: str
    limit: str
    in_weeks: str
    state: ActionState
    withheld_by: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportedRule:
    """What one rule says. Texts are rendered; `because` are sentences with values.

    `urgency` is that of the level in force; for a rule that does not fire (`level` is -1 then) it
    is the most urgent that the rule could have. `missing` are the facts that keep it from being
    settled: its condition, a more urgent level, or an action that waits for a gate. `because` is
    composed when read and is no part of the stored outcome.
    """

    code: str
    title: str
    category: Category
    status: Status
    urgency: Urgency
    strength: Strength
    certainty: Certainty
    level: int
    clinician: str
    patient: str
    tags: tuple[str, ...]
    actions: tuple[ReportedAction, ...]
    withheld_by: tuple[str, ...]
    missing: tuple[str, ...]
    because: tuple[str, ...]
    values_used: Mapping[str, str]
    evidence: tuple[str, ...]
    claims: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True)
class MissingFact:
    """A fact that would settle something, with the rules it would settle (most urgent first)."""

    name: str
    why: str
    would_settle: tuple[str, ...]
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The outcome of a release for a sheet. `rules` has every rule in page order.

    `context` has the few values that plans need beside the rules (`CONTEXT_NAMES`), as canonical
    text: a plain number in the canonical unit, 'true' or 'false', a word. Unknown ones are absent.
    """

    release_hash: str
    release_label: str
    on: datetime.date
    rules: tuple[ReportedRule, ...]
    missing: tuple[MissingFact, ...]
    context: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def by_status(self, status: Status) -> tuple[ReportedRule, ...]:
        """This method will answer the rules of one status, in page order."""
        return tuple(rule for rule in self.rules if rule.status is status)

    def rule(self, code: str) -> ReportedRule:
        """This method will answer one rule's report."""
        return next(rule for rule in self.rules if rule.code == code)


__all__ = [
    "OUTCOME_FORMAT",
    "ActionState",
    "MissingFact",
    "Reason",
    "Report",
    "ReportedAction",
    "ReportedRule",
    "Status",
]
