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
    """One line of a plan: merged over the rules that ask for it.

    `details` are clauses, each once. `limit` is a dose that is not to be passed, such as
    "150 mg/d". `in_weeks` says when a later test is due, such as "12" or "1–2", and `due_on` by
    which day that is.
    """

    verb: Verb
    target: str
    details: tuple[str, ...]
    limit: str
    in_weeks: str
    urgency: Urgency
    rules: tuple[str, ...]
    patient: tuple[str, ...] = ()
    due_on: datetime.date | None = None


@dataclass(frozen=True)
class SetAside:
    """A line that gave way to a safer one, with the reason as a sentence."""

    item: PlanItem
    reason: str


@dataclass(frozen=True)
class Contradiction:
    """Two lines that one patient cannot follow both: one gives what the other takes away."""

    giving: PlanItem
    taking: PlanItem


@dataclass(frozen=True)
class Plan:
    """A list of things to do, most urgent first, without a contradiction.

    `items` are for now and `follow_up` for later. `set_aside` lists what gave way to a safer
    line. `unanswered_safety` are the codes of safety advice that still waits for an answer.
    """

    items: tuple[PlanItem, ...]
    follow_up: tuple[PlanItem, ...] = ()
    unanswered_safety: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
