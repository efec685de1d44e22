"""Documents: a printed page, frozen with the check code that stands on it."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.plan import RuleAnswer
from mgdcds.core.guidance.plans import agree
from mgdcds.core.guidance.report import Report, Status
from mgdcds.core.values.canonical import canonical_json, sha256_of
from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor, Role, require_role
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import problems, queries
from mgdcds.stores.evaluations.check_codes import make_code
from mgdcds.stores.evaluations.models import Document
from mgdcds.stores.evaluations.values import DocumentValue, EvaluationValue
from mgdcds.stores.library.queries import hashes_of
from mgdcds.stores.patients.operations.patients import patient_for_update

KINDS = ("summary", "leaflet")
PAPERS = ("a4", "letter")


@transaction.atomic
def record_document(
    *,
    actor: Actor,
    evaluation_id: uuid.UUID,
    kind: str,
    paper: str,
    large: bool,
    content: Mapping[str, Any],
    at: datetime.datetime,
    language: str = "en",
    seen_answers: Mapping[str, RuleAnswer] | None = None,
) -> DocumentValue:
    """This function will freeze a page as it is printed.

    `content` is the page value as plain data (texts, numbers, lists, tables). `seen_answers`
    are the standing answers that it was made from: when they have changed since, nothing is
    made. A leaflet waits until safety advice is answered. Raises EvaluationNotFound and
    UnableToPrint with every problem.
    """
    require_role(actor, Role.CLINICIAN)
    evaluation = queries.get_evaluation(actor.clinic_id, evaluation_id, at=at)
    patient_for_update(actor, evaluation.patient.id)
    found = list(_problems_of(evaluation, kind, paper, seen_answers))
    if found:
        raise problems.UnableToPrint(found)
    text = canonical_json(dict(content))
    hash_ = sha256_of(canonical_json([str(evaluation_id), kind, paper, large, at, text]))
    document = Document.objects.create(
        code=make_code(hash_),
        evaluation_id=evaluation_id,
        kind=kind,
        language=language,
        paper=paper,
        large=large,
        content=text,
        entries=canonical_json(_entries_behind(evaluation)),
        hash=hash_,
        by_id=actor.user_id,
        at=at,
    )
    record_event(actor=actor, verb="printed", kind=kind, subject=document.code, at=at)
    return queries.get_document(actor.clinic_id, document.code)


def _problems_of(
    evaluation: EvaluationValue,
    kind: str,
    paper: str,
    seen_answers: Mapping[str, RuleAnswer] | None,
) -> Iterator[Problem]:
    if kind not in KINDS:
        yield problems.choice_unknown("kind", kind, KINDS)
    if paper not in PAPERS:
        yield problems.choice_unknown("paper", paper, PAPERS)
    if evaluation.is_in_error:
        yield problems.in_error()
    standing = queries.answers_of(evaluation).standing
    if seen_answers is not None and dict(seen_answers) != dict(standing):
        yield problems.answers_changed()
    waiting = agree(evaluation.report, standing, on=evaluation.on).unanswered_safety
    if kind == "leaflet" and waiting:
        yield problems.safety_unanswered(waiting)


def _entries_behind(evaluation: EvaluationValue) -> list[str]:
    """The knowledge that a page rests on: its rules with their sources and claims."""
    return sorted(hashes_of(evaluation.release.id, set(_names_behind(evaluation.report))))


def _names_behind(report: Report) -> Iterator[tuple[EntryKind, str]]:
    for rule in (*report.by_status(Status.FIRES), *report.by_status(Status.WITHHELD)):
        yield EntryKind.RULE, rule.code
        for key in (*rule.evidence, *rule.claims):
            yield EntryKind.SOURCE, key
            yield EntryKind.CLAIM, key
