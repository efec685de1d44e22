"""Page values of an assessment as it was saved: exactly what was entered, by whom and when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.patient import present_banner
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.entry.forms import ReasonForm
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.patients.values import AssessmentValue, PatientValue, VersionValue


@dataclass(frozen=True)
class RecordedFact:
    """One recorded fact: its words, its own date and where it came from."""

    label: str
    text: str
    on: str
    source: str


@dataclass(frozen=True)
class RecordedSection:
    """The recorded facts of one section. `absent` are members of a list that were a "no"."""

    title: str
    facts: tuple[RecordedFact, ...]
    absent: str


@dataclass(frozen=True)
class Change:
    """One fact that two versions have differently; "" is not recorded."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionLink:
    """A version as a line of the history."""

    number: int
    url: str
    by: str
    at: datetime.datetime
    reason: str
    is_shown: bool


@dataclass(frozen=True)
class VersionPage:
    """One version of an assessment, with what changed from the one before."""

    title: str
    banner: PatientBanner
    version: VersionValue
    on: str
    is_newest: bool
    is_in_error: bool
    error_reason: str
    sections: tuple[RecordedSection, ...]
    changes: tuple[Change, ...]
    versions: tuple[VersionLink, ...]
    limits: tuple[tuple[str, str], ...]
    correct_url: str
    error_url: str
    advice_url: str
    crumbs: tuple[Link, ...] = field(default=())


@dataclass(frozen=True)
class ErrorPage:
    """The question before an assessment is marked as entered in error."""

    title: str
    banner: PatientBanner
    form: ReasonForm
    on: str
    back_url: str
    crumbs: tuple[Link, ...] = field(default=())


@dataclass(frozen=True)
class Shelf:
    """What a version page is made of: all versions of one assessment, newest first."""

    clinic: ClinicValue
    patient: PatientValue
    assessment: AssessmentValue
    versions: tuple[VersionValue, ...]
    dictionary: Dictionary
    advice_url: str
    today: datetime.date


def present_version(shelf: Shelf, *, number: int) -> VersionPage | None:
    """This function will answer the page of one version, or None when there is none such."""
    at = {version.number: version for version in shelf.versions}
    version = at.get(number)
    if version is None:
        return None
    show = _Words(shelf.dictionary, shelf.clinic.unit_system)
    before = at.get(number - 1)
    chart = reverse("desk:patient", args=[shelf.patient.id])
    title = _("Assessment of %s") % format_date(version.on)
    return VersionPage(
        title=title,
        banner=present_banner(shelf.patient, on=shelf.today),
        version=version,
        on=format_date(version.on),
        is_newest=version is shelf.versions[0],
        is_in_error=shelf.assessment.is_in_error,
        error_reason=shelf.assessment.error_reason,
        sections=show.sections(version.values),
        changes=show.changes(before, version) if before else (),
        versions=_links(shelf, number),
        limits=show.limits(version),
        correct_url=reverse("entry:correct", args=[shelf.assessment.id]),
        error_url=reverse("entry:in_error", args=[shelf.assessment.id]),
        advice_url=shelf.advice_url,
        crumbs=(
            Link(_("Patients"), reverse("entry:patients")),
            Link(shelf.patient.name, chart),
            Link(title),
        ),
    )


def present_error(
    patient: PatientValue, assessment: AssessmentValue, form: ReasonForm, *, today: datetime.date
) -> ErrorPage:
    """This function will answer the page that asks why an assessment was entered in error."""
    back = reverse("entry:assessment", args=[assessment.id])
    on = format_date(assessment.on)
    return ErrorPage(
        title=_("Entered in error"),
        banner=present_banner(patient, on=today),
        form=form,
        on=on,
        back_url=back,
        crumbs=(
            Link(_("Patients"), reverse("entry:patients")),
            Link(patient.name, reverse("desk:patient", args=[patient.id])),
            Link(_("Assessment of %s") % on, back),
            Link(_("Entered in error")),
        ),
    )


def source_words(value: FactValue) -> str:
    """This function will say where a recorded value came from."""
    words = {
        "form": _("entered here"),
        "carried": _("carried forward"),
        "default": _("list gone through"),
        "fhir": _("from the health record"),
        "csv": _("from a table"),
        "case": _("from a case file"),
    }
    door, detail = value.provenance.door, value.provenance.detail
    if door == "carried" and detail:
        return _("from %s") % detail
    said = words.get(door, door)
    return f"{said}: {detail}" if detail and door != "default" else said


@dataclass(frozen=True)
class _Words:
    """Recorded values in words, in the clinic's units."""

    dictionary: Dictionary
    unit_system: str

    def sections(self, values: Mapping[str, FactValue]) -> tuple[RecordedSection, ...]:
        made = (
            self._section(section.title, facts, values)
            for section, facts in self.dictionary.sections()
        )
        return tuple(section for section in made if section.facts or section.absent)

    def changes(self, before: VersionValue, after: VersionValue) -> tuple[Change, ...]:
        own = [
            (_("Date of the assessment"), format_date(before.on), format_date(after.on)),
            (_("Why today"), before.note, after.note),
        ]
        facts = [
            (fact.label, self._dated(fact, before.values), self._dated(fact, after.values))
            for fact in self.dictionary.facts.values()
        ]
        return tuple(Change(*row) for row in (*own, *facts) if row[1] != row[2])

    def limits(self, version: VersionValue) -> tuple[tuple[str, str], ...]:
        return tuple(
            (
                self.dictionary.parameter(name).label,
                self.text(self.dictionary.fact_of_parameter(name), FactValue(name, limit)),
            )
            for name, limit in version.limits.items()
            if name in self.dictionary.parameters
        )

    def text(self, fact: Fact, value: FactValue) -> str:
        return format_value(
            fact,
            value.value,
            unit_system=self.unit_system,
            comparator=value.comparator,
            entered=value.entered,
            unit=value.unit,
        )

    def _section(
        self, title: str, facts: Iterable[Fact], values: Mapping[str, FactValue]
    ) -> RecordedSection:
        recorded = [(fact, values[fact.name]) for fact in facts if fact.name in values]
        absent = [fact.label for fact, value in recorded if fact.list and value.value is False]
        return RecordedSection(
            title=_(title),
            facts=tuple(
                RecordedFact(
                    fact.label,
                    self.text(fact, value),
                    format_date(value.on) if value.on else "",
                    source_words(value),
                )
                for fact, value in recorded
                if not (fact.list and value.value is False)
            ),
            absent=", ".join(absent),
        )

    def _dated(self, fact: Fact, values: Mapping[str, FactValue]) -> str:
        value = values.get(fact.name)
        if value is None:
            return ""
        on = f" · {format_date(value.on)}" if value.on else ""
        return self.text(fact, value) + on


def _links(shelf: Shelf, shown: int) -> tuple[VersionLink, ...]:
    return tuple(
        VersionLink(
            number=version.number,
            url=reverse("entry:version", args=[shelf.assessment.id, version.number]),
            by=version.by,
            at=version.at,
            reason=version.reason,
            is_shown=version.number == shown,
        )
        for version in shelf.versions
    )
