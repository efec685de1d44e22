"""The chart of a patient: what waits, the latest values, trends, and everything that happened."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.facts.limits import LOWER, UPPER
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.patient import present_banner, present_flags
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.desk.trends import Trend, present_trends
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.evaluations.values import EvaluationLine, WorkItem
from mgdcds.stores.patients.values import (
    AssessmentValue,
    EntryDraftValue,
    PatientValue,
    VersionValue,
)


@dataclass(frozen=True)
class Lab:
    """The latest value of a laboratory fact, against its limits."""

    label: str
    text: str
    on: datetime.date | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    limits: str


@dataclass(frozen=True)
class AdviceLink:
    """One advice on an assessment."""

    url: str
    label: str


@dataclass(frozen=True)
class Event:
    """One assessment in the history, with the advice that hangs on it."""

    on: str
    url: str
    by: str
    note: str
    versions: str
    is_in_error: bool
    error_reason: str
    advice: tuple[AdviceLink, ...]


@dataclass(frozen=True)
class Standing:
    """What waits for somebody."""

    urgency: str
    title: str
    count: str
    url: str
    due: str


@dataclass(frozen=True)
class ChartPage:
    """The chart."""

    title: str
    banner: PatientBanner
    is_archived: bool
    assess_url: str
    edit_url: str
    restore_url: str
    draft_at: datetime.datetime | None
    draft_url: str
    others: tuple[tuple[str, datetime.datetime], ...]
    standing: Standing | None
    advice_url: str
    labs: tuple[Lab, ...]
    trends: tuple[Trend, ...]
    history: tuple[Event, ...]
    crumbs: tuple[Link, ...] = field(default=())


@dataclass(frozen=True)
class Chart:
    """Everything a chart is made of, as loaded."""

    patient: PatientValue
    clinic: ClinicValue
    dictionary: Dictionary
    assessments: tuple[AssessmentValue, ...]
    evaluations: tuple[EvaluationLine, ...]
    versions: tuple[VersionValue, ...]
    context: Mapping[str, str]
    work: WorkItem | None
    draft: EntryDraftValue | None
    others: tuple[EntryDraftValue, ...]
    today: datetime.date


def present_chart(chart: Chart) -> ChartPage:
    """This function will answer the chart of a patient on a day."""
    patient = chart.patient
    limits = make_sheet(chart.dictionary, {}, on=chart.today, profile=chart.clinic.profile).limits
    return ChartPage(
        title=patient.name,
        banner=present_banner(
            patient,
            on=chart.today,
            flags=present_flags(chart.context),
        ),
        is_archived=patient.archived,
        assess_url=reverse("entry:assess", args=[patient.id]),
        edit_url=reverse("entry:edit_patient", args=[patient.id]),
        restore_url=reverse("entry:restore_patient", args=[patient.id]),
        draft_at=chart.draft.saved_at if chart.draft else None,
        draft_url=reverse("entry:assess", args=[patient.id]),
        others=tuple((draft.person, draft.saved_at) for draft in chart.others),
        standing=_standing(chart.work, chart.today),
        advice_url=_advice(chart.work.evaluation_id) if chart.work else "",
        labs=_labs(chart, limits),
        trends=present_trends(
            chart.dictionary,
            chart.versions,
            limits=limits,
            unit_system=chart.clinic.unit_system,
        ),
        history=tuple(_event(one, chart.evaluations) for one in chart.assessments),
        crumbs=(Link(_("Patients"), reverse("entry:patients")), Link(patient.name)),
    )


def _standing(work: WorkItem | None, today: datetime.date) -> Standing | None:
    if work is None or (not work.unanswered and work.due_on is None):
        return None
    count = ngettext(
        "%(count)d advice waits for an answer", "%(count)d wait for an answer", work.unanswered
    ) % {"count": work.unanswered}
    due = ""
    if work.due_on is not None:
        due = _("%(what)s: due on %(day)s") % {
            "what": work.due_for,
            "day": format_date(work.due_on),
        }
    return Standing(
        urgency=str(work.urgency or ""),
        title=work.title,
        count=count if work.unanswered else "",
        url=_advice(work.evaluation_id),
        due=due,
    )


def _labs(chart: Chart, limits: Mapping[str, Decimal]) -> tuple[Lab, ...]:
    found = []
    for _section, facts in chart.dictionary.sections():
        for fact in facts:
            newest = _newest(fact, chart.versions)
            if newest is not None:
                found.append(_lab(fact, newest, chart, limits))
    return tuple(found)


def _newest(
    fact: Fact, versions: tuple[VersionValue, ...]
) -> tuple[datetime.date, FactValue] | None:
    """The value with the latest day of its own: an older assessment can hold a later result."""
    is_lab = fact.kind is Kind.QUANTITY and fact.fresh_days is not None and fact.codes
    if not is_lab:
        return None
    dated = [
        (version.values[fact.name].on or version.on, version.values[fact.name])
        for version in versions
        if fact.name in version.values
    ]
    return max(dated, key=lambda pair: pair[0]) if dated else None


def _lab(
    fact: Fact,
    newest: tuple[datetime.date, FactValue],
    chart: Chart,
    limits: Mapping[str, Decimal],
) -> Lab:
    on, value = newest
    ends = {
        name[-len(LOWER) :]: limits[name]
        for name, parameter in chart.dictionary.parameters.items()
        if parameter.like == fact.name and name.endswith((LOWER, UPPER))
    }
    return Lab(
        label=fact.label,
        text=_text(fact, value, chart.clinic.unit_system),
        on=on,
        value=value.value if isinstance(value.value, Decimal) and ends else None,
        low=ends.get(LOWER),
        high=ends.get(UPPER),
        limits=_words(fact, ends, chart.clinic.unit_system),
    )


def _words(fact: Fact, ends: Mapping[str, Decimal], unit_system: str) -> str:
    def shown(end: str) -> str:
        return format_value(fact, ends[end], unit_system=unit_system) if end in ends else ""

    if not ends:
        return ""
    if LOWER in ends and UPPER in ends:
        return _("Reference %(low)s to %(high)s") % {"low": shown(LOWER), "high": shown(UPPER)}
    if LOWER in ends:
        return _("Reference from %s") % shown(LOWER)
    return _("Reference up to %s") % shown(UPPER)


def _text(fact: Fact, value: FactValue, unit_system: str) -> str:
    return format_value(
        fact,
        value.value,
        unit_system=unit_system,
        comparator=value.comparator,
        entered=value.entered,
        unit=value.unit,
    )


def _event(one: AssessmentValue, evaluations: tuple[EvaluationLine, ...]) -> Event:
    corrected = ngettext("corrected once", "corrected %(count)d times", one.versions - 1)
    return Event(
        on=format_date(one.on),
        url=reverse("entry:assessment", args=[one.id]),
        by=one.by,
        note=one.note,
        versions=corrected % {"count": one.versions - 1} if one.versions > 1 else "",
        is_in_error=one.is_in_error,
        error_reason=one.error_reason,
        advice=tuple(
            AdviceLink(
                _advice(line.id),
                _advice_words(line, of_several=one.versions > 1),
            )
            for line in evaluations
            if line.assessment_id == one.id
        ),
    )


def _advice_words(line: EvaluationLine, *, of_several: bool) -> str:
    given = {"release": line.release_label, "number": line.version_number}
    if of_several:
        return _("Advice on version %(number)d, %(release)s") % given
    return _("Advice, %(release)s") % given


def _advice(evaluation_id: object) -> str:
    return reverse("advice:advice", args=[evaluation_id])
