"""The assessments of a clinic as a table that a release can be asked about in one statement."""

from __future__ import annotations

from mgdcds.core.engines.sql.table import Column, Table
from mgdcds.stores.patients.columns import fact_columns

_NEWEST = """
SELECT version.*
FROM patients_assessmentversion AS version
JOIN patients_assessment AS assessment ON assessment.id = version.assessment_id
JOIN patients_patient AS patient ON patient.id = assessment.patient_id
WHERE patient.clinic_id = {clinic_id}
  AND assessment.state = 'final'
  AND assessment.number = version.number
"""


def describe_versions(*, clinic_id: int, profile: str) -> Table:
    """This function will describe the newest version of each assessment of a clinic that counts.

    A row is a version, and its key is the version's id. The results' own limits count before
    those of the clinic's `profile`. The columns are those of the shipped dictionary: a fact that
    only a later release knows is unknown in every row.
    """
    return Table(
        name="newest_versions",
        facts={
            column.name: Column(column.name, column.date_name if column.is_dated else "")
            for column in fact_columns()
        },
        key="id",
        on="on",
        limits="limits",
        profile=profile,
        query=_NEWEST.format(clinic_id=int(clinic_id)),
        exact=True,
    )
