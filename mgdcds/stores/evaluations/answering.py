"""Which rules ask for an answer, and how urgent they are. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mgdcds.core.guidance.plan import PlanItem, RuleAnswer
from mgdcds.core.guidance.plans import agree, describe_item, is_safety
from mgdcds.core.guidance.report import ActionState, Report, ReportedRule, Status
from mgdcds.core.guidance.rule import Urgency, Verb

#: Urgencies, most urgent first: their place is their rank in the database.
URGENCIES = tuple(Urgency)


@dataclass(frozen=True)
class Standing:
    """What still waits for a word, and what is to be looked at next."""

    waiting: tuple[ReportedRule, ...]
    next_due: PlanItem | None

    @property
    def rank(self) -> int | None:
        """The rank of the most urgent rule that waits; None when none does."""
        return URGENCIES.index(self.waiting[0].urgency) if self.waiting else None


def is_answerable(rule: ReportedRule) -> bool:
    """This function will tell whether a clinician is asked to answer a rule.

    A rule that only informs asks for no decision, unless it is a matter of safety.
    """
    if rule.status is not Status.FIRES:
        return False
    asks = any(
        action.verb is not Verb.INFORM and action.state is ActionState.PROPOSED
        for action in rule.actions
    )
    return asks or is_safety(rule) or rule.urgency is not Urgency.INFORMATION


def find_standing(
    report: Report,
    answers: Mapping[str, RuleAnswer],
    *,
    exempt: Collection[str],
    on: datetime.date,
) -> Standing:
    """This function will find what waits, most urgent first, and the next day of the agreed plan.

    `exempt` rules do not wait, unless they are about safety. `on` is the day of the report.
    """
    waiting = [
        rule
        for rule in report.rules
        if is_answerable(rule)
        and rule.code not in answers
        and (rule.code not in exempt or is_safety(rule))
    ]
    plan = agree(report, answers, on=on)
    dated = [item for item in plan.follow_up if item.due_on is not None]
    return Standing(
        waiting=tuple(sorted(waiting, key=lambda rule: URGENCIES.index(rule.urgency))),
        next_due=min(dated, key=lambda item: item.due_on or on, default=None),
    )


def due_words(item: PlanItem) -> str:
    """This function will say in a few words what is to be looked at."""
    return "; ".join(filter(None, (describe_item(item), *item.details)))
