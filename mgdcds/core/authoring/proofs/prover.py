"""Asks a question of one release: its own cases first, then every possible patient."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from mgdcds.core.authoring.proofs.answers import Answer, Question
from mgdcds.core.cql.check import Checked
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.search import EFFORT, Goal, find_patient
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import Boolean, Formula
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.book import Rulebook

#: Asks the judge, who has opened a sheet, whether this is a patient that is looked for.
Judge = Callable[[Evaluation], bool]


class Prover:
    """A release, read once for any number of questions. `on` is the day of its witnesses."""

    def __init__(self, rulebook: Rulebook, *, on: datetime.date, effort: int = EFFORT) -> None:
        self.rulebook = rulebook
        self.on = on
        self.reader = Reader(rulebook.program)
        self._effort = effort

    def of_name(self, name: str) -> Piece:
        """This method will read a named expression."""
        return self.reader.name(name)

    def of_tree(self, checked: Checked) -> Piece:
        """This method will read a checked expression that has no name."""
        return self.reader.checked(checked)

    def ask(
        self,
        question: Question,
        formula: Formula,
        pieces: Iterable[Piece],
        *,
        judge: Judge,
        from_cases: bool = True,
    ) -> Answer:
        """This method will look for a patient of whom a formula over some pieces holds.

        `judge` confirms each one before it is shown; the cases of the release are asked first.
        """
        found = self._case(judge) if from_cases else None
        if found is not None:
            return Answer(question, Verdict.FOUND, self.rulebook.cases[found], case=found)
        return self.search(question, formula, [(self.reader, piece) for piece in pieces], judge)

    def search(
        self,
        question: Question,
        formula: Formula,
        pieces: Iterable[tuple[Reader, Piece]],
        judge: Judge,
    ) -> Answer:
        """This method will look for a patient beside the cases, also over several releases."""
        found = find_patient(
            Goal(formula, tuple(pieces)),
            confirm=lambda sheet: judge(open_sheet(self.rulebook.program, sheet)),
            on=self.on,
            effort=self._effort,
        )
        if found.sheet is None:
            return Answer(question, found.verdict)
        witness = self._witness(question, found.sheet, judge)
        if witness is None:
            return Answer(question, Verdict.UNDECIDED)
        return Answer(question, Verdict.FOUND, witness)

    def _case(self, judge: Judge) -> str | None:
        return next((key for key, opened in self._opened.items() if judge(opened)), None)

    @cached_property
    def _opened(self) -> dict[str, Evaluation]:
        program, dictionary = self.rulebook.program, self.rulebook.dictionary
        sheets = {
            key: sheet_of_case(case, dictionary=dictionary)
            for key, case in sorted(self.rulebook.cases.items())
        }
        return {key: open_sheet(program, sheet) for key, sheet in sheets.items()}

    def _witness(self, question: Question, sheet: FactSheet, judge: Judge) -> Case | None:
        """The patient as a case, without what plays no part, as it would be read from a file."""
        case = Case(name=question.text, on=sheet.on, values=sheet.values, limits=sheet.limits)
        if not self._holds(case, judge):
            return None
        for name in sorted(sheet.limits):
            case = self._without_limit(case, name, judge)
        for name in sorted(sheet.values):
            case = self._without_fact(case, name, judge)
        return replace(case, expect=self._statuses(question, case))

    def _without_limit(self, case: Case, name: str, judge: Judge) -> Case:
        limits = {each: value for each, value in case.limits.items() if each != name}
        fewer = replace(case, limits=MappingProxyType(limits))
        return fewer if self._holds(fewer, judge) else case

    def _without_fact(self, case: Case, name: str, judge: Judge) -> Case:
        values = {each: value for each, value in case.values.items() if each != name}
        fewer = replace(case, values=MappingProxyType(values))
        return fewer if self._holds(fewer, judge) else case

    def _holds(self, case: Case, judge: Judge) -> bool:
        sheet = sheet_of_case(case, dictionary=self.rulebook.dictionary)
        return judge(open_sheet(self.rulebook.program, sheet))

    def _statuses(self, question: Question, case: Case) -> MappingProxyType[str, tuple[str, ...]]:
        if not question.rules:
            return MappingProxyType({})
        sheet = sheet_of_case(case, dictionary=self.rulebook.dictionary)
        report = advise(self.rulebook, sheet, reasons=False)
        found: dict[str, tuple[str, ...]] = {}
        for code in question.rules:
            status = report.rule(code).status.value
            found[status] = (*found.get(status, ()), code)
        return MappingProxyType(found)


def truth_of(piece: Piece) -> Boolean:
    """This function will read the term of a condition."""
    return truth(piece.term)
