"""Advice: shown, explained, answered, run again and printed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.core.guidance.advise import add_reasons, explain_rule
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.plan import Response
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.advice.documents import compose_document, present_document, present_print
from mgdcds.pages.advice.forms import AnswerForm, PrintForm
from mgdcds.pages.advice.pdf import is_pdf_possible, render_pdf
from mgdcds.pages.advice.screens import present_page, present_why
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.library.queries import notices_for, rulebook_of


def advice(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will show the advice, and write to the trail that it was looked at."""
    response = _show(request, evaluation_id)
    record_event(
        actor=request.actor, verb="viewed", kind="advice", subject=evaluation_id, at=timezone.now()
    )
    return response


def why(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will show why a rule came out as it did."""
    require_role(request.actor, Role.CLINICIAN)
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=timezone.now())
    rulebook = rulebook_of(evaluation.release)
    if code not in rulebook.rules:
        raise Http404("There is no such rule in this advice.")
    reason = explain_rule(rulebook, evaluation.sheet, code)
    page = present_why(evaluation, code, reason, rulebook, today=timezone.localdate())
    return render(request, "advice/why.html", {"page": page})


@require_POST
def answer(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will record an answer; what is missing is said at its place, nothing is lost."""
    form = AnswerForm(request.POST)
    typed = {name: request.POST.get(name, "") for name in ("monitor_on", "reason", "comment")}
    if not form.is_valid():
        return _refuse(request, evaluation_id, code, typed, _form_problems(form))
    given = dict(form.cleaned_data)
    try:
        operations.record_answer(
            actor=request.actor,
            evaluation_id=evaluation_id,
            code=code,
            response=Response(given.pop("response")),
            at=timezone.now(),
            **given,
        )
    except UnableTo as refused:
        return _refuse(request, evaluation_id, code, typed, refused.problems)
    return _back(evaluation_id, code)


@require_POST
def withdraw(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will take an answer back."""
    try:
        operations.withdraw_answer(
            actor=request.actor, evaluation_id=evaluation_id, code=code, at=timezone.now()
        )
    except UnableTo as refused:
        return _refuse(request, evaluation_id, code, {}, refused.problems)
    return _back(evaluation_id, code)


@require_POST
def again(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will run the live release over the same assessment; the old advice stays."""
    try:
        made = operations.evaluate_again(
            actor=request.actor, evaluation_id=evaluation_id, at=timezone.now()
        )
    except UnableTo as refused:
        return _refuse(request, evaluation_id, "", {}, refused.problems)
    messages.success(request, _("This is the advice of the live release."))
    return redirect("advice:advice", made.evaluation_id)


def print_choice(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will ask which document, and make it."""
    require_role(request.actor, Role.CLINICIAN)
    form = PrintForm(request.POST or None)
    found: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            return redirect("advice:document", _make(request, evaluation_id, form.cleaned_data))
        except UnableTo as refused:
            found = refused.problems
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    page = present_print(
        evaluation,
        queries.answers_of(evaluation),
        queries.documents_of(request.actor.clinic_id, evaluation_id),
        today=timezone.localdate(),
        typed=request.POST.dict() or request.GET.dict(),
        problem=" ".join(f"{one.message} {one.hint}".strip() for one in found),
    )
    return render(request, "advice/print.html", {"page": page}, status=422 if found else 200)


def document(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will show a document as it was made."""
    require_role(request.actor, Role.CLINICIAN)
    found = queries.get_document(request.actor.clinic_id, code)
    page = present_document(found, is_screen=True)
    record_event(
        actor=request.actor, verb="viewed", kind="document", subject=code, at=timezone.now()
    )
    return render(request, "advice/document.html", {"page": page})


def document_pdf(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will answer the same document as a PDF file."""
    require_role(request.actor, Role.CLINICIAN)
    found = queries.get_document(request.actor.clinic_id, code)
    if not is_pdf_possible():
        return redirect("advice:document", code)
    page = present_document(found, is_screen=False)
    made = render_pdf(render_to_string("advice/document.html", {"page": page}))
    name = f"{found.kind}-{found.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _make(request: ClinicRequest, evaluation_id: uuid.UUID, chosen: Mapping[str, object]) -> str:
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    rulebook = rulebook_of(evaluation.release)
    answers = queries.answers_of(evaluation)
    content = compose_document(
        str(chosen["kind"]),
        evaluation,
        add_reasons(rulebook, evaluation.sheet, evaluation.report),
        answers,
        rulebook,
        clinic=request.clinic,
        by=request.actor.name,
        at=timezone.localtime(now),
    )
    made = operations.record_document(
        actor=request.actor,
        evaluation_id=evaluation_id,
        content=content,
        at=now,
        seen_answers=answers.standing,
        **chosen,
    )
    return made.code


def _show(
    request: ClinicRequest,
    evaluation_id: uuid.UUID,
    *,
    found: tuple[Problem, ...] = (),
    refused: tuple[str, Mapping[str, str]] = ("", {}),
) -> HttpResponse:
    require_role(request.actor, Role.CLINICIAN)
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    rulebook = rulebook_of(evaluation.release)
    page = present_page(
        evaluation,
        add_reasons(rulebook, evaluation.sheet, evaluation.report),
        queries.answers_of(evaluation),
        rulebook,
        actor=request.actor,
        today=timezone.localdate(),
        notices=tuple(notices_for(_names_behind(evaluation.report)).values()),
        mistakes=found,
        refused=refused,
    )
    return render(request, "advice/advice.html", {"page": page}, status=422 if found else 200)


def _refuse(
    request: ClinicRequest,
    evaluation_id: uuid.UUID,
    code: str,
    typed: Mapping[str, str],
    found: tuple[Problem, ...],
) -> HttpResponse:
    return _show(request, evaluation_id, found=found, refused=(code, typed))


def _names_behind(report: Report) -> list[tuple[EntryKind, str]]:
    shown = (*report.by_status(Status.FIRES), *report.by_status(Status.WITHHELD))
    names = [(EntryKind.RULE, rule.code) for rule in shown]
    names += [(EntryKind.SOURCE, key) for rule in shown for key in rule.evidence]
    return names + [(EntryKind.CLAIM, key) for rule in shown for key in rule.claims]


def _form_problems(form: AnswerForm) -> tuple[Problem, ...]:
    return tuple(
        Problem(message=str(message)) for messages_ in form.errors.values() for message in messages_
    )


def _back(evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    return redirect(f"{reverse('advice:advice', args=[evaluation_id])}#rule-{code}")
