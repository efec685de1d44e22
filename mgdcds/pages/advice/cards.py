"""One rule of a report, as the card that a clinician reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.plans import describe_item
from mgdcds.core.guidance.report import ActionState, ReportedAction, ReportedRule, Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.pages.advice.ground import Ground, Hindrance
from mgdcds.pages.advice.responses import Said
from mgdcds.stores.evaluations.answering import is_answerable


@dataclass(frozen=True)
class ActionLine:
    """One action: the deed in a few words, and what completes it."""

    words: str
    detail: str = ""


@dataclass(frozen=True)
class WithheldLines:
    """Actions that are withheld for one reason, so that the reason is said once."""

    actions: tuple[ActionLine, ...]
    reason: Hindrance


@dataclass(frozen=True)
class RuleCard:
    """A rule that fires or is withheld. `tone` is its urgency, or 'withheld'."""

    code: str
    title: str
    tone: str
    urgency: str
    strength: str
    certainty: str
    text: str
    tags: tuple[str, ...]
    because: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    withheld: tuple[WithheldLines, ...]
    sources: int
    evidence: tuple[str, ...]
    why_url: str
    is_folded: bool
    can_be_answered: bool
    said: Said

    @property
    def anchor(self) -> str:
        """The id of the card on the page."""
        return f"rule-{self.code}"

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is asked for and not given."""
        return self.can_be_answered and self.said.standing is None


def present_card(rule: ReportedRule, *, ground: Ground, said: Said) -> RuleCard:
    """This function will turn one reported rule and what was said of it into a card."""
    proposed = [action for action in rule.actions if action.state is ActionState.PROPOSED]
    return RuleCard(
        code=rule.code,
        title=rule.title,
        tone="withheld" if rule.status is Status.WITHHELD else str(rule.urgency),
        urgency=str(rule.urgency),
        strength=str(rule.strength),
        certainty=str(rule.certainty),
        text=rule.clinician,
        tags=rule.tags,
        because=rule.because,
        actions=tuple(present_action(action) for action in proposed),
        withheld=_withheld(rule, proposed, ground),
        sources=len(rule.evidence),
        evidence=rule.evidence,
        why_url=ground.why_url(rule.code),
        is_folded=rule.folded,
        can_be_answered=is_answerable(rule),
        said=said,
    )


def present_action(action: ReportedAction) -> ActionLine:
    """This function will write an action as a clinician reads it."""
    weeks = _("in %(weeks)s weeks") % {"weeks": action.in_weeks} if action.in_weeks else ""
    detail = "; ".join(part for part in (weeks, action.detail) if part)
    return ActionLine(action_words(action.verb, action.target, action.limit), detail)


def action_words(verb: Verb, target: str, limit: str = "") -> str:
    """This function will write a verb and its target in the words of the plan."""
    words = describe_item(PlanItem(verb, target, (), "", "", Urgency.ROUTINE, ()))
    return _("%(words)s (at most %(limit)s)") % {"words": words, "limit": limit} if limit else words


def _withheld(
    rule: ReportedRule, proposed: Iterable[ReportedAction], ground: Ground
) -> tuple[WithheldLines, ...]:
    """A withheld rule says its reason once; a rule that fires, once for each reason."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[ReportedAction]] = {}
    for action in rule.actions:
        if action.state is ActionState.WITHHELD:
            is_whole = rule.status is Status.WITHHELD
            told = (
                (rule.withheld_by, rule.missing)
                if is_whole
                else (action.withheld_by, action.missing)
            )
            groups.setdefault(told, []).append(action)
    replaced = {(action.verb, action.target) for action in proposed}
    return tuple(
        WithheldLines(
            tuple(present_action(action) for action in actions),
            _reason(told, actions, replaced, ground),
        )
        for told, actions in groups.items()
    )


def _reason(
    told: tuple[tuple[str, ...], tuple[str, ...]],
    actions: Iterable[ReportedAction],
    replaced: set[tuple[Verb, str]],
    ground: Ground,
) -> Hindrance:
    if any(told):
        return ground.hindrance(*told)
    if all((action.verb, action.target) in replaced for action in actions):
        return Hindrance(words=_("the line with a limit stands in its place"))
    return Hindrance(words=_("not cleared for this patient"))
