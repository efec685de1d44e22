"""What the advice pages show, already in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mgdcds.core.guidance.plan import Plan
from mgdcds.core.guidance.report import Report, ReportedRule, Status
from mgdcds.core.guidance.rule import Category, Urgency
from mgdcds.pages.advice.cards import RuleCard, present_card
from mgdcds.pages.advice.ground import Ground
from mgdcds.pages.advice.plan_lines import PlanColumn, present_plan
from mgdcds.pages.advice.responses import present_said
from mgdcds.pages.components.values import Link
from mgdcds.stores.evaluations.values import Answers


@dataclass(frozen=True)
class Gap:
    """A fact that is missing, with what it would settle and where to enter it.

    `instead` are facts that would do as well.
    """

    fact: Link
    instead: tuple[Link, ...]
    why: str
    would_settle: tuple[Link, ...]


@dataclass(frozen=True)
class RuleLine:
    """A rule in one line: unknown ones with what is missing, unmet ones with the title alone."""

    code: str
    title: str
    url: str
    missing: str = ""


@dataclass(frozen=True)
class Advice:
    """A report in the order in which it is read."""

    first: tuple[RuleCard, ...]
    recommended: tuple[RuleCard, ...]
    withheld: tuple[RuleCard, ...]
    informed: tuple[RuleCard, ...]
    folded: tuple[RuleCard, ...]
    gaps: tuple[Gap, ...]
    unknown: tuple[RuleLine, ...]
    not_met: tuple[RuleLine, ...]
    proposed: PlanColumn
    agreed: PlanColumn
    unanswered: tuple[Link, ...]

    @property
    def cards(self) -> tuple[RuleCard, ...]:
        """Every card, in the order of the page."""
        return (*self.first, *self.recommended, *self.withheld, *self.informed, *self.folded)

    @property
    def to_answer(self) -> int:
        """How many rules ask for an answer."""
        return sum(card.can_be_answered for card in self.cards)

    @property
    def answered(self) -> int:
        """How many of them have one."""
        return self.to_answer - sum(card.is_waiting for card in self.cards)

    @property
    def all_answered(self) -> bool:
        """Whether nothing waits."""
        return self.answered == self.to_answer


def present_advice(
    report: Report,
    *,
    ground: Ground,
    answers: Answers,
    proposed: Plan,
    agreed: Plan,
    today: datetime.date | None = None,
) -> Advice:
    """This function will arrange a report, its answers and both plans for reading.

    With `today` the plan says what is overdue.
    """
    rooms: dict[str, list[RuleCard]] = {"first": [], "recommended": [], "informed": []}
    rooms |= {"folded": [], "withheld": []}
    for rule in report.rules:
        if rule.code in ground.cards:
            said = present_said(answers, rule.code)
            rooms[_room_of(rule)].append(present_card(rule, ground=ground, said=said))
    return Advice(
        **{name: tuple(found) for name, found in rooms.items()},
        gaps=_gaps(report, ground),
        unknown=tuple(_line(rule, ground) for rule in report.by_status(Status.UNKNOWN)),
        not_met=tuple(_line(rule, ground) for rule in report.by_status(Status.NOT_MET)),
        proposed=present_plan(proposed, agreed=agreed),
        agreed=present_plan(agreed, today=today),
        unanswered=tuple(ground.rule(code) for code in agreed.unanswered_safety),
    )


def _room_of(rule: ReportedRule) -> str:
    if rule.status is Status.WITHHELD:
        return "withheld"
    if rule.urgency is Urgency.EMERGENCY or rule.category is Category.SAFETY:
        return "first"
    if rule.folded:
        return "folded"
    return "informed" if rule.urgency is Urgency.INFORMATION else "recommended"


def _gaps(report: Report, ground: Ground) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            fact=ground.fact(gap.name),
            instead=tuple(ground.fact(name) for name in gap.instead),
            why=gap.why,
            would_settle=tuple(ground.rule(code) for code in gap.would_settle),
        )
        for gap in report.missing
    )


def _line(rule: ReportedRule, ground: Ground) -> RuleLine:
    url, missing = ground.why_url(rule.code), ground.names(rule.missing)
    return RuleLine(rule.code, rule.title, url, missing)
