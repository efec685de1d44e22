"""Documents: the content that is frozen, and the page that shows what was frozen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import mgdcds
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plans import agree
from mgdcds.core.guidance.report import Report
from mgdcds.core.values.dates import format_date
from mgdcds.pages.advice.leaflet import compose_leaflet
from mgdcds.pages.advice.pdf import is_pdf_possible
from mgdcds.pages.advice.screens import arrange, banner_of, crumbs_of, empty_words
from mgdcds.pages.advice.summary import compose_summary
from mgdcds.pages.components import words
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.evaluations.values import Answers, DocumentValue, EvaluationValue

KINDS = {"summary": "Clinical summary", "leaflet": "Your magnesium and vitamin D"}
#: The patient's own numbers that a leaflet shows, where they are recorded.
_NUMBERS = ("vitamin_d_25oh", "magnesium", "calcium_adjusted", "egfr")


@dataclass(frozen=True)
class EarlierPrint:
    """A document that was made before."""

    url: str
    words: str
    line: str


@dataclass(frozen=True)
class PrintPage:
    """The choice of a document. `problem` says why none was made."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    advice_url: str
    unanswered: tuple[str, ...]
    earlier: tuple[EarlierPrint, ...]
    kind: str
    paper: str
    large: bool
    problem: str = ""


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
    recall: str


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
    """This function will compose what is frozen: head, foot and content, all in words."""
    if kind == "leaflet":
        agreed = agree(report, answers.standing, on=evaluation.on)
        numbers = _numbers(evaluation, rulebook.dictionary, clinic.unit_system)
        content = compose_leaflet(report, agreed, numbers=numbers)
    else:
        arranged = arrange(evaluation, report, answers, rulebook)
        citations = {key: one.citation for key, one in rulebook.evidence.sources.items()}
        content = compose_summary(arranged, citations=citations)
    banner = banner_of(evaluation, evaluation.on)
    return {
        "title": str(_(KINDS.get(kind, kind))),
        "content": content,
        "person": {"name": banner.name, "line": _person_line(banner)},
        "clinic": {"name": clinic.name, "address": clinic.address},
        "dates": _("Assessment of {on} · printed {at} by {by}").format(
            on=format_date(evaluation.on), at=format_date(at.date()), by=by
        ),
        "foot": _("mgdcds {version} · release {release} · assessment version {number}").format(
            version=mgdcds.__version__,
            release=evaluation.release.number,
            number=evaluation.version.number,
        ),
        "answerable": _("Who answers for the content: the clinic named above."),
    }


def present_print(
    evaluation: EvaluationValue,
    answers: Answers,
    earlier: tuple[DocumentValue, ...],
    *,
    today: datetime.date,
    typed: Mapping[str, Any],
    problem: str = "",
) -> PrintPage:
    """This function will present the choice of a document."""
    waiting = agree(evaluation.report, answers.standing, on=evaluation.on).unanswered_safety
    advice_url = reverse("advice:advice", args=[evaluation.id])
    return PrintPage(
        title=_("Print"),
        crumbs=(*crumbs_of(evaluation)[:-1], Link(_("Advice"), advice_url), Link(_("Print"))),
        banner=banner_of(evaluation, today),
        advice_url=advice_url,
        unanswered=waiting,
        earlier=tuple(_earlier(document) for document in earlier),
        kind=typed.get("kind", "summary"),
        paper=typed.get("paper", "a4"),
        large=bool(typed.get("large")),
        problem=problem,
    )


def present_document(document: DocumentValue, *, is_screen: bool) -> DocumentPage:
    """This function will show a document exactly as it was frozen."""
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
        recall=_("Recalled: the assessment was entered in error.") if document.is_in_error else "",
    )


def _groups(content: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    named = (
        (_("Safety"), "first"),
        (_("Recommendations"), "recommended"),
        (_("Withheld for safety"), "withheld"),
        (_("For information"), "informed"),
    )
    return tuple(
        {"title": title, "cards": [_in_words(card) for card in content[key]]}
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
    return " · ".join(part for part in (banner.born, banner.age, banner.sex, banner.mrn) if part)


def _numbers(
    evaluation: EvaluationValue, dictionary: Dictionary, unit_system: str
) -> list[dict[str, str]]:
    rows = []
    for name in _NUMBERS:
        recorded = evaluation.sheet.values.get(name)
        if recorded is not None:
            fact = dictionary.fact(name)
            text = format_value(
                fact,
                recorded.value,
                unit_system=unit_system,
                comparator=recorded.comparator,
                entered=recorded.entered,
                unit=recorded.unit,
            )
            on = format_date(recorded.on or evaluation.on)
            rows.append({"label": fact.label, "text": text, "on": on})
    return rows


def _earlier(document: DocumentValue) -> EarlierPrint:
    large = _(", large print") if document.large else ""
    return EarlierPrint(
        url=reverse("advice:document", args=[document.code]),
        words=f"{_(KINDS[document.kind])}{large}",
        line=_("{day} by {name}, check code {code}").format(
            day=format_date(document.at.date()), name=document.by, code=document.code
        ),
    )
