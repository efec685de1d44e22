"""Questions about all patients, and what was found, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.case import Case


class Kind(StrEnum):
    """What is asked. Each asks for a patient; `IS_WANTED` says whether there should be one."""

    FIRES = "fires"
    TOGETHER = "fire together"
    CONTRADICTS = "contradicts"
    GAP = "gap"
    OVERLAP = "overlap"
    LEVEL = "level"
    MATTERS = "matters"
    IMPLIES = "implies"
    DIFFERS = "differs"


#: Whether a patient is what one hopes for (True), fears (False), or neither (None).
IS_WANTED: dict[Kind, bool | None] = {
    Kind.FIRES: True,
    Kind.TOGETHER: None,
    Kind.CONTRADICTS: False,
    Kind.GAP: False,
    Kind.OVERLAP: False,
    Kind.LEVEL: True,
    Kind.MATTERS: True,
    Kind.IMPLIES: None,
    Kind.DIFFERS: None,
}
#: What a release is not published with.
SERIOUS = frozenset({Kind.FIRES, Kind.CONTRADICTS, Kind.GAP, Kind.OVERLAP})


@dataclass(frozen=True)
class Question:
    """Is there a patient …? `text` is the question, `subject` what it is about ("B02").

    `rules` are the codes of the rules that a witness shows.
    """

    kind: Kind
    subject: str
    text: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was found. `witness` is a patient whom the judge has confirmed.

    `case` is the key of the witness where it is a case of the release. `said` is the finding as a
    sentence, where there is something to say.
    """

    question: Question
    verdict: Verdict
    witness: Case | None = None
    case: str = ""
    said: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether an author has something to look at. What is undecided is no finding."""
        wanted = IS_WANTED[self.question.kind]
        if wanted is None or self.verdict is Verdict.UNDECIDED:
            return False
        return wanted is not (self.verdict is Verdict.FOUND)

    @property
    def is_serious(self) -> bool:
        """Whether nothing is published with this finding."""
        return self.is_finding and self.question.kind in SERIOUS

    @property
    def is_undecided(self) -> bool:
        """Whether the time was too short."""
        return self.verdict is Verdict.UNDECIDED
