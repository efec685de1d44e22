"""What the advice pages show, already in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mgdcds.core.guidance.plan import Plan, PlanItem, RuleAnswer
from mgdcds.core.guidance.report import Report, ReportedRule, Status
from mgdcds.core.guidance.rule import Category, Urgency
from mgdcds.core.values.dates import format_date
from mgdcds.pages.advice.cards import RuleCard, action_words, present_card
from mgdcds.stores.evaluations.answering import is_answerable


@dataclass(frozen=True)
class Gap:
    """A fact that is missing, with what it would settle and where to enter it."""

    name: str
    label: str
    instead: str
    why: str
    would_settle: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RuleLine:
    """A rule in one line: unknown ones with what is missing, unmet ones with the title alone."""

    code: str
    title: str
    missing: str = ""


@dataclass(frozen=True)
class PlanLine:
    """One line of a plan. `rules` say where it comes from."""

    words: str
    urgency: str
    rules: tuple[str, ...]
    when: str = ""


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
    proposed: tuple[PlanLine, ...]
    agreed: tuple[PlanLine, ...]
    follow_up: tuple[PlanLine, ...]
    unanswered: tuple[str, ...]
    to_answer: int
    answered: int


def present_advice(
    report: Report,
    *,
    labels: Mapping[str, str],
    answers: Mapping[str, RuleAnswer],
    proposed: Plan,
    agreed: Plan,
) -> Advice:
    """This function will arrange a report, its answers and both plans for reading.

    `labels` gives the words for fact and definition names.
    """
    cards = {
        rule.code: present_card(rule, labels=labels, answer=answers.get(rule.code))
        for rule in report.rules
        if rule.status in (Status.FIRES, Status.WITHHELD)
    }
    rooms: dict[str, list[RuleCard]] = {"first": [], "recommended": [], "informed": []}
    rooms |= {"folded": [], "withheld": []}
    for rule in report.rules:
        if rule.code in cards:
            rooms[_room_of(rule)].append(cards[rule.code])
    asked = [rule.code for rule in report.rules if is_answerable(rule)]
    return Advice(
        **{name: tuple(found) for name, found in rooms.items()},
        gaps=_gaps(report, labels),
        unknown=tuple(_line(rule, labels) for rule in report.by_status(Status.UNKNOWN)),
        not_met=tuple(_line(rule, labels) for rule in report.by_status(Status.NOT_MET)),
        proposed=present_plan(proposed.items),
        agreed=present_plan(agreed.items),
        follow_up=present_plan(agreed.follow_up),
        unanswered=tuple(agreed.unanswered_safety),
        to_answer=len(asked),
        answered=sum(code in answers for code in asked),
    )


def present_plan(items: tuple[PlanItem, ...]) -> tuple[PlanLine, ...]:
    """This function will put the lines of a plan into words."""
    return tuple(
        PlanLine(
            words=action_words(item.verb, item.target, "; ".join(item.details), item.limit),
            urgency=str(item.urgency),
            rules=item.rules,
            when=_when(item),
        )
        for item in items
    )


def _when(item: PlanItem) -> str:
    weeks = _("in {weeks} weeks").format(weeks=item.in_weeks) if item.in_weeks else ""
    day = _("by {day}").format(day=format_date(item.due_on)) if item.due_on else ""
    return ", ".join(part for part in (weeks, day) if part)


def _room_of(rule: ReportedRule) -> str:
    if rule.status is Status.WITHHELD:
        return "withheld"
    if rule.urgency is Urgency.EMERGENCY or rule.category is Category.SAFETY:
        return "first"
    if rule.folded:
        return "folded"
    return "informed" if rule.urgency is Urgency.INFORMATION else "recommended"


def _gaps(report: Report, labels: Mapping[str, str]) -> tuple[Gap, ...]:
    titles = {rule.code: rule.title for rule in report.rules}
    return tuple(
        Gap(
            name=gap.name,
            label=labels.get(gap.name, gap.name),
            instead=", ".join(labels.get(name, name) for name in gap.instead),
            why=gap.why,
            would_settle=tuple((code, titles[code]) for code in gap.would_settle),
        )
        for gap in report.missing
    )


def _line(rule: ReportedRule, labels: Mapping[str, str]) -> RuleLine:
    return RuleLine(
        rule.code, rule.title, ", ".join(labels.get(name, name) for name in rule.missing)
    )
