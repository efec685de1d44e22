"""The conditions of publishing, each with what became of it and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mgdcds.core.authoring.mutants import Score
from mgdcds.core.values.problems import Problem


class State(StrEnum):
    """What became of a condition."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Item:
    """One condition. `sentence` says what was found; when it failed, also what to do."""

    name: str
    state: State
    sentence: str


@dataclass(frozen=True)
class Findings:
    """What is known of a release that is to be published. None: it was not asked.

    `failing` are the keys of cases that come out otherwise, of `cases` in all. `attributes` are
    source attributes that are missing, as "B02 funding". `serious` are sentences of the prover
    about advice, rules and bands, and `undecided` what it left open. `writers` wrote a part of
    it, and `approver` publishes it ("" for nobody yet).
    """

    problems: tuple[Problem, ...] | None = None
    cases: int = 0
    failing: tuple[str, ...] | None = None
    attributes: tuple[str, ...] | None = None
    scores: tuple[Score, ...] | None = None
    serious: tuple[str, ...] | None = None
    undecided: tuple[str, ...] = ()
    are_affected_seen: bool | None = None
    writers: tuple[str, ...] = ()
    approver: str = ""


def make_checklist(findings: Findings) -> tuple[Item, ...]:
    """This function will answer every condition of publishing, in their order."""
    return tuple(check(findings) for check in CONDITIONS)


def _parses(found: Findings) -> Item:
    name = "parses and checks"
    if found.problems is None:
        return Item(name, State.NOT_RUN, "Nothing was read yet.")
    if not found.problems:
        return Item(name, State.PASSED, "Everything can be read and run.")
    first = found.problems[0].message
    return Item(name, State.FAILED, f"{_count(found.problems, 'problem')} to correct: {first}")


def _cases(found: Findings) -> Item:
    name = "all cases pass"
    if found.failing is None:
        return Item(name, State.NOT_RUN, "Cases run once everything can be read.")
    if not found.failing:
        return Item(name, State.PASSED, f"All {found.cases} cases come out as expected.")
    cure = "Correct the rule, or what the case expects."
    told = f"{len(found.failing)} of {found.cases} cases come out otherwise"
    return Item(name, State.FAILED, f"{told}: {_some(found.failing)}. {cure}")


def _proofs(found: Findings) -> Item:
    name = "no contradicting advice, no dead rule, no gap between bands"
    if found.serious is None:
        return Item(name, State.NOT_RUN, "The prover was not asked.")
    if found.serious:
        return Item(name, State.FAILED, " ".join(found.serious))
    if found.undecided:
        told = f"{_count(found.undecided, 'question')} stayed open in the time given"
        return Item(name, State.UNDECIDED, f"{told}: {_some(found.undecided)}.")
    return Item(name, State.PASSED, "No patient gets contradicting advice or falls between bands.")


def _mutants(found: Findings) -> Item:
    name = "mutation score"
    if found.scores is None:
        return Item(name, State.NOT_RUN, "Mistakes are tried once all cases pass.")
    tried, killed = sum(each.tried for each in found.scores), sum(e.killed for e in found.scores)
    low = [each.code or "calculated values" for each in found.scores if not each.is_enough]
    told = f"{killed} of {tried} small mistakes are noticed"
    if not low:
        return Item(name, State.PASSED, f"{told}.")
    cure = "Add the cases that are proposed for them."
    return Item(name, State.FAILED, f"{told}; too few in {_some(low)}. {cure}")


def _affected(found: Findings) -> Item:
    name = "affected patients seen"
    if found.are_affected_seen is None:
        return Item(name, State.NOT_RUN, "Who is affected was not looked up.")
    if found.are_affected_seen:
        return Item(name, State.PASSED, "The preview of affected patients was seen.")
    return Item(name, State.FAILED, "Look at the preview of affected patients.")


def _attributes(found: Findings) -> Item:
    name = "source attributes complete"
    if found.attributes is None:
        return Item(name, State.NOT_RUN, "Nothing was read yet.")
    if not found.attributes:
        return Item(name, State.PASSED, "Every rule has its 13 source attributes.")
    cure = "Write what is known, or 'not used' or 'not available'."
    return Item(name, State.FAILED, f"Missing: {_some(found.attributes)}. {cure}")


def _second_person(found: Findings) -> Item:
    name = "a second person"
    if not found.approver:
        return Item(name, State.NOT_RUN, "Nobody has reviewed it yet.")
    if found.approver in found.writers:
        told = f"{found.approver} has written a part of it, so somebody else must publish it."
        return Item(name, State.FAILED, told)
    return Item(name, State.PASSED, f"Reviewed by {found.approver}.")


#: Every condition, in the order in which they are asked.
CONDITIONS: tuple[Callable[[Findings], Item], ...] = (
    _parses,
    _cases,
    _proofs,
    _mutants,
    _affected,
    _attributes,
    _second_person,
)
_MOST_NAMED = 8


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found)} {noun}" if len(found) == 1 else f"{len(found)} {noun}s"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
