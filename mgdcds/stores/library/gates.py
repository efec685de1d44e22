"""The conditions of publishing, asked of a set of entries. Nothing here writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mgdcds.core.authoring.cases import CaseResult, Difference, run_case
from mgdcds.core.guidance.entries import Entry, EntryKind, hash_of_release
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES
from mgdcds.core.guidance.rulebook import Rulebook, UnableToLoadRulebook, load_rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library import problems
from mgdcds.stores.library.kept import Kept
from mgdcds.stores.library.mutation import MUTANTS, ask_mutants
from mgdcds.stores.library.proving import PROVED, ask_proofs
from mgdcds.stores.library.values import GateState, GateValue

PARSES = "parses and checks"
CASES = "all cases pass"
ATTRIBUTES = "source attributes complete"
SECOND_PERSON = "a second person"
#: Conditions that this program does not test yet: recorded as "not run".
NOT_RUN = ("affected patients seen",)
#: What of a fact records rely on.
_FIXED = ("kind", "unit")
#: What is wrong with a set of entries; else its rulebook, and what came of its cases.
_Run = tuple[tuple[Problem, ...], Rulebook | None, Mapping[str, "CaseOutcome"]]
#: What was asked: the hashes of the entries and of those before, and whether facts may be added.
_Asked = tuple[str, str, bool]
_reports: Kept[_Asked, GateReport] = Kept(32)
_runs: Kept[str, _Run] = Kept(32)
#: What came of cases, by their hashes, for each set of the other entries: a case that is
#: corrected runs alone.
_outcomes: Kept[str, Mapping[str, CaseOutcome]] = Kept(32)


@dataclass(frozen=True)
class CaseOutcome:
    """What came of one case. `differences` are sentences about what was `found`."""

    passed: bool
    differences: tuple[str, ...]
    found: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class GateReport:
    """What the gates said of the entries with this hash. No problems: all that ran have passed.

    `cases` are the results by case key; there are none when the entries do not parse.
    """

    hash: str
    gates: tuple[GateValue, ...]
    problems: tuple[Problem, ...]
    cases: Mapping[str, CaseOutcome]


def run_gates(
    entries: tuple[Entry, ...], *, base: Iterable[Entry], may_add_facts: bool = False
) -> GateReport:
    """This function will ask every condition that entries can answer by themselves.

    `base` are the entries of the release before: facts only grow. The cases run only
    when everything parses. It takes seconds; what came out is kept by the hash of the entries.
    """
    base = tuple(base)
    asked = (hash_of_release(entries), hash_of_release(base), may_add_facts)
    return _reports.get(asked, lambda: _ask(entries, base, may_add_facts))


def find_report(
    entries: tuple[Entry, ...], *, base: Iterable[Entry], may_add_facts: bool = False
) -> GateReport | None:
    """This function will find what `run_gates` has said of these entries, or None, at once."""
    return _reports.find((hash_of_release(entries), hash_of_release(tuple(base)), may_add_facts))


def find_rulebook(entries: tuple[Entry, ...]) -> Rulebook | None:
    """This function will answer the rulebook that entries make, or None while they make none.

    It takes a second, and runs their cases; both are kept by the hash of the entries.
    """
    return _runs.get(hash_of_release(entries), lambda: _run(entries))[1]


def _ask(entries: tuple[Entry, ...], base: tuple[Entry, ...], may_add_facts: bool) -> GateReport:
    hash_ = hash_of_release(entries)
    unfit, rulebook, results = _runs.get(hash_, lambda: _run(entries))
    parsing = (*unfit, *check_facts(entries, base, may_add=may_add_facts))
    missing = check_attributes(entries)
    failing = tuple(
        problems.case_fails(key, result.differences)
        for key, result in results.items()
        if not result.passed
    )
    mutants, unnoticed = _ask_mutants(None if failing else rulebook, base)
    proved, disproved = _ask_proofs(None if failing else rulebook, base)
    return GateReport(
        hash=hash_,
        gates=(
            _gate(PARSES, parsing),
            _gate_of_cases(unfit, failing, len(results)),
            _gate(ATTRIBUTES, missing),
            proved,
            mutants,
            *(GateValue(name, GateState.NOT_RUN) for name in NOT_RUN),
        ),
        problems=(*parsing, *failing, *missing, *disproved, *unnoticed),
        cases=results,
    )


def check_attributes(entries: Iterable[Entry]) -> tuple[Problem, ...]:
    """This function will say which of the 13 source attributes a rule lacks."""
    return tuple(
        problems.attribute_missing(entry.key, name)
        for entry in entries
        if entry.kind is EntryKind.RULE
        for name in SOURCE_ATTRIBUTES
        if not str(entry.content().get("attributes", {}).get(name, "")).strip()
    )


def check_facts(
    entries: Iterable[Entry], base: Iterable[Entry], *, may_add: bool
) -> tuple[Problem, ...]:
    """This function will say which facts are lost or altered, for records hold them.

    Facts are added by a newer program only (`may_add`), for they need columns.
    """
    before, after = _facts(base), _facts(entries)
    if not before:
        return ()
    added = () if may_add else (name for name in after if name not in before)
    return (
        *(problems.fact_added(name) for name in added),
        *(problems.fact_removed(name) for name in before if name not in after),
        *(
            problems.fact_altered(
                name, field, found=after[name].get(field), expected=before[name].get(field)
            )
            for name in before.keys() & after.keys()
            for field in _FIXED
            if after[name].get(field) != before[name].get(field)
        ),
    )


def _run(entries: tuple[Entry, ...]) -> _Run:
    try:
        rulebook = load_rulebook(entries, label="")
    except UnableToLoadRulebook as unable:
        return unable.problems, None, {}
    return (), rulebook, _run_cases(rulebook, entries)


def _ask_mutants(
    rulebook: Rulebook | None, base: tuple[Entry, ...]
) -> tuple[GateValue, tuple[Problem, ...]]:
    if rulebook is None:
        return GateValue(MUTANTS, GateState.NOT_RUN, "tried once all cases pass"), ()
    return ask_mutants(rulebook, base=base)


def _ask_proofs(
    rulebook: Rulebook | None, base: tuple[Entry, ...]
) -> tuple[GateValue, tuple[Problem, ...]]:
    if rulebook is None:
        return GateValue(PROVED, GateState.NOT_RUN, "proved once all cases pass"), ()
    return ask_proofs(rulebook, base=base)


def _run_cases(rulebook: Rulebook, entries: tuple[Entry, ...]) -> Mapping[str, CaseOutcome]:
    cases = {entry.key: entry.hash for entry in entries if entry.kind is EntryKind.CASE}
    rest = hash_of_release(tuple(entry for entry in entries if entry.kind is not EntryKind.CASE))
    before = _outcomes.find(rest) or {}
    results = {
        key: before.get(cases[key]) or _outcome(run_case(rulebook, case))
        for key, case in rulebook.cases.items()
    }
    _outcomes.keep(rest, {cases[key]: result for key, result in results.items()})
    return results


def _outcome(result: CaseResult) -> CaseOutcome:
    told = tuple(one.describe() for one in result.differences)
    return CaseOutcome(result.passed, told, result.differences)


def _facts(entries: Iterable[Entry]) -> Mapping[str, Any]:
    return {entry.key: entry.content() for entry in entries if entry.kind is EntryKind.FACT}


def _gate(name: str, found: tuple[Problem, ...]) -> GateValue:
    if not found:
        return GateValue(name, GateState.PASSED)
    return GateValue(name, GateState.FAILED, f"{len(found)} to correct")


def _gate_of_cases(
    unfit: tuple[Problem, ...], failing: tuple[Problem, ...], number: int
) -> GateValue:
    if unfit:
        return GateValue(CASES, GateState.NOT_RUN, "cases run once everything parses")
    if failing:
        return GateValue(CASES, GateState.FAILED, f"{len(failing)} of {number} fail")
    return GateValue(CASES, GateState.PASSED, f"{number} cases")
