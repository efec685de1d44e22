"""Who a page is about: the banner of a patient."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from mgdcds.core.values.dates import format_date, whole_years
from mgdcds.pages.components.values import PatientBanner
from mgdcds.stores.patients.values import PatientValue

_REDUCED_EGFR = Decimal(60)
_SEXES = {"female": gettext_noop("Female"), "male": gettext_noop("Male"), "": ""}


def present_banner(
    patient: PatientValue, *, on: datetime.date, flags: tuple[str, ...] = ()
) -> PatientBanner:
    """This function will answer the banner of a patient, with the age on a day."""
    return PatientBanner(
        name=patient.name,
        age=age_words(patient.birth_date, on=on),
        sex=_(_SEXES[patient.sex]) if patient.sex else "",
        mrn=patient.mrn,
        born=format_date(patient.birth_date),
        flags=(*((_("Archived"),) if patient.archived else ()), *flags),
        url=_chart_of(patient),
    )


def present_flags(context: Mapping[str, str]) -> tuple[str, ...]:
    """This function will answer what to keep in mind: "eGFR 25", "On dialysis".

    `context` are the values beside the rules of the newest advice.

    A kidney function below 60 mL/min/1.73 m² is shown, as KDIGO counts it as reduced.
    """
    egfr = context.get("best_egfr")
    flags = []
    if egfr is not None and Decimal(egfr) < _REDUCED_EGFR:
        flags.append(_("eGFR %s") % Decimal(egfr).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if context.get("on_dialysis") == "true":
        flags.append(_("On dialysis"))
    return tuple(flags)


def age_words(birth_date: datetime.date, *, on: datetime.date) -> str:
    """This function will write an age: in months for the smallest, else in completed years."""
    years = whole_years(birth_date, on=on)
    if years >= 2 or on < birth_date:
        return str(max(years, 0))
    months = (on.year - birth_date.year) * 12 + on.month - birth_date.month
    months -= on.day < birth_date.day
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}


def _chart_of(patient: PatientValue) -> str:
    try:
        return reverse("desk:patient", args=[patient.id])
    except NoReverseMatch:
        return ""
