"""Turns entries into evidence, and evidence back into the content of entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from mgdcds.core.dictionary.content import Content
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.evidence import problems
from mgdcds.core.guidance.evidence.check import check_links
from mgdcds.core.guidance.evidence.values import (
    Basis,
    Claim,
    Domain,
    Evidence,
    Finding,
    Source,
    SourceKind,
    Verification,
)
from mgdcds.core.guidance.rule import Certainty
from mgdcds.core.values.problems import Problem, UnableTo

#: More people than any study has.
MOST_PEOPLE = 10_000_000

_Word = TypeVar("_Word", bound=StrEnum)


class UnableToReadEvidence(UnableTo):
    """The entries do not make evidence that can be relied on."""


def read_evidence(entries: Iterable[Entry]) -> Evidence:
    """This function will read sources, findings and claims; other kinds are passed over.

    Raises UnableToReadEvidence with every problem of every entry and of the links between.
    """
    reader = _Reader()
    evidence = reader.evidence(entries)
    if reader.problems:
        raise UnableToReadEvidence(reader.problems)
    return evidence


def check_evidence(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """This function will answer every problem of the sources, findings and claims."""
    reader = _Reader()
    reader.evidence(entries)
    return tuple(sorted(reader.problems))


def content_of(value: Source | Finding | Claim) -> dict[str, Any]:
    """This function will write a value back as the content of its entry.

    Only what is recorded is written: a field that holds its default is left out.
    """
    content = _recorded(value)
    # The key of a finding's entry names the source already.
    if isinstance(value, Finding):
        del content["source"]
    if isinstance(value, Claim):
        content["domains"] = [_recorded(domain) for domain in value.domains]
    return content


class _Reader:
    """Reads entries into values and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def evidence(self, entries: Iterable[Entry]) -> Evidence:
        sources, findings, claims = {}, {}, {}
        for entry in entries:
            table = Content(entry.content(), document=f"{entry.kind} {entry.key}")
            if entry.kind is EntryKind.SOURCE:
                sources[entry.key] = self.source(table, entry.key)
            elif entry.kind is EntryKind.FINDING:
                findings[entry.key] = self.finding(table, entry.key)
            elif entry.kind is EntryKind.CLAIM:
                claims[entry.key] = self.claim(table, entry.key)
        evidence = Evidence(
            MappingProxyType(sources), MappingProxyType(findings), MappingProxyType(claims)
        )
        self.problems += check_links(evidence)
        return evidence

    def source(self, table: Content, key: str) -> Source:
        source = Source(
            key=key,
            name=table.text("name", needed=True),
            citation=table.text("citation", needed=True),
            title=table.text("title", needed=True),
            authors=table.text("authors"),
            journal=table.text("journal"),
            year=table.whole("year") or 0,
            doi=table.text("doi"),
            pmid=table.text("pmid"),
            pmcid=table.text("pmcid"),
            kind=_word(table, "kind", SourceKind, SourceKind.REVIEW),
            design=table.text("design", needed=True),
            n=table.whole("n", up_to=MOST_PEOPLE) or 0,
            population=table.text("population"),
            exposure=table.text("exposure"),
            limits=table.text("limits", needed=True),
            certainty=table.word("certainty", known=[word.value for word in Certainty]),
            verified=_word(table, "verified", Verification, Verification.FROM_MEMORY),
            from_memory=table.texts("from_memory"),
            note=table.text("note"),
        )
        self.close(table)
        return source

    def finding(self, table: Content, full_key: str) -> Finding:
        source, _, key = full_key.partition(".")
        if not (source and key):
            self.problems.append(problems.bad_finding_key(table.place(), found=full_key))
        finding = Finding(
            source=source,
            key=key,
            text=table.text("text", needed=True),
            population=table.text("population"),
            comparison=table.text("comparison"),
            outcome=table.text("outcome"),
            measure=table.text("measure"),
            effect=table.text("effect"),
            interval=table.texts("interval"),
            n=table.whole("n", up_to=MOST_PEOPLE) or 0,
            p=table.text("p"),
            supports=table.texts("supports"),
            qualifies=table.texts("qualifies"),
            contradicts=table.texts("contradicts"),
            verified=_word(table, "verified", Verification, Verification.FROM_MEMORY),
            animal=table.flag("animal"),
        )
        self.close(table)
        return finding

    def claim(self, table: Content, key: str) -> Claim:
        claim = Claim(
            key=key,
            title=table.text("title", needed=True),
            sentence=table.text("sentence", needed=True),
            wording=table.text("wording", needed=True),
            often_said=table.text("often_said"),
            problem=table.text("problem"),
            basis=_word(table, "basis", Basis, Basis.EVIDENCE),
            certainty=_word(table, "certainty", Certainty, Certainty.VERY_LOW),
            starts_at=_word(table, "starts_at", Certainty, Certainty.VERY_LOW),
            starts_because=table.text("starts_because", needed=True),
            domains=tuple(self.domain(inner) for inner in table.tables("domains")),
        )
        self.close(table)
        return claim

    def domain(self, table: Content) -> Domain:
        domain = Domain(
            name=table.text("name", needed=True),
            rated_down_by=table.whole("rated_down_by") or 0,
            rated_up_by=table.whole("rated_up_by") or 0,
            reason=table.text("reason"),
        )
        self.close(table)
        return domain

    def close(self, table: Content) -> None:
        # The entry's own key was compared with the name of its file already.
        table.text("key")
        table.refuse_the_rest()
        self.problems += table.problems


def _word(table: Content, key: str, words: type[_Word], otherwise: _Word) -> _Word:
    found = table.word(key, known=[word.value for word in words], needed=True)
    return words(found) if found else otherwise


def _recorded(value: object) -> dict[str, Any]:
    content = {}
    for field in fields(value):  # type: ignore[arg-type]
        item = getattr(value, field.name)
        if field.default is MISSING or item != field.default:
            content[field.name] = _plain(item)
    return content


def _plain(item: object) -> Any:
    if isinstance(item, StrEnum):
        return item.value
    return list(item) if isinstance(item, tuple) else item
