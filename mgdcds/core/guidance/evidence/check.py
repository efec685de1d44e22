"""Checks what one entry cannot know: links, ratings, and what a rule may cite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from mgdcds.core.guidance.evidence import problems
from mgdcds.core.guidance.evidence.values import (
    GRADE_DOMAINS,
    GRADE_RAISES,
    RATIO_MEASURES,
    Claim,
    Evidence,
    Finding,
    Source,
    SourceKind,
)
from mgdcds.core.guidance.rule import Rule
from mgdcds.core.values.problems import Place, Problem


def check_links(evidence: Evidence) -> list[Problem]:
    """This function will answer what is wrong between the values of the evidence."""
    found: list[Problem] = []
    for source in evidence.sources.values():
        found += _check_source(source)
    for finding in evidence.findings.values():
        found += _check_finding(finding, evidence)
    for claim in evidence.claims.values():
        found += _check_claim(claim, evidence)
    return found


def check_citations(evidence: Evidence, *, rules: Mapping[str, Rule]) -> tuple[Problem, ...]:
    """This function will answer which links of rules lead nowhere or to animal evidence.

    `evidence` of a rule names sources, findings or claims; `claims` names claims.
    """
    found = [
        problem
        for code, rule in rules.items()
        for problem in (*_check_cited(code, rule, evidence), *_check_claimed(code, rule, evidence))
    ]
    return tuple(sorted(found))


def is_animal(evidence: Evidence, key: str) -> bool:
    """This function will tell whether a source or finding is animal evidence."""
    if key in evidence.findings:
        return evidence.findings[key].animal
    return key in evidence.sources and evidence.sources[key].kind is SourceKind.ANIMAL


def _check_cited(code: str, rule: Rule, evidence: Evidence) -> Iterator[Problem]:
    place = Place(document=f"rule {code}", field="evidence")
    known = [*evidence.sources, *evidence.findings, *evidence.claims]
    for key in rule.evidence:
        if key not in known:
            yield problems.unknown_link(place, found=key, kind="source or claim", known=known)
        elif is_animal(evidence, key):
            yield problems.rule_cites_animal(place, found=key)


def _check_claimed(code: str, rule: Rule, evidence: Evidence) -> Iterator[Problem]:
    place = Place(document=f"rule {code}", field="claims")
    for key in rule.claims:
        if key not in evidence.claims:
            yield problems.unknown_link(place, found=key, kind="claim", known=evidence.claims)


def _check_source(source: Source) -> Iterator[Problem]:
    place = Place(document=f"source {source.key}", field="from_memory")
    known = [name for name in Source.__dataclass_fields__ if name not in ("key", "from_memory")]
    for name in source.from_memory:
        if name not in known:
            yield problems.unknown_field(place, found=name, known=known)


def _check_finding(finding: Finding, evidence: Evidence) -> Iterator[Problem]:
    document = f"finding {finding.full_key}"
    source = evidence.sources.get(finding.source)
    if source is None:
        yield problems.unknown_link(
            Place(document), found=finding.source, kind="source", known=evidence.sources
        )
    elif source.kind is SourceKind.ANIMAL and not finding.animal:
        yield problems.animal_not_marked(Place(document, "animal"))
    yield from _check_bearing(finding, evidence)
    if finding.measure in RATIO_MEASURES and not _is_sound_ratio(finding):
        found = f"{finding.effect} ({' to '.join(finding.interval)})"
        yield problems.bad_ratio(Place(document, "effect"), found=found)


def _check_bearing(finding: Finding, evidence: Evidence) -> Iterator[Problem]:
    place = Place(f"finding {finding.full_key}")
    seen: set[str] = set()
    for direction, key in finding.bears_on():
        field = Place(place.document, direction.value)
        if key not in evidence.claims:
            yield problems.unknown_link(field, found=key, kind="claim", known=evidence.claims)
        elif key in seen:
            yield problems.bears_on_it_twice(field, claim=key)
        seen.add(key)
    if not seen:
        yield problems.bears_on_nothing(place)


def _is_sound_ratio(finding: Finding) -> bool:
    try:
        effect, low, high = map(Decimal, (finding.effect, *finding.interval))
    except (InvalidOperation, ValueError):
        return False
    return all(item.is_finite() for item in (effect, low, high)) and 0 < low <= effect <= high


def _check_claim(claim: Claim, evidence: Evidence) -> Iterator[Problem]:
    document = f"claim {claim.key}"
    yield from _check_domains(claim)
    if claim.rated() is not claim.certainty:
        yield problems.rating_does_not_add_up(
            Place(document, "certainty"), found=claim.certainty, expected=claim.rated()
        )
    if not any(
        key == claim.key for item in evidence.findings.values() for _, key in item.bears_on()
    ):
        yield problems.claim_without_findings(Place(document))


def _check_domains(claim: Claim) -> Iterator[Problem]:
    place = Place(f"claim {claim.key}", "domains")
    known = (*GRADE_DOMAINS, *GRADE_RAISES)
    reasons = {domain.name: domain.reason for domain in claim.domains}
    for domain in claim.domains:
        if domain.name not in known:
            yield problems.unknown_domain(place, found=domain.name, known=known)
        elif not domain.reason:
            yield problems.domain_without_reason(place, domain=domain.name)
    for name in GRADE_DOMAINS:
        if name not in reasons:
            yield problems.domain_without_reason(place, domain=name)
