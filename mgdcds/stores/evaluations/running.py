"""Running a release over a version of an assessment. Pure: values in, values out."""

from __future__ import annotations

from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.report import Report
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.stores.patients.values import VersionValue


def sheet_of(version: VersionValue, rulebook: Rulebook, *, profile: str) -> FactSheet:
    """This function will make the sheet of a version, with the limits in force.

    A fact that the release does not know, because the program is newer, stays out of it.
    """
    known = rulebook.dictionary.facts
    return make_sheet(
        rulebook.dictionary,
        {name: value for name, value in version.values.items() if name in known},
        on=version.on,
        reviewed=version.reviewed,
        limits=version.limits,
        profile=profile,
    )


def run(version: VersionValue, rulebook: Rulebook, *, profile: str) -> tuple[FactSheet, Report]:
    """This function will run a release over a version of an assessment."""
    sheet = sheet_of(version, rulebook, profile=profile)
    return sheet, advise(rulebook, sheet, reasons=False)
