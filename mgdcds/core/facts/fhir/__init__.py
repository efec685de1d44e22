"""The FHIR door: an R4 Bundle of one patient to a reading."""

from mgdcds.core.facts.fhir.bundle import (
    LATEST,
    BundleReading,
    UnableToReadBundle,
    bundle_from_content,
    is_bundle,
    read_bundle,
)
from mgdcds.core.facts.fhir.patient import BundlePatient

__all__ = [
    "LATEST",
    "BundlePatient",
    "BundleReading",
    "UnableToReadBundle",
    "bundle_from_content",
    "is_bundle",
    "read_bundle",
]
