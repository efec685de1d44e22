"""The pages of advice as whole values: what stands around the advice itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mgdcds.core.engines.answer import Reason
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plans import agree, propose
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem
from mgdcds.pages.advice.forms import REASONS
from mgdcds.pages.advice.pages import Advice, present_advice
from mgdcds.pages.components.patient import present_banner
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.components.words import Word
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.evaluations.values import Answers, EvaluationValue
from mgdcds.stores.library.values import NoticeValue


@dataclass(frozen=True)
class Remark:
    """A notice over a rule or its evidence: retracted, corrected, withdrawn."""

    title: str
    reason: str


@dataclass(frozen=True)
class Head:
    """From when the advice is, and whether something newer exists."""

    evaluation_id: str
    line: str
    release: int
    newer_release: int
    newer_url: str
    is_entered_in_error: bool


@dataclass(frozen=True)
class AdvicePage:
    """The advice. `open_answer` is the rule whose answer was refused, `typed` what was typed."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    head: Head
    advice: Advice
    notices: tuple[Remark, ...]
    can_answer: bool
    reasons: tuple[tuple[str, Word], ...]
    today: datetime.date
    print_url: str
    correct_url: str
    again_url: str
    words: Mapping[str, str]
    mistakes: tuple[Problem, ...] = ()
    open_answer: str = ""
    typed: Mapping[str, str] | None = None


@dataclass(frozen=True)
class WhyPage:
    """Why a rule came out as it did, as a tree, with the values it read."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    code: str
    status: str
    missing: str
    reason: Reason
    values: tuple[tuple[str, str, str], ...]


def labels_of(rulebook: Rulebook) -> Mapping[str, str]:
    """This function will answer the words for the names of a release."""
    facts = {fact.name: fact.label for fact in rulebook.dictionary.facts.values()}
    limits = {one.name: one.label for one in rulebook.dictionary.parameters.values()}
    named = {one.name: one.label for one in rulebook.definitions.values()}
    return facts | limits | {name: label for name, label in named.items() if label}


def present_page(
    evaluation: EvaluationValue,
    report: Report,
    answers: Answers,
    rulebook: Rulebook,
    *,
    actor: Actor,
    today: datetime.date,
    notices: tuple[NoticeValue, ...] = (),
    mistakes: tuple[Problem, ...] = (),
    refused: tuple[str, Mapping[str, str]] = ("", {}),
) -> AdvicePage:
    """This function will present an evaluation. `refused`: the rule and what was typed."""
    return AdvicePage(
        title=_("Advice"),
        crumbs=crumbs_of(evaluation),
        banner=banner_of(evaluation, today),
        head=_head(evaluation),
        advice=arrange(evaluation, report, answers, rulebook),
        notices=tuple(_remark(notice) for notice in notices),
        can_answer=actor.has(Role.CLINICIAN) and not evaluation.is_in_error,
        reasons=REASONS,
        today=today,
        print_url=reverse("advice:print", args=[evaluation.id]),
        correct_url=correct_url(evaluation),
        again_url=reverse("advice:again", args=[evaluation.id]),
        words=empty_words(),
        mistakes=mistakes,
        open_answer=refused[0],
        typed=refused[1],
    )


def arrange(
    evaluation: EvaluationValue, report: Report, answers: Answers, rulebook: Rulebook
) -> Advice:
    """This function will arrange a report with both plans."""
    return present_advice(
        report,
        labels=labels_of(rulebook),
        answers=answers.standing,
        proposed=propose(report),
        agreed=agree(report, answers.standing, on=evaluation.on),
    )


def present_why(
    evaluation: EvaluationValue,
    code: str,
    reason: Reason,
    rulebook: Rulebook,
    *,
    today: datetime.date,
) -> WhyPage:
    """This function will present why a rule came out as it did."""
    rule, labels = evaluation.report.rule(code), labels_of(rulebook)
    advice = Link(_("Advice"), reverse("advice:advice", args=[evaluation.id]))
    return WhyPage(
        title=rule.title,
        crumbs=(*crumbs_of(evaluation)[:-1], advice, Link(code)),
        banner=banner_of(evaluation, today),
        code=code,
        status=str(rule.status),
        missing=", ".join(labels.get(name, name) for name in rule.missing)
        if rule.status is not Status.NOT_MET
        else "",
        reason=reason,
        values=tuple(
            (labels.get(name, name), text, _where_from(evaluation, name))
            for name, text in rule.values_used.items()
        ),
    )


def crumbs_of(evaluation: EvaluationValue) -> tuple[Link, ...]:
    """This function will answer the way to an advice page."""
    return (
        Link(_("Patients"), reverse("entry:patients")),
        Link(evaluation.patient.name, reverse("desk:patient", args=[evaluation.patient.id])),
        Link(_("Advice of {day}").format(day=format_date(evaluation.on))),
    )


def banner_of(evaluation: EvaluationValue, today: datetime.date) -> PatientBanner:
    """This function will answer the banner of the patient that the advice is for."""
    return present_banner(evaluation.patient, on=today, flags=_flags(evaluation.report))


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


def _head(evaluation: EvaluationValue) -> Head:
    newer = evaluation.newer_evaluation
    return Head(
        evaluation_id=str(evaluation.id),
        line=_("Assessment of {day}, version {version}, by {name} · release {release}").format(
            day=format_date(evaluation.on),
            version=evaluation.version.number,
            name=evaluation.by,
            release=evaluation.release.number,
        ),
        release=evaluation.release.number,
        newer_release=evaluation.newer_release.number if evaluation.newer_release else 0,
        newer_url=reverse("advice:advice", args=[newer]) if newer else "",
        is_entered_in_error=evaluation.is_in_error,
    )


def _flags(report: Report) -> tuple[str, ...]:
    egfr = report.context.get("best_egfr")
    dialysis = _("On dialysis") if report.context.get("on_dialysis") == "true" else ""
    shown = _("eGFR {number}").format(number=round(float(egfr))) if egfr else ""
    return tuple(flag for flag in (shown, dialysis) if flag)


def _where_from(evaluation: EvaluationValue, name: str) -> str:
    found = evaluation.sheet.values.get(name)
    if found is None:
        return evaluation.sheet.set_aside[name][1] if name in evaluation.sheet.set_aside else ""
    return " · ".join(
        part
        for part in (
            format_date(found.on) if found.on else "",
            found.provenance.detail,
        )
        if part
    )


def _remark(notice: NoticeValue) -> Remark:
    return Remark(f"{notice.key}: {notice.word}", notice.reason)
