"""Documents: chosen, made, shown, found again by their check code."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from mgdcds.core.guidance.advise import add_reasons
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.advice import problems
from mgdcds.pages.advice.documents import (
    compose_document,
    present_document,
    present_finding,
    present_print,
)
from mgdcds.pages.advice.forms import ChosenPaper, read_paper
from mgdcds.pages.advice.pdf import is_pdf_possible, render_pdf
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.values import DocumentNotFound
from mgdcds.stores.library.queries import notices_over, rulebook_of


def print_choice(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will ask which document, and make it."""
    require_role(request.actor, Role.CLINICIAN)
    found: tuple[Problem, ...] = ()
    if request.method == "POST":
        chosen = read_paper(request.POST)
        if isinstance(chosen, ChosenPaper):
            try:
                return redirect("advice:document", _make(request, evaluation_id, chosen))
            except UnableTo as refused:
                found = refused.problems
        else:
            found = chosen
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    page = present_print(
        evaluation,
        queries.answers_of(evaluation),
        rulebook_of(evaluation.release),
        queries.documents_of(request.actor.clinic_id, evaluation_id),
        clinic=_clinic(request),
        today=timezone.localdate(),
        typed=request.POST or request.GET,
        found=found,
    )
    return render(request, "advice/print.html", {"page": page}, status=422 if found else 200)


def document(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will show a document as it was made."""
    require_role(request.actor, Role.CLINICIAN)
    found = queries.get_document(request.actor.clinic_id, code)
    page = present_document(found, notices=notices_over(found.entries), is_screen=True)
    record_event(
        actor=request.actor, verb="viewed", kind="document", subject=found.code, at=timezone.now()
    )
    return render(request, "advice/document.html", {"page": page})


def document_pdf(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will answer the same document as a PDF file."""
    require_role(request.actor, Role.CLINICIAN)
    found = queries.get_document(request.actor.clinic_id, code)
    if not is_pdf_possible():
        return redirect("advice:document", found.code)
    page = present_document(found, notices=notices_over(found.entries), is_screen=False)
    made = render_pdf(render_to_string("advice/document.html", {"page": page}))
    name = f"{found.kind}-{found.code}.pdf"
    record_event(
        actor=request.actor, verb="viewed", kind="document", subject=found.code, at=timezone.now()
    )
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def find_document(request: ClinicRequest) -> HttpResponse:
    """This view will look a document up by the check code on its paper."""
    require_role(request.actor, Role.CLINICIAN)
    typed = request.POST.get("code", "").strip()
    found: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return redirect(
                "advice:document", queries.get_document(request.actor.clinic_id, typed).code
            )
        except DocumentNotFound:
            found = (problems.code_unknown(typed) if typed else problems.code_missing(),)
    page = present_finding(typed, found)
    return render(request, "advice/find.html", {"page": page}, status=422 if found else 200)


def _clinic(request: ClinicRequest) -> ClinicValue:
    if request.clinic is None:
        raise Http404("Somebody without a clinic has no patients.")
    return request.clinic


def _make(request: ClinicRequest, evaluation_id: uuid.UUID, chosen: ChosenPaper) -> str:
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    rulebook = rulebook_of(evaluation.release)
    answers = queries.answers_of(evaluation)
    content = compose_document(
        chosen.kind,
        evaluation,
        add_reasons(rulebook, evaluation.sheet, evaluation.report),
        answers,
        rulebook,
        clinic=_clinic(request),
        by=request.actor.name,
        at=timezone.localtime(now),
    )
    made = operations.record_document(
        actor=request.actor,
        evaluation_id=evaluation_id,
        kind=chosen.kind,
        paper=chosen.paper,
        large=chosen.large,
        content=content,
        at=now,
        seen_answers=answers.standing,
    )
    return made.code
