"""Evidence as values: a source, its findings, and the claims they bear on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from mgdcds.core.guidance.rule import Certainty


class Verification(StrEnum):
    """How far somebody has checked a figure against the paper it comes from."""

    VERIFIED = "verified"
    PARTLY = "partly"
    FROM_MEMORY = "from memory"


class Direction(StrEnum):
    """How a finding bears on a claim."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


class SourceKind(StrEnum):
    """What kind of work a source is, strongest design first."""

    META_ANALYSIS = "meta-analysis"
    TRIAL = "randomised trial"
    OBSERVATIONAL = "observational study"
    PHYSIOLOGY = "human physiology"
    CASES = "case series"
    REVIEW = "review"
    EDITORIAL = "editorial"
    GUIDELINE = "guideline"
    REGULATOR = "regulator"
    MANUAL = "manual"
    REFERENCE_TABLE = "reference table"
    LABORATORY = "laboratory study"
    ANIMAL = "animal study"


class Basis(StrEnum):
    """What a claim is: a statement about the world, a definition, or agreed practice."""

    EVIDENCE = "evidence"
    DEFINITION = "definition"
    PRACTICE = "practice"


#: The five GRADE domains that every claim gives a reason for, in their usual order.
GRADE_DOMAINS = (
    "risk of bias",
    "inconsistency",
    "indirectness",
    "imprecision",
    "publication bias",
)
#: The three GRADE reasons for rating up; a claim names one only where it counts.
GRADE_RAISES = ("large effect", "dose response", "opposing confounding")
#: Measures in which 1 means "no difference": these can be drawn in a forest plot.
RATIO_MEASURES = frozenset({"HR", "RR", "OR"})
#: Certainties from the lowest to the highest.
CERTAINTY_LADDER = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)


@dataclass(frozen=True)
class Ratio:
    """A ratio estimate with its 95 % interval."""

    effect: Decimal
    low: Decimal
    high: Decimal

    def crosses_one(self) -> bool:
        """This method will tell whether the interval includes "no difference"."""
        return self.low <= 1 <= self.high


@dataclass(frozen=True)
class Source:
    """One work that is cited, with its design and its limits.

    `name` is the short name that findings stand under, such as "Dai 2018". `n` is the number
    analysed (0: not known). `certainty` is the rating of what
    the source shows ("" where none fits). `verified` says how far the work was read.
    `from_memory` names those fields of this source that nobody has checked yet.
    """

    key: str
    name: str
    citation: str
    title: str
    kind: SourceKind
    verified: Verification
    authors: str = ""
    journal: str = ""
    year: int = 0
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    design: str = ""
    n: int = 0
    population: str = ""
    exposure: str = ""
    limits: str = ""
    certainty: str = ""
    from_memory: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """What one source reports, once: a number, or a statement without one.

    `text` is the whole finding as a sentence. `measure` names the kind of `effect` ("HR",
    "mean change"); `interval` is the 95 % interval of a ratio. `supports`, `qualifies` and
    `contradicts` are keys of claims. An animal finding is background and no rule may cite it.
    """

    source: str
    key: str
    text: str
    verified: Verification
    population: str = ""
    comparison: str = ""
    outcome: str = ""
    measure: str = ""
    effect: str = ""
    interval: tuple[str, ...] = ()
    n: int = 0
    p: str = ""
    supports: tuple[str, ...] = ()
    qualifies: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    animal: bool = False

    @property
    def full_key(self) -> str:
        """The key of the finding among all findings: source and own key."""
        return f"{self.source}.{self.key}"

    def bears_on(self) -> Iterator[tuple[Direction, str]]:
        """This method will give each claim that the finding bears on, with the direction."""
        for direction in Direction:
            for claim in getattr(self, direction):
                yield direction, claim

    def find_ratio(self) -> Ratio | None:
        """This method will answer the estimate as numbers, or None where it is not a ratio."""
        if self.measure not in RATIO_MEASURES or len(self.interval) != 2:
            return None
        return Ratio(Decimal(self.effect), Decimal(self.interval[0]), Decimal(self.interval[1]))


@dataclass(frozen=True)
class Domain:
    """One GRADE consideration: how many steps it moves the rating, and why."""

    name: str
    reason: str
    rated_down_by: int = 0
    rated_up_by: int = 0


@dataclass(frozen=True)
class Claim:
    """A sentence of ours, how sure we are of it, and why not surer.

    `wording` is the short form for pages and leaflets. `often_said` and `problem` tell what
    is said elsewhere and why it goes too far. `starts_at` is where the rating began.
    """

    key: str
    title: str
    sentence: str
    wording: str
    basis: Basis
    certainty: Certainty
    starts_at: Certainty
    starts_because: str
    domains: tuple[Domain, ...]
    often_said: str = ""
    problem: str = ""

    def rated(self) -> Certainty:
        """This method will work out the certainty from where it started and the domains."""
        steps = sum(domain.rated_up_by - domain.rated_down_by for domain in self.domains)
        place = CERTAINTY_LADDER.index(self.starts_at) + steps
        return CERTAINTY_LADDER[max(0, min(place, len(CERTAINTY_LADDER) - 1))]


@dataclass(frozen=True)
class Evidence:
    """All sources, findings (by full key) and claims of a release."""

    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    findings: Mapping[str, Finding] = field(default_factory=lambda: MappingProxyType({}))
    claims: Mapping[str, Claim] = field(default_factory=lambda: MappingProxyType({}))

    def findings_of(self, source: str) -> tuple[Finding, ...]:
        """This method will answer the findings of one source."""
        return tuple(item for item in self.findings.values() if item.source == source)

    def findings_for(self, claim: str, *, direction: Direction) -> tuple[Finding, ...]:
        """This method will answer the findings that bear on a claim in one direction."""
        return tuple(item for item in self.findings.values() if claim in getattr(item, direction))
