"""A release as files for other systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.export.fhir.bundle import make_bundle
from mgdcds.core.guidance.export.fhir.edition import Edition
from mgdcds.core.guidance.export.library import LIBRARY, make_release_library
from mgdcds.core.guidance.rule import Rule
from mgdcds.core.values.canonical import canonical_json
from mgdcds.pages.exchange.releases import Release
from mgdcds.stores.library.values import NoticeWord

_SHOWN_OF_HASH = 12
_NOT_TO_BE_USED = frozenset({NoticeWord.WITHDRAWN, NoticeWord.RETRACTED})


def version_of(release: Release) -> str:
    """This function will answer the version of an exported release: its number, else its hash."""
    return release.rulebook.hash[:_SHOWN_OF_HASH] if release.number is None else str(release.number)


def date_of(release: Release) -> str:
    """This function will answer when an exported release last changed: its newest rule review."""
    return max((rule.reviewed_on for rule in release.rulebook.rules.values()), default="")


def notices_by_rule(release: Release) -> Mapping[str, str]:
    """This function will answer the words that stand over each rule now, or over what it cites."""
    rules = release.rulebook.rules.values()
    found = {rule.code: "; ".join(_notices_on(rule, release)) for rule in rules}
    return {code: words for code, words in found.items() if words}


def withdrawn_rules(release: Release) -> frozenset[str]:
    """This function will answer the codes of rules that are not to be used any more."""
    return frozenset(
        notice.key
        for notice in release.standing
        if notice.kind is EntryKind.RULE and notice.word in _NOT_TO_BE_USED
    )


def _notices_on(rule: Rule, release: Release) -> Iterator[str]:
    names = {(EntryKind.RULE, rule.code)}
    names |= {(EntryKind.SOURCE, key) for key in rule.evidence}
    names |= {(EntryKind.CLAIM, key) for key in rule.claims}
    for notice in release.standing:
        if (notice.kind, notice.key) in names:
            yield f"{notice.kind} {notice.key} is {notice.word}: {notice.reason}"


def _write_cql(release: Release, base: str) -> Mapping[str, str]:
    version = version_of(release)
    library = make_release_library(
        release.rulebook, version=version, notices=notices_by_rule(release)
    )
    return {f"{LIBRARY}-{version}.cql": library.text}


def _write_fhir(release: Release, base: str) -> Mapping[str, str]:
    version = version_of(release)
    edition = Edition(
        version, date_of(release), base, notices_by_rule(release), withdrawn_rules(release)
    )
    bundle = make_bundle(release.rulebook, edition)
    return {f"{LIBRARY}-{version}.fhir.json": canonical_json(bundle) + "\n"}


#: What writes each format, from a release and the base of its addresses: names and texts of files.
FORMATS: Mapping[str, Callable[[Release, str], Mapping[str, str]]] = {
    "cql": _write_cql,
    "fhir": _write_fhir,
}
CONTENT_TYPES: Mapping[str, str] = {
    "cql": "text/cql; charset=utf-8",
    "fhir": "application/fhir+json; charset=utf-8",
}
