"""Rows that several evidence pages show: findings, rules, notices, versions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.evidence import Claim, Evidence, Finding, Source, Verification
from mgdcds.core.guidance.rule import Rule
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.evidence.pages import FindingRow, RuleRow, SourceFindings
from mgdcds.pages.evidence.words import VERIFIED, VERIFIED_TONE, estimate_of
from mgdcds.stores.library.values import NoticeValue

#: How much of a hash people compare.
SHORT_HASH = 10


def present_finding(
    finding: Finding, *, bears_on: tuple[tuple[Word, Link], ...] = ()
) -> FindingRow:
    """This function will answer a finding as a row."""
    return FindingRow(
        text=finding.text,
        population=finding.population,
        comparison=finding.comparison,
        outcome=finding.outcome,
        estimate=estimate_of(finding),
        n=finding.n,
        p=finding.p,
        verified_word=VERIFIED[finding.verified],
        tone=VERIFIED_TONE[finding.verified],
        is_verified=finding.verified is Verification.VERIFIED,
        is_drawn=finding.find_ratio() is not None,
        is_animal=finding.animal,
        bears_on=bears_on,
    )


def group_findings(
    findings: Iterable[Finding], *, evidence: Evidence
) -> tuple[SourceFindings, ...]:
    """This function will answer findings under their sources."""
    by_source: dict[str, list[Finding]] = {}
    for finding in findings:
        by_source.setdefault(finding.source, []).append(finding)
    return tuple(
        SourceFindings(
            source=link_to_source(evidence.sources[key]),
            design=evidence.sources[key].design,
            limits=evidence.sources[key].limits,
            findings=tuple(present_finding(finding) for finding in rows),
        )
        for key, rows in by_source.items()
    )


def link_to_source(source: Source) -> Link:
    """This function will link to the page of a source."""
    return Link(source.name, reverse("evidence:source", args=[source.key]))


def link_to_claim(claim: Claim) -> Link:
    """This function will link to the page of a claim."""
    return Link(claim.title, reverse("evidence:claim", args=[claim.key]))


def present_rules(rules: Iterable[Rule], *, on: datetime.date) -> tuple[RuleRow, ...]:
    """This function will answer rules as rows; reviews due before `on` are marked."""
    return tuple(
        RuleRow(
            code=rule.code,
            title=rule.title,
            url=reverse("evidence:rule", args=[rule.code]),
            category=rule.category,
            strength=rule.strength,
            certainty=rule.certainty,
            review_due=day_of(rule.review_due),
            is_overdue=is_overdue(rule, on=on),
        )
        for rule in rules
    )


def is_overdue(rule: Rule, *, on: datetime.date) -> bool:
    """This function will tell whether a rule's review was due before a day."""
    return bool(rule.review_due) and datetime.date.fromisoformat(rule.review_due) < on


def day_of(text: str) -> str:
    """This function will write an ISO date as "12 Nov 2026", and nothing as nothing."""
    return format_date(datetime.date.fromisoformat(text)) if text else ""


def rules_on(rulebook: Rulebook, key: str) -> tuple[Rule, ...]:
    """This function will answer the rules that rest on a claim or cite a source, by code."""
    return tuple(
        rule
        for code, rule in sorted(rulebook.rules.items())
        if key in rule.claims or key in rule.evidence
    )


def short_hash_of(rulebook: Rulebook, kind: EntryKind, key: str) -> str:
    """This function will answer the beginning of the hash of an entry of a release."""
    found = (entry for entry in rulebook.entries if entry.kind is kind and entry.key == key)
    return next(found).hash[:SHORT_HASH]


def local_day(at: datetime.datetime) -> str:
    """This function will write the day of a moment, where the clinic is."""
    return format_date(timezone.localtime(at).date())


def present_notices(notices: Iterable[NoticeValue]) -> tuple[str, ...]:
    """This function will write each notice as a sentence."""
    words = {
        "retracted": _("This was retracted on %(day)s: %(reason)s"),
        "corrected": _("This was corrected on %(day)s: %(reason)s"),
        "withdrawn": _("This was withdrawn on %(day)s: %(reason)s"),
    }
    return tuple(
        words[notice.word] % {"day": local_day(notice.at), "reason": notice.reason}
        for notice in notices
    )


def tabs_of(current: str) -> tuple[Link, ...]:
    """This function will answer the tabs over the lists of evidence."""
    names = (
        (_("Claims"), "evidence:index"),
        (_("Sources"), "evidence:sources"),
        (_("Rules"), "evidence:rules"),
    )
    return tuple(Link(label, reverse(name), is_current=name == current) for label, name in names)


def has_words(text: str, words: str) -> bool:
    """This function will tell whether a text holds every word of a search, in any case."""
    folded = text.casefold()
    return all(word in folded for word in words.casefold().split())
