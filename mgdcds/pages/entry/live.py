"""The live panel: what the advice would be, and which one fact would help most."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.report import MissingFact, Report, ReportedRule, Status
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.values import Mistake
from mgdcds.pages.entry.assessment import AssessmentForm
from mgdcds.pages.entry.reading import EntryReading, sheet_of

_MOST_LINES = 7


@dataclass(frozen=True)
class LiveLine:
    """One rule that would apply."""

    title: str
    urgency: str


@dataclass(frozen=True)
class MostHelpful:
    """The fact that would settle most: its words, its field, and how many rules."""

    label: str
    anchor: str
    settles: int
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """What became of the draft. `seen` is the draft that this page knows.

    `conflict_at` is when another tab kept something newer. `others` are people with an
    unfinished assessment of the same patient, and when they typed last.
    """

    at: datetime.datetime | None = None
    seen: str = ""
    conflict_at: datetime.datetime | None = None
    others: tuple[tuple[str, datetime.datetime], ...] = ()


@dataclass(frozen=True)
class LivePanel:
    """What the panel shows. With `mistakes` there is no advice to show.

    `headline` is the one sentence that is read out when it changes.
    """

    headline: str
    kept: Kept
    lines: tuple[LiveLine, ...] = ()
    more: int = 0
    withheld: tuple[str, ...] = ()
    unknown: int = 0
    helpful: MostHelpful | None = None
    mistakes: tuple[Mistake, ...] = ()


def present_panel(
    form: AssessmentForm, *, rulebook: Rulebook, profile: str, kept: Kept
) -> LivePanel:
    """This function will answer the panel: what needs another look, or what the advice would be."""
    if form.mistakes:
        return _present_mistakes(form.mistakes, kept)
    if form.reading.problems:
        return LivePanel(_("The advice is shown once every answer can be read"), kept)
    on = form.cleaned_data["on"] if form.is_bound else form.frame.today
    report = _advise(rulebook, form.reading, on=on, profile=profile)
    return _present_advice(report, rulebook, kept)


def _advise(
    rulebook: Rulebook, reading: EntryReading, *, on: datetime.date, profile: str
) -> Report:
    sheet = sheet_of(rulebook.dictionary, reading, on=on, profile=profile)
    return advise(rulebook, sheet, reasons=False)


def _present_mistakes(mistakes: tuple[Mistake, ...], kept: Kept) -> LivePanel:
    headline = ngettext(
        "One answer needs another look", "%(count)d answers need another look", len(mistakes)
    ) % {"count": len(mistakes)}
    return LivePanel(headline, kept, mistakes=mistakes)


def _present_advice(report: Report, rulebook: Rulebook, kept: Kept) -> LivePanel:
    fires = [rule for rule in report.by_status(Status.FIRES) if not rule.folded]
    return LivePanel(
        headline=_headline(fires),
        kept=kept,
        lines=tuple(LiveLine(rule.title, str(rule.urgency)) for rule in fires[:_MOST_LINES]),
        more=max(0, len(fires) - _MOST_LINES),
        withheld=tuple(rule.title for rule in report.by_status(Status.WITHHELD)),
        unknown=len(report.by_status(Status.UNKNOWN)),
        helpful=_helpful(report.missing, report, rulebook),
    )


def _headline(fires: list[ReportedRule]) -> str:
    if not fires:
        return _("No advice yet")
    return ngettext("One rule would apply", "%(count)d rules would apply", len(fires)) % {
        "count": len(fires)
    }


def _helpful(
    missing: tuple[MissingFact, ...], report: Report, rulebook: Rulebook
) -> MostHelpful | None:
    if not missing:
        return None
    best, titles = missing[0], {rule.code: rule.title for rule in report.rules}
    fact = rulebook.dictionary.facts.get(best.name)
    return MostHelpful(
        label=fact.label if fact else best.name,
        anchor=f"id_{best.name}",
        settles=len(best.would_settle),
        titles=tuple(titles[code] for code in best.would_settle if code in titles)[:3],
    )
