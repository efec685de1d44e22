"""Why a rule came out as it did, and what it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.engines.answer import Reason
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.evidence import Claim, Evidence, Finding, Source, Verification
from mgdcds.core.guidance.report import Status
from mgdcds.core.values.dates import format_date
from mgdcds.pages.advice.changes import ChangeLine
from mgdcds.pages.advice.ground import Ground
from mgdcds.pages.advice.screens import banner_of, crumbs_of, ground_of
from mgdcds.pages.components.values import Link, PatientBanner
from mgdcds.pages.components.words import Word
from mgdcds.stores.evaluations.values import EvaluationValue

_DOUBTS: Mapping[Verification, Word] = {
    Verification.PARTLY: gettext_lazy("Partly checked"),
    Verification.FROM_MEMORY: gettext_lazy("Unverified"),
}


@dataclass(frozen=True)
class UsedValue:
    """A value that the rule read, with its date and where it came from."""

    label: str
    text: str
    where: str


@dataclass(frozen=True)
class FoundLine:
    """What one source found. `doubt` says so where it was not checked against the paper."""

    source: Link
    text: str
    people: str
    doubt: Word


@dataclass(frozen=True)
class ClaimLine:
    """A claim that the rule rests on, how sure it is, and why it is not surer."""

    claim: Link
    sentence: str
    certainty: str
    not_surer: tuple[str, ...]
    findings: tuple[FoundLine, ...]


@dataclass(frozen=True)
class WhyPage:
    """Why a rule came out as it did, as a tree, with the values it read and its evidence."""

    title: str
    crumbs: tuple[Link, ...]
    banner: PatientBanner
    code: str
    status: str
    missing: str
    reason: Reason
    changes: tuple[ChangeLine, ...]
    values: tuple[UsedValue, ...]
    why_it_matters: str
    claims: tuple[ClaimLine, ...]
    sources: tuple[Link, ...]
    back_url: str


def present_why(
    evaluation: EvaluationValue,
    code: str,
    reason: Reason,
    rulebook: Rulebook,
    *,
    today: datetime.date,
    changes: tuple[ChangeLine, ...] = (),
) -> WhyPage:
    """This function will present why a rule came out as it did, and what would change that."""
    told, rule = evaluation.report.rule(code), rulebook.rules[code]
    ground, evidence = ground_of(evaluation, rulebook), rulebook.evidence
    claims = [evidence.claims[key] for key in rule.claims if key in evidence.claims]
    cited = [evidence.sources[key] for key in rule.evidence if key in evidence.sources]
    return WhyPage(
        title=told.title,
        crumbs=crumbs_of(evaluation, Link(code)),
        banner=banner_of(evaluation, today),
        code=code,
        status=str(told.status),
        missing=ground.names(told.missing) if told.status is not Status.NOT_MET else "",
        reason=_each_once(reason),
        changes=changes,
        values=tuple(_values(evaluation, told.values_used, ground)),
        why_it_matters=rule.why_it_matters,
        claims=tuple(_claim(claim, evidence, rule.evidence) for claim in claims),
        sources=tuple(_source(source) for source in cited),
        back_url=_back_url(evaluation, code, ground),
    )


def _each_once(reason: Reason) -> Reason:
    """The rule stands above its condition, with the same text."""
    told: set[str] = set()
    return replace(reason, children=tuple(_once(child, told) for child in reason.children))


def _once(reason: Reason, told: set[str]) -> Reason:
    """Each thing is explained where it first stands, and only told after that."""
    if reason.text in told and reason.children:
        return replace(reason, children=())
    told.add(reason.text)
    return replace(reason, children=tuple(_once(child, told) for child in reason.children))


def _back_url(evaluation: EvaluationValue, code: str, ground: Ground) -> str:
    anchor = f"rule-{code}" if code in ground.cards else "not-needed"
    if evaluation.report.rule(code).status is Status.UNKNOWN:
        anchor = "gaps"
    return f"{reverse('advice:advice', args=[evaluation.id])}#{anchor}"


def _values(
    evaluation: EvaluationValue, used: Mapping[str, str], ground: Ground
) -> Iterator[UsedValue]:
    for name, text in used.items():
        yield UsedValue(ground.label(name), text, _where_from(evaluation, name))


def _where_from(evaluation: EvaluationValue, name: str) -> str:
    found = evaluation.sheet.values.get(name)
    if found is None:
        return evaluation.sheet.set_aside[name][1] if name in evaluation.sheet.set_aside else ""
    on = format_date(found.on) if found.on else ""
    return " · ".join(part for part in (on, found.provenance.detail) if part)


def _claim(claim: Claim, evidence: Evidence, cited: tuple[str, ...]) -> ClaimLine:
    bearing = [
        finding
        for finding in evidence.findings.values()
        if finding.source in cited
        and not finding.animal
        and any(key == claim.key for _direction, key in finding.bears_on())
    ]
    return ClaimLine(
        claim=Link(claim.title, reverse("evidence:claim", args=[claim.key])),
        sentence=claim.sentence,
        certainty=str(claim.certainty),
        not_surer=tuple(domain.reason for domain in claim.domains if domain.rated_down_by),
        findings=tuple(_finding(finding, evidence) for finding in bearing),
    )


def _finding(finding: Finding, evidence: Evidence) -> FoundLine:
    people = _("n = %(number)s") % {"number": finding.n} if finding.n else ""
    return FoundLine(
        source=_source(evidence.sources[finding.source]),
        text=finding.text,
        people=" · ".join(part for part in (finding.population, people) if part),
        doubt=_DOUBTS.get(finding.verified, ""),
    )


def _source(source: Source) -> Link:
    return Link(source.name, reverse("evidence:source", args=[source.key]))
