"""Evaluations: written once, each a link in its clinic's chain."""

from __future__ import annotations

import datetime
import uuid

import mgdcds
from mgdcds.core.facts.sheet_json import sheet_to_text
from mgdcds.core.guidance.outcome import outcome_to_text
from mgdcds.core.guidance.report import OUTCOME_FORMAT
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.chain import hash_of_link
from mgdcds.stores.accounts.operations.chain import close_link, take_link
from mgdcds.stores.accounts.queries import get_clinic
from mgdcds.stores.evaluations.models import Evaluation
from mgdcds.stores.evaluations.replaying import link_content
from mgdcds.stores.evaluations.running import run
from mgdcds.stores.evaluations.values import Mode
from mgdcds.stores.library.queries import rulebook_of
from mgdcds.stores.library.values import ReleaseValue
from mgdcds.stores.patients.values import VersionValue


def write_evaluation(
    *, actor: Actor, version: VersionValue, release: ReleaseValue, at: datetime.datetime
) -> Evaluation:
    """This function will run a release over a version and keep what came out (in a transaction)."""
    profile = get_clinic(actor.clinic_id).profile
    sheet, report = run(version, rulebook_of(release), profile=profile)
    link = take_link(f"advice:{actor.clinic_id}")
    row = Evaluation(
        id=uuid.uuid4(),
        clinic_id=actor.clinic_id,
        sequence=link.sequence,
        patient_id=version.patient_id,
        version_id=version.id,
        release_id=release.id,
        mode=Mode.LIVE,
        on=version.on,
        sheet=sheet_to_text(sheet),
        outcome=outcome_to_text(report),
        outcome_format=OUTCOME_FORMAT,
        engine_version=mgdcds.__version__,
        by_id=actor.user_id,
        at=at,
        previous_hash=link.previous_hash,
    )
    row.hash = hash_of_link(link_content(row), previous_hash=link.previous_hash)
    row.save(force_insert=True)
    close_link(link, hash_=row.hash)
    return row
