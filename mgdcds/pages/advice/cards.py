"""One rule of a report, as the card that a clinician reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.guidance.plan import PlanItem, Response, RuleAnswer
from mgdcds.core.guidance.plans import describe_item
from mgdcds.core.guidance.report import ActionState, ReportedAction, ReportedRule, Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.values.dates import format_date
from mgdcds.stores.evaluations.answering import is_answerable

Words = str | Promise

RESPONSES: Mapping[Response, Words] = {
    Response.ACCEPTED: gettext_lazy("Accepted"),
    Response.ALREADY_DONE: gettext_lazy("Already done"),
    Response.WILL_MONITOR: gettext_lazy("Will monitor"),
    Response.NOT_FOR_THIS_PATIENT: gettext_lazy("Not for this patient"),
    Response.OVERRIDDEN: gettext_lazy("Overridden"),
}


@dataclass(frozen=True)
class ActionLine:
    """One action in words; `why_not` says what stands against a withheld one."""

    words: str
    is_withheld: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """The standing answer in words."""

    response: str
    words: Words
    detail: str


@dataclass(frozen=True)
class RuleCard:
    """A rule that fires or is withheld."""

    code: str
    title: str
    status: str
    urgency: str
    strength: str
    certainty: str
    text: str
    tags: tuple[str, ...]
    because: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    withheld: tuple[ActionLine, ...]
    why_withheld: str
    evidence: tuple[str, ...]
    claims: tuple[str, ...]
    is_folded: bool
    can_be_answered: bool
    answer: AnswerLine | None


def present_card(
    rule: ReportedRule, *, labels: Mapping[str, str], answer: RuleAnswer | None
) -> RuleCard:
    """This function will turn one reported rule and its standing answer into a card."""
    lines = [_line(action, labels) for action in rule.actions]
    return RuleCard(
        code=rule.code,
        title=rule.title,
        status=str(rule.status),
        urgency=str(rule.urgency),
        strength=str(rule.strength),
        certainty=str(rule.certainty),
        text=rule.clinician,
        tags=rule.tags,
        because=rule.because,
        actions=tuple(line for line in lines if not line.is_withheld),
        withheld=tuple(line for line in lines if line.is_withheld),
        why_withheld=_stands_against(rule.withheld_by, rule.missing, labels)
        if rule.status is Status.WITHHELD
        else "",
        evidence=rule.evidence,
        claims=rule.claims,
        is_folded=rule.folded,
        can_be_answered=is_answerable(rule),
        answer=None if answer is None else present_answer(answer),
    )


def present_answer(answer: RuleAnswer) -> AnswerLine:
    """This function will put a standing answer into words."""
    when = format_date(answer.monitor_on) if answer.monitor_on else ""
    detail = " · ".join(part for part in (when, answer.reason, answer.comment) if part)
    return AnswerLine(str(answer.response), RESPONSES[answer.response], detail)


def action_words(verb: Verb, target: str, detail: str = "", limit: str = "") -> str:
    """This function will write an action as a clinician reads it: "Measure serum magnesium"."""
    words = describe_action(verb, target)
    if limit:
        words = _("{words} (at most {limit})").format(words=words, limit=limit)
    return f"{words}: {detail}" if detail else words


def describe_action(verb: Verb, target: str) -> str:
    """This function will write a verb and its target in the words of the plan."""
    return describe_item(PlanItem(verb, target, (), "", "", Urgency.ROUTINE, ()))


def _line(action: ReportedAction, labels: Mapping[str, str]) -> ActionLine:
    words = action_words(action.verb, action.target, action.detail, action.limit)
    if action.in_weeks:
        words = _("{words}, in {weeks} weeks").format(words=words, weeks=action.in_weeks)
    if action.state is ActionState.PROPOSED:
        return ActionLine(words)
    return ActionLine(
        words,
        is_withheld=True,
        why_not=_stands_against(action.withheld_by, action.missing, labels),
    )


def _stands_against(
    withheld_by: tuple[str, ...], missing: tuple[str, ...], labels: Mapping[str, str]
) -> str:
    parts = []
    if withheld_by:
        parts.append(_("blocked by {rules}").format(rules=", ".join(withheld_by)))
    if missing:
        names = ", ".join(labels.get(name, name) for name in missing)
        parts.append(_("cannot be cleared until known: {names}").format(names=names))
    return "; ".join(parts)
