"""The list of sources, and the page of one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.evidence import Evidence, Finding, Source, SourceKind
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.evidence.findings import (
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
from mgdcds.pages.evidence.pages import Detail, SourceGroup, SourcePage, SourceRow, SourcesPage
from mgdcds.pages.evidence.words import (
    DIRECTION,
    KIND,
    VERIFIED,
    VERIFIED_TONE,
)
from mgdcds.stores.library.values import NoticeValue, ReleaseValue


def present_sources(rulebook: Rulebook, *, release: ReleaseValue, words: str) -> SourcesPage:
    """This function will answer the sources that hold every word, by kind and year."""
    found = [
        source
        for source in rulebook.evidence.sources.values()
        if has_words(f"{source.citation} {source.title} {source.population}", words)
    ]
    return SourcesPage(
        title=_("Sources"),
        crumbs=(Link(_("Evidence"), reverse("evidence:index")), Link(_("Sources"))),
        tabs=tabs_of("evidence:sources"),
        words=words,
        groups=tuple(_groups(found)),
        found=len(found),
        release=release.label,
    )


def present_source(
    source: Source,
    *,
    rulebook: Rulebook,
    release: ReleaseValue,
    notices: Iterable[NoticeValue],
    on: datetime.date,
) -> SourcePage:
    """This function will answer the page of one source."""
    evidence = rulebook.evidence
    crumbs = (
        Link(_("Evidence"), reverse("evidence:index")),
        Link(_("Sources"), reverse("evidence:sources")),
        Link(source.name),
    )
    return SourcePage(
        title=source.name,
        crumbs=crumbs,
        full_title=source.title,
        kind=source.kind.value,
        certainty=source.certainty,
        verified_word=VERIFIED[source.verified],
        tone=VERIFIED_TONE[source.verified],
        details=tuple(_details(source)),
        findings=tuple(
            present_finding(finding, bears_on=_bearing(finding, evidence))
            for finding in evidence.findings_of(source.key)
        ),
        rules=present_rules(rules_on(rulebook, source.key), on=on),
        notices=present_notices(notices),
        release=release.label,
        entry=short_hash_of(rulebook, EntryKind.SOURCE, source.key),
    )


def _groups(sources: Iterable[Source]) -> Iterator[SourceGroup]:
    by_kind: dict[SourceKind, list[Source]] = {}
    for source in sources:
        by_kind.setdefault(source.kind, []).append(source)
    for kind in SourceKind:
        if kind in by_kind:
            newest_first = sorted(by_kind[kind], key=lambda source: (-source.year, source.key))
            yield SourceGroup(KIND[kind], tuple(present_row(source) for source in newest_first))


def present_row(source: Source) -> SourceRow:
    """This function will answer a source as a row of a list."""
    return SourceRow(
        name=source.name,
        url=link_to_source(source).url,
        title=source.title,
        design=source.design,
        n=source.n,
        verified_word=VERIFIED[source.verified],
        tone=VERIFIED_TONE[source.verified],
    )


def _bearing(finding: Finding, evidence: Evidence) -> tuple[tuple[Word, Link], ...]:
    return tuple(
        (DIRECTION[side], link_to_claim(evidence.claims[key])) for side, key in finding.bears_on()
    )


def _details(source: Source) -> Iterator[Detail]:
    told = (
        ("citation", _("Citation"), source.citation, ""),
        ("authors", _("Authors"), source.authors, ""),
        ("journal", _("Published in"), source.journal, ""),
        ("doi", _("DOI"), source.doi, f"https://doi.org/{source.doi}"),
        ("pmid", _("PubMed"), source.pmid, f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"),
        (
            "pmcid",
            _("Full text"),
            source.pmcid,
            f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/",
        ),
        ("design", _("Design"), source.design, ""),
        ("population", _("People"), source.population, ""),
        ("n", _("Number analysed"), f"{source.n:,}" if source.n else "", ""),
        ("exposure", _("What was given or measured"), source.exposure, ""),
        ("limits", _("Limits"), source.limits, ""),
        ("note", _("Note"), source.note, ""),
    )
    for name, label, text, url in told:
        if text:
            yield Detail(label, text, url, is_from_memory=name in source.from_memory)
