"""Exemptions: a rule that is put aside for one patient, with a reason. Never for safety."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from mgdcds.core.guidance.rule import Category, Rule, Urgency
from mgdcds.core.values.problems import Problem
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.evaluations import problems, queries
from mgdcds.stores.evaluations.models import Exemption
from mgdcds.stores.evaluations.operations.summaries import refresh_summary
from mgdcds.stores.library.queries import live_rulebook
from mgdcds.stores.patients.operations.patients import patient_for_update


@transaction.atomic
def record_exemption(
    *, actor: Actor, patient_id: uuid.UUID, code: str, reason: str, at: datetime.datetime
) -> None:
    """This function will put a rule of the live release aside for a patient.

    Raises PatientNotFound, and UnableToExempt for a rule of safety or emergency.
    """
    patient_for_update(actor, patient_id)
    rule = live_rulebook(at)[1].rules.get(code)
    found: list[Problem] = []
    if rule is None:
        found.append(problems.rule_unknown(code))
    elif _is_about_safety(rule):
        found.append(problems.exemption_refused(code))
    if not reason.strip():
        found.append(problems.exemption_reason_missing())
    if found:
        raise problems.UnableToExempt(found)
    _write(actor, patient_id, code, reason, at, ends=False)


@transaction.atomic
def end_exemption(*, actor: Actor, patient_id: uuid.UUID, code: str, at: datetime.datetime) -> None:
    """This function will show a rule for a patient again. Raises UnableToExempt."""
    patient_for_update(actor, patient_id)
    if code not in queries.exemptions_of(actor.clinic_id, patient_id):
        raise problems.UnableToExempt([problems.rule_unknown(code)])
    _write(actor, patient_id, code, "", at, ends=True)


def _is_about_safety(rule: Rule) -> bool:
    return rule.category is Category.SAFETY or any(
        level.urgency is Urgency.EMERGENCY for level in rule.levels
    )


def _write(
    actor: Actor,
    patient_id: uuid.UUID,
    code: str,
    reason: str,
    at: datetime.datetime,
    *,
    ends: bool,
) -> None:
    Exemption.objects.create(
        patient_id=patient_id,
        code=code,
        ends=ends,
        reason=reason.strip(),
        by_id=actor.user_id,
        at=at,
    )
    refresh_summary(patient_id)
    verb = "showed again" if ends else "put aside"
    record_event(actor=actor, verb=verb, kind="rule", subject=code, at=at, detail=str(patient_id))
