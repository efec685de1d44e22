"""The list of rules, and the page of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.facts.case import STATUSES, Case
from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.evidence import Source
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES, Category, Rule
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import CATEGORY
from mgdcds.pages.evidence import claims, sources
from mgdcds.pages.evidence.findings import (
    day_of,
    has_words,
    is_overdue,
    local_day,
    present_notices,
    present_rules,
    short_hash_of,
    tabs_of,
)
from mgdcds.pages.evidence.levels import RuleWords
from mgdcds.pages.evidence.rule_pages import CaseRow, Credits, RuleGroup, RulePage, RulesPage
from mgdcds.pages.evidence.words import ATTRIBUTE
from mgdcds.stores.library.values import HistoryValue, NoticeValue, ReleaseValue


def present_index(
    rulebook: Rulebook, *, release: ReleaseValue, words: str, on: datetime.date
) -> RulesPage:
    """This function will answer the rules that hold every word, by what they are about."""
    found = [
        rule for _code, rule in sorted(rulebook.rules.items()) if has_words(_searched(rule), words)
    ]
    return RulesPage(
        title=_("Rules"),
        crumbs=(Link(_("Evidence"), reverse("evidence:index")), Link(_("Rules"))),
        tabs=tabs_of("evidence:rules"),
        words=words,
        groups=tuple(_groups(found, on)),
        found=len(found),
        overdue=sum(is_overdue(rule, on=on) for rule in found),
        release=release.label,
    )


def find_rule(rulebook: Rulebook, code: str) -> Rule | None:
    """This function will find a rule by its code, in small or capital letters, or None."""
    return rulebook.rules.get(code.upper())


def present_rule(
    rule: Rule,
    *,
    rulebook: Rulebook,
    release: ReleaseValue,
    history: Sequence[HistoryValue],
    notices: Iterable[NoticeValue],
    on: datetime.date,
    unit_system: str,
) -> RulePage:
    """This function will answer the page of one rule."""
    checked, words = rulebook.checked[rule.code], RuleWords(rulebook, unit_system=unit_system)
    return RulePage(
        title=f"{rule.code} {rule.title}",
        crumbs=(Link(_("Rules"), reverse("evidence:rules")), Link(rule.code)),
        code=rule.code,
        category=CATEGORY[rule.category],
        strength=rule.strength,
        certainty=rule.certainty,
        why_it_matters=rule.why_it_matters,
        condition=words.condition(checked.when),
        needs=tuple(words.label(name) for name in rule.needs),
        levels=words.levels(checked),
        tags=words.tags(checked),
        blocks=words.blocks(checked),
        claims=tuple(
            claims.present_row(rulebook.evidence.claims[key], rulebook) for key in rule.claims
        ),
        sources=tuple(sources.present_row(source) for source in _cited(rule, rulebook)),
        attributes=tuple(
            (ATTRIBUTE[name], rule.attributes.get(name, "")) for name in SOURCE_ATTRIBUTES
        ),
        filled=sum(bool(rule.attributes.get(name)) for name in SOURCE_ATTRIBUTES),
        credits=_credits(rule, on),
        cases=tuple(_cases(rule, rulebook.cases.values())),
        notices=present_notices(notices),
        release=release.label,
        since=_since(history, release),
        entry=short_hash_of(rulebook, EntryKind.RULE, rule.code),
        history_url=reverse("workspace:history", args=[EntryKind.RULE.value, rule.code]),
    )


def _searched(rule: Rule) -> str:
    texts = [text for level in rule.levels for text in (level.clinician, level.patient)]
    return " ".join([rule.code, rule.title, rule.why_it_matters, *texts])


def _groups(rules: Iterable[Rule], on: datetime.date) -> Iterator[RuleGroup]:
    by_category: dict[Category, list[Rule]] = {}
    for rule in rules:
        by_category.setdefault(rule.category, []).append(rule)
    for category in Category:
        if category in by_category:
            rows = present_rules(by_category[category], on=on)
            yield RuleGroup(CATEGORY[category], rows)


def _cited(rule: Rule, rulebook: Rulebook) -> Iterator[Source]:
    """The sources that a rule cites, itself or by one of their findings."""
    seen: set[str] = set()
    for key in rule.evidence:
        source = rulebook.evidence.sources.get(key.partition(".")[0])
        if source is not None and source.key not in seen:
            seen.add(source.key)
            yield source


def _credits(rule: Rule, on: datetime.date) -> Credits:
    return Credits(
        owner=rule.owner,
        authored_by=rule.authored_by,
        checked_by=rule.checked_by,
        reviewed=day_of(rule.reviewed_on),
        review_due=day_of(rule.review_due),
        is_overdue=is_overdue(rule, on=on),
    )


def _cases(rule: Rule, cases: Iterable[Case]) -> Iterator[CaseRow]:
    for case in cases:
        if case.rule == rule.code:
            expected = (status for status in STATUSES if rule.code in case.expect.get(status, ()))
            yield CaseRow(name=case.name, expected=next(expected, ""), note=case.note)


def _since(history: Sequence[HistoryValue], live: ReleaseValue) -> str:
    """The release from which the rule has been as it is now, and the day."""
    for step in history:
        if step.release.number <= live.number:
            day = local_day(step.release.effective_at)
            return _("As it is since %(label)s, %(day)s") % {
                "label": step.release.label,
                "day": day,
            }
    return ""
