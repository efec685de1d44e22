"""The list of claims, and the page of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.evidence import Claim, Direction, Domain, Evidence, Finding
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.values import Link
from mgdcds.pages.evidence.findings import (
    group_findings,
    has_words,
    link_to_claim,
    link_to_source,
    present_finding,
    present_notices,
    present_rules,
    rules_on,
    short_hash_of,
    tabs_of,
)
from mgdcds.pages.evidence.pages import (
    ClaimGroup,
    ClaimPage,
    ClaimRow,
    DomainRow,
    Forest,
    ForestRow,
    IndexPage,
    SourceFindings,
)
from mgdcds.pages.evidence.pictures import find_two_directions, make_axis, make_mark
from mgdcds.pages.evidence.words import BASIS, DIRECTION, DOMAIN, GROUP
from mgdcds.stores.library.values import NoticeValue, ReleaseValue


def present_index(rulebook: Rulebook, *, release: ReleaseValue, words: str, code: str) -> IndexPage:
    """This function will answer the claims that hold every word, and that a rule rests on."""
    found = [
        claim
        for claim in rulebook.evidence.claims.values()
        if has_words(_searched(claim, rulebook.evidence), words)
        and (not code or code in [rule.code for rule in rules_on(rulebook, claim.key)])
    ]
    return IndexPage(
        title=_("Evidence"),
        crumbs=(Link(_("Evidence")),),
        tabs=tabs_of("evidence:index"),
        words=words,
        rule=code,
        codes=tuple(code for code, rule in sorted(rulebook.rules.items()) if rule.claims),
        groups=_groups(found, rulebook),
        found=len(found),
        release=release.label,
    )


def present_claim(
    claim: Claim,
    *,
    rulebook: Rulebook,
    release: ReleaseValue,
    notices: Iterable[NoticeValue],
    on: datetime.date,
) -> ClaimPage:
    """This function will answer the page of one claim."""
    evidence = rulebook.evidence
    supports, qualifies, contradicts = (_people(claim, side, evidence) for side in Direction)
    return ClaimPage(
        title=claim.title,
        crumbs=(Link(_("Evidence"), reverse("evidence:index")), Link(claim.title)),
        sentence=claim.sentence,
        wording=claim.wording,
        often_said=claim.often_said,
        problem=claim.problem,
        basis=BASIS[claim.basis],
        certainty=claim.certainty,
        starts_at=claim.starts_at,
        starts_because=claim.starts_because,
        domains=tuple(_domain(domain) for domain in claim.domains),
        supports=supports,
        qualifies=qualifies,
        contradicts=contradicts,
        animals=group_findings(_animals(claim, evidence), evidence=evidence),
        forest=_forest(claim, evidence),
        two_directions=find_two_directions(evidence, claim.key),
        rules=present_rules(rules_on(rulebook, claim.key), on=on),
        notices=present_notices(notices),
        release=release.label,
        entry=short_hash_of(rulebook, EntryKind.CLAIM, claim.key),
    )


def _searched(claim: Claim, evidence: Evidence) -> str:
    parts = [claim.title, claim.sentence, claim.often_said]
    for side in Direction:
        for finding in evidence.findings_for(claim.key, direction=side):
            parts += [finding.text, evidence.sources[finding.source].citation]
    return " ".join(parts)


def _groups(claims: Iterable[Claim], rulebook: Rulebook) -> tuple[ClaimGroup, ...]:
    rows: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        rows.setdefault(claim.key[:1], []).append(present_row(claim, rulebook))
    order = [*GROUP, *sorted(rows.keys() - GROUP.keys())]
    return tuple(
        ClaimGroup(GROUP.get(letter, _("Other claims")), tuple(rows[letter]))
        for letter in order
        if letter in rows
    )


def present_row(claim: Claim, rulebook: Rulebook) -> ClaimRow:
    """This function will answer a claim as a row of a list."""
    return ClaimRow(
        title=claim.title,
        url=link_to_claim(claim).url,
        sentence=claim.wording,
        certainty=claim.certainty,
        rules=tuple(
            Link(rule.code, reverse("evidence:rule", args=[rule.code]))
            for rule in rules_on(rulebook, claim.key)
        ),
    )


def _domain(domain: Domain) -> DomainRow:
    step = domain.rated_up_by - domain.rated_down_by
    return DomainRow(
        name=DOMAIN.get(domain.name, domain.name),
        step=f"{step:+d}".replace("-", "−") if step else "",
        reason=domain.reason,
    )


def _people(claim: Claim, side: Direction, evidence: Evidence) -> tuple[SourceFindings, ...]:
    found = evidence.findings_for(claim.key, direction=side)
    return group_findings((one for one in found if not one.animal), evidence=evidence)


def _animals(claim: Claim, evidence: Evidence) -> Iterator[Finding]:
    for side in Direction:
        found = evidence.findings_for(claim.key, direction=side)
        yield from (one for one in found if one.animal)


def _forest(claim: Claim, evidence: Evidence) -> Forest | None:
    found = [
        (side, finding, ratio)
        for side in Direction
        for finding in evidence.findings_for(claim.key, direction=side)
        if (ratio := finding.find_ratio()) is not None
    ]
    if not found:
        return None
    axis = make_axis(ratio for _side, _finding, ratio in found)
    rows = tuple(
        ForestRow(
            source=link_to_source(evidence.sources[finding.source]),
            finding=present_finding(finding),
            mark=make_mark(finding, ratio, axis=axis),
            direction=DIRECTION[side],
        )
        for side, finding, ratio in found
    )
    return Forest(axis, rows)
