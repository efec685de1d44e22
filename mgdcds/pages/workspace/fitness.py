"""Is a draft fit to be published? The gates, what is to be corrected, and which cases fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import Name, by_name, summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.stands import (
    CaseLine,
    Elsewhere,
    present_differences,
    present_elsewhere,
)
from mgdcds.pages.workspace.words import GATE_STATES, GATES
from mgdcds.stores.library.checking import DraftCheck
from mgdcds.stores.library.values import GateState, GateValue

#: More are not listed: the first ones lead to the rest.
MOST_LINES = 40


@dataclass(frozen=True)
class GateLine:
    """A condition of publishing and what became of it."""

    name: Word
    state: Word
    icon: str
    detail: str


@dataclass(frozen=True)
class Fitness:
    """What stands against publishing. `not_run` are conditions that no program tests yet."""

    gates: tuple[GateLine, ...]
    not_run: tuple[Word, ...]
    problems: tuple[Elsewhere, ...]
    more_problems: int
    failing: tuple[CaseLine, ...]
    more_failing: int

    @property
    def is_fit(self) -> bool:
        """Whether nothing stands against publishing."""
        return not self.problems and not self.failing


def present_fitness(check: DraftCheck) -> Fitness:
    """This function will say in words what stands against publishing a draft."""
    entries = by_name(check.entries)
    failing = _failing(check, entries)
    found = _problems(check, {line.url for line in failing}, entries)
    return Fitness(
        gates=present_gates(gate for gate in check.report.gates if _has_run(gate)),
        not_run=tuple(
            GATES.get(gate.name, gate.name) for gate in check.report.gates if not _has_run(gate)
        ),
        problems=found[:MOST_LINES],
        more_problems=max(len(found) - MOST_LINES, 0),
        failing=failing[:MOST_LINES],
        more_failing=max(len(failing) - MOST_LINES, 0),
    )


def present_gates(gates: Iterable[GateValue]) -> tuple[GateLine, ...]:
    """This function will write gates in words."""
    return tuple(
        GateLine(GATES.get(gate.name, gate.name), *GATE_STATES[gate.state], gate.detail)
        for gate in gates
    )


def _has_run(gate: GateValue) -> bool:
    """A gate that waits for another one has a detail; one that is not built yet has none."""
    return gate.state is not GateState.NOT_RUN or bool(gate.detail)


def _failing(check: DraftCheck, entries: Mapping[Name, Entry]) -> tuple[CaseLine, ...]:
    return tuple(
        CaseLine(
            name=(case := summary_of(entries[EntryKind.CASE, key])).title,
            url=entry_url(check.draft.id, EntryKind.CASE, key),
            rule=case.rule,
            differences=present_differences(outcome.found, entries),
        )
        for key, outcome in check.report.cases.items()
        if not outcome.passed
    )


def _problems(
    check: DraftCheck, failing: set[str], entries: Mapping[Name, Entry]
) -> tuple[Elsewhere, ...]:
    """Every problem once: a failing case is told as a case, an empty attribute by one gate."""
    seen: dict[tuple[str, str], Problem] = {}
    for problem in check.problems:
        is_attribute = problem.place.field.startswith("attributes.")
        said = problem.place.field if is_attribute else problem.message
        seen.setdefault((problem.place.document, said), problem)
    lines = present_elsewhere(seen.values(), check.draft.id, entries)
    return tuple(line for line in lines if not (line.url in failing and line.url))
