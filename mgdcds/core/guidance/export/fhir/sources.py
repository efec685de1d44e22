"""Sources as related artifacts: the citation, and where to find it."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.guidance.evidence.values import Source
from mgdcds.core.guidance.export.fhir.edition import Resource, filled


def cite(sources: Iterable[Source]) -> list[Resource]:
    """This function will cite sources, with the address of those that have a DOI or a PMID."""
    return [
        filled(
            {
                "type": "citation",
                "label": source.name,
                "citation": " ".join(source.citation.split()),
                "url": _address_of(source),
            }
        )
        for source in sources
    ]


def _address_of(source: Source) -> str:
    if source.doi:
        return f"https://doi.org/{source.doi}"
    return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" if source.pmid else ""
