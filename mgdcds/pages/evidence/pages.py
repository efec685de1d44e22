"""What the pages of claims and sources show, already in words."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word
from mgdcds.pages.evidence.pictures import Axis, Mark, TwoDirections


@dataclass(frozen=True)
class FindingRow:
    """A finding. `estimate` has the interval; `tone` is that of `verified_word`.

    `is_drawn`: it stands in the forest plot too. `bears_on` has the claims, each with its
    direction (on the page of a source).
    """

    text: str
    population: str
    comparison: str
    outcome: str
    estimate: str
    n: int
    p: str
    verified_word: Word
    tone: str
    is_verified: bool
    is_drawn: bool
    is_animal: bool
    bears_on: tuple[tuple[Word, Link], ...] = ()


@dataclass(frozen=True)
class SourceFindings:
    """What one source found, on one side of a claim."""

    source: Link
    design: str
    limits: str
    findings: tuple[FindingRow, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether all of it stands in the forest plot too."""
        return all(finding.is_drawn for finding in self.findings)


@dataclass(frozen=True)
class ForestRow:
    """A ratio in the forest plot. `mark` says where to draw it."""

    source: Link
    finding: FindingRow
    mark: Mark
    direction: Word


@dataclass(frozen=True)
class Forest:
    """Ratios on one axis: different comparisons, never pooled."""

    axis: Axis
    rows: tuple[ForestRow, ...]


@dataclass(frozen=True)
class DomainRow:
    """A GRADE domain: how far it moved the rating ("−1", "+1" or nothing), and why."""

    name: Word
    step: str
    reason: str


@dataclass(frozen=True)
class RuleRow:
    """A rule in a list. `is_overdue`: its review was due before today."""

    code: str
    title: str
    url: str
    category: str
    strength: str
    certainty: str
    review_due: str = ""
    is_overdue: bool = False


@dataclass(frozen=True)
class ClaimRow:
    """A claim in a list, with the rules that rest on it."""

    title: str
    url: str
    sentence: str
    certainty: str
    rules: tuple[Link, ...]


@dataclass(frozen=True)
class ClaimGroup:
    """Claims of one kind."""

    title: Word
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class IndexPage:
    """All claims, or those that a search found. `codes` are the rules to choose from."""

    title: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    words: str
    rule: str
    codes: tuple[str, ...]
    groups: tuple[ClaimGroup, ...]
    found: int
    release: str


@dataclass(frozen=True)
class ClaimPage:
    """A claim: how sure, why not surer, what stands for and against it, what rests on it."""

    title: str
    crumbs: tuple[Link, ...]
    sentence: str
    wording: str
    often_said: str
    problem: str
    basis: Word
    certainty: str
    starts_at: str
    starts_because: str
    domains: tuple[DomainRow, ...]
    supports: tuple[SourceFindings, ...]
    qualifies: tuple[SourceFindings, ...]
    contradicts: tuple[SourceFindings, ...]
    animals: tuple[SourceFindings, ...]
    forest: Forest | None
    two_directions: TwoDirections | None
    rules: tuple[RuleRow, ...]
    notices: tuple[str, ...]
    release: str
    entry: str


@dataclass(frozen=True)
class SourceRow:
    """A source in a list."""

    name: str
    url: str
    title: str
    design: str
    n: int
    verified_word: Word
    tone: str


@dataclass(frozen=True)
class SourceGroup:
    """Sources of one kind, strongest design first."""

    title: Word
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True)
class SourcesPage:
    """All sources, or those that a search found."""

    title: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    words: str
    groups: tuple[SourceGroup, ...]
    found: int
    release: str


@dataclass(frozen=True)
class Detail:
    """One thing known about a source. `is_from_memory`: nobody checked it yet."""

    label: Word
    text: str
    url: str = ""
    is_from_memory: bool = False


@dataclass(frozen=True)
class SourcePage:
    """A source: where it is, what it did, its limits, what it found, what rests on it."""

    title: str
    crumbs: tuple[Link, ...]
    full_title: str
    kind: Word
    certainty: str
    verified_word: Word
    tone: str
    details: tuple[Detail, ...]
    findings: tuple[FindingRow, ...]
    rules: tuple[RuleRow, ...]
    notices: tuple[str, ...]
    release: str
    entry: str
