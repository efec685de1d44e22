"""The words for what evidence says: directions, kinds of sources, how far a figure was checked."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from mgdcds.core.guidance.evidence import (
    Basis,
    Direction,
    Finding,
    SourceKind,
    Verification,
)
from mgdcds.pages.components.words import Word

VERIFIED: Mapping[str, Word] = {
    Verification.VERIFIED: _("Checked"),
    Verification.PARTLY: _("Partly checked"),
    Verification.FROM_MEMORY: _("Unverified"),
}
VERIFIED_TONE: Mapping[str, str] = {
    Verification.VERIFIED: "good",
    Verification.PARTLY: "information",
    Verification.FROM_MEMORY: "unknown",
}
DIRECTION: Mapping[str, Word] = {
    Direction.SUPPORTS: _("Supports"),
    Direction.QUALIFIES: _("Qualifies"),
    Direction.CONTRADICTS: _("Contradicts"),
}
BASIS: Mapping[str, Word] = {
    Basis.EVIDENCE: _("Rests on studies"),
    Basis.DEFINITION: _("A definition, not an effect"),
    Basis.PRACTICE: _("Agreed practice, not rated from trials"),
}
KIND: Mapping[str, Word] = {
    SourceKind.META_ANALYSIS: _("Meta-analyses"),
    SourceKind.TRIAL: _("Randomised trials"),
    SourceKind.OBSERVATIONAL: _("Observational studies"),
    SourceKind.PHYSIOLOGY: _("Human physiology"),
    SourceKind.CASES: _("Case series"),
    SourceKind.REVIEW: _("Reviews"),
    SourceKind.EDITORIAL: _("Editorials and commentaries"),
    SourceKind.GUIDELINE: _("Guidelines and committees"),
    SourceKind.REGULATOR: _("Regulators"),
    SourceKind.MANUAL: _("Manuals"),
    SourceKind.REFERENCE_TABLE: _("Reference tables"),
    SourceKind.LABORATORY: _("Laboratory studies"),
    SourceKind.ANIMAL: _("Animal studies (background only)"),
}
DOMAIN: Mapping[str, Word] = {
    "risk of bias": _("Risk of bias"),
    "inconsistency": _("Inconsistency"),
    "indirectness": _("Indirectness"),
    "imprecision": _("Imprecision"),
    "publication bias": _("Publication bias"),
    "large effect": _("Large effect"),
    "dose response": _("Dose response"),
    "opposing confounding": _("Opposing confounding"),
}
#: Claims in groups, by the first letter of their key.
GROUP: Mapping[str, Word] = {
    "c": _("Magnesium and vitamin D"),
    "s": _("Safety and care"),
    "t": _("Definitions, intakes and checks"),
}


def estimate_of(finding: Finding) -> str:
    """This function will write what a finding measured: "HR 0.55 (0.32–0.95)"."""
    if finding.find_ratio() is None:
        return finding.effect
    low, high = finding.interval
    return f"{finding.measure} {finding.effect} ({low}–{high})"


#: What happens to an action whose gate is not true.
GATE_EFFECT: Mapping[str, Word] = {
    "withhold rule": _("the whole rule is withheld"),
    "drop action": _("this is withheld"),
    "keep": _("it stays"),
}
ATTRIBUTE: Mapping[str, Word] = {
    "bibliographic_citation": _("Bibliographic citation"),
    "developer": _("Developer"),
    "funding": _("Funding source"),
    "release_dates": _("Release and revision dates"),
    "use_of_race": _("Use of race"),
    "use_of_ethnicity": _("Use of ethnicity"),
    "use_of_language": _("Use of language"),
    "use_of_sexual_orientation": _("Use of sexual orientation"),
    "use_of_gender_identity": _("Use of gender identity"),
    "use_of_sex": _("Use of sex"),
    "use_of_date_of_birth": _("Use of date of birth"),
    "use_of_social_determinants": _("Use of social determinants of health"),
    "use_of_health_status_assessments": _("Use of health status assessments"),
}
