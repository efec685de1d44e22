"""Answers to rules: given, changed, taken back."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.advice.forms import read_answer, read_seen
from mgdcds.pages.advice.screens import Refusal, arrange, next_to_answer
from mgdcds.pages.advice.views.parts import is_part, part_of_a_page
from mgdcds.pages.advice.views.shown import show_advice
from mgdcds.pages.components.forms import mistakes_of
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.library.queries import rulebook_of

_FIELDS = ("monitor_on", "reason", "comment")


@require_POST
@part_of_a_page
def answer(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will record an answer; what is missing is said at its place, nothing is lost."""
    given = read_answer(request.POST, today=timezone.localdate())
    if isinstance(given, tuple):
        return _refuse(request, evaluation_id, code, given)
    try:
        operations.record_answer(
            actor=request.actor,
            evaluation_id=evaluation_id,
            code=code,
            response=given.response,
            reason=given.reason,
            comment=given.comment,
            monitor_on=given.monitor_on,
            seen=given.seen,
            at=timezone.now(),
        )
    except UnableTo as refused:
        return _refuse(request, evaluation_id, code, refused.problems)
    return _go_on(request, evaluation_id, code)


@require_POST
@part_of_a_page
def withdraw(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will take an answer back."""
    try:
        operations.withdraw_answer(
            actor=request.actor,
            evaluation_id=evaluation_id,
            code=code,
            seen=read_seen(request.POST),
            at=timezone.now(),
        )
    except UnableTo as refused:
        return _refuse(request, evaluation_id, code, refused.problems)
    return _go_on(request, evaluation_id, code)


def _go_on(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """To the next rule that waits: at once with a script, by an address without."""
    if is_part(request):
        return show_advice(request, evaluation_id, answered=code)
    at = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=at)
    answers, rulebook = queries.answers_of(evaluation), rulebook_of(evaluation.release)
    anchor = next_to_answer(arrange(evaluation, evaluation.report, answers, rulebook), code)
    return redirect(f"{reverse('advice:advice', args=[evaluation_id])}#{anchor}")


def _refuse(
    request: ClinicRequest, evaluation_id: uuid.UUID, code: str, found: tuple[Problem, ...]
) -> HttpResponse:
    refusal = Refusal(
        code=code,
        response=request.POST.get("response", ""),
        typed={name: request.POST.get(name, "") for name in _FIELDS},
        mistakes=tuple(
            replace(one, anchor=f"{one.anchor}-{code}" if one.anchor in _FIELDS else "")
            for one in mistakes_of(found)
        ),
    )
    return show_advice(request, evaluation_id, refusal=refusal)
