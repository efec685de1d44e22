"""How an entry fares as it stands: checked with the rest of its draft, and tried on its cases.

Loading a rulebook takes tenths of a second, so what came out is kept by the hash of the
entries: the same page, asked for again, is there at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mgdcds.core.authoring.cases import CaseResult, Difference, run_case
from mgdcds.core.cql.check import Checked
from mgdcds.core.engines.english import describe
from mgdcds.core.guidance.entries import Entry, EntryKind, hash_of_release
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rulebook import Rulebook, UnableToLoadRulebook, load_rulebook
from mgdcds.core.values.problems import Problem
from mgdcds.pages.workspace.catalogue import cases_of
from mgdcds.stores.library.kept import Kept

#: A new rule has no more cases than are run while it is typed; the draft's page runs all.
MOST_CASES = 60


@dataclass(frozen=True)
class CaseTrial:
    """What came of one case, by its key."""

    key: str
    name: str
    passed: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class RuleOutcome:
    """What became of one rule in a case. `expected` is "" when the case does not say."""

    code: str
    title: str
    expected: str
    actual: str
    missing: tuple[str, ...]
    withheld_by: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """How an entry fares. Nothing can run while there are problems, here or elsewhere.

    `english` says the condition (and each level's) in words. `outcomes` are for a case,
    `readers` for a definition or parameter: the rules that read it.
    """

    problems: tuple[Problem, ...] = ()
    elsewhere: tuple[Problem, ...] = ()
    english: tuple[str, ...] = ()
    cases: tuple[CaseTrial, ...] = ()
    outcomes: tuple[RuleOutcome, ...] = ()
    readers: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether everything parses, here and elsewhere."""
        return not self.problems and not self.elsewhere


#: What speaks in a case though the case does not ask about it, and what rules can read.
_SPEAKING = (Status.FIRES, Status.WITHHELD)
_READ = (EntryKind.DEFINITION, EntryKind.PARAMETER, EntryKind.FACT)

_Asked = tuple[str, EntryKind, str, str]
_trials: Kept[_Asked, Trial] = Kept(128)


def try_entry(entries: tuple[Entry, ...], *, kind: EntryKind, key: str, unit_system: str) -> Trial:
    """This function will check one entry among the others, and run the cases that belong to it."""
    tried = _without_other_cases(entries, kind, key)
    asked = (hash_of_release(tried), kind, key, unit_system)
    return _trials.get(asked, lambda: _try(tried, kind, key, unit_system))


def find_trial(
    entries: tuple[Entry, ...], *, kind: EntryKind, key: str, unit_system: str
) -> Trial | None:
    """This function will find what came of the same entries before, or None, at once."""
    tried = _without_other_cases(entries, kind, key)
    return _trials.find((hash_of_release(tried), kind, key, unit_system))


def _without_other_cases(
    entries: tuple[Entry, ...], kind: EntryKind, key: str
) -> tuple[Entry, ...]:
    """Cases of other rules change nothing here, and reading them takes most of the time."""
    cases = {entry.key for entry in cases_of(entries, key)} if kind is EntryKind.RULE else {key}
    kept = set(sorted(cases)[:MOST_CASES]) if kind is EntryKind.RULE else cases
    return tuple(
        entry for entry in entries if entry.kind is not EntryKind.CASE or entry.key in kept
    )


def _try(entries: tuple[Entry, ...], kind: EntryKind, key: str, unit_system: str) -> Trial:
    try:
        rulebook = load_rulebook(entries, label="")
    except UnableToLoadRulebook as unable:
        return _refused(unable.problems, kind, key)
    if kind is EntryKind.CASE:
        return Trial(outcomes=_outcomes(run_case(rulebook, rulebook.cases[key])))
    cases = rulebook.cases if kind is EntryKind.RULE else ()
    return Trial(
        english=_english(rulebook, kind, key, unit_system),
        cases=tuple(_run(rulebook, case) for case in cases),
        readers=_readers(rulebook, key) if kind in _READ else (),
    )


def _refused(found: Iterable[Problem], kind: EntryKind, key: str) -> Trial:
    here = {f"{kind} {key}", key if kind in (EntryKind.FACT, EntryKind.PARAMETER) else ""}
    found = tuple(found)
    return Trial(
        problems=tuple(one for one in found if one.place.document in here),
        elsewhere=tuple(one for one in found if one.place.document not in here),
    )


def _run(rulebook: Rulebook, key: str) -> CaseTrial:
    result = run_case(rulebook, rulebook.cases[key])
    return CaseTrial(key, result.case.name, result.passed, result.differences)


def _english(rulebook: Rulebook, kind: EntryKind, key: str, unit_system: str) -> tuple[str, ...]:
    if kind is EntryKind.DEFINITION:
        conditions: list[Checked | None] = [rulebook.definitions[key].checked]
    elif kind is EntryKind.RULE:
        rule = rulebook.checked[key]
        conditions = [rule.when, *(level.when for level in rule.levels)]
    else:
        return ()
    return tuple(
        describe(each, program=rulebook.program, unit_system=unit_system) if each else ""
        for each in conditions
    )


def _outcomes(result: CaseResult) -> tuple[RuleOutcome, ...]:
    """The rules that the case asks about, then those that say something all the same."""
    asked = {code: status for status, codes in result.case.expect.items() for code in codes}
    told = {rule.code: rule for rule in result.report.rules}
    speaking = [rule.code for rule in told.values() if rule.status in _SPEAKING]
    return tuple(
        RuleOutcome(
            code=code,
            title=told[code].title,
            expected=asked.get(code, ""),
            actual=told[code].status.value,
            missing=told[code].missing,
            withheld_by=told[code].withheld_by,
        )
        for code in dict.fromkeys((*sorted(asked), *sorted(speaking)))
        if code in told
    )


def _readers(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """The rules whose condition reads a name, itself or through definitions."""
    read = rulebook.program.names_read
    return tuple(code for code in rulebook.rules if name in read[code])
