"""The cases of a release, opened once: what another expression would change about them.

Only what reads the expression is evaluated again, and only where its value differs, so that
thousands of changed expressions are tried on hundreds of cases in seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import NullLiteral
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.status import find_status, names_behind


class Opened:
    """One sheet before a rulebook, with the statuses of rules as they are asked for."""

    def __init__(self, rulebook: Rulebook, sheet: FactSheet) -> None:
        self._rulebook = rulebook
        self.evaluation: Evaluation = open_sheet(rulebook.program, sheet)
        self._statuses: dict[str, Status] = {}

    def status(self, code: str) -> Status:
        """This method will answer the status of a rule as the release has it."""
        if code not in self._statuses:
            self._statuses[code] = find_status(self.evaluation, self._rulebook.checked[code])
        return self._statuses[code]


@dataclass(frozen=True, eq=False)
class OpenedCase:
    """A case with its sheet. `codes` are the rules that it expects something of."""

    key: str
    case: Case
    opened: Opened
    codes: frozenset[str]


@dataclass(frozen=True, eq=False)
class Variant:
    """Another expression under a name. `stale` are the names whose values it may change."""

    rulebook: Rulebook
    name: str
    checked: Checked
    stale: frozenset[str]

    @cached_property
    def changed(self) -> Rulebook:
        """The rulebook with the other expression: `advise` runs it."""
        return _with_program(self.rulebook, self.name, self.checked)

    def value(self, opened: Opened) -> Any:
        """This method will answer the plain value of the expression for a sheet."""
        return self.changed.program.plans[self.name].run(opened.evaluation)

    def differs(self, opened: Opened) -> bool:
        """This method will tell whether the expression has another value for a sheet."""
        return bool(self.value(opened) != opened.evaluation.value(self.name))

    def find_changed(self, opened: Opened, codes: Collection[str]) -> Iterator[tuple[str, Status]]:
        """This method will answer the rules that have another status for a sheet, and which."""
        if not self.differs(opened):
            return
        after = opened.evaluation.with_program(self.changed.program, stale=self.stale)
        for code in sorted(codes):
            status = find_status(after, self.rulebook.checked[code])
            if status is not opened.status(code):
                yield code, status


class Trials:
    """The cases of a rulebook, ready for variants of its expressions."""

    def __init__(self, rulebook: Rulebook, cases: Mapping[str, Case] | None = None) -> None:
        self.rulebook = rulebook
        told = rulebook.cases if cases is None else cases
        self.cases = tuple(self._open(key, case) for key, case in told.items())
        self._live: dict[str, tuple[OpenedCase, ...]] = {}

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str]]:
        """For each rule the names behind its status: its code, and all that is read for it."""
        below = self.rulebook.program.names_read
        return {
            code: frozenset({code}).union(
                *({name} | below.get(name, frozenset()) for name in names_behind(rule))
            )
            for code, rule in self.rulebook.checked.items()
        }

    def readers(self, name: str) -> frozenset[str]:
        """This method will answer the rules whose status reads a name."""
        return frozenset(code for code, names in self.reads.items() if name in names)

    def cases_of(self, codes: Collection[str]) -> Iterator[OpenedCase]:
        """This method will answer the cases that expect something of any of these rules."""
        return (case for case in self.cases if not case.codes.isdisjoint(codes))

    def variant(self, name: str, checked: Checked) -> Variant:
        """This method will make a variant of an expression of the release."""
        below = self.rulebook.program.names_read
        stale = frozenset(each for each, names in below.items() if name in names)
        return Variant(self.rulebook, name, checked, stale | {name})

    def find_notice(self, variant: Variant, codes: Iterable[str]) -> tuple[str, str] | None:
        """This method will find a case that notices a variant, and the rule, or None."""
        asked = frozenset(codes)
        for case in self.cases_of(asked):
            found = next(variant.find_changed(case.opened, case.codes & asked), None)
            if found is not None:
                return case.key, found[0]
        return None

    def find_live(self, name: str) -> tuple[OpenedCase, ...]:
        """This method will find the cases in which a status would change if a name were null."""
        if name not in self._live:
            original = self.rulebook.program.expressions[name]
            nothing = self.variant(name, Checked(NullLiteral(type=original.type), original.type))
            readers = self.readers(name)
            self._live[name] = tuple(
                case for case in self.cases if any(nothing.find_changed(case.opened, readers))
            )
        return self._live[name]

    def open(self, case: Case) -> Opened:
        """This method will open the sheet of any case."""
        sheet = sheet_of_case(case, dictionary=self.rulebook.dictionary)
        return Opened(self.rulebook, sheet)

    def _open(self, key: str, case: Case) -> OpenedCase:
        known = self.rulebook.checked.keys()
        codes = frozenset(code for each in case.expect.values() for code in each) & known
        return OpenedCase(key, case, self.open(case), codes)


def _with_program(rulebook: Rulebook, name: str, checked: Checked) -> Rulebook:
    return replace(rulebook, program=rulebook.program.with_expression(name, checked))
