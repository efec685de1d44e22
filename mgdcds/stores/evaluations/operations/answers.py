"""Answers: a clinician's word on each rule. They lie over the advice and never enter it."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from django.db import transaction

from mgdcds.core.guidance.outcome import outcome_from_text
from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import problems, queries
from mgdcds.stores.evaluations.models import Answer, Evaluation
from mgdcds.stores.evaluations.operations.summaries import refresh_summary
from mgdcds.stores.evaluations.values import Answers, EvaluationNotFound
from mgdcds.stores.patients.operations.patients import patient_for_update
from mgdcds.stores.patients.values import AssessmentState

_CODED = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_OTHER = "other"


def record_answer(
    *,
    actor: Actor,
    evaluation_id: uuid.UUID,
    code: str,
    response: Response,
    at: datetime.datetime,
    reason: str = "",
    comment: str = "",
    monitor_on: datetime.date | None = None,
    seen: int | None = None,
) -> Answers:
    """This function will answer one rule; see `record_answers`.

    `seen` is how many answers to the rule were on the screen.
    """
    answer = RuleAnswer(code, response, reason, comment, monitor_on)
    return record_answers(
        actor=actor,
        evaluation_id=evaluation_id,
        answers=[answer],
        at=at,
        seen={} if seen is None else {code: seen},
    )


@transaction.atomic
def record_answers(
    *,
    actor: Actor,
    evaluation_id: uuid.UUID,
    answers: Iterable[RuleAnswer],
    at: datetime.datetime,
    seen: Mapping[str, int] = MappingProxyType({}),
) -> Answers:
    """This function will record answers to rules of one evaluation: all of them, or none.

    A new answer stands in place of the one before, which stays in the history; what stands
    already is not written again. Answers need: a date for WILL_MONITOR, a coded reason for
    OVERRIDDEN, a comment for the reason 'other'. `seen` is how many answers to a rule were
    on the screen: where somebody has answered since, nothing is written. Raises
    EvaluationNotFound, and UnableToAnswer with every problem.
    """
    evaluation = _evaluation_for_answer(actor, evaluation_id)
    report, before = outcome_from_text(evaluation.outcome), queries.answers_to(evaluation_id)
    given = [_tidy(answer) for answer in answers]
    given = [answer for answer in given if before.standing.get(answer.code) != answer]
    found = [
        problem
        for answer in given
        for problem in (
            *_problems_of(answer, report, today=at.date()),
            *_problems_of_sight(answer.code, before, seen),
        )
    ]
    if found:
        raise problems.UnableToAnswer(found)
    if not given:
        return before
    for answer in given:
        _write(evaluation, actor, answer, at)
    return _settle(evaluation, actor, "answered", (answer.code for answer in given), at)


@transaction.atomic
def withdraw_answer(
    *,
    actor: Actor,
    evaluation_id: uuid.UUID,
    code: str,
    at: datetime.datetime,
    seen: int | None = None,
) -> Answers:
    """This function will take the standing answer to a rule back. It stays in the history.

    `seen` is how many answers to the rule were on the screen. Raises EvaluationNotFound, and
    UnableToAnswer when there is none or somebody has answered since.
    """
    evaluation = _evaluation_for_answer(actor, evaluation_id)
    before = queries.answers_to(evaluation_id)
    if code not in before.standing:
        raise problems.UnableToAnswer([problems.nothing_to_withdraw(code)])
    found = _problems_of_sight(code, before, {} if seen is None else {code: seen})
    if found:
        raise problems.UnableToAnswer(found)
    Answer.objects.create(evaluation=evaluation, code=code, by_id=actor.user_id, at=at)
    return _settle(evaluation, actor, "took back the answer to", [code], at)


def _evaluation_for_answer(actor: Actor, evaluation_id: uuid.UUID) -> Evaluation:
    require_role(actor, Role.CLINICIAN)
    found = Evaluation.objects.filter(pk=evaluation_id, clinic_id=actor.clinic_id, mode="live")
    row = found.select_related("version__assessment").first()
    if row is None:
        raise EvaluationNotFound("There is no such advice in this clinic.")
    patient_for_update(actor, row.patient_id)
    if row.version.assessment.state != AssessmentState.FINAL:
        raise problems.UnableToAnswer([problems.in_error()])
    return row


def _tidy(answer: RuleAnswer) -> RuleAnswer:
    monitored = answer.response is Response.WILL_MONITOR
    return replace(
        answer,
        comment=answer.comment.strip(),
        monitor_on=answer.monitor_on if monitored else None,
    )


def _write(evaluation: Evaluation, actor: Actor, answer: RuleAnswer, at: datetime.datetime) -> None:
    Answer.objects.create(
        evaluation=evaluation,
        code=answer.code,
        response=answer.response,
        reason=answer.reason,
        comment=answer.comment,
        monitor_on=answer.monitor_on,
        by_id=actor.user_id,
        at=at,
    )


def _settle(
    evaluation: Evaluation,
    actor: Actor,
    verb: str,
    codes: Iterable[str],
    at: datetime.datetime,
) -> Answers:
    refresh_summary(evaluation.patient_id)
    record_event(
        actor=actor,
        verb=verb,
        kind="advice",
        subject=evaluation.pk,
        at=at,
        detail=", ".join(codes),
    )
    return queries.answers_to(evaluation.pk)


def _problems_of(answer: RuleAnswer, report: Report, *, today: datetime.date) -> Iterator[Problem]:
    rules = {rule.code: rule for rule in report.rules}
    if answer.code not in rules:
        yield problems.rule_unknown(answer.code)
    elif rules[answer.code].status is not Status.FIRES:
        yield problems.rule_not_fired(answer.code)
    if answer.response is Response.WILL_MONITOR:
        yield from _problems_of_monitoring(answer.monitor_on, today)
    yield from _problems_of_reason(answer)


def _problems_of_sight(code: str, before: Answers, seen: Mapping[str, int]) -> list[Problem]:
    """What a colleague has answered since the page was made."""
    history = before.history_of(code)
    if code not in seen or seen[code] == len(history) or not history:
        return []
    newest = history[0]
    return [problems.answered_since(code, newest.by, newest.answer)]


def _problems_of_monitoring(
    monitor_on: datetime.date | None, today: datetime.date
) -> Iterator[Problem]:
    if monitor_on is None:
        yield problems.monitor_date_missing()
    # A clinic west of Greenwich is still in yesterday.
    elif monitor_on < today - datetime.timedelta(days=1):
        yield problems.monitor_date_past(monitor_on)


def _problems_of_reason(answer: RuleAnswer) -> Iterator[Problem]:
    if answer.response is Response.OVERRIDDEN and not answer.reason:
        yield problems.reason_missing()
    if answer.reason and not _CODED.fullmatch(answer.reason):
        yield problems.reason_not_a_code(answer.reason)
    if answer.reason == _OTHER and not answer.comment.strip():
        yield problems.comment_missing()
