"""When an action is due: '12' or '8–12' weeks from now."""

from __future__ import annotations

import re

from mgdcds.core.guidance.export.fhir.codes import UCUM
from mgdcds.core.guidance.export.fhir.edition import Resource


def timing_of(in_weeks: str) -> Resource:
    """This function will write the weeks of an action as its timing, or nothing."""
    weeks = [int(number) for number in re.findall(r"[0-9]+", in_weeks)]
    if not weeks:
        return {}
    if len(weeks) == 1:
        return {"timingDuration": _in_weeks(weeks[0])}
    return {"timingRange": {"low": _in_weeks(weeks[0]), "high": _in_weeks(weeks[-1])}}


def _in_weeks(number: int) -> Resource:
    return {"value": number, "unit": "weeks", "system": UCUM, "code": "wk"}
