"""Advice: shown, explained, run again."""

from __future__ import annotations

import datetime
import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mgdcds.core.guidance.advise import add_reasons, explain_rule
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.prospects import find_prospects
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.problems import UnableTo
from mgdcds.pages.advice.changes import find_lines
from mgdcds.pages.advice.screens import Refusal, present_page
from mgdcds.pages.advice.views.parts import part_of_a_page
from mgdcds.pages.advice.why import present_why
from mgdcds.pages.components.forms import mistakes_of
from mgdcds.stores.accounts.actor import Role, require_role
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.library.queries import rulebook_of, standing_notices
from mgdcds.stores.library.values import NoticeValue

_SHOWN = (Status.FIRES, Status.WITHHELD)


def advice(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will show the advice, and write to the trail that it was looked at."""
    response = show_advice(request, evaluation_id)
    record_event(
        actor=request.actor, verb="viewed", kind="advice", subject=evaluation_id, at=timezone.now()
    )
    return response


@part_of_a_page
def why(request: ClinicRequest, evaluation_id: uuid.UUID, code: str) -> HttpResponse:
    """This view will show why a rule came out as it did, and what it rests on."""
    require_role(request.actor, Role.CLINICIAN)
    now = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    rulebook = rulebook_of(evaluation.release)
    if code not in rulebook.rules:
        raise Http404("There is no such rule in this advice.")
    page = present_why(
        evaluation,
        code,
        explain_rule(rulebook, evaluation.sheet, code),
        rulebook,
        today=timezone.localdate(),
        changes=find_lines(rulebook, evaluation.sheet, code),
    )
    record_event(
        actor=request.actor,
        verb="viewed",
        kind="advice",
        subject=evaluation_id,
        at=now,
        detail=code,
    )
    return render(request, "advice/why.html", {"page": page})


@require_POST
def again(request: ClinicRequest, evaluation_id: uuid.UUID) -> HttpResponse:
    """This view will run the live release over the same assessment; the old advice stays."""
    try:
        made = operations.evaluate_again(
            actor=request.actor, evaluation_id=evaluation_id, at=timezone.now()
        )
    except UnableTo as refused:
        refusal = Refusal("", "", {}, mistakes_of(refused.problems))
        return show_advice(request, evaluation_id, refusal=refusal)
    messages.success(request, _("This is the advice of the live release."))
    return redirect("advice:advice", made.evaluation_id)


def show_advice(
    request: ClinicRequest,
    evaluation_id: uuid.UUID,
    *,
    refusal: Refusal | None = None,
    answered: str = "",
) -> HttpResponse:
    """This function will render the advice as it stands now.

    `refusal` is an answer that was not recorded, `answered` the rule that has just been.
    """
    require_role(request.actor, Role.CLINICIAN)
    now: datetime.datetime = timezone.now()
    evaluation = queries.get_evaluation(request.actor.clinic_id, evaluation_id, at=now)
    rulebook, shown = rulebook_of(evaluation.release), _shown(evaluation.report)
    page = present_page(
        evaluation,
        add_reasons(rulebook, evaluation.sheet, evaluation.report, codes=shown),
        queries.answers_of(evaluation),
        rulebook,
        actor=request.actor,
        today=timezone.localdate(),
        prospects=find_prospects(rulebook, evaluation.sheet, asked_only=True),
        notices=_notices_behind(evaluation.report),
        refusal=refusal,
        answered=answered,
    )
    status = 422 if refusal else 200
    return render(request, "advice/advice.html", {"page": page}, status=status)


def _shown(report: Report) -> frozenset[str]:
    return frozenset(rule.code for rule in report.rules if rule.status in _SHOWN)


def _notices_behind(report: Report) -> tuple[NoticeValue, ...]:
    """What stands over the rules that are shown, and over what they rest on."""
    shown = [rule for rule in report.rules if rule.status in _SHOWN]
    names = {(EntryKind.RULE, rule.code) for rule in shown}
    names |= {(EntryKind.SOURCE, key) for rule in shown for key in rule.evidence}
    names |= {(EntryKind.CLAIM, key) for rule in shown for key in rule.claims}
    return tuple(one for one in standing_notices() if (one.kind, one.key) in names)
