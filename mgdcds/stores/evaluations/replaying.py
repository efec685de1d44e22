"""Replay: what is stored is computed again, and must come out the same, byte for byte."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from mgdcds.core.facts.sheet_json import sheet_from_text
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.outcome import outcome_to_text
from mgdcds.core.guidance.report import OUTCOME_FORMAT
from mgdcds.core.values.problems import UnableTo
from mgdcds.stores.accounts.chain import find_break
from mgdcds.stores.evaluations.models import Evaluation
from mgdcds.stores.evaluations.values import EvaluationNotFound, Replay
from mgdcds.stores.library.queries import release_value, rulebook_of

#: What the hash of an evaluation covers, in words that last.
_COVERED = (
    "id",
    "clinic_id",
    "sequence",
    "patient_id",
    "version_id",
    "release_id",
    "mode",
    "on",
    "sheet",
    "outcome",
    "outcome_format",
    "engine_version",
    "by_id",
    "at",
)


def replay(evaluation_id: uuid.UUID) -> Replay:
    """This function will recompute one evaluation. Raises EvaluationNotFound."""
    row = Evaluation.objects.select_related("release").filter(pk=evaluation_id).first()
    if row is None:
        raise EvaluationNotFound("There is no such advice.")
    return recompute(row)


def replay_all() -> Iterator[Replay]:
    """This function will recompute every evaluation, in the order of each chain."""
    rows = Evaluation.objects.select_related("release").order_by("clinic_id", "sequence")
    return (recompute(row) for row in rows.iterator(chunk_size=200))


def recompute(row: Evaluation) -> Replay:
    """This function will run the release of an evaluation over its sheet, and compare the bytes."""
    problem = ""
    if row.outcome_format != OUTCOME_FORMAT:
        problem = f"It was stored in format {row.outcome_format}; this is {OUTCOME_FORMAT}."
    else:
        problem = _difference(row)
    return Replay(row.pk, row.on, row.release.label, problem)


def broken_chains() -> dict[int, int]:
    """This function will answer, for each clinic whose chain of advice is broken, the place."""
    clinics = Evaluation.objects.order_by("clinic_id").values_list("clinic_id", flat=True)
    broken = {}
    for clinic_id in clinics.distinct():
        rows = Evaluation.objects.filter(clinic_id=clinic_id).order_by("sequence")
        links = (
            (row.sequence, row.previous_hash, row.hash, link_content(row))
            for row in rows.iterator(chunk_size=200)
        )
        place = find_break(links)
        if place is not None:
            broken[clinic_id] = place
    return broken


def link_content(row: Evaluation) -> dict[str, Any]:
    """This function will answer what the hash of an evaluation covers."""
    content = {name: getattr(row, name) for name in _COVERED}
    return {name: _plain(value) for name, value in content.items()}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID) else value


def _difference(row: Evaluation) -> str:
    try:
        rulebook, sheet = rulebook_of(release_value(row.release)), sheet_from_text(row.sheet)
        report = advise(rulebook, sheet, reasons=False)
    except UnableTo as unable:
        return str(unable)
    if outcome_to_text(report) == row.outcome:
        return ""
    return "The outcome came out otherwise than it was stored."
