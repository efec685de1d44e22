"""What can be done to patients and entry drafts. Only these write.

Assessments are recorded, corrected and marked as entered in error by
`stores.evaluations.operations`, because advice hangs on them.
"""

from mgdcds.stores.patients.operations.drafts import discard_entry_draft, save_entry_draft
from mgdcds.stores.patients.operations.patients import (
    archive_patient,
    create_patient,
    edit_patient,
    restore_patient,
)

__all__ = [
    "archive_patient",
    "create_patient",
    "discard_entry_draft",
    "edit_patient",
    "restore_patient",
    "save_entry_draft",
]
