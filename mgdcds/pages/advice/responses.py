"""Answers in words: what was said of a rule, by whom, when, and what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.templatetags.components import moment
from mgdcds.stores.evaluations.values import AnswerEvent, Answers

Words = str | Promise

RESPONSES: Mapping[Response, Words] = {
    Response.ACCEPTED: gettext_lazy("Accepted"),
    Response.ALREADY_DONE: gettext_lazy("Already done"),
    Response.WILL_MONITOR: gettext_lazy("Will monitor"),
    Response.NOT_FOR_THIS_PATIENT: gettext_lazy("Not for this patient"),
    Response.OVERRIDDEN: gettext_lazy("Overridden"),
}
#: Why advice is not followed, coded so that reasons can be counted. The last asks for words.
REASONS: Mapping[str, Words] = {
    "benefit_outweighs_risk": gettext_lazy("Benefit outweighs the risk here"),
    "tolerated_before": gettext_lazy("Tolerated before"),
    "patient_declined": gettext_lazy("The patient does not want it"),
    "other_treatment": gettext_lazy("Another treatment is better here"),
    "specialist_decides": gettext_lazy("A specialist decides this"),
    "data_wrong": gettext_lazy("The recorded data are wrong or old"),
    "goals_of_care": gettext_lazy("Does not fit the goals of care"),
    "other": gettext_lazy("Another reason (say which)"),
}


@dataclass(frozen=True)
class AnswerLine:
    """One answer in words. `response` is empty where an answer was taken back."""

    response: str
    words: Words
    detail: str
    comment: str
    by: str
    when: str

    @property
    def sentence(self) -> str:
        """The whole of it on one line, for paper."""
        said = " · ".join(part for part in (str(self.words), self.detail, self.comment) if part)
        return f"{said} ({self.by}, {self.when})"


@dataclass(frozen=True)
class Said:
    """What was said of one rule: what stands, and what was said before, newest first.

    `seen` counts every answer, so that one given meanwhile is noticed.
    """

    standing: AnswerLine | None = None
    before: tuple[AnswerLine, ...] = ()
    seen: int = 0


def present_said(answers: Answers, code: str) -> Said:
    """This function will put the answers to one rule into words."""
    history = answers.history_of(code)
    lines = tuple(_line(event) for event in history)
    if code not in answers.standing:
        return Said(None, lines, len(history))
    return Said(lines[0], lines[1:], len(history))


def _line(event: AnswerEvent) -> AnswerLine:
    answer = event.answer
    return AnswerLine(
        response="" if answer is None else str(answer.response),
        words=_("Answer taken back") if answer is None else RESPONSES[answer.response],
        detail="" if answer is None else _detail(answer),
        comment="" if answer is None else answer.comment,
        by=event.by,
        when=moment(event.at),
    )


def _detail(answer: RuleAnswer) -> str:
    if answer.monitor_on:
        return _("look again on %(day)s") % {"day": format_date(answer.monitor_on)}
    return str(REASONS.get(answer.reason, answer.reason)) if answer.reason else ""
