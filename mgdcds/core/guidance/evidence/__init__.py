"""Evidence: what is claimed, what was found, and where it was read."""

from mgdcds.core.guidance.evidence.check import check_citations, is_animal
from mgdcds.core.guidance.evidence.content import (
    UnableToReadEvidence,
    check_evidence,
    content_of,
    read_evidence,
)
from mgdcds.core.guidance.evidence.values import (
    CERTAINTY_LADDER,
    GRADE_DOMAINS,
    GRADE_RAISES,
    RATIO_MEASURES,
    Basis,
    Claim,
    Direction,
    Domain,
    Evidence,
    Finding,
    Ratio,
    Source,
    SourceKind,
    Verification,
)

__all__ = [
    "CERTAINTY_LADDER",
    "GRADE_DOMAINS",
    "GRADE_RAISES",
    "RATIO_MEASURES",
    "Basis",
    "Claim",
    "Direction",
    "Domain",
    "Evidence",
    "Finding",
    "Ratio",
    "Source",
    "SourceKind",
    "UnableToReadEvidence",
    "Verification",
    "check_citations",
    "check_evidence",
    "content_of",
    "is_animal",
    "read_evidence",
]
