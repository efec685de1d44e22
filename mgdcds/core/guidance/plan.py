"""Plans: what the rules say (`propose`) and what the clinician accepted (`agree`)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from mgdcds.core.guidance.rule import Urgency, Verb


class Response(StrEnum):
    """What a clinician answered to a rule."""

    ACCEPTED = "accepted"
    ALREADY_DONE = "already_done"
    WILL_MONITOR = "will_monitor"
    NOT_FOR_THIS_PATIENT = "not_for_this_patient"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True)
class RuleAnswer:
    """The standing answer to one rule.

    `monitor_on` goes with WILL_MONITOR, `reason` with OVERRIDDEN.
    """

    code: str
    response: Response
    reason: str = ""
    comment: str = ""
    monitor_on: datetime.date | None = None


@dataclass(frozen=True)
class PlanItem:
    """One line of a plan: merged over the rules that ask for it."""

    verb: Verb
    target: str
    details: tuple[str, ...]
    limit: str
    in_weeks: str
    urgency: Urgency
    rules: tuple[str, ...]
    patient: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A list of things to do, most urgent first, without a contradiction."""

    items: tuple[PlanItem, ...]
    follow_up: tuple[PlanItem, ...] = ()
    unanswered_safety: tuple[str, ...] = ()
