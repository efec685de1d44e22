"""The advice page as a whole value: what stands around the advice itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.plans import agree, propose
from mgdcds.core.guidance.prospects import Prospect
from mgdcds.core.guidance.report import Report
from mgdcds.core.values.dates import format_date
from mgdcds.pages.advice.gaps import Missing, present_missing
from mgdcds.pages.advice.ground import Ground, make_ground
from mgdcds.pages.advice.pages import Advice, present_advice
from mgdcds.pages.advice.responses import REASONS
from mgdcds.pages.components.patient import present_banner, present_flags
from mgdcds.pages.components.values import Link, Mistake, PatientBanner
from mgdcds.pages.components.words import Word
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.evaluations.values import Answers, EvaluationValue
from mgdcds.stores.library.values import NoticeValue


@dataclass(frozen=True)
class Remark:
    """A notice over a rule or its evidence: retracted, corrected, withdrawn."""

    title: str
    reason: str
    url: str


@dataclass(frozen=True)
class Standing:
    """Whether the advice still counts: in error, corrected, overtaken, or by an older release."""

    is_in_error: bool
    error_reason: str
    is_corrected: bool
    newer_url: str
    release: int
    newer_release: int

    @property
    def is_open(self) -> bool:
        """Whether answers to this advice count."""
        return not (self.is_in_error or self.is_corrected or self.newer_url)


@dataclass(frozen=True)
class Refusal:
    """An answer that was not recorded: to which rule, what was typed, and what is wrong."""

    code: str
    response: str
    typed: Mapping[str, str]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class AdvicePage:
    """The advice. `focus` is the part that takes the focus, `news` what is announced."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    evaluation_id: str
    line: str
    standing: Standing
    advice: Advice
    missing: Missing
    notices: tuple[Remark, ...]
    can_answer: bool
    reasons: tuple[tuple[str, Word], ...]
    today: datetime.date
    print_url: str
    correct_url: str
    again_url: str
    words: Mapping[str, str]
    refusal: Refusal | None = None
    mistakes: tuple[Mistake, ...] = ()
    focus: str = ""
    news: str = ""


def present_page(
    evaluation: EvaluationValue,
    report: Report,
    answers: Answers,
    rulebook: Rulebook,
    *,
    actor: Actor,
    today: datetime.date,
    prospects: Sequence[Prospect] = (),
    notices: tuple[NoticeValue, ...] = (),
    refusal: Refusal | None = None,
    answered: str = "",
) -> AdvicePage:
    """This function will present an evaluation.

    `prospects` are what the missing facts could do, the most valuable first. `refusal` is an
    answer that was not recorded, `answered` the rule that has just been.
    """
    standing = present_standing(evaluation)
    advice = arrange(evaluation, report, answers, rulebook, today=today)
    can_answer = actor.has(Role.CLINICIAN) and standing.is_open
    is_at_place = can_answer and refusal is not None and _has_form(advice, refusal.code)
    return AdvicePage(
        title=_("Advice"),
        crumbs=crumbs_of(evaluation),
        banner=banner_of(evaluation, today),
        evaluation_id=str(evaluation.id),
        line=_line(evaluation),
        standing=standing,
        advice=advice,
        missing=present_missing(prospects, ground_of(evaluation, rulebook), rulebook.dictionary),
        notices=tuple(_remark(notice) for notice in notices),
        can_answer=can_answer,
        reasons=tuple(REASONS.items()),
        today=today,
        print_url=reverse("advice:print", args=[evaluation.id]),
        correct_url=correct_url(evaluation),
        again_url=reverse("advice:again", args=[evaluation.id]),
        words=empty_words(),
        refusal=refusal if is_at_place else None,
        mistakes=() if refusal is None or is_at_place else refusal.mistakes,
        focus=next_to_answer(advice, answered) if answered else "",
        news=_news(advice, answered) if answered else "",
    )


def arrange(
    evaluation: EvaluationValue,
    report: Report,
    answers: Answers,
    rulebook: Rulebook,
    *,
    today: datetime.date | None = None,
) -> Advice:
    """This function will arrange a report with both plans; `today` tells what is overdue."""
    return present_advice(
        report,
        ground=ground_of(evaluation, rulebook),
        answers=answers,
        proposed=propose(report),
        agreed=agree(report, answers.standing, on=evaluation.on),
        today=today,
    )


def next_to_answer(advice: Advice, answered: str) -> str:
    """This function will answer where to go after an answer: the next card that waits.

    It is the next one down the page, else the first that waits, else the plan.
    """
    waiting = [card.code for card in advice.cards if card.is_waiting]
    codes = [card.code for card in advice.cards]
    here = codes.index(answered) if answered in codes else 0
    after = [code for code in waiting if codes.index(code) > here]
    return next((f"rule-{code}" for code in (*after, *waiting)), "plans")


def ground_of(evaluation: EvaluationValue, rulebook: Rulebook) -> Ground:
    """This function will answer what the lines of an evaluation point to."""
    return make_ground(
        evaluation.id, evaluation.report, rulebook, correct_url=correct_url(evaluation)
    )


def crumbs_of(evaluation: EvaluationValue, *further: Link) -> tuple[Link, ...]:
    """This function will answer the way to an advice page, and further."""
    here = reverse("advice:advice", args=[evaluation.id]) if further else ""
    return (
        Link(_("Patients"), reverse("entry:patients")),
        Link(evaluation.patient.name, reverse("desk:patient", args=[evaluation.patient.id])),
        Link(_("Advice of %(day)s") % {"day": format_date(evaluation.on)}, here),
        *further,
    )


def banner_of(evaluation: EvaluationValue, today: datetime.date) -> PatientBanner:
    """This function will answer the banner of the patient that the advice is for."""
    flags = present_flags(evaluation.report.context)
    return present_banner(evaluation.patient, on=today, flags=flags)


def correct_url(evaluation: EvaluationValue) -> str:
    """This function will answer where the assessment is corrected."""
    try:
        return reverse("entry:correct", args=[evaluation.version.assessment_id])
    except NoReverseMatch:
        return reverse("desk:patient", args=[evaluation.patient.id])


def empty_words() -> Mapping[str, str]:
    """This function will answer what is said where a plan is empty."""
    return {
        "nothing_proposed": _("The rules propose nothing to do."),
        "nothing_agreed": _("Nothing is agreed yet. Accept what you want to do."),
    }


def _line(evaluation: EvaluationValue) -> str:
    return _("Assessment of %(day)s, version %(version)s, by %(name)s · release %(release)s") % {
        "day": format_date(evaluation.on),
        "version": evaluation.version.number,
        "name": evaluation.by,
        "release": evaluation.release.number,
    }


def present_standing(evaluation: EvaluationValue) -> Standing:
    """This function will say whether an evaluation still counts."""
    newer = evaluation.newer_evaluation
    return Standing(
        is_in_error=evaluation.is_in_error,
        error_reason=evaluation.error_reason,
        is_corrected=evaluation.newer_version,
        newer_url=reverse("advice:advice", args=[newer]) if newer else "",
        release=evaluation.release.number,
        newer_release=evaluation.newer_release.number if evaluation.newer_release else 0,
    )


def _has_form(advice: Advice, code: str) -> bool:
    return any(card.code == code and card.can_be_answered for card in advice.cards)


def _news(advice: Advice, answered: str) -> str:
    card = next((card for card in advice.cards if card.code == answered), None)
    if card is None:
        return ""
    said = card.said.standing.words if card.said.standing else _("Answer taken back")
    told = {"title": card.title, "said": said, "done": advice.answered, "all": advice.to_answer}
    return _("%(title)s: %(said)s. %(done)s of %(all)s answered.") % told


def _remark(notice: NoticeValue) -> Remark:
    return Remark(f"{notice.key}: {notice.word}", notice.reason, _url_of(notice))


def _url_of(notice: NoticeValue) -> str:
    names = {EntryKind.RULE: "rule", EntryKind.CLAIM: "claim", EntryKind.SOURCE: "source"}
    name = names.get(notice.kind)
    return reverse(f"evidence:{name}", args=[notice.key]) if name else ""
