"""Questions about advice, answers and documents, always within one clinic."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import F, Q, QuerySet

from mgdcds.core.facts.sheet_json import sheet_from_text
from mgdcds.core.guidance.outcome import context_from_text, outcome_from_text
from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.stores.evaluations.answering import URGENCIES
from mgdcds.stores.evaluations.check_codes import read_code
from mgdcds.stores.evaluations.models import (
    Answer,
    Document,
    Evaluation,
    Exemption,
    PatientSummary,
)
from mgdcds.stores.evaluations.values import (
    AnswerEvent,
    Answers,
    DocumentNotFound,
    DocumentValue,
    EvaluationLine,
    EvaluationNotFound,
    EvaluationValue,
    ExemptionValue,
    Mode,
    WorkGroup,
    WorkItem,
    Worklist,
)
from mgdcds.stores.library.queries import live_release, release_value
from mgdcds.stores.patients.queries import patient_value, version_value
from mgdcds.stores.patients.values import AssessmentState

_WHOLE = ("patient", "version__assessment", "version__by", "release", "by")
#: Patients shown in one group of the worklist; the group says how many there are in all.
GROUP_SIZE = 50


def get_evaluation(
    clinic_id: int, evaluation_id: uuid.UUID, *, at: datetime.datetime
) -> EvaluationValue:
    """This function will answer an evaluation, in three queries. Raises EvaluationNotFound.

    `at` is now: it decides which release is live.
    """
    found = _scope(clinic_id).filter(pk=evaluation_id).select_related(*_WHOLE).first()
    if found is None:
        raise EvaluationNotFound("There is no such advice in this clinic.")
    return _evaluation(found, at)


def latest_evaluation(
    clinic_id: int, patient_id: uuid.UUID, *, at: datetime.datetime
) -> EvaluationValue | None:
    """This function will find the newest advice for a patient, or None.

    It is that of the newest assessment that counts, in its newest version.
    """
    found = latest_rows(patient_id).filter(clinic_id=clinic_id).select_related(*_WHOLE).first()
    return None if found is None else _evaluation(found, at)


def find_context(clinic_id: int, patient_id: uuid.UUID) -> Mapping[str, str]:
    """This function will find the values beside the rules of the newest advice (`CONTEXT_NAMES`).

    It answers nothing for a patient without advice. One query, for banners.
    """
    found = latest_rows(patient_id).filter(clinic_id=clinic_id)
    outcome = found.values_list("outcome", flat=True).first()
    return {} if outcome is None else context_from_text(outcome)


def evaluations_of(clinic_id: int, patient_id: uuid.UUID) -> tuple[EvaluationLine, ...]:
    """This function will answer every advice for a patient, newest first."""
    found = _scope(clinic_id).filter(patient_id=patient_id, mode=Mode.LIVE)
    rows = found.order_by("-on", "-at", "-sequence").values(
        "id",
        "version__assessment_id",
        "version__number",
        "version__assessment__state",
        "release__label",
        "on",
        "at",
        "by__full_name",
    )
    return tuple(
        EvaluationLine(
            id=row["id"],
            assessment_id=row["version__assessment_id"],
            version_number=row["version__number"],
            release_label=row["release__label"],
            on=row["on"],
            at=row["at"],
            by=row["by__full_name"],
            is_in_error=row["version__assessment__state"] == AssessmentState.ENTERED_IN_ERROR,
        )
        for row in rows
    )


def answers_of(evaluation: EvaluationValue) -> Answers:
    """This function will answer what was said of an evaluation's rules, in one query."""
    return answers_to(evaluation.id)


def answers_to(evaluation_id: uuid.UUID) -> Answers:
    """This function will answer what was said of an evaluation that is known to be in scope."""
    rows = Answer.objects.filter(evaluation_id=evaluation_id).select_related("by").order_by("id")
    standing: dict[str, RuleAnswer] = {}
    history = []
    for row in rows:
        answer = _rule_answer(row)
        history.append(AnswerEvent(row.code, answer, row.by.full_name, row.at))
        if answer is None:
            standing.pop(row.code, None)
        else:
            standing[row.code] = answer
    return Answers(MappingProxyType(standing), tuple(reversed(history)))


def worklist(clinic_id: int, *, on: datetime.date) -> Worklist:
    """This function will answer who needs somebody on a day, in six queries."""
    scope = PatientSummary.objects.filter(
        clinic_id=clinic_id, patient__archived_at__isnull=True
    ).select_related("patient")
    calm = Q(urgency__isnull=True) | Q(urgency__gt=0)
    not_due = Q(due_on__isnull=True) | Q(due_on__gt=on)
    return Worklist(
        act_now=_group(scope.filter(urgency=0).order_by("on", "patient_id")),
        due=_group(scope.filter(calm, due_on__lte=on).order_by("due_on", "patient_id")),
        unanswered=_group(
            scope.filter(not_due, urgency__gt=0).order_by("urgency", "on", "patient_id")
        ),
    )


def find_work(clinic_id: int, patient_id: uuid.UUID) -> WorkItem | None:
    """This function will find where a patient stands, for the chart, or None."""
    found = PatientSummary.objects.filter(clinic_id=clinic_id, patient_id=patient_id)
    row = found.select_related("patient").first()
    return None if row is None else _work_item(row)


def get_document(clinic_id: int, code: str) -> DocumentValue:
    """This function will answer a document by its check code. Raises DocumentNotFound."""
    found = _documents(clinic_id).filter(code=read_code(code)).first()
    if found is None:
        raise DocumentNotFound("There is no such document in this clinic.")
    return document_value(found)


def documents_of(clinic_id: int, evaluation_id: uuid.UUID) -> tuple[DocumentValue, ...]:
    """This function will answer what was printed of an evaluation, newest first."""
    found = _documents(clinic_id).filter(evaluation_id=evaluation_id).order_by("-at", "-id")
    return tuple(document_value(row) for row in found)


def exemptions_of(clinic_id: int, patient_id: uuid.UUID) -> Mapping[str, ExemptionValue]:
    """This function will answer the rules that are put aside for a patient, by code."""
    rows = Exemption.objects.filter(patient__clinic_id=clinic_id, patient_id=patient_id)
    standing: dict[str, ExemptionValue] = {}
    for row in rows.select_related("by").order_by("id"):
        standing.pop(row.code, None)
        if not row.ends:
            standing[row.code] = ExemptionValue(row.code, row.reason, row.by.full_name, row.at)
    return MappingProxyType(standing)


def latest_rows(patient_id: uuid.UUID) -> QuerySet[Evaluation]:
    """This function will answer a patient's evaluations that count, newest first (rows)."""
    return Evaluation.objects.filter(
        patient_id=patient_id,
        mode=Mode.LIVE,
        version__assessment__state=AssessmentState.FINAL,
        version__number=F("version__assessment__number"),
    ).order_by("-on", "-at", "-sequence")


def document_value(row: Document) -> DocumentValue:
    """This function will answer a row of documents as a value (for this store's operations)."""
    return DocumentValue(
        id=row.pk,
        code=row.code,
        evaluation_id=row.evaluation_id,
        patient_id=row.evaluation.patient_id,
        kind=row.kind,
        language=row.language,
        paper=row.paper,
        large=row.large,
        content=MappingProxyType(json.loads(row.content)),
        entries=tuple(json.loads(row.entries)),
        hash=row.hash,
        by=row.by.full_name,
        at=row.at,
        is_in_error=row.evaluation.version.assessment.state == AssessmentState.ENTERED_IN_ERROR,
    )


def _scope(clinic_id: int) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(clinic_id=clinic_id)


def _documents(clinic_id: int) -> QuerySet[Document]:
    scope = Document.objects.filter(evaluation__clinic_id=clinic_id)
    # The fact columns of the version are many, and not needed here.
    return scope.select_related("evaluation__version__assessment", "by").only(
        *(field.name for field in Document._meta.fields if field.name not in ("evaluation", "by")),
        "by__full_name",
        "evaluation__patient_id",
        "evaluation__version__assessment__state",
    )


def _evaluation(row: Evaluation, at: datetime.datetime) -> EvaluationValue:
    live = live_release(at)
    newest = latest_rows(row.patient_id).values_list("pk", flat=True).first()
    assessment = row.version.assessment
    return EvaluationValue(
        id=row.pk,
        patient=patient_value(row.patient),
        version=version_value(row.version),
        release=release_value(row.release),
        mode=Mode(row.mode),
        on=row.on,
        at=row.at,
        by=row.by.full_name,
        sheet=sheet_from_text(row.sheet),
        report=outcome_from_text(row.outcome),
        engine_version=row.engine_version,
        hash=row.hash,
        newer_release=live if live.id != row.release_id else None,
        newer_version=assessment.number != row.version.number,
        newer_evaluation=newest if newest != row.pk else None,
        is_in_error=assessment.state == AssessmentState.ENTERED_IN_ERROR,
        error_reason=assessment.error_reason,
    )


def _rule_answer(row: Answer) -> RuleAnswer | None:
    if not row.response:
        return None
    return RuleAnswer(row.code, Response(row.response), row.reason, row.comment, row.monitor_on)


def _group(found: QuerySet[PatientSummary]) -> WorkGroup:
    items = tuple(_work_item(row) for row in found[:GROUP_SIZE])
    return WorkGroup(items, found.count())


def _work_item(row: PatientSummary) -> WorkItem:
    return WorkItem(
        patient=patient_value(row.patient),
        evaluation_id=row.evaluation_id,
        on=row.on,
        urgency=None if row.urgency is None else URGENCIES[row.urgency],
        code=row.code,
        title=row.title,
        unanswered=row.unanswered,
        due_on=row.due_on,
        due_for=row.due_for,
    )
