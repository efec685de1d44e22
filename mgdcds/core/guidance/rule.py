"""A rule as a value: condition, levels, actions, gates and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Category(StrEnum):
    """What a rule is about. The order is the order of the page."""

    SAFETY = "safety"
    KIDNEY = "kidney"
    STATUS = "status"
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    POPULATION = "population"
    INFORMATION = "information"


class Urgency(StrEnum):
    """How soon something is to be done, most urgent first."""

    EMERGENCY = "emergency"
    SOON = "soon"
    ROUTINE = "routine"
    INFORMATION = "information"


class Strength(StrEnum):
    """Strength of a recommendation (GRADE)."""

    STRONG = "strong"
    CONDITIONAL = "conditional"
    INFORMATION = "for information"


class Certainty(StrEnum):
    """Certainty of evidence (GRADE)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class Verb(StrEnum):
    """What an action does to its target."""

    START = "start"
    INCREASE = "increase"
    CONTINUE = "continue"
    REDUCE = "reduce"
    LIMIT = "limit"
    STOP = "stop"
    AVOID = "avoid"
    SEPARATE = "separate"
    MEASURE = "measure"
    REVIEW = "review"
    REFER = "refer"
    INFORM = "inform"


@dataclass(frozen=True)
class Gate:
    """A condition on an action. Gates are tried in order; the first that is not true decides.

    `when_false` and `when_unknown` are one of 'withhold rule', 'drop action', 'replace'
    and (for unknown only) 'keep'. `instead` is the action of 'replace'.
    """

    gate: str
    when_false: str
    when_unknown: str
    instead: Action | None = None


@dataclass(frozen=True)
class Action:
    """One thing to do. `target` is one of `targets.TARGETS`.

    `detail` completes the sentence and may hold placeholders: its clauses (they end at '; ')
    about what is not recorded are left out. `when` (CQL) limits the action to some patients
    (only TRUE keeps it). `limit` is a dose that a start carries.
    """

    verb: Verb
    target: str
    detail: str = ""
    when: str = ""
    limit: str = ""
    in_weeks: str = ""
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Level:
    """One level of a rule. The first level whose `when` is TRUE gives texts and actions.

    The last level has no `when`.
    """

    urgency: Urgency
    clinician: str
    patient: str
    when: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Tag:
    """A remark that is added to a rule's text when its condition is TRUE."""

    when: str
    text: str


@dataclass(frozen=True)
class Block:
    """A gate that this rule stands behind when `when` is TRUE ('' means the rule's own `when`)."""

    gate: str
    when: str = ""


#: The source attributes of ONC HTI-1, 45 CFR 170.315(b)(11)(iv)(A), in the order of the rule.
SOURCE_ATTRIBUTES = (
    "bibliographic_citation",
    "developer",
    "funding",
    "release_dates",
    "use_of_race",
    "use_of_ethnicity",
    "use_of_language",
    "use_of_sexual_orientation",
    "use_of_gender_identity",
    "use_of_sex",
    "use_of_date_of_birth",
    "use_of_social_determinants",
    "use_of_health_status_assessments",
)


@dataclass(frozen=True)
class Rule:
    """One rule. `when` is CQL; texts are plain text with placeholders, never HTML.

    `needs` are facts or definitions shown and asked for beside those of `when`.
    `evidence` are keys of sources or claims.
    """

    code: str
    title: str
    category: Category
    when: str
    strength: Strength
    certainty: Certainty
    levels: tuple[Level, ...]
    why_it_matters: str
    owner: str = ""
    authored_by: str = ""
    checked_by: str = ""
    reviewed_on: str = ""
    review_due: str = ""
    needs: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    folded: bool = False
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
