"""Page values of the assessment form."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.patient import present_banner
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.entry.assessment import AssessmentForm
from mgdcds.pages.entry.live import LivePanel
from mgdcds.pages.entry.merging import Merged
from mgdcds.pages.entry.opened import Opened


@dataclass(frozen=True)
class EntryPage:
    """The form of a new or a corrected assessment.

    `restored_at` is when what is shown was kept as a draft; `was_held` says that it was
    held while its writer had to sign in again. `keeper` lets the next such send be held.
    `merged` is what two people changed at the same time, `merged_by` who the other is.
    """

    title: str
    banner: PatientBanner
    form: AssessmentForm
    live: LivePanel
    live_url: str
    discard_url: str
    back_url: str
    keeper: str
    restored_at: datetime.datetime | None = None
    was_held: bool = False
    is_unsaved: bool = False
    merged: Merged | None = None
    merged_by: str = ""
    failure: tuple[str, ...] = ()
    crumbs: tuple[Link, ...] = field(default=())


@dataclass(frozen=True)
class Shown:
    """How a form came to be shown: what was restored, held, merged, or refused by the store."""

    restored_at: datetime.datetime | None = None
    was_held: bool = False
    merged: Merged | None = None
    merged_by: str = ""
    failure: tuple[str, ...] = ()


def present_entry(
    opened: Opened,
    form: AssessmentForm,
    live: LivePanel,
    *,
    flags: tuple[str, ...],
    keeper: str,
    shown: Shown,
) -> EntryPage:
    """This function will answer the page of the form."""
    title = _title(opened)
    return EntryPage(
        title=title,
        banner=present_banner(opened.patient, on=opened.today, flags=flags),
        form=form,
        live=live,
        live_url=_address(opened, "live"),
        discard_url=_address(opened, "discard"),
        back_url=reverse("desk:patient", args=[opened.patient.id]),
        keeper=keeper,
        restored_at=shown.restored_at,
        was_held=shown.was_held,
        is_unsaved=form.is_bound or shown.was_held,
        merged=shown.merged,
        merged_by=shown.merged_by,
        failure=shown.failure,
        crumbs=(
            Link(_("Patients"), reverse("entry:patients")),
            Link(opened.patient.name, reverse("desk:patient", args=[opened.patient.id])),
            Link(title),
        ),
    )


def _title(opened: Opened) -> str:
    if opened.version is None:
        return _("New assessment")
    return _("Correct the assessment of %s") % format_date(opened.version.on)


def _address(opened: Opened, deed: str) -> str:
    if opened.assessment_id is None:
        return reverse(f"entry:assess_{deed}", args=[opened.patient.id])
    return reverse(f"entry:correct_{deed}", args=[opened.assessment_id])
