"""What can be done with visits, advice, answers and documents. Only these write."""

from mgdcds.stores.evaluations.operations.answers import (
    record_answer,
    record_answers,
    withdraw_answer,
)
from mgdcds.stores.evaluations.operations.documents import record_document
from mgdcds.stores.evaluations.operations.exemptions import end_exemption, record_exemption
from mgdcds.stores.evaluations.operations.summaries import rebuild_summaries
from mgdcds.stores.evaluations.operations.visits import (
    evaluate_again,
    mark_entered_in_error,
    record_visit,
)

__all__ = [
    "end_exemption",
    "evaluate_again",
    "mark_entered_in_error",
    "rebuild_summaries",
    "record_answer",
    "record_answers",
    "record_document",
    "record_exemption",
    "record_visit",
    "withdraw_answer",
]
