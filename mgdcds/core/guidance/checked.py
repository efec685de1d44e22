"""A rule whose expressions are checked: what `advise` runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from mgdcds.core.cql.check import Checked
from mgdcds.core.guidance.report import ActionState, ReportedRule, Status
from mgdcds.core.guidance.rule import Action, Gate, Level, Rule, Urgency, Verb


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

    @cached_property
    def proposed(self) -> Deed:
        """The action as what is to be done."""
        return self._deed(ActionState.PROPOSED)

    @cached_property
    def withheld(self) -> Deed:
        """The action as what is not to be done for now."""
        return self._deed(ActionState.WITHHELD)

    def _deed(self, state: ActionState) -> Deed:
        return Deed(self.action.verb, self.action.target, self.action.in_weeks, state, self)


@dataclass(frozen=True)
class Deed:
    """What is to be done, or is withheld: an action without its details and doses.

    `action` has those. Deeds that differ only there are the same.
    """

    verb: Verb
    target: str
    in_weeks: str
    state: ActionState
    action: CheckedAction = field(compare=False, repr=False)


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

    @cached_property
    def untold(self) -> ReportedRule:
        """The rule as it is reported while it is not met. It is as urgent as it could become."""
        told, order = self.rule, list(Urgency)
        return ReportedRule(
            code=told.code,
            title=told.title,
            category=told.category,
            status=Status.NOT_MET,
            urgency=min((level.urgency for level in told.levels), key=order.index),
            strength=told.strength,
            certainty=told.certainty,
            level=-1,
            clinician="",
            patient="",
            tags=(),
            actions=(),
            withheld_by=(),
            missing=(),
            because=(),
            values_used=MappingProxyType({}),
            evidence=told.evidence,
            claims=told.claims,
            folded=told.folded,
        )
