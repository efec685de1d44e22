"""Documents: the content that is frozen, and the pages that choose, show and find them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import mgdcds
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plans import agree
from mgdcds.core.guidance.report import Report
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem
from mgdcds.pages.advice.leaflet import compose_leaflet
from mgdcds.pages.advice.numbers import present_numbers
from mgdcds.pages.advice.pdf import is_pdf_possible
from mgdcds.pages.advice.screens import (
    Standing,
    arrange,
    banner_of,
    crumbs_of,
    empty_words,
    ground_of,
    present_standing,
)
from mgdcds.pages.advice.summary import compose_summary
from mgdcds.pages.components import words
from mgdcds.pages.components.forms import mistakes_of
from mgdcds.pages.components.values import Link, Mistake, PatientBanner
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.evaluations.values import Answers, DocumentValue, EvaluationValue
from mgdcds.stores.library.values import NoticeValue

KINDS = {"summary": "Clinical summary", "leaflet": "Your magnesium and vitamin D"}
#: The layout that a document was made for, kept with it.
_LAYOUT = 1


@dataclass(frozen=True)
class EarlierPrint:
    """A document that was made before."""

    url: str
    words: str
    line: str


@dataclass(frozen=True)
class PrintPage:
    """The choice of a document. `unanswered` stops the leaflet; `mistakes` say what went wrong."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    advice_url: str
    standing: Standing
    unanswered: tuple[Link, ...]
    earlier: tuple[EarlierPrint, ...]
    kind: str
    paper: str
    large: bool
    is_pdf_possible: bool
    find_url: str
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class FindPage:
    """The page that looks a document up by its check code."""

    title: str
    crumbs: tuple[Link, ...]
    code: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class DocumentPage:
    """A frozen document. Everything but the frame (`is_screen`, addresses, recall) is as made."""

    title: str
    code: str
    kind: str
    paper: str
    paper_css: str
    large: bool
    language: str
    content: Mapping[str, Any]
    groups: tuple[Mapping[str, Any], ...]
    person: Mapping[str, str]
    clinic_name: str
    clinic_address: str
    dates: str
    foot: str
    answerable: str
    words: Mapping[str, str]
    is_screen: bool
    back_url: str
    pdf_url: str
    recall: tuple[str, ...]


def compose_document(
    kind: str,
    evaluation: EvaluationValue,
    report: Report,
    answers: Answers,
    rulebook: Rulebook,
    *,
    clinic: ClinicValue,
    by: str,
    at: datetime.datetime,
) -> dict[str, Any]:
    """This function will compose what is frozen: head, foot and content, all in words.

    `at` is now in the clinic's time.
    """
    content = (
        _leaflet(evaluation, report, answers, rulebook, clinic=clinic, on=at.date())
        if kind == "leaflet"
        else compose_summary(
            arrange(evaluation, report, answers, rulebook), evidence=rulebook.evidence
        )
    )
    banner = banner_of(evaluation, evaluation.on)
    return {
        "layout": _LAYOUT,
        "title": str(_(KINDS.get(kind, kind))),
        "content": content,
        "person": {"name": banner.name, "line": _person_line(banner)},
        "clinic": {"name": clinic.name, "address": clinic.address},
        "dates": _("Assessment of %(on)s · printed %(at)s by %(by)s")
        % {"on": format_date(evaluation.on), "at": format_date(at.date()), "by": by},
        "foot": _("mgdcds %(version)s · release %(release)s · assessment version %(number)s")
        % {
            "version": mgdcds.__version__,
            "release": evaluation.release.number,
            "number": evaluation.version.number,
        },
        "answerable": _("Who answers for the content: the clinic named above."),
    }


def present_print(
    evaluation: EvaluationValue,
    answers: Answers,
    rulebook: Rulebook,
    earlier: Sequence[DocumentValue],
    *,
    clinic: ClinicValue,
    today: datetime.date,
    typed: Mapping[str, str],
    found: Sequence[Problem] = (),
) -> PrintPage:
    """This function will present the choice of a document. `found` says why none was made."""
    waiting = agree(evaluation.report, answers.standing, on=evaluation.on).unanswered_safety
    advice_url = reverse("advice:advice", args=[evaluation.id])
    titles = ground_of(evaluation, rulebook).titles
    return PrintPage(
        title=_("Print"),
        crumbs=crumbs_of(evaluation, Link(_("Print"))),
        banner=banner_of(evaluation, today),
        advice_url=advice_url,
        standing=present_standing(evaluation),
        unanswered=tuple(
            Link(f"{code} {titles[code]}", f"{advice_url}#rule-{code}") for code in waiting
        ),
        earlier=tuple(_earlier(document) for document in earlier),
        kind=typed.get("kind", "summary"),
        paper=typed.get("paper", "letter" if clinic.profile == "us" else "a4"),
        large=bool(typed.get("large")),
        is_pdf_possible=is_pdf_possible(),
        find_url=reverse("advice:find_document"),
        mistakes=mistakes_of(found),
    )


def present_finding(typed: str, found: Sequence[Problem] = ()) -> FindPage:
    """This function will present the search for a document by its check code."""
    title = _("Find a printed document")
    return FindPage(title, (Link(title),), typed, mistakes_of(found))


def present_document(
    document: DocumentValue, *, notices: Sequence[NoticeValue], is_screen: bool
) -> DocumentPage:
    """This function will show a document exactly as it was frozen, and whether it is recalled."""
    frozen = document.content
    return DocumentPage(
        title=frozen["title"],
        code=document.code,
        kind=document.kind,
        paper=document.paper,
        paper_css=f"css/paper-{document.paper}.css",
        large=document.large,
        language=document.language,
        content=frozen["content"],
        groups=_groups(frozen["content"]) if document.kind == "summary" else (),
        person=frozen["person"],
        clinic_name=frozen["clinic"]["name"],
        clinic_address=frozen["clinic"]["address"],
        dates=frozen["dates"],
        foot=frozen["foot"],
        answerable=frozen["answerable"],
        words=empty_words(),
        is_screen=is_screen,
        back_url=reverse("advice:advice", args=[document.evaluation_id]),
        pdf_url=reverse("advice:document_pdf", args=[document.code]) if is_pdf_possible() else "",
        recall=tuple(_recall(document, notices)),
    )


def _leaflet(
    evaluation: EvaluationValue,
    report: Report,
    answers: Answers,
    rulebook: Rulebook,
    *,
    clinic: ClinicValue,
    on: datetime.date,
) -> dict[str, Any]:
    numbers = present_numbers(
        evaluation.sheet,
        rulebook.dictionary,
        context=report.context,
        unit_system=clinic.unit_system,
        on=evaluation.on,
    )
    agreed = agree(report, answers.standing, on=evaluation.on)
    return compose_leaflet(report, agreed, numbers=numbers, on=on)


def _recall(document: DocumentValue, notices: Sequence[NoticeValue]) -> list[str]:
    """Why the paper must not be relied on any more."""
    found = [_("The assessment was entered in error.")] if document.is_in_error else []
    for notice in notices:
        told = {"key": notice.key, "word": notice.word, "reason": notice.reason}
        found.append(_("%(key)s was %(word)s: %(reason)s") % told)
    return found


def _groups(content: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    named = (
        (_("Safety"), "first"),
        (_("Recommendations"), "recommended"),
        (_("Withheld for safety"), "withheld"),
        (_("For information"), "informed"),
    )
    return tuple(
        {"title": title, "cards": [_in_words(card) for card in content.get(key, ())]}
        for title, key in named
    )


def _in_words(card: Mapping[str, Any]) -> Mapping[str, Any]:
    sure = words.CERTAINTY[card["certainty"]][1]
    return {
        **card,
        "urgency_words": words.URGENCY[card["urgency"]],
        "sure": f"{words.STRENGTH[card['strength']]} · {sure}",
    }


def _person_line(banner: PatientBanner) -> str:
    born = _("born %(day)s") % {"day": banner.born}
    age = _("age %(age)s") % {"age": banner.age}
    mrn = _("MRN %(mrn)s") % {"mrn": banner.mrn} if banner.mrn else ""
    return " · ".join(part for part in (born, age, banner.sex, mrn) if part)


def _earlier(document: DocumentValue) -> EarlierPrint:
    large = _(", large print") if document.large else ""
    told = {"day": format_date(document.at.date()), "name": document.by, "code": document.code}
    return EarlierPrint(
        url=reverse("advice:document", args=[document.code]),
        words=f"{_(KINDS[document.kind])}{large}",
        line=_("%(day)s by %(name)s, check code %(code)s") % told,
    )
